"""The sheet that HR edits and hands in again: everybody, every column, text as text, and read back as it was."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING

import pytest
import report_samples as samples
from report_books import cells, records, write

from netcompose.language import Language, say
from netcompose.organisation import Level, Organisation, Person
from netcompose.plan import Network, NotPlaced
from netcompose.policy.settings import Rules
from netcompose.read import read_plan
from netcompose.report.view import View
from netcompose.report.workbook.assignments import fields
from netcompose.report.workbook.book import MOST_CHARACTERS
from netcompose.sheets import Column, Sheet

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl import Workbook

ODD_NAMES = (
    "=1+1",
    "+x",
    "-2",
    "@x",
    "{=A1}",
    "<script>alert(1)</script>",
    "http://example.org",
    "000123",
    "x" * 200,
    "Åse 😀 Ærø",
    "\u0627\u0644\u0639\u0631\u0628\u064a\u0629",
    'O\'Neil "Bo"; & Co.',
    "[red]Rød[/red]",
    "to\nlinjer",
    "_x000D_",
    " polstret ",
    "*",
)


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Workbook:
    return write(tmp_path_factory.mktemp("plan") / "plan.xlsx")


def test_assignments_are_a_table_of_everybody(book: Workbook) -> None:
    rows = records(book, "Assignments")
    people = samples.organisation()
    assert list(rows[0]) == [
        "Id",
        "Name",
        "Network",
        "Locked",
        "Title",
        "Level",
        "Department",
        "Workplace",
        "E-mail",
        "Manager",
        "Leader since",
        "Acting",
        "Times hosted",
        "Can mentor",
        "Bemærkning",
        "Lønnr.",
    ]
    assert {row["Id"] for row in rows} == {person.id for person in people.people}
    assert [row["Network"] for row in rows[:10]] == ["Network 1"] * 9 + ["Network 2"]
    assert rows[78]["Name"] == "Gorm Møgelbjerg"
    assert (rows[78]["Acting"], rows[78]["Network"]) == ("Yes", None)
    for row in rows:
        person = people.person(row["Id"])
        assert (row["Name"], row["Manager"], row["Department"]) == (person.name, person.manager, person.department)
        assert row["Leader since"] == (
            person.started and datetime(person.started.year, person.started.month, person.started.day)
        )
        assert row["Can mentor"] == (None if person.can_mentor is None else "No")
        assert row["Lønnr."] == dict(person.own_columns).get("Lønnr.")
    sheet = book["Assignments"]
    assert sheet.tables["Assignments"].ref == f"A1:P{len(rows) + 1}"
    assert sheet.freeze_panes == "D2"
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n", "d"}


def test_assignments_offer_choices_and_warn(book: Workbook) -> None:
    sheet = book["Assignments"]
    rules = {str(rule.sqref): rule for rule in sheet.data_validations.dataValidation}
    assert rules["C2:C190"].formula1 == "NetworkNames"
    assert book.defined_names["NetworkNames"].value == "'Lists'!$A$1:$A$9"
    assert {rule.formula1 for rule in rules.values() if rule.type == "list"} == {"NetworkNames", '"Yes,No"'}
    assert rules["A2:A90"].errorStyle == "warning"
    (where,) = sheet.conditional_formatting
    assert str(where.sqref) == "C2:C190"
    superior, size = (rule.formula[0] for rule in where.rules)
    assert superior == (
        'AND($C2<>"",OR(AND($J2<>"",SUMPRODUCT(($A$2:$A$190=$J2)*($C$2:$C$190=$C2))>0),'
        'AND($A2<>"",SUMPRODUCT(($J$2:$J$190=$A2)*($C$2:$C$190=$C2))>0)))'
    )
    assert size == 'AND($C2<>"",OR(SUMPRODUCT(($C$2:$C$190=$C2)*1)<8,SUMPRODUCT(($C$2:$C$190=$C2)*1)>9))'


def test_no_warning_of_superiors_where_the_policy_allows_them(tmp_path: Path) -> None:
    policy = samples.policy().model_copy(update={"rules": Rules(reporting_line="off")})
    (where,) = write(tmp_path / "plan.xlsx", policy=policy)["Assignments"].conditional_formatting
    assert len(where.rules) == 1


def test_every_field_of_a_person_has_its_column(tmp_path: Path) -> None:
    full = Person(
        id="007",
        name="Bo Aa",
        level=Level.CHIEF,
        level_name="Chef",
        manager="008",
        title="Chef",
        email="bo@example.org",
        department="Skole",
        workplace="Rådhuset",
        started=date(2024, 2, 29),
        new=False,
        acting=True,
        participates=True,
        signed_up=False,
        network="5",
        locked=True,
        together=("008", "009"),
        apart=("010",),
        can_host=True,
        hosted=4,
        can_mentor=False,
        max_mentees=2,
        competences=("nysgerrig", "strukturer"),
        wishes=("tema A",),
        unavailable=("uge 42",),
        roles=("facilitator", "chief"),
        own_columns=(
            ("Netværk", "gammelt"),
            ("Note", "a"),
            ("note", "b"),
            ("Note", "c"),
            ("", "d"),
            ("x" * 300, "e"),
            ("Tom", ""),
        ),
    )
    others = [
        Person(id=key, name=key, level=Level.OTHER, level_name="", started=date(1850, 1, 1))
        for key in ("008", "009", "010")
    ]
    people = Organisation((full, *others))
    book = write(
        tmp_path / "plan.xlsx", samples.bare_plan(Network("2", "Network 2", ("007",))), people, language=Language.DA
    )
    rows = records(book, "Fordeling")
    assert rows[0] == {
        "Id": "007",
        "Navn": "Bo Aa",
        "Netværk": "Netværk 2",
        "Låst": "Ja",
        "Stilling": "Chef",
        "Niveau": "Chef",
        "Fagområde": "Skole",
        "Arbejdssted": "Rådhuset",
        "E-mail": "bo@example.org",
        "Nærmeste leder": "008",
        "Leder siden": datetime(2024, 2, 29),
        "Ny leder": "Nej",
        "Konstitueret": "Ja",
        "Deltager": "Ja",
        "Tilmeldt": "Nej",
        "Sammen med": "008; 009",
        "Ikke sammen med": "010",
        "Kan være vært": "Ja",
        "Gange vært": 4,
        "Kan være mentor": "Nej",
        "Højst mentees": 2,
        "Kompetencer": "nysgerrig; strukturer",
        "Ønsker": "tema A",
        "Ikke til stede": "uge 42",
        "Rolle": "facilitator; chief",
        "Netværk (2)": "gammelt",
        "Note": "a",
        "note (2)": "b",
        "Note (3)": "c",
        "…": "d",
        "x" * 120: "e",
        "Tom": None,
    }
    assert rows[1]["Leder siden"] == "01-01-1850"
    assert rows[1]["Konstitueret"] is None
    assert rows[1]["Note"] is None
    assert len(rows[0]) == len(Column) + 7


def test_own_columns_keep_their_order_whoever_has_a_value() -> None:
    def having(key: str, *headers: str) -> Person:
        return Person(
            id=key, name=key, level=Level.OTHER, level_name="", own_columns=tuple((header, "x") for header in headers)
        )

    people = Organisation(
        (having("1", "B"), having("2", "A"), having("3", "C"), having("4", "A", "B"), having("5", "B", "C"))
    )
    view = View(samples.bare_plan(), people, samples.policy(), Language.EN)
    assert [field.header for field in fields(view) if field.column is None] == ["A", "B", "C"]
    crossed = View(
        samples.bare_plan(), Organisation((having("1", "A", "B"), having("2", "B", "A"))), samples.policy(), Language.EN
    )
    assert [field.header for field in fields(crossed) if field.column is None] == ["A", "B"]


@pytest.mark.parametrize("language", list(Language))
def test_what_we_write_we_read(tmp_path: Path, language: Language) -> None:
    people = samples.organisation()
    told = {
        "10000": {"new": True, "can_host": False, "max_mentees": 1, "locked": True},
        "10001": {"together": ("10010", "10011"), "apart": ("10012",), "participates": False, "signed_up": True},
        "10002": {
            "competences": ("nysgerrig", "rolig"),
            "wishes": ("tema",),
            "roles": ("facilitator",),
            "own_columns": (("Nyt", "1"),),
        },
    }
    people = people.with_people({key: replace(people.person(key), **changes) for key, changes in told.items()})
    plan = samples.plan(people)
    write(tmp_path / "plan.xlsx", plan, people, language=language)
    source = read_plan(tmp_path / "plan.xlsx")
    seats = plan.composition.seats
    assert source.organisation.people == tuple(
        replace(person, network=seats.get(person.id)) for person in people.people
    )
    assert set(source.appointments.all) == set(plan.appointments.all)
    assert source.policy_toml == samples.PROVENANCE.policy_toml.rstrip()


@pytest.mark.parametrize("language", list(Language))
def test_text_stays_text_whatever_it_begins_with(tmp_path: Path, language: Language) -> None:
    people = [
        Person(
            id=name,
            name=name,
            level=Level.LEADER_OF_EMPLOYEES,
            level_name=name,
            title=name,
            department=name,
            workplace=name,
            own_columns=((name, name),),
        )
        for name in ODD_NAMES
    ]
    organisation = Organisation(tuple(people))
    plan = replace(
        samples.bare_plan(
            Network("=Nord*", "=Nord*", tuple(ODD_NAMES[:9])), Network("2", "Network 2", tuple(ODD_NAMES[9:]))
        ),
        goals=samples.plan(samples.organisation()).goals,
        not_placed=(NotPlaced("@x", say("{why}", why="=HYPERLINK(1)"), ask="+x"),),
    )
    path = tmp_path / "plan.xlsx"
    book = write(path, plan, organisation, language=language, findings=())
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                calculated = sheet.title == Sheet.LIVE.title(language) and cell.column in {2, 4}
                assert calculated or cell.data_type != "f", f"{sheet.title}!{cell.coordinate}"
                assert cell.hyperlink is None
    rows = cells(book, Sheet.ASSIGNMENTS.title(language))
    assert {row[1] for row in rows[1:]} == set(ODD_NAMES)
    assert {row[0] for row in rows[1:]} == set(ODD_NAMES)
    assert {row[2] for row in rows[1:]} == {"=Nord*", "Netværk 2" if language is Language.DA else "Network 2"}
    assert zipfile.ZipFile(path).testzip() is None


def test_half_characters_do_not_stop_the_file(tmp_path: Path) -> None:
    people = samples.organisation()
    first = people.person("10000")
    odd = people.with_people(
        {
            first.id: replace(
                first, name="A\ud800", title="x" * 40_000, department="\x07", own_columns=(("\x07", "\x07"),)
            )
        }
    )
    book = write(tmp_path / "plan.xlsx", samples.plan(people), odd)
    row = next(row for row in records(book, "Assignments") if row["Id"] == "10000")
    assert row["Name"] == "A\ufffd"
    assert row["\ufffd"] == row["Department"] == "\ufffd"
    assert len(row["Title"]) == MOST_CHARACTERS
