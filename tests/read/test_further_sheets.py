"""A list that goes on over several sheets is read as one, and every place is told as it is."""

from __future__ import annotations

from test_columns import chosen
from test_lines import found, managers, read

from netcompose.read.assemble import read_book
from netcompose.read.grid import book_of
from netcompose.read.notebook import Notebook
from netcompose.read.source import Reading

HEADERS = ["Navn", "Stilling", "Nærmeste leder"]
TOP = [HEADERS, ["Åse Å", "Direktør", ""]]
SCHOOL = [HEADERS, ["Bo B", "Skolechef", "Åse Å"], ["Di D", "Skoleleder", "Bo B"], ["Eva E", "Skoleleder", "Bo B"]]
ROADS = [HEADERS, ["Cy C", "Vejchef", "Åse Å"], ["Fie F", "Driftsleder", "Cy C"]]
EXPECTED = {"Åse Å": None, "Bo B": "Åse Å", "Cy C": "Åse Å", "Di D": "Bo B", "Eva E": "Bo B", "Fie F": "Cy C"}


def test_all_sheets_are_read() -> None:
    reader = read({"Direktion": TOP, "Skole": SCHOOL, "Vej": ROADS})
    assert managers(reader) == EXPECTED
    assert {person.name: person.department for person in reader.organisation.people} == {
        "Åse Å": "Direktion", "Bo B": "Skole", "Di D": "Skole", "Eva E": "Skole", "Cy C": "Vej", "Fie F": "Vej",
    }  # fmt: skip
    assert reader.counts.rows == 6


def test_a_sheet_can_be_chosen() -> None:
    reader = read({"Direktion": TOP, "Skole": SCHOOL, "Vej": ROADS}, sheet="Skole")
    assert set(managers(reader)) == {"Bo B", "Di D", "Eva E"}


def test_columns_in_another_order_are_put_right() -> None:
    turned = [row[::-1] for row in ROADS]
    assert managers(read({"Direktion": TOP, "Skole": SCHOOL, "Vej": turned})) == EXPECTED


def test_places_are_those_of_the_sheet() -> None:
    roads = [*ROADS, ["Gry G", "Driftsleder", "Ukendt Person"]]
    reader = read({"Direktion": TOP, "Skole": SCHOOL, "Vej": roads})
    finding = found(reader, "NC301")[0]
    assert (finding.sheet, finding.cell) == ("Vej", "C4")
    assert reader.organisation.person("Gry G").place == type(reader.organisation.people[0].place)("Vej", 4)


def test_somebody_on_two_sheets_is_one_person_and_the_rows_are_named() -> None:
    headers = ["Id", *HEADERS]
    school = [headers, *([str(number), *row] for number, row in enumerate(SCHOOL[1:], 1))]
    park = [
        headers,
        ["5", *TOP[1]],
        *([f"7{number}", f"Navn {number}", "Leder", "Bo B"] for number in range(9)),
        ["1", *SCHOOL[1]],
    ]
    reader = read({"Skole": school, "Park": park})
    assert sum(person.name == "Bo B" for person in reader.organisation.people) == 1
    assert "rows 12, Skole!2." in str(found(reader, "NC208")[0].message)


def test_a_column_with_departments_goes_before_the_names_of_the_sheets() -> None:
    def with_department(rows: list[list[str]], name: str) -> list[list[str]]:
        return [[*row, name if number else "Fagområde"] for number, row in enumerate(rows)]

    reader = read(
        {"1": with_department(TOP, "Top"), "2": with_department(SCHOOL, "Børn"), "3": with_department(ROADS, "By")}
    )
    assert {person.department for person in reader.organisation.people} == {"Top", "Børn", "By"}
    assert not found(reader, "NC132")


def test_those_who_have_left_are_not_read() -> None:
    gone = [HEADERS, ["Ib I", "Leder", "Bo B"], ["Kaj K", "Leder", "Bo B"]]
    reader = read({"Ledere": [HEADERS, *TOP[1:], *SCHOOL[1:], *ROADS[1:]], "Fratrådte": gone})
    assert managers(reader) == EXPECTED
    assert found(reader, "NC116")


def test_a_hidden_sheet_is_not_read() -> None:
    book = book_of("fil", {"Direktion": TOP, "Skole": SCHOOL, "Vej": ROADS})
    book.grids[2].hidden = True
    reader = read_book(book, Reading(listed="leaders"), Notebook())
    assert set(managers(reader)) == {"Åse Å", "Bo B", "Di D", "Eva E"}


def test_the_sheets_are_told_as_the_reason() -> None:
    reader = read({"Direktion": TOP, "Skole": SCHOOL, "Vej": ROADS})
    choice = next(choice for choice in reader.columns.choices if choice.field == "department")
    assert (choice.letters, str(choice.reason)) == ("–", "the list has a sheet for each")
    assert chosen(reader)["department"] == "Fagområde"
