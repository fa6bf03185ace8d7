"""The sheet that follows a hand edit, the handouts, and the links: formulas carry their values, and what they say is what a judge says.

Excel's own reckoning is tried by scripts/try_in_office.py, which has LibreOffice calculate everything anew after a hand edit.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
import report_samples as samples
from openpyxl import load_workbook
from openpyxl.worksheet.formula import ArrayFormula
from report_books import cells, write

from netcompose.findings import Finding, Severity
from netcompose.language import Language, say
from netcompose.organisation import Level, Organisation, Place
from netcompose.plan import Appointment, Appointments, Duty, Network
from netcompose.policy.settings import Duties, Rules, Size, Stratum
from netcompose.read import read_organisation, read_plan
from netcompose.sheets import Column, Sheet

if TYPE_CHECKING:
    from pathlib import Path


ROLLING = {"modes": [{"mode": "rolling"}]}


def values(path: Path, sheet: str) -> list[tuple[object, ...]]:
    return list(load_workbook(path, data_only=True)[sheet].iter_rows(min_row=4, values_only=True))


def test_every_formula_has_its_value(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    book = write(path)
    known = load_workbook(path, data_only=True)
    formulas = 0
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    formulas += 1
                    assert known[sheet.title][cell.coordinate].value is not None, cell.coordinate
                    text = cell.value.text if isinstance(cell.value, ArrayFormula) else cell.value
                    assert "[" not in text  # no other file
    assert formulas == 2 * (1 + 2 + 9)


def test_the_live_check_says_what_the_plan_says(tmp_path: Path) -> None:
    people = samples.organisation()
    first, second, *_ = samples.plan(people).composition.network("1").members
    beside = people.with_people({second: replace(people.person(second), manager=first)})
    path = tmp_path / "plan.xlsx"
    write(path, samples.plan(people), beside)
    heads, line, department, level, _, heads2, *networks = values(path, "Live check")
    assert heads == ("What", "Now", "In the plan", "Result")
    assert line == ("No superior with a subordinate", 1, 1, "✗ shown in red in the list")
    assert department == ("Pairs with the same department in a network", 14, 14, "✓ as in the plan")
    assert level[1:3] == (171, 171)
    assert heads2 == ("Network", "Now", "Allowed", "Result")
    assert len(networks) == 9
    assert networks[0] == ("Network 1", 9, "8–9", "✓")


def test_the_sizes_of_strata_and_exempt_levels_are_minded(tmp_path: Path) -> None:
    people = samples.organisation()
    chiefs, others = ("0100", "0101", "0102"), ("10000", "10001")
    plan = samples.bare_plan(Network("1", "1", ("0001", *chiefs), "Top"), Network("2", "2", others, "Rest"))
    strata = (
        Stratum(name="Top", levels=(Level.CHIEF,), size=Size(smallest=2, largest=3)),
        Stratum(name="Rest", levels=(Level.LEADER_OF_LEADERS,), size=Size(smallest=3, largest=3)),
    )
    policy = samples.policy().model_copy(update={"strata": strata, "rules": Rules(reporting_exempt=(Level.DIRECTOR,))})
    path = tmp_path / "plan.xlsx"
    write(path, plan, people, policy=policy, language=Language.DA)
    _, line, _, _, first, second = values(path, "Løbende kontrol")
    assert line[1] == 0
    assert first == ("Netværk 1", 4, "2–3", "✗ for mange medlemmer")
    assert second == ("Netværk 2", 2, "3", "✗ for få medlemmer")
    sheet = load_workbook(path)["Fordeling"]
    superior, size = (rule.formula[0] for (where,) in [sheet.conditional_formatting] for rule in where.rules)
    assert '<>"Direktør"' in superior
    assert "<2" in size
    assert ">3" in size


def test_a_large_organisation_is_not_compared_pair_by_pair(tmp_path: Path) -> None:
    people = samples.organisation(700)
    path = tmp_path / "plan.xlsx"
    write(path, samples.plan(people, 80), people, policy=samples.policy(80))
    rows = values(path, "Live check")
    assert [row[0] for row in rows[:4]] == ["What", "No superior with a subordinate", None, "Network"]


def test_an_attribute_that_nobody_has_keeps_its_figure(tmp_path: Path) -> None:
    people = samples.organisation()
    nowhere = Organisation(tuple(replace(person, workplace=None) for person in people.people))
    plan = samples.plan(people)
    plan = replace(plan, goals=(replace(plan.goals[0], attribute="workplace", value=0), *plan.goals[1:]))
    path = tmp_path / "plan.xlsx"
    write(path, plan, nowhere)
    assert values(path, "Live check")[2] == ("Pairs with the same workplace in a network", 0, 0, None)


@pytest.mark.parametrize("language", list(Language))
def test_a_sheet_for_each_network_to_hand_out(tmp_path: Path, language: Language) -> None:
    people = samples.organisation()
    plan = samples.plan(people)
    path = tmp_path / "plan.xlsx"
    book = write(path, plan, people, language=language, handouts=True)
    name = "Netværk 1" if language is Language.DA else "Network 1"
    rows = [row[0] for row in cells(book, name)]
    assert rows[0] == name
    assert rows[3].endswith("Gorm Illemann, Chef for Skole og læring")
    titles = ["Medlemmer", "Møder", "Mentorer"] if language is Language.DA else ["Members", "Meetings", "Mentors"]
    assert [text for text in rows if text in titles] == titles
    names = {people.person(member).name for member in plan.composition.network("1").members}
    assert names <= {text for text in rows if text}
    source = read_plan(path)
    assert source.organisation.people == read_organisation(path).organisation.people
    assert {person.id: person.network for person in source.organisation.people if person.network} == dict(
        plan.composition.seats
    )
    assert Sheet.ASSIGNMENTS.title(language) in book.sheetnames


def test_a_handout_tells_what_is_decided_and_no_more(tmp_path: Path) -> None:
    people = samples.organisation()
    plan = samples.plan(people)
    members = plan.composition.network("1").members
    turns = tuple(Appointment(Duty.FACILITATOR, "1", members[n], meeting=n + 1) for n in range(3))
    plan = replace(plan, facilitation=("rolling",) * 3, appointments=Appointments(turns))
    duties = {"contact": None, "mentor": None, "host": None}
    policy = samples.policy().model_copy(update={"duties": Duties.model_validate({**duties, "facilitator": ROLLING})})
    rows = cells(write(tmp_path / "plan.xlsx", plan, people, policy=policy, handouts=True), "Network 1")
    names = [people.person(member).name for member in members[:3]]
    assert f"Facilitator at meeting 1-3: the members in turn, {', '.join(names)}" in [row[0] for row in rows]
    assert ("Meeting", "Date", None, None, None) in rows
    assert "Host" not in {cell for row in rows for cell in row}

    unmet = policy.model_copy(update={"meetings": None, "duties": Duties()})
    bare = samples.bare_plan(*plan.composition.networks)
    rows = cells(write(tmp_path / "bare.xlsx", bare, people, policy=unmet, handouts=True), "Network 1")
    assert "Meetings" not in [row[0] for row in rows]


def test_handouts_have_names_that_a_spreadsheet_takes(tmp_path: Path) -> None:
    odd = ("a/b:c*?[d]", "A b c  d", "x" * 60, "X" * 40, "😀" * 40, "'", "History", "Assignments")
    people = samples.organisation()
    plan = samples.bare_plan(*(Network(name, name, (f"1{n:04}",)) for n, name in enumerate(odd)))
    book = write(tmp_path / "plan.xlsx", plan, people, handouts=True)
    added = book.sheetnames[-len(odd) :]
    assert len({name.casefold() for name in book.sheetnames}) == len(book.sheetnames)
    assert all(len(name.encode("utf-16-le")) <= 62 for name in added)
    assert [book[name]["A1"].value for name in added] == list(odd)


def test_a_finding_leads_to_the_person(tmp_path: Path) -> None:
    people = samples.organisation()
    placed = people.with_people({"10000": replace(people.person("10000"), place=Place("Ledere", 14))})
    found = (
        Finding("NC203", Severity.WARNING, say("Look."), say("Mend."), "Ledere", "F14"),
        Finding("NC203", Severity.WARNING, say("Look."), say("Mend."), "Andet", "F14"),
        Finding("NC301", Severity.NOTE, say("Look."), say("Mend.")),
    )
    book = write(tmp_path / "plan.xlsx", samples.plan(people), placed, findings=found)
    first, second, third = (book["Findings"].cell(row, 4) for row in (2, 3, 4))
    assert first.value == "F14"
    assert second.hyperlink is third.hyperlink is None
    column, row = first.hyperlink.location.split("!")[1][:1], int(first.hyperlink.location.split("!")[1][1:])
    assert column == "B"
    assert book["Assignments"].cell(row, 1).value == "10000"
    assert book["Assignments"].cell(1, 2).value == Column.NAME.english
