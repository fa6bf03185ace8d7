"""Layouts of real HR exports, each in a few rows: headers put together of known words, keys written otherwise, units with their leaders."""

from __future__ import annotations

import re
import zipfile
from datetime import date
from typing import TYPE_CHECKING

import pytest
import xlsxwriter
from test_lines import found, managers, read

from netcompose.findings import Refused
from netcompose.read import Reading, read_organisation
from netcompose.read.headers import fields_of, names_second_manager

if TYPE_CHECKING:
    from pathlib import Path

RIGHT = {"Åse Bøgh": None, "Bo Fjord": "Åse Bøgh", "Ida Ruth Skov": "Bo Fjord", "Pia Holm": "Åse Bøgh"}
NAMES = list(RIGHT)
ABOVE = [RIGHT[name] or "" for name in NAMES]


def rows(headers: list[str], *columns: list[str]) -> list[list[str]]:
    return [headers, *([*row] for row in zip(*columns, strict=True))]


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Worker's Manager", "manager"),
        ("Reporting to", "manager"),
        ("Leder 1", "manager"),
        ("Primary manager", "manager"),
        ("Supervisor EID", "manager_id"),
        ("Superior Pers.No.", "manager_id"),
        ("Line Manager Employee Number", "manager_id"),
        ("Lederens brugernavn", "manager_username"),
        ("Nærmeste leders mailadresse", "manager_email"),
        ("Employee #", "id"),
        ("Medarbejderens navn", "name"),
        ("Name (Last, First)", "name"),
        ("Overordnet org.enhed", "parent_unit"),
        ("Ov.afd.", "parent_unit"),
        ("Unit manager ID", "unit_leader"),
    ],
)
def test_a_header_of_known_words_is_known(header: str, field: str) -> None:
    assert field in {name for name, *_ in fields_of(header)}


@pytest.mark.parametrize(
    "header", ["Manager level 1", "Projektleder 3", "Niveau 2", "Overordnet mål", "Employee", "Medleder 1", "Leder"]
)
def test_a_header_of_other_words_names_no_manager(header: str) -> None:
    known = {name for name, *_ in fields_of(header)}
    assert known.isdisjoint({"manager_id", "manager_email", "manager_username", "parent_unit"})
    assert not names_second_manager(header)


@pytest.mark.parametrize(
    "manager",
    [
        lambda name: f"{name} (On Leave)",
        lambda name: f"CN={name},OU=Users,DC=by,DC=dk",
        lambda name: " ".join([*name.split()[1:], name.split()[0]]),
        lambda name: f"Skoleleder {name}",
        lambda name: f"Leder: {name}",
        lambda name: f"{name[0]}. {name.split()[-1]}",
    ],
)
def test_a_manager_s_name_in_another_form(manager: object) -> None:
    texts = [manager(name) if name else "" for name in ABOVE]  # type: ignore[operator]
    assert managers(read(rows(["Navn", "Nærmeste leder"], NAMES, texts))) == RIGHT


@pytest.mark.parametrize(
    ("own", "reference"),
    [
        ("MA-0{}1", "ma{}1"),
        ("0{}12.345", "{}12345"),
        ("{}1@skovby.dk", "{}1@skovby.onmicrosoft.com"),
        ("{}1@skovby.dk", "{}1"),
    ],
)
def test_a_manager_s_key_in_another_form(own: str, reference: str) -> None:
    number = {name: at for at, name in enumerate(NAMES, 1)}
    keys = [own.format(number[name]) for name in NAMES]
    texts = [reference.format(number[name]) if name else "" for name in ABOVE]
    header = "E-mail" if "@" in own else "Medarbejdernummer"
    assert managers(read(rows([header, "Navn", "Leder"], keys, NAMES, texts))) == RIGHT


