"""The commands from outside: files in, exit code, JSON and words out."""

from __future__ import annotations

import json
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from typer.testing import CliRunner, Result

from netcompose.cli import app
from netcompose.cli.ending import Exit

ODDER = Path(__file__).parent.parent.parent / "data" / "examples" / "odder.xlsx"
HEADERS = [
    "Id",
    "Navn",
    "Niveau",
    "Fagområde",
    "Nærmeste leder",
    "Ny leder",
    "Konstitueret",
    "Netværk",
    "Låst",
    "Sammen med",
    "Ikke sammen med",
]
LOM, LOL = "Leder af medarbejdere", "Leder af ledere"


@pytest.fixture(autouse=True)
def _no_language_of_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "C")


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, [str(a) for a in arguments], env={"COLUMNS": "100", "NO_COLOR": "1", "TERM": "dumb"})


def document(result: Result) -> dict[str, Any]:
    """The one JSON document on stdout."""
    found = json.loads(result.stdout)
    assert isinstance(found, dict)
    return found


def workbook(path: Path, rows: list[list[object]], headers: list[str] = HEADERS) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in [headers, *rows]:
        sheet.append(row)
    book.save(path)
    return path


def small(path: Path, leaders: int = 12, **wishes: dict[int, str]) -> Path:
    """Two chiefs and leaders under them; `wishes` maps a header's first word to {leader number: value}."""
    rows: list[list[object]] = [
        ["D", "Dorte Top", "Direktør", "Ledelse", None],
        ["X", "Xenia Øst", "Fagchef", "A", "D"],
        ["Y", "Yrsa Vest", "Fagchef", "B", "D"],
    ]
    columns = {"låst": 8, "netværk": 7, "sammen": 9, "ikke": 10, "ny": 5}
    for i in range(leaders):
        row: list[object] = [f"{i:02}", f"Leder {chr(65 + i)}", LOM, "AB"[i % 2], "XY"[i % 2], *[None] * 6]
        for wish, cells in wishes.items():
            row[columns[wish]] = cells.get(i)
        rows.append(row)
    return workbook(path, rows)


def test_solve_writes_a_plan_that_check_passes(tmp_path: Path) -> None:
    out = tmp_path / "plan.xlsx"
    result = run("solve", ODDER, "-o", out, "--json")
    assert result.exit_code == Exit.OK
    plan = document(result)
    assert plan["format"] == "netcompose.plan/1"
    assert plan["status"] == "optimal"
    assert plan["policy"] == "odder"
    assert sorted(len(network["members"]) for network in plan["networks"]) == [8, 8, 8, 9, 9, 9, 9, 9, 9]
    assert all(goal["excess"] == 0 and goal["proven"] for goal in plan["goals"])
    assert len(plan["mentors"]) == 8
    assert [n["reason"] for n in plan["not_placed"]]
    checked = run("check", out, "--json")
    assert checked.exit_code == Exit.OK
    assert document(checked)["format"] == "netcompose.check/1"
    assert all(verdict["violations"] == 0 for verdict in document(checked)["verdicts"])


def test_without_a_name_the_plan_goes_beside_the_org_chart_under_the_first_free_name(tmp_path: Path) -> None:
    org = small(tmp_path / "leaders.xlsx")
    for _ in range(2):
        assert run("solve", org, "--size", "4", "--quiet").exit_code == Exit.OK
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "leaders-plan (2).xlsx",
        "leaders-plan.xlsx",
        "leaders.xlsx",
    ]
    assert run("solve", org, "--size", "4", "--quiet", "--force").exit_code == Exit.OK
    assert len(list(tmp_path.iterdir())) == 3


def test_an_existing_file_is_never_overwritten_unasked(tmp_path: Path) -> None:
    org, out = small(tmp_path / "leaders.xlsx"), tmp_path / "mine.xlsx"
    out.write_text("mine")
    result = run("solve", org, "--size", "4", "-o", out)
    assert result.exit_code == Exit.USAGE
    assert "--force" in result.stderr
    assert out.read_text() == "mine"
    assert run("solve", org, "--size", "4", "-o", out, "--force").exit_code == Exit.OK


@pytest.mark.parametrize("place", ["nowhere/plan.xlsx", "."])
def test_a_place_that_cannot_be_written_is_told_before_solving(tmp_path: Path, place: str) -> None:
    result = run("solve", small(tmp_path / "leaders.xlsx"), "--size", "4", "-o", tmp_path / place)
    assert result.exit_code == Exit.USAGE
    assert "cannot be written" in result.stderr or "kan ikke skrives" in result.stderr


