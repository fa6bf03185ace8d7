"""Copies without names, and plans made again."""

from __future__ import annotations

import json
import re
import shutil
import sys
from collections import Counter
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from ortools.sat.python import cp_model
from typer.testing import CliRunner, Result

from netcompose.cli import app
from netcompose.cli.ending import Exit
from netcompose.compose.outcome import OutOfTime
from netcompose.language import Language
from netcompose.policy.load import load_policy, policy_text
from netcompose.read import Reading, read_organisation
from netcompose.report.org_chart import write_org_chart
from netcompose.report.versions import versions
from netcompose.tasks.anonymise import anonymise

if TYPE_CHECKING:
    from netcompose.organisation import Person

EXAMPLES = Path(__file__).parent.parent.parent / "data" / "examples"


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, [str(a) for a in arguments], env={"COLUMNS": "100", "NO_COLOR": "1", "TERM": "dumb"})


def answer(*arguments: str | Path) -> dict[str, Any]:
    result = run(*arguments, "--json")
    assert result.exit_code == Exit.OK, result.output
    found = json.loads(result.stdout)
    assert isinstance(found, dict)
    return found


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an org chart, its plan, and its copy without names."""
    folder = tmp_path_factory.mktemp("trust")
    shutil.copy(EXAMPLES / "odder.xlsx", folder / "leaders.xlsx")
    assert run("solve", folder / "leaders.xlsx", "-o", folder / "plan.xlsx").exit_code == Exit.OK
    return folder


@pytest.mark.parametrize("name", ["aalborg", "albertslund", "danica", "nyborg", "odder"])
def test_the_copy_is_read_back_as_it_is_and_holds_no_text_of_the_original(tmp_path: Path, name: str) -> None:
    policy = load_policy(name)
    how = Reading(levels=policy.levels, columns=policy.columns)
    original = read_organisation(EXAMPLES / f"{name}.xlsx", how).organisation
    copy = anonymise(original, kept=[goal.attribute for goal in policy.goals if goal.attribute])
    write_org_chart(tmp_path / "copy.xlsx", copy, Language.DA)
    assert read_organisation(tmp_path / "copy.xlsx", how).organisation.people == copy.people
    cells = {
        str(cell)
        for sheet in openpyxl.load_workbook(tmp_path / "copy.xlsx")
        for row in sheet.iter_rows(values_only=True)
        for cell in row
        if cell is not None
    }
    kept = {role for person in original.people for role in person.roles}  # words that the policy hands out duties by
    for person in original.people:
        private = {person.id, person.name, person.email, person.title, person.workplace, person.department}
        assert not {text for text in private - kept if text} & cells
        assert not [cell for cell in cells if person.name in cell]


def test_the_copy_gives_the_same_networks(made: Path) -> None:
    copy = made / "anonymous.xlsx"
    assert run("anonymise", made / "leaders.xlsx").exit_code == Exit.OK
    ours = answer("solve", made / "leaders.xlsx", "-o", made / "one.xlsx", "--force")
    theirs = answer("solve", copy, "-o", made / "two.xlsx", "--force")
    ids = sorted(person.id for person in read_organisation(made / "leaders.xlsx").organisation.people)
    renamed = dict(zip(ids, (person.id for person in read_organisation(copy).organisation.people), strict=True))
    assert [sorted(renamed[m] for m in n["members"]) for n in ours["networks"]] == [
        sorted(n["members"]) for n in theirs["networks"]
    ]
    assert [(m["network"], renamed[m["mentee"]], renamed[m["mentor"]]) for m in ours["mentors"]] == [
        (m["network"], m["mentee"], m["mentor"]) for m in theirs["mentors"]
    ]
    assert run("anonymise", made / "leaders.xlsx").exit_code == Exit.USAGE  # it is there already


def test_a_plan_made_again_is_the_same(made: Path) -> None:
    found = answer("repeat", made / "plan.xlsx")
    assert found == {"format": "netcompose.repeat/1", "same": True, "differences": [], "versions": []}


def test_a_hand_edit_shows_in_the_repeat(made: Path) -> None:
    book = openpyxl.load_workbook(made / "plan.xlsx")
    sheet = book["Fordeling"]
    column = [cell.value for cell in sheet[1]].index("Netværk") + 1
    old = sheet.cell(2, column).value
    sheet.cell(2, column).value = next(f"Netværk {n}" for n in (1, 2) if f"Netværk {n}" != old)
    book.save(made / "edited.xlsx")
    result = run("repeat", made / "edited.xlsx", "--json")
    assert result.exit_code == Exit.RULES_BROKEN
    assert [d["people"] for d in json.loads(result.stdout)["differences"]] == [[sheet.cell(2, 1).value]]


def test_only_from_the_same_file_can_a_plan_be_made_again(made: Path, tmp_path: Path) -> None:
    shutil.copy(made / "plan.xlsx", tmp_path / "plan.xlsx")
    assert run("repeat", tmp_path / "plan.xlsx").exit_code == Exit.REFUSED  # the org chart is not there
    book = openpyxl.load_workbook(made / "leaders.xlsx")
    book.save(tmp_path / "leaders.xlsx")
    result = run("repeat", tmp_path / "plan.xlsx", "--json")
    assert result.exit_code == Exit.REFUSED
    assert [f["code"] for f in json.loads(result.stdout)["findings"]] == ["NC602"]
    assert answer("repeat", tmp_path / "plan.xlsx", "--org", made / "leaders.xlsx")["same"] is True
    result = run("repeat", made / "leaders.xlsx", "--json")
    assert [f["code"] for f in json.loads(result.stdout)["findings"]] == ["NC601"]


def test_the_options_of_the_command_are_used_again(made: Path) -> None:
    options = (
        "--size",
        "6-7",
        "--seed",
        "3",
        "--time-limit",
        "4",
        "--column",
        "workplace=Arbejdssted",
        "--listed",
        "leaders",
    )
    assert run("solve", made / "leaders.xlsx", "-o", made / "other.xlsx", *options).exit_code == Exit.OK
    assert answer("repeat", made / "other.xlsx")["same"] is True


def private_texts(org: Path) -> set[str]:
    """Every word of somebody's id, name, department, workplace or title that could be told from a number or a rule's name."""
    people = read_organisation(org).organisation.people
    texts = {t for p in people for t in (p.id, p.name, p.email, p.department, p.workplace, p.title) if t}
    return {
        word for text in texts for word in [text, *text.split()] if len(word) > 3 and word not in {"Leder", "leder"}
    }


def test_the_saved_model_is_the_problem_and_tells_of_nobody(made: Path, tmp_path: Path) -> None:
    model = tmp_path / "model.txt"
    plan = answer("solve", made / "leaders.xlsx", "-o", tmp_path / "plan.xlsx", "--save-model", model)
    text = model.read_text("utf-8")
    if sys.platform != "win32":
        assert model.stat().st_mode & 0o777 == 0o600
    words = set(re.findall(r"[^\s\"]+", text))
    assert not words & private_texts(made / "leaders.xlsx")
    proto = cp_model.CpModel()
    assert proto.proto.parse_text_format(text)
    assert proto.validate() == ""
    first = min(goal["rank"] for goal in plan["goals"])
    best = sum(goal["value"] for goal in plan["goals"] if goal["rank"] == first)
    seats = {variable.name: index for index, variable in enumerate(proto.proto.variables) if " " in variable.name}
    everybody = sorted(member for network in plan["networks"] for member in network["members"])
    for at, network in enumerate(plan["networks"]):
        for member in network["members"]:
            proto.add(proto.get_bool_var_from_proto_index(seats[f"{everybody.index(member)} {at}"]) == 1)
    solver = cp_model.CpSolver()
    assert solver.solve(proto) == cp_model.OPTIMAL  # the plan is a solution of it, and costs what the plan says
    assert solver.objective_value == best
    assert run("solve", made / "leaders.xlsx", "-o", tmp_path / "b.xlsx", "--save-model", model).exit_code == Exit.USAGE
    assert not (tmp_path / "b.xlsx").exists()


def test_every_stratum_has_a_model_of_its_own(tmp_path: Path) -> None:
    result = run(
        "solve",
        EXAMPLES / "aalborg.xlsx",
        "--policy",
        "aalborg",
        "-o",
        tmp_path / "plan.xlsx",
        "--save-model",
        tmp_path / "m.txt",
    )
    assert result.exit_code == Exit.OK
    assert sorted(file.name for file in tmp_path.iterdir()) == ["m-2.txt", "m.txt", "plan.xlsx"]


def test_rebalance_saves_the_model_of_the_new_seats(made: Path, tmp_path: Path) -> None:
    leaver = answer("solve", made / "leaders.xlsx", "-o", tmp_path / "plan.xlsx")["networks"][0]["members"][0]
    model = tmp_path / "model.txt"
    result = run("rebalance", made / "plan.xlsx", "--leaver", leaver, "-o", tmp_path / "b.xlsx", "--save-model", model)
    assert result.exit_code == Exit.OK, result.output
    proto = cp_model.CpModel()
    assert proto.proto.parse_text_format(model.read_text("utf-8"))
    assert cp_model.CpSolver().solve(proto) in {cp_model.OPTIMAL, cp_model.FEASIBLE}


def test_too_many_people_have_no_model(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("netcompose.compose.saved.MOST_SEATS", 10)
    result = run(
        "solve", made / "leaders.xlsx", "-o", tmp_path / "p.xlsx", "--save-model", tmp_path / "m.txt", "--lang", "en"
    )
    assert "there is none to save" in " ".join(result.stderr.split())
    assert [file.name for file in tmp_path.iterdir()] == ["p.xlsx"]


def edited(plan: Path, target: Path, sheet: str, edit: dict[str, Any]) -> Path:
    """The plan with cells of the first meeting's row of one of its sheets changed, by their headings."""
    book = openpyxl.load_workbook(plan)
    rows = list(book[sheet].iter_rows())
    headers = next(row for row in rows if {"Møde", *edit} <= {cell.value for cell in row})
    at = {cell.value: cell.column - 1 for cell in headers}
    first = next(row for row in rows if row[at["Møde"]].value == 1)
    for heading, value in edit.items():
        first[at[heading]].value = value
    book.save(target)
    return target