def test_an_address_of_another_organisation_is_nobody() -> None:
    mails = ["post@nord.dk", "bo@nord.dk", "ida@nord.dk", "pia@nord.dk"]
    reader = read(
        rows(["Navn", "E-mail", "Leders e-mail"], NAMES, mails, ["", "post@syd.dk", "bo@nord.dk", "post@nord.dk"])
    )
    assert managers(reader)["Bo Fjord"] is None
    assert [finding.value for finding in found(reader, "NC301")] == ["post@syd.dk"]


def test_the_id_beside_a_name_tells_namesakes_apart() -> None:
    names = ["Åse Bøgh", "Jens Holm", "Jens Holm", "Pia Dam"]
    reader = read(
        rows(
            ["Id", "Navn", "Leder"], ["1", "2", "3", "4"], names, ["", "Åse Bøgh (1)", "Åse Bøgh (1)", "Jens Holm (3)"]
        )
    )
    assert reader.organisation.person("4").manager == "3"
    assert not found(reader, "NC306")
    assert not found(reader, "NC316")


@pytest.mark.parametrize("header", ["Reports To Position", "Reports To"])
def test_posts_and_ids_of_the_same_numbers_are_told_apart(header: str) -> None:
    ids, posts = ["2", "3", "4", "1"], ["1", "2", "3", "4"]
    above = ["", "1", "2", "1"]  # posts; read as ids they would run in a circle
    assert managers(read(rows(["Employee ID", "Name", "Position ID", header], ids, NAMES, posts, above))) == RIGHT


UNITS = [
    ["1", "Byen", "", "Åse Bøgh"],
    ["2", "Skole", "1", "Bo Fjord"],
    ["3", "Nord", "2", "Ida Ruth Skov"],
    ["4", "Vej", "1", "Pia Holm"],
]


@pytest.mark.parametrize("header", ["Leder", "Enhedens leder", "Ledernavn"])
def test_a_list_of_units_with_their_leaders_is_an_org_chart(header: str) -> None:
    reader = read([["Enheds-ID", "Enhedsnavn", "Overordnet ID", header], *UNITS], listed="auto")
    assert managers(reader) == RIGHT


@pytest.mark.parametrize(("own", "above"), [("Leder", "Chef"), ("Leder", "Nærmeste leder"), ("Chef", "Leder")])
def test_a_leader_beside_their_manager_is_the_one_of_whom_there_are_more(own: str, above: str) -> None:
    reader = read(rows([own, "Stilling", above], NAMES, ["a", "b", "c", "d"], ABOVE), listed="auto")
    assert managers(reader) == RIGHT


def test_the_addresses_in_a_list_of_units_are_the_leaders_own() -> None:
    mails = [[*row, f"{row[0]}@by.dk"] for row in UNITS]
    reader = read([["Enheds-ID", "Enhedsnavn", "Overordnet ID", "Ledernavn", "Leder e-mail"], *mails], listed="auto")
    assert managers(reader) == RIGHT
    assert reader.organisation.people[0].email == "3@by.dk" or {p.email for p in reader.organisation.people} == {
        f"{n}@by.dk" for n in "1234"
    }


def test_a_table_of_units_may_name_leaders_and_their_addresses() -> None:
    units = [["ID", "Enhed", "Overordnet ID", "Leder", "Leders e-mail"], *([*row, "x@by.dk"] for row in UNITS)]
    people = [["Navn", "Stilling", "Enheds ID"], *([row[3], "", row[0]] for row in UNITS)]
    assert managers(read({"Personer": people, "Enheder": units}, listed="auto")) == RIGHT


def test_codes_of_leaders_levels_mark_the_leaders() -> None:
    units = [
        ["Afdelingskode", "Afdelingsnavn", "Niveau", "Forældreafdelingskode"],
        *([a, b, "NY", c] for a, b, c, _ in UNITS),
    ]
    people = [[leader, code, f"NY{6 - at}-niveau"] for at, (code, _, _, leader) in enumerate(UNITS)]
    people += [[f"Mia Lund{letter}", code, ""] for code in "1234" for letter in "abc"]
    reader = read({"Personer": [["Navn", "Afdelingskode", "Lederniveau"], *people], "Afdelinger": units}, listed="auto")
    assert managers(reader) == RIGHT