def test_language_is_danish_for_odder_and_english_on_request(tmp_path: Path) -> None:
    run("solve", ODDER, "-o", tmp_path / "da.xlsx")
    english = run("solve", ODDER, "-o", tmp_path / "en.xlsx", "--lang", "en")
    assert "Proven: no better plan exists" in english.stderr
    assert openpyxl.load_workbook(tmp_path / "da.xlsx").sheetnames[0] == "Netværk"
    assert openpyxl.load_workbook(tmp_path / "en.xlsx").sheetnames[0] == "Networks"


def test_quiet_says_nothing_when_all_is_well(tmp_path: Path) -> None:
    result = run("solve", ODDER, "-o", tmp_path / "plan.xlsx", "--quiet")
    assert (result.stdout, result.stderr) == ("", "")


def test_size_and_number_of_networks(tmp_path: Path) -> None:
    org = small(tmp_path / "leaders.xlsx")
    sizes = {
        ("--size", "3-5"): 3,
        ("--size", "3-5", "--networks", "4"): 4,
        ("--size", "3-5", "--networks", "auto"): 3,
    }
    for options, number in sizes.items():
        plan = document(run("solve", org, "-o", tmp_path / "plan.xlsx", "--force", "--json", *options))
        assert len(plan["networks"]) == number


@pytest.mark.parametrize(
    "options",
    [
        ("--size", "9-8"),
        ("--size", "many"),
        ("--networks", "0"),
        ("--networks", "some"),
        ("--column", "department"),
        ("--reporting-line", "up"),
        ("--seed", "-1"),
    ],
)
def test_wrong_usage(tmp_path: Path, options: tuple[str, str]) -> None:
    org = small(tmp_path / "leaders.xlsx")
    assert run("solve", org, *options).exit_code == Exit.USAGE
    assert [path.name for path in tmp_path.iterdir()] == ["leaders.xlsx"]


def refused(tmp_path: Path, org: Path, *options: str) -> list[dict[str, Any]]:
    """The findings with which an input is refused; nothing may have been written."""
    before = sorted(tmp_path.iterdir())
    result = run("solve", org, "--json", *options)
    assert result.exit_code == Exit.REFUSED, result.output
    assert sorted(tmp_path.iterdir()) == before
    assert "Traceback" not in result.output
    found = document(result)
    assert found["format"] == "netcompose.findings/1"
    errors = [finding for finding in found["findings"] if finding["severity"] == "error"]
    assert errors
    assert all(finding["message"] and finding["remedy"] for finding in errors)
    return errors


def test_a_file_that_is_no_workbook(tmp_path: Path) -> None:
    file = tmp_path / "notes.xlsx"
    file.write_bytes(b"\x00\x01 not a workbook")
    refused(tmp_path, file)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    refused(tmp_path, tmp_path / "gone.xlsx")


def test_a_sheet_without_headers(tmp_path: Path) -> None:
    refused(tmp_path, workbook(tmp_path / "numbers.xlsx", [[1, 2], [3, 4]], ["7", "8"]))


def test_a_sheet_without_managers(tmp_path: Path) -> None:
    org = workbook(tmp_path / "leaders.xlsx", [["1", "Ada Lund"], ["2", "Bo Lund"]], ["Id", "Navn"])
    refused(tmp_path, org)


def test_an_unknown_policy(tmp_path: Path) -> None:
    (finding,) = refused(tmp_path, small(tmp_path / "leaders.xlsx"), "--policy", "oder")
    assert finding["code"] == "NC001"