def told(plan: Path) -> list[str]:
    """What a repeat says is other, in English."""
    result = run("repeat", plan, "--json", "--lang", "en")
    assert result.exit_code == Exit.RULES_BROKEN, result.output
    return [difference["message"] for difference in json.loads(result.stdout)["differences"]]


def test_another_day_or_hour_shows_in_the_repeat(made: Path) -> None:
    moved = edited(made / "plan.xlsx", made / "moved.xlsx", "Møder", {"Dato": datetime(2030, 1, 7)})
    (message,) = told(moved)
    assert message.startswith("Meeting 1 of network ")
    assert "2030-01-07 at " in message
    (message,) = told(edited(made / "plan.xlsx", made / "later.xlsx", "Møder", {"Til kl.": "17:00"}))
    assert "–17:00 in the plan" in message


def test_another_host_or_contact_shows_in_the_repeat(made: Path) -> None:
    plan = answer("solve", made / "leaders.xlsx", "-o", made / "again.xlsx", "--force")
    first = plan["networks"][0]
    host = first["meetings"][0]["host"]
    other = next(member for member in first["members"] if member != host)
    assert sorted(told(edited(made / "plan.xlsx", made / "hosts.xlsx", "Værter", {"Værtens id": other}))) == sorted(
        [
            f"{host} has the duty host in network 1 in the repeat, not in the plan.",
            f"{other} has the duty host in network 1 in the plan, not in the repeat.",
        ]
    )