def test_ny_levels_run_from_the_highest_number_down() -> None:
    paths = [["By", "", ""], ["By", "Skole", ""], ["By", "Skole", "Nord"], ["By", "Vej", ""]]
    reader = read(
        [
            ["Navn", "NY6", "NY5", "NY4", "ErLeder"],
            *([name, *path, "Ja"] for name, path in zip(NAMES, paths, strict=True)),
        ]
    )
    assert managers(reader) == RIGHT


def test_a_second_row_of_headers_is_nobody() -> None:
    headers = ["USERID", "FIRSTNAME", "LASTNAME", "MANAGER", "DEPARTMENT"]
    labels = ["User ID", "First Name", "Last Name", "Manager", "Department"]
    body = [
        ["1", "Åse", "Bøgh", "NO_MANAGER", "Stab"],
        ["2", "Bo", "Fjord", "1", "Skole"],
        ["3", "Ida", "Skov", "2", "Skole"],
    ]
    reader = read([headers, labels, *body])
    assert managers(reader) == {"Åse Bøgh": None, "Bo Fjord": "Åse Bøgh", "Ida Skov": "Bo Fjord"}
    assert [finding.cell for finding in found(reader, "NC202")] == ["A2"]


def test_a_list_of_members_need_not_hold_their_managers() -> None:
    names = [f"Navn {letter}" for letter in "abcdef"]
    above = ["", "Navn a", "Navn a", "Hr. X", "Hr. X", "Fru Y"]
    with_networks = [
        [*row, "1"] if n else [*row, "Gruppe"] for n, row in enumerate(rows(["Medlem", "Leder"], names, above))
    ]
    reader = read(with_networks)
    assert managers(reader)["Navn b"] == "Navn a"
    assert len(found(reader, "NC301")) == 3
    with pytest.raises(Refused):
        read(rows(["Medlem", "Leder"], names, above))
    with pytest.raises(Refused):
        read([[*row[:1], row[1] and "Hr. X", *row[2:]] if n else row for n, row in enumerate(with_networks)])


def test_managers_that_nobody_is_are_told_before_missing_leaders() -> None:
    names = [f"Navn {letter}" for letter in "abcdef"]
    with pytest.raises(Refused) as refused:
        read(rows(["Navn", "Leder"], names, ["Hr. X"] * 6), listed="staff")
    assert {"NC308", "NC219"} <= {finding.code for finding in refused.value.findings}


def test_cells_merged_over_rows_count_for_each_row(tmp_path: Path) -> None:
    path = tmp_path / "merged.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet, plain = book.add_worksheet(), book.add_format()
        for column, header in enumerate(["Fagområde", "Navn", "Stilling", "Nærmeste leder"]):
            sheet.write_string(0, column, header)
        for row, name in enumerate(["Åse Bøgh", "Bo Fjord", "Ida Skov", "Pia Holm"], 1):
            sheet.write_string(row, 1, name)
            sheet.write_string(row, 2, "Leder")
        sheet.merge_range(1, 0, 2, 0, "Stab", plain)
        sheet.merge_range(3, 0, 4, 0, "Skole", plain)
        sheet.merge_range(2, 3, 4, 3, "Åse Bøgh", plain)
    people = {person.name: person for person in read_organisation(path, Reading(listed="leaders")).organisation.people}
    assert {name: person.department for name, person in people.items()} == {
        "Åse Bøgh": "Stab", "Bo Fjord": "Stab", "Ida Skov": "Skole", "Pia Holm": "Skole",
    }  # fmt: skip
    assert {name: person.manager for name, person in people.items()} == {
        "Åse Bøgh": None, "Bo Fjord": "Åse Bøgh", "Ida Skov": "Åse Bøgh", "Pia Holm": "Åse Bøgh",
    }  # fmt: skip


def test_names_in_links_are_names() -> None:
    linked = [f'<a href="mailto:x@by.dk">{name}</a>' for name in NAMES]
    assert managers(read(rows(["Navn", "Leder"], linked, ABOVE))) == RIGHT


