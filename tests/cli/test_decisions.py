"""What-if, check and explain from outside."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from typer.testing import CliRunner, Result

from netcompose.cli import app
from netcompose.cli.ending import Exit
from netcompose.compose.outcome import Disagreement, OutOfTime
from netcompose.sheets import Column, Sheet
from netcompose.tasks import what_if

ODDER = Path(__file__).parent.parent.parent / "data" / "examples" / "odder.xlsx"


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, [str(a) for a in arguments], env={"COLUMNS": "80", "NO_COLOR": "1", "TERM": "dumb"})


def document(result: Result) -> dict[str, Any]:
    found = json.loads(result.stdout)
    assert isinstance(found, dict)
    return found


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("plan") / "plan.xlsx"
    assert run("solve", ODDER, "-o", path, "--quiet").exit_code == Exit.OK
    return path


def edited(plan: Path, target: Path, changes: dict[str, dict[Column, Any]]) -> Path:
    """The plan with cells of Assignments changed, by id; None as the changes deletes the row."""
    book = openpyxl.load_workbook(plan)
    sheet = book[next(title for title in Sheet.ASSIGNMENTS.titles if title in book.sheetnames)]
    at = {cell.value: cell.column for cell in sheet[1]}
    for row in range(sheet.max_row, 1, -1):
        person = sheet.cell(row, at["Id"]).value
        if person in changes:
            if not changes[person]:
                sheet.delete_rows(row)
            for column, value in changes[person].items():
                sheet.cell(row, next(at[title] for title in column.titles if title in at)).value = value
    book.save(target)
    return target


def members(plan: Path) -> dict[str, str]:
    result = run("check", plan, "--json")
    assert result.exit_code == Exit.OK
    book = openpyxl.load_workbook(plan)
    sheet = book[next(title for title in Sheet.ASSIGNMENTS.titles if title in book.sheetnames)]
    rows = list(sheet.iter_rows(values_only=True))
    at = {header: i for i, header in enumerate(rows[0])}
    network = next(at[title] for title in Column.NETWORK.titles if title in at)
    return {str(row[at["Id"]]): str(row[network]) for row in rows[1:] if row[network]}


# -- check --------------------------------------------------------------------------------------------------------


def test_check_of_our_own_plan_tells_its_distance_and_no_swap_gains(plan: Path) -> None:
    found = document(run("check", plan, "--json"))
    assert list(found) == ["format", "verdicts", "findings", "goals", "swaps"]
    assert [verdict["rule"] for verdict in found["verdicts"]][:2] == ["people", "as_written"]
    assert all(goal["gap"] == 0 for goal in found["goals"])
    assert found["swaps"] == []


def test_check_names_who_is_missing_unknown_and_renamed(plan: Path, tmp_path: Path) -> None:
    ids = sorted(members(plan))
    path = edited(
        plan, tmp_path / "edited.xlsx", {ids[0]: {}, ids[1]: {Column.NAME: "Nora Ny"}, ids[2]: {Column.ID: "77777"}}
    )
    result = run("check", path, "--json", "--lang", "en")
    assert result.exit_code == Exit.RULES_BROKEN
    people = document(result)["verdicts"][0]
    assert people["violations"] == 4  # one missing, one renamed, one id missing and one unknown
    told = " ".join(people["witnesses"])
    assert all(
        text in told for text in (f"({ids[0]}) is missing", "called Nora Ny now", "77777", f"({ids[2]}) is missing")
    )


def test_check_tells_of_a_seat_changed_by_hand_and_of_swaps_that_gain(plan: Path, tmp_path: Path) -> None:
    seats = members(plan)
    one = min(seats)
    other = next(person for person in sorted(seats) if seats[person] != seats[one])
    swapped = {one: {Column.NETWORK: seats[other]}, other: {Column.NETWORK: seats[one]}}
    found = document(run("check", edited(plan, tmp_path / "edited.xlsx", swapped), "--json"))
    assert [verdict["cost"] for verdict in found["verdicts"] if verdict["rule"] == "as_written"] == [2]
    moved = {one: {Column.NETWORK: seats[other]}}
    result = run("check", edited(plan, tmp_path / "moved.xlsx", moved), "--lang", "en")
    assert "1 seat was changed by hand." in result.stdout


def test_check_tells_of_a_seat_given_and_one_taken_by_hand(plan: Path, tmp_path: Path) -> None:
    seats = members(plan)
    book = openpyxl.load_workbook(plan)
    rows = list(book[next(title for title in Sheet.ASSIGNMENTS.titles if title in book.sheetnames)].values)
    [without, *_] = [str(row[0]) for row in rows[1:] if row[0] and str(row[0]) not in seats]
    seated = min(seats)
    edits = {without: {Column.NETWORK: seats[seated]}, seated: {Column.NETWORK: None}}
    found = document(run("check", edited(plan, tmp_path / "edited.xlsx", edits), "--json", "--lang", "en"))
    [told] = [verdict["witnesses"] for verdict in found["verdicts"] if verdict["rule"] == "as_written"]
    number = seats[seated].split()[-1]
    assert sum(text.endswith(f"has been given a seat in network {number}.") for text in told) == 1
    assert sum(text.endswith(f"sat in network {number} and has no seat now.") for text in told) == 1


def test_harmless_edits_change_nothing(plan: Path, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(plan)
    sheet = book[next(title for title in Sheet.ASSIGNMENTS.titles if title in book.sheetnames)]
    sheet.cell(1, sheet.max_column + 1).value = "Til HR"
    sheet.cell(3, sheet.max_column).value = "ring"
    for row in (4, 5, 9):
        sheet.row_dimensions[row].hidden = True
    book.save(tmp_path / "edited.xlsx")
    before, after = run("check", plan, "--json"), run("check", tmp_path / "edited.xlsx", "--json")
    assert after.exit_code == Exit.OK
    assert document(before) == document(after)


# -- explain ------------------------------------------------------------------------------------------------------


def test_explain_a_leader_by_id_and_by_name(plan: Path) -> None:
    leader = min(members(plan))
    found = document(run("explain", plan, "--leader", leader, "--json"))
    assert found["format"] == "netcompose.explain/1"
    assert len(found["networks"]) == 9
    (here,) = [network for network in found["networks"] if network["here"]]
    assert here["network"] == found["leader"]["network"]
    for network in found["networks"]:
        if not network["here"]:
            assert network["move"]["goals"][0]["goal"] == "mix"
            assert network["allowed"] == (network["move"]["allowed"] or network["exchange"] is not None)
    assert document(run("explain", plan, "--leader", found["leader"]["name"], "--json")) == found
    told = run("explain", plan, "--leader", leader, "--lang", "en").stdout
    assert "Any other seat:" in told
    assert "by a swap with" in told


def test_explain_a_swap_and_a_move(plan: Path) -> None:
    seats = members(plan)
    one = min(seats)
    other = next(person for person in sorted(seats) if seats[person] != seats[one])
    found = document(run("explain", plan, "--swap", one, other, "--json"))
    assert [move["leader"] for move in found["change"]["moves"]] == [one, other]
    moved = document(run("explain", plan, "--move", one, seats[other], "--json"))
    assert moved["change"]["moves"][0]["to"] == seats[other].split()[-1]
    assert "→" in run("explain", plan, "--swap", one, other).stdout


@pytest.mark.parametrize(
    "asked",
    [
        ("--leader", "nobody at all"),
        ("--leader", "e"),
        ("--move", "{one}", "99"),
        ("--leader", "{one}", "--swap", "{one}", "{one}"),
    ],
)
def test_what_cannot_be_asked_is_told(plan: Path, asked: tuple[str, ...]) -> None:
    one = min(members(plan))
    result = run("explain", plan, *(text.format(one=one) for text in asked))
    assert result.exit_code == Exit.USAGE


def test_explain_an_org_chart_that_cannot_be_composed(plan: Path) -> None:
    result = run("explain", ODDER, "--size", "8", "--networks", "9", "--json", "--lang", "en")
    assert result.exit_code == Exit.INFEASIBLE
    found = document(result)
    assert found["format"] == "netcompose.infeasible/1"
    assert [(part["rule"], part["contradiction"]) for part in found["conflict"]] == [("group_size", 1)]
    assert found["ways_out"]
    fine = run("explain", ODDER, "--json")
    assert fine.exit_code == Exit.OK
    assert document(fine)["conflict"] == []
    assert "Nothing contradicts itself" in run("explain", plan, "--lang", "en").stdout


# -- what-if ------------------------------------------------------------------------------------------------------


def test_what_if_compares_explains_and_keeps(plan: Path, tmp_path: Path) -> None:
    out = tmp_path / "compared.xlsx"
    result = run(
        "what-if",
        plan,
        *["--size", "6-8", "--size", "8-9", "--size", "16", "--json", "--keep", "1", "--lang", "en", "-o"],
        out,
    )
    assert result.exit_code == Exit.OK
    found = document(result)
    assert found["format"] == "netcompose.what-if/1"
    assert [(one["name"], one["size"], one["status"]) for one in found["scenarios"]] == [
        ("6-8", "6-8", "optimal"),
        ("8-9", "8-9", "optimal"),
        ("16", "16", "infeasible"),
    ]
    assert found["scenarios"][1]["networks"] == 9
    assert found["scenarios"][1]["moves"] == 0
    assert found["base"]["status"] == "present"
    assert found["scenarios"][2]["conflict"]
    assert "Scenario 3 of 3: 16 – impossible" in result.stderr
    sheet = openpyxl.load_workbook(out)["Scenarios"]
    assert len(sheet._charts) == 2  # type: ignore[attr-defined]
    kept = tmp_path / "compared-plan-1.xlsx"
    assert run("check", kept).exit_code == Exit.OK


def test_what_if_on_the_screen_is_eighty_columns_wide(plan: Path) -> None:
    result = run(
        "what-if", plan, "--networks", "8..10", "--reporting-line", "direct", "--reporting-line", "chain", "-q"
    )
    assert result.exit_code == Exit.OK
    assert max(map(len, result.stdout.splitlines())) <= 80
    assert "★" in result.stdout


def test_what_if_none_is_possible_or_nothing_makes_sense() -> None:
    impossible = run("what-if", ODDER, "--size", "16", "--json")
    assert impossible.exit_code == Exit.INFEASIBLE
    assert document(impossible)["scenarios"][0]["status"] == "infeasible"
    for wrong in (
        ("--size", "x"),
        ("--networks", "9..7"),
        ("--networks", "1..9999", "--reporting-line", "direct", "--reporting-line", "off"),
        ("--networks", "many"),
        ("--reporting-line", "all"),
        ("--set", "rules.siblings"),
    ):
        assert run("what-if", ODDER, *wrong).exit_code == Exit.USAGE, wrong
    refused = run("what-if", ODDER, "--set", "rules.sibling=true", "--lang", "en")
    assert refused.exit_code == Exit.REFUSED
    assert "Did you mean 'siblings'?" in refused.stderr


def test_what_if_goes_by_the_plans_own_policy_and_compares_given_teams_by_nothing_they_lack(tmp_path: Path) -> None:
    teams = tmp_path / "teams.xlsx"
    made = run("solve", ODDER.with_name("albertslund.xlsx"), "--policy", "albertslund", "-o", teams, "--quiet")
    assert made.exit_code == Exit.OK
    result = run("what-if", teams, "--set", "duties.co_driver.most=2", "--lang", "en")
    assert result.exit_code == Exit.OK
    assert "Pairs that could be avoided" not in result.stdout
    assert "Departments met" not in result.stdout
    assert "each network has one member" in " ".join(result.stdout.split())
    found = document(run("what-if", teams, "--set", "duties.co_driver.most=2", "--json"))
    assert [(one["policy"], one["networks"]) for one in found["scenarios"]] == [("albertslund", 7)]
    told = run("explain", teams, "--leader", "Bastian Crone", "--lang", "en")
    assert "The networks are given" in told.stdout


def test_what_if_leaves_the_number_open_when_asked_to() -> None:
    found = document(run("what-if", ODDER, "--networks", "auto", "--networks", "9", "--json"))
    assert [(one["name"], one["networks"]) for one in found["scenarios"]] == [("× auto", 9), ("× 9", 9)]


def test_what_if_says_the_same_wherever_it_is_solved(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = ("what-if", ODDER, "--size", "8-9", "--size", "6-7", "--json")
    here = document(run(*asked))
    assert document(run(*asked, "--parallel", "on")) == here
    monkeypatch.setitem(sys.modules, "distributed", None)
    missing = run(*asked, "--cluster", "tcp://127.0.0.1:1")
    assert missing.exit_code == Exit.USAGE
    assert "pip install netcompose[dask]" in missing.stderr


def test_what_if_without_a_plan_in_time_ends_as_such(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("netcompose.tasks.what_if.solve", lambda *_, **__: OutOfTime())
    result = run("what-if", ODDER, "--size", "8-9", "--lang", "en")
    assert result.exit_code == Exit.NO_PLAN_IN_TIME
    assert "8-9: no plan was found in time." in result.stdout


def test_a_bug_in_one_scenario_leaves_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    real = what_if.solve

    def solve(organisation: Any, policy: Any, **options: Any) -> Any:
        if str(policy.networks.size) == "6-7":
            raise Disagreement("the judges reject the plan: mix")
        return real(organisation, policy, **options)

    monkeypatch.setattr(what_if, "solve", solve)
    found = document(run("what-if", ODDER, "--size", "8-9", "--size", "6-7", "--json"))
    assert [one["status"] for one in found["scenarios"]] == ["optimal", "out_of_time"]


def test_explain_says_when_neither_a_plan_nor_a_contradiction_was_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("netcompose.tasks.solve.solve", lambda *_, **__: OutOfTime())
    result = run("explain", ODDER, "--lang", "en")
    assert result.exit_code == Exit.NO_PLAN_IN_TIME
    assert "nor a proof that there is none" in result.stderr