def test_another_day_of_the_seminar_shows_in_the_repeat(tmp_path: Path) -> None:
    shutil.copy(EXAMPLES / "nyborg.xlsx", tmp_path / "nyborg.xlsx")
    plan = tmp_path / "plan.xlsx"
    assert run("solve", tmp_path / "nyborg.xlsx", "--policy", "nyborg", "-o", plan).exit_code == Exit.OK
    book = openpyxl.load_workbook(plan)
    seminar = next(row for row in book["Møder"].iter_rows() if any("seminar" in str(cell.value) for cell in row))
    next(cell for cell in seminar if isinstance(cell.value, datetime)).value = datetime(2030, 1, 7)
    book.save(plan)
    (message,) = told(plan)
    assert message.startswith("The seminar is held 2030-01-07 at ")


def test_values_that_the_policy_names_stay_and_its_rules_hold_in_the_copy(made: Path, tmp_path: Path) -> None:
    people = read_organisation(made / "leaders.xlsx").organisation.people
    departments = Counter(person.department for person in people if person.department)
    largest = departments.most_common(1)[0][0]
    own, copy = tmp_path / "own.toml", tmp_path / "copy.xlsx"
    limit = f'[[limits]]\nattribute = "department"\nvalue = "{largest.upper()}"\nat_most = 2\n'
    own.write_text(policy_text("odder").replace("[new_leaders]", f"{limit}\n[new_leaders]", 1), "utf-8")
    assert run("anonymise", made / "leaders.xlsx", "--policy", own, "-o", copy).exit_code == Exit.OK
    copied = read_organisation(copy).organisation.people
    assert {person.department for person in copied} & departments.keys() == {largest}
    assert Counter(p.department for p in copied)[largest] == departments[largest]
    ours = answer("solve", made / "leaders.xlsx", "--policy", own, "-o", tmp_path / "one.xlsx")
    theirs = answer("solve", copy, "--policy", own, "-o", tmp_path / "two.xlsx")
    assert ours["goals"] == theirs["goals"]