def test_odd_fills_and_fonts_of_other_programs_do_not_matter(tmp_path: Path) -> None:
    path, odd = tmp_path / "a.xlsx", tmp_path / "odd.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        day = book.add_format({"num_format": "d. mmm yyyy", "bg_color": "#FF0000"})
        for number, row in enumerate(rows(["Navn", "Leder", "Leder siden"], NAMES, ABOVE, [""] * 4)):
            sheet.write_row(number, 0, row)
            if number:
                sheet.write_number(number, 2, 43831 + number, day)
    with zipfile.ZipFile(path) as before, zipfile.ZipFile(odd, "w") as after:
        for name in before.namelist():
            content = before.read(name)
            if name == "xl/styles.xml":
                content = re.sub(rb"<fill>.*?</fill>", b"<fill/>", content).replace(b"<font>", b"<font><b val='?'/>")
            after.writestr(name, content)
    people = read_organisation(odd, Reading(listed="leaders")).organisation.people
    started = sorted(person.started for person in people if person.started is not None)
    assert started == [date(2020, 1, 2), date(2020, 1, 3), date(2020, 1, 4), date(2020, 1, 5)]


def test_a_few_letters_suggest_a_word_of_a_few_letters() -> None:
    with pytest.raises(Refused) as refused:
        read(rows(["Leder", "Stillingsbetegnelse", "Chef"], NAMES, ["a"] * 4, ABOVE), columns={"manager": "Sjef"})
    assert "'Chef'" in str(refused.value.findings[0].remedy)


def test_units_of_signs_only_are_kept_apart() -> None:
    one = [
        ["Navn", "Enhed", "Overordnet enhed", "ErLeder"],
        ["Åse Å", "By", "", "Ja"],
        ["Bo B", "!", "By", "Ja"],
        ["Cy C", "?", "By", "Ja"],
    ]
    people = read(one).organisation
    assert {person.department for person in people.people} == {"By", "!", "?"}
    assert people == read([one[0], *reversed(one[1:])]).organisation


def test_a_survey_beside_the_list_is_not_the_list() -> None:
    survey = [
        ["Tidsstempel", "Id", "Navn", "E-mail", "Stilling", "Titel", "Tema"],
        *(["x", "9", n, "", "", "", "y"] for n in NAMES),
    ]
    people = rows(["Navn", "Nærmeste leder"], NAMES, ABOVE)
    reader = read({"Svar": survey, "Data": people})
    assert reader.columns.table.sheet == "Data"
    assert managers(reader) == RIGHT


def test_our_sheets_beside_the_people_are_not_the_people() -> None:
    beside = rows(["Id", "Navn", "Nærmeste leder", "Stilling", "E-mail"], *([NAMES] * 5))
    reader = read({"Værter": beside, "Data": rows(["Navn", "Leder"], NAMES, ABOVE)})
    assert managers(reader) == RIGHT
    assert not found(reader, "NC116")
    assert [grid.title for grid in reader.book.grids] == ["Værter", "Data"]


def test_managers_are_not_taken_for_the_people() -> None:
    staff = [f"{first} {last}" for first in ("Anna", "Bo") for last in ("Ak", "Bæk", "Dal", "Elm")]
    with pytest.raises(Refused) as refusal:
        read(rows(["Worker in question", "Title", "Manager"], staff, ["x"] * 8, ["Åse Bøgh"] * 5 + ["Bo Fjord"] * 3))
    assert "NC112" in {finding.code for finding in refusal.value.findings}


def test_a_manager_s_name_in_brackets_is_no_name_of_one_s_own() -> None:
    first, last = zip(*(name.rsplit(" ", 1) for name in NAMES), strict=True)
    headers = ["Lønnummer", "Legal Name - First Name", "Efternavn", "Leder (navn)", "Leder (lønnummer)"]
    ids = ["1", "2", "3", "4"]
    reader = read(rows(headers, ids, [*first], [*last], ABOVE, ["", "1", "2", "1"]))
    assert managers(reader) == RIGHT