def test_an_unknown_key_in_a_policy(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text('name = "own"\n[networks]\nsise = "8-9"\n')
    errors = refused(tmp_path, small(tmp_path / "leaders.xlsx"), "--policy", str(own))
    assert "networks.sise" in [finding["value"] for finding in errors]


@pytest.mark.parametrize("options", [("--size", "100-200"), ("--networks", "5", "--size", "4"), ()])
def test_an_impossible_size_is_explained_and_ways_out_are_offered(tmp_path: Path, options: tuple[str, ...]) -> None:
    org = small(tmp_path / "leaders.xlsx")
    result = run("solve", org, "--json", *options)
    assert result.exit_code == Exit.INFEASIBLE
    assert [path.name for path in tmp_path.iterdir()] == ["leaders.xlsx"]
    found = document(result)
    assert found["format"] == "netcompose.infeasible/1"
    assert [part["rule"] for part in found["conflict"]] == ["group_size"]
    assert found["ways_out"]
    assert all(way["change"] and way["effect"] for way in found["ways_out"])


def test_a_contradiction_names_the_people(tmp_path: Path) -> None:
    org = small(tmp_path / "leaders.xlsx", sammen={0: "01"}, ikke={1: "00"})
    result = run("solve", org, "--size", "4", "--lang", "en")
    assert result.exit_code == Exit.INFEASIBLE
    assert "Leder A" in result.stderr
    assert "Leder B" in result.stderr


def test_locked_together_and_apart_are_kept(tmp_path: Path) -> None:
    org = small(
        tmp_path / "leaders.xlsx",
        netværk={0: "Netværk 2", 1: "2"},
        låst={0: "Ja", 1: "x"},
        sammen={2: "Leder D"},
        ikke={4: "05; 06"},
    )
    plan = document(run("solve", org, "--size", "4", "--json", "-o", tmp_path / "plan.xlsx"))
    seats = {member: network["id"] for network in plan["networks"] for member in network["members"]}
    assert seats["00"] == seats["01"] == "2"
    assert seats["02"] == seats["03"]
    assert seats["04"] not in {seats["05"], seats["06"]}


def test_out_of_time(tmp_path: Path) -> None:
    ring = {i: f"{(i + 1) % 5:02}" for i in range(5)}
    org = small(tmp_path / "leaders.xlsx", leaders=5, ikke=ring)
    result = run("solve", org, "--size", "1-4", "--networks", "2", "--time-limit", "0", "--json")
    assert result.exit_code == Exit.NO_PLAN_IN_TIME
    assert document(result)["findings"] == []
    assert [path.name for path in tmp_path.iterdir()] == ["leaders.xlsx"]


def test_check_judges_a_hand_edit(tmp_path: Path) -> None:
    out = tmp_path / "plan.xlsx"
    run("solve", ODDER, "-o", out, "--quiet")
    book = openpyxl.load_workbook(out)
    sheet = book["Fordeling"]
    column = [cell.value for cell in sheet[1]].index("Netværk") + 1
    seats = [sheet.cell(row, column) for row in range(2, sheet.max_row + 1) if sheet.cell(row, column).value]
    sizes = Counter(seat.value for seat in seats)
    full = max(sizes, key=lambda network: sizes[network])
    next(seat for seat in seats if seat.value != full).value = full  # where there is no seat left
    book.save(out)
    result = run("check", out, "--lang", "en", "--json")
    assert result.exit_code == Exit.RULES_BROKEN
    assert any(verdict["violations"] for verdict in document(result)["verdicts"])
    spoken = run("check", out, "--lang", "en")
    assert spoken.exit_code == Exit.RULES_BROKEN
    assert spoken.stdout


def test_check_by_another_policy(tmp_path: Path) -> None:
    org, out = small(tmp_path / "leaders.xlsx"), tmp_path / "plan.xlsx"
    run("solve", org, "--size", "4", "-o", out, "--quiet")
    assert run("check", out).exit_code == Exit.OK
    assert run("check", out, "--policy", "odder").exit_code == Exit.RULES_BROKEN  # nine networks of 8-9
    assert run("check", out, "--size", "5-6").exit_code == Exit.RULES_BROKEN


def test_check_of_a_plain_list_made_elsewhere(tmp_path: Path) -> None:
    networks = {i: str(i % 3 + 1) for i in range(12)}
    org = small(tmp_path / "list.xlsx", netværk=networks)
    result = run("check", org, "--size", "4", "--json")
    assert result.exit_code == Exit.OK
    assert "host" not in {verdict["rule"] for verdict in document(result)["verdicts"]}


def test_columns_shows_what_was_understood() -> None:
    result = run("columns", ODDER, "--lang", "en")
    assert result.exit_code == Exit.OK
    assert "Medarbejdernummer" in result.stdout
    assert "Nærmeste leder" in result.stdout


def test_policies_are_listed_and_shown(tmp_path: Path) -> None:
    assert "odder" in run("policies").stdout
    shown = run("policies", "show", "odder")
    assert "8-9" in shown.stdout
    own = tmp_path / "own.toml"
    own.write_text(run("policies", "show", "odder", "--toml").stdout, encoding="utf-8")
    assert run("policies", "show", own).exit_code == Exit.OK
    assert run("policies", "show", "nobody").exit_code == Exit.REFUSED


def test_version_names_what_a_plan_depends_on() -> None:
    result = run("--version")
    assert result.exit_code == Exit.OK
    assert {line.split()[0] for line in result.stdout.splitlines()} >= {"netcompose", "ortools", "Python"}


def test_without_a_command_the_help_is_shown() -> None:
    assert "solve" in run().output


class Broken(Exception):
    """A bug of ours."""


def break_solving(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr("netcompose.tasks.solve.solve", fail)


def test_a_bug_of_ours_ends_without_traceback_and_without_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    break_solving(monkeypatch, Broken("Leder A"))
    result = run("solve", small(tmp_path / "leaders.xlsx"), "--size", "4")
    assert result.exit_code == Exit.INTERNAL
    assert "Broken" in result.stderr
    assert "Leder A" not in result.output
    assert "Traceback" not in result.output


def test_debug_lets_the_traceback_through(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    org = small(tmp_path / "leaders.xlsx")
    break_solving(monkeypatch, Broken("Leder A"))
    assert isinstance(run("solve", org, "--size", "4", "--debug").exception, Broken)
    break_solving(monkeypatch, OSError("disk"))
    assert isinstance(run("solve", org, "--size", "4", "--debug").exception, OSError)


def test_a_full_disk_is_told_in_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    break_solving(monkeypatch, OSError(28, "No space left on device"))
    result = run("solve", small(tmp_path / "leaders.xlsx"), "--size", "4", "--lang", "en")
    assert result.exit_code == Exit.USAGE
    assert "No space left on device" in result.stderr


HARD = """
import sys
from netcompose.compose import bounds, deal
deal.Deal.finished = property(lambda self: False)
bounds.Bounds.proven = (0,) * 5
from netcompose.cli import main
sys.argv = ["netcompose", "solve", *sys.argv[1:], "--time-limit", "300", "--json"]
main()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="signals are sent as on Unix")
def test_ctrl_c_keeps_the_best_plan_so_far(tmp_path: Path) -> None:
    """A search that would go on for minutes is interrupted, and its plan is written all the same, with its gap."""
    draw = random.Random(1)
    attributes = [f"Farve {n}" for n in range(5)]
    rows: list[list[object]] = [["D", "Dorte Top", "Direktør", "Ledelse", None]]
    rows += [
        [f"{i:03}", f"Leder {i:03}", LOM, "A", "D", *(f"{n}-{draw.randrange(5 + n)}" for n in range(5))]
        for i in range(160)
    ]
    org = workbook(tmp_path / "leaders.xlsx", rows, [*HEADERS[:5], *attributes])
    goals = "".join(f'[[goals]]\ngoal = "mix"\nattribute = "{a}"\nrank = 1\n' for a in attributes)
    own, out = tmp_path / "own.toml", tmp_path / "plan.xlsx"
    own.write_text(f'name = "own"\n[networks]\nsize = "8"\n{goals}')
    with subprocess.Popen(
        [sys.executable, "-c", HARD, str(org), "--policy", str(own), "-o", str(out)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        time.sleep(6)
        assert process.poll() is None
        process.send_signal(signal.SIGINT)
        stdout, stderr = process.communicate(timeout=60)
    assert process.returncode == Exit.OK, stderr
    plan = json.loads(stdout)
    assert plan["status"] == "feasible"
    assert any(not goal["proven"] for goal in plan["goals"])
    assert out.exists()


def test_columns_are_saved_into_a_policy_that_reads_the_same(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    assert run("columns", ODDER, "--save", own).exit_code == Exit.OK
    text = own.read_text("utf-8")
    assert 'manager = "Nærmeste leder"' in text
    assert "# Odder Kommune" in text  # comments stay
    assert run("columns", ODDER, "--save", own).exit_code == Exit.USAGE
    assert run("columns", ODDER, "--save", own, "--force").exit_code == Exit.OK
    result = run("solve", ODDER, "--policy", own, "-o", tmp_path / "plan.xlsx", "--json")
    assert result.exit_code == Exit.OK
    assert document(result)["status"] == "optimal"


def test_policies_are_compared_and_begun_anew(tmp_path: Path) -> None:
    told = run("policies", "compare", "odder", "nyborg").stdout
    assert "participants.acting" in told
    assert '"ask"' in told
    document = json.loads(run("policies", "compare", "odder", "nyborg", "--json").stdout)
    assert document["format"] == "netcompose.policy-differences/1"
    assert {"setting": "networks.size", "values": ['"8-9"', '"10-12"']} in document["settings"]
    assert {"setting": "duties.host.same_as", "values": [None, '"chair"']} in document["settings"]
    assert "are the same" in run("policies", "compare", "odder", "odder").stdout
    own = tmp_path / "Vores måde.toml"
    assert run("policies", "new", "--from", "nyborg", own).exit_code == Exit.OK
    text = own.read_text(encoding="utf-8")
    assert text.splitlines()[0].startswith("# Nyborg Kommune")
    assert 'name = "vores-maade"' in text
    assert json.loads(run("policies", "compare", own, "nyborg", "--json").stdout)["settings"] == []
    again = run("policies", "new", own)
    assert again.exit_code == Exit.USAGE
    assert own.read_text(encoding="utf-8") == text
    assert run("policies", "new", own, "--force", "--quiet").stdout == ""
    assert 'name = "vores-maade"' in own.read_text(encoding="utf-8")
    assert run("policies", "new", "--from", "nobody", own, "--force").exit_code == Exit.REFUSED
    listed = json.loads(run("policies", "--json").stdout)["policies"]
    assert [policy["name"] for policy in listed] == ["aalborg", "albertslund", "danica", "nyborg", "odder"]
    assert json.loads(run("policies", "show", "danica", "--json").stdout)["policies"][0]["name"] == "danica"


def test_a_template_and_a_policy_of_ones_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = run("init", "--lang", "en")
    assert result.exit_code == Exit.OK
    assert {path.name for path in tmp_path.iterdir()} == {"leaders.xlsx", "policy.toml"}
    assert "netcompose solve leaders.xlsx --policy policy.toml" in " ".join(result.stderr.split())
    again = run("init", "--lang", "en")
    assert again.exit_code == Exit.USAGE
    assert "exists already" in again.stderr
    solved = run("solve", "leaders.xlsx", "--policy", "policy.toml", "--size", "3", "--json", "--lang", "en")
    assert solved.exit_code == Exit.OK
    assert len(document(solved)["networks"]) == 2
    export = run("init", "--from", ODDER, "-o", "own.xlsx")
    assert export.exit_code == Exit.OK
    assert (tmp_path / "own.toml").exists()
    plan = document(run("solve", "own.xlsx", "--policy", "own.toml", "--json"))
    assert len(plan["networks"]) == 9
    assert run("init", "--from", "nothing.xlsx", "-o", "x.xlsx").exit_code == Exit.REFUSED
    assert not (tmp_path / "x.xlsx").exists()


@pytest.mark.parametrize(("locale", "said"), [("da_DK.UTF-8", "skabelon"), ("C", "template")])
def test_without_a_command_it_says_what_to_do_first(locale: str, said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", locale)
    result = run()
    assert result.exit_code == Exit.OK
    assert said in result.stdout
    for command in ("solve", "columns", "init", "check"):
        assert f"netcompose {command}" in result.stdout


def test_a_file_alone_is_solved(tmp_path: Path) -> None:
    path = small(tmp_path / "org.xlsx")
    result = run(path, "--size", "6", "--json")
    assert result.exit_code == Exit.OK
    assert document(result)["format"] == "netcompose.plan/1"
    assert (tmp_path / "org-plan.xlsx").exists()
    assert run(tmp_path / "none.xlsx").exit_code == Exit.REFUSED
    assert run("nonsense").exit_code == Exit.USAGE


def test_a_page_and_a_sheet_for_each_network(tmp_path: Path) -> None:
    out, page = tmp_path / "plan.xlsx", tmp_path / "plan.html"
    result = run("solve", ODDER, "-o", out, "--page", page, "--sheets-per-network", "--lang", "en")
    assert result.exit_code == Exit.OK
    assert page.name in result.stderr
    assert page.read_text("utf-8").startswith("<!doctype html>")
    assert openpyxl.load_workbook(out).sheetnames[-9:] == [f"Network {n}" for n in range(1, 10)]
    assert run("check", out).exit_code == Exit.OK
    checked = tmp_path / "checked.html"
    assert run("check", out, "--page", checked, "--lang", "en").exit_code == Exit.OK
    assert checked.read_text("utf-8").count('class="network"') == 9
    assert run("check", out, "--page", checked).exit_code == Exit.USAGE
    again = run("solve", ODDER, "-o", tmp_path / "other.xlsx", "--page", page)
    assert again.exit_code == Exit.USAGE
    assert not (tmp_path / "other.xlsx").exists()