def test_a_network_keeps_its_theme_its_type_and_who_knows_about_it_in_the_copy() -> None:
    policy = load_policy("albertslund")
    original = read_organisation(EXAMPLES / "albertslund.xlsx").organisation
    copy = anonymise(original, kept=policy.attributes_asked, values=policy.values_named)

    def knowing(people: tuple[Person, ...]) -> list[tuple[int, ...]]:
        """For each theme, whose competences name it; and whose department its field is."""
        themes = [(p.attribute("Tema"), p.attribute("Temaets fagområde")) for p in people if p.attribute("Tema")]
        return [
            (
                *(i for i, p in enumerate(people) if theme in p.competences or str(theme).casefold() in p.competences),
                -1,
                *(i for i, p in enumerate(people) if p.department == field),
            )
            for theme, field in themes
        ]

    def lower(people: tuple[Person, ...]) -> tuple[Person, ...]:
        return tuple(replace(p, competences=tuple(text.casefold() for text in p.competences)) for p in people)

    assert knowing(lower(copy.people)) == knowing(lower(original.people))
    types = {p.attribute("Netværkstype") for p in original.people} - {None}
    assert {"Innovation", "Velfærd"} <= types & {p.attribute("Netværkstype") for p in copy.people}
    assert "Ensomhed blandt ældre" not in {p.attribute("Tema") for p in copy.people}


def test_a_repeat_that_finds_no_plan_is_not_the_same(made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("netcompose.tasks.solve.solve", lambda *_, **__: OutOfTime())
    result = run("repeat", made / "plan.xlsx", "--lang", "en")
    assert result.exit_code == Exit.RULES_BROKEN
    assert "The repeat found no plan at all." in result.stderr


def test_other_versions_are_told_though_the_plan_is_the_same(made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    now = versions()
    monkeypatch.setattr(
        "netcompose.report.versions.versions", lambda: [(name, f"{version}.9") for name, version in now]
    )
    result = run("repeat", made / "plan.xlsx", "--lang", "en")
    assert result.exit_code == Exit.OK
    told = " ".join(result.stderr.split())
    assert "The repeat gives the same plan: every seat, every duty and every date." in told
    ours = dict(now)["ortools"]
    assert f"ortools was {ours} when the plan was made and is {ours}.9 now." in told