def test_leaders_whose_own_cell_is_empty_report_to_the_unit_above() -> None:
    units = {"By": "Åse Bøgh", "Skole": "Bo Fjord", "Nord": "Ida Ruth Skov", "Vej": "Pia Holm"}
    parents = {"By": "", "Skole": "By", "Nord": "Skole", "Vej": "By"}
    people = [[leader, unit, parents[unit], ""] for unit, leader in units.items()]
    people += [[f"Ansat {n} Å", unit, parents[unit], leader] for n, (unit, leader) in enumerate(units.items())]
    reader = read([["Navn", "Enhed", "Overordnet enhed", "Leder"], *people], listed="staff")
    assert managers(reader) == RIGHT


@pytest.mark.parametrize(
    ("first", "second", "day"),
    [
        ("03-04-20", "", "2020-04-03"),
        ("3.4.2020", "", "2020-04-03"),
        ("3/4-2020", "", "2020-04-03"),
        ("3. april 2020", "", "2020-04-03"),
        ("43924", "", "2020-04-03"),
        ("4/3/2020", "12/31/2019", "2020-04-03"),
        ("4/3/2020", "31/12/2019", "2020-03-04"),
    ],
)
def test_days_in_the_forms_that_people_write(first: str, second: str, day: str) -> None:
    reader = read(rows(["Navn", "Leder", "Leder siden"], NAMES, ABOVE, [first, second, "", ""]))
    started = {person.name: person.started for person in reader.organisation.people}
    assert str(started["Åse Bøgh"]) == day
    assert not found(reader, "NC421")


def test_an_initial_is_the_one_with_that_middle_name() -> None:
    names = ["Åse Bøgh", "Bo Holm Dam", "Bo Dam", "Ea Ny"]
    reader = read(rows(["Navn", "Leder"], names, ["", "Åse Bøgh", "Åse Bøgh", "Dam, Bo H"]))
    assert managers(reader)["Ea Ny"] == "Bo Holm Dam"


def test_beside_leaders_their_own_ids_and_those_of_the_leaders_above() -> None:
    headers = ["Enhed", "Leder", "Leder MA-nr", "Overordnet leder", "Overordnet leder MA-nr"]
    units, ids = ["A", "B", "C", "D"], ["1", "2", "3", "4"]
    reader = read(rows(headers, units, NAMES, ids, ABOVE, ["", "1", "2", "1"]))
    assert managers(reader) == RIGHT
    assert [person.id for person in reader.organisation.people] == ids


def test_who_leads_a_second_unit_under_themselves_has_the_manager_of_the_first() -> None:
    second = ["2", "Bo Fjord", "Sekretariatet", "2", "02-02-2020"]
    first = [
        [number, name, "Enhed", above, "01-01-2020"]
        for number, name, above in zip("1234", NAMES, ["", "1", "2", "1"], strict=True)
    ]
    reader = read([["Id", "Ledernavn", "Enhed", "Nærmeste leder (MA-nr.)", "Startdato"], second, *first])
    assert managers(reader) == RIGHT
    assert not found(reader, "NC303")


def test_a_leader_who_names_a_manager_elsewhere_keeps_that_manager() -> None:
    units = {"By": "Åse Bøgh", "Skole": "Bo Fjord", "Nord": "Ida Ruth Skov", "Vej": "Pia Holm"}
    parents = {"By": "", "Skole": "By", "Nord": "Skole", "Vej": "By"}
    own = {"Ida Ruth Skov": "Pia Holm"}
    people = [[leader, unit, parents[unit], own.get(leader, "")] for unit, leader in units.items()]
    people += [[f"Ansat {n} Å", unit, parents[unit], leader] for n, (unit, leader) in enumerate(units.items())]
    reader = read([["Navn", "Enhed", "Overordnet enhed", "Leder"], *people], listed="staff")
    assert managers(reader) == RIGHT | own
