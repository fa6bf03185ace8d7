"""Reporting lines: by keys of every kind, by units, through those who are not there, and what cannot be found."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from netcompose.language import Language
from netcompose.organisation import Level
from netcompose.read import Reading
from netcompose.read.assemble import Reader, read_book
from netcompose.read.grid import book_of
from netcompose.read.notebook import Notebook

if TYPE_CHECKING:
    from netcompose.findings import Finding

Rows = list[list[str]]


def read(rows: Rows | dict[str, Rows], units: Rows | None = None, **how: object) -> Reader:
    sheets = rows if isinstance(rows, dict) else {"Ark1": rows}
    how.setdefault("listed", "leaders")
    return read_book(
        book_of("fil", sheets),
        Reading(**how),
        Notebook(),
        None if units is None else book_of("enheder", {"Enheder": units}),
    )  # type: ignore[arg-type]


def managers(reader: Reader) -> dict[str, str | None]:
    names = {person.id: person.name for person in reader.organisation.people}
    return {person.name: names[person.manager] if person.manager else None for person in reader.organisation.people}


def found(reader: Reader, code: str) -> list[Finding]:
    return [finding for finding in reader.notebook.sorted() if finding.code == code]


def by(reference: str, *, header: str = "Nærmeste leder") -> Reader:
    rows = [
        ["Id", "Navn", "E-mail", "Brugernavn", "Stilling", header],
        ["00114", "Åse Marie Bøgh", "aab@by.dk", "AAB", "Direktør", ""],
        ["00115", "Bo Fjord", "bof@by.dk", "BOF", "Skoleleder", reference],
        ["00116", "Cy Ager", "cya@by.dk", "CYA", "Driftsleder", "00114"],
    ]
    return read(rows)


@pytest.mark.parametrize(
    "reference",
    [
        "00114",
        " 00114 ",
        "0 0114",
        "Åse Marie Bøgh",
        "ÅSE  MARIE BØGH",
        "Bøgh, Åse Marie",
        "Aase Marie Boegh",
        "aab@by.dk",
        "AAB@BY.DK",
        "mailto:aab@by.dk",
        "aab",
        "BY\\aab",
        "114",
    ],
)
def test_a_manager_is_found_by_any_key(reference: str) -> None:
    reader = by(reference)
    assert reader.organisation.person("00115").manager == "00114"
    assert not found(reader, "NC309")


def test_a_name_with_its_id_is_exact() -> None:
    reader = by("Åse Marie Bøgh (00114)")
    assert reader.organisation.person("00115").manager == "00114"
    assert not found(reader, "NC309")


@pytest.mark.parametrize(
    "reference",
    [
        "Åse Bøgh",
        "Å. M. Bøgh",
        "Bøgh, Åse",
        "00114 - Åse",
        "Direktør 00114",
        "Åse B. <aab@by.dk>",
        "se aab@by.dk",
    ],
)
def test_an_inexact_reference_is_taken_and_told(reference: str) -> None:
    reader = by(reference)
    if reference == "Å. M. Bøgh":  # an initial may stand for a middle name, not for a first name
        assert reader.organisation.person("00115").manager is None
        return
    assert reader.organisation.person("00115").manager == "00114"
    assert [finding.cell for finding in found(reader, "NC309")] == ["F3"]


@pytest.mark.parametrize("reference", ["Åse Karin Bøgh", "Bøgh", "00117", "Åse Bagh", "nobody@by.dk", "000"])
def test_what_fits_nobody_is_not_forced(reference: str) -> None:
    reader = by(reference)
    assert reader.organisation.person("00115").manager is None
    assert [finding.value for finding in found(reader, "NC301")] == [reference]
    assert reader.counts.unresolved == 1


@pytest.mark.parametrize("nobody", ["", "-", "N/A", "XX", "Byrådet", "Kommunalbestyrelsen", "none", "#N/A"])
def test_nobody_above_is_a_top_and_not_a_fault(nobody: str) -> None:
    reader = by(nobody)
    assert reader.counts.tops == 2
    assert reader.counts.unresolved == 0


def test_a_title_that_reads_like_nobody_is_somebody_when_it_is_held() -> None:
    rows = [
        ["Navn", "Stilling", "Nærmeste leder"],
        ["Åse Å", "CEO", ""],
        ["Bo B", "Chef", "CEO"],
        ["Cy C", "Leder", "Chef"],
    ]
    assert managers(read(rows)) == {"Åse Å": None, "Bo B": "Åse Å", "Cy C": "Bo B"}


def test_the_strongest_column_counts_and_the_next_fills_its_gaps() -> None:
    rows = [
        ["Id", "Navn", "E-mail", "Leders id", "Leders navn", "Leders e-mail"],
        ["1", "Åse Å", "aa@x.dk", "", "", ""], ["2", "Bo B", "bo@x.dk", "1", "Åse Å", "aa@x.dk"],
        ["3", "Cy C", "cy@x.dk", "", "Bo B", ""], ["4", "Di D", "di@x.dk", "2", "Cy C", ""], ["5", "Ed E", "ed@x.dk", "99", "", "cy@x.dk"],
    ]  # fmt: skip
    reader = read(rows)
    assert managers(reader) == {"Åse Å": None, "Bo B": "Åse Å", "Cy C": "Bo B", "Di D": "Bo B", "Ed E": "Cy C"}
    assert [finding.cell for finding in found(reader, "NC307")] == ["D5"]
    other = read(rows, columns={"manager_name": "Leders navn"})
    assert managers(other)["Di D"] == "Cy C"


def test_leder_may_be_a_flag_a_name_or_ones_own_name() -> None:
    flag = [
        ["Id", "Navn", "Leder", "Nærmeste leder"],
        ["1", "Åse Å", "Ja", ""],
        ["2", "Bo B", "Ja", "1"],
        ["3", "Cy C", "Nej", "2"],
    ]
    assert managers(read(flag, listed="auto")) == {"Åse Å": None, "Bo B": "Åse Å"}
    name = [["Id", "Navn", "Leder"], ["1", "Åse Å", ""], ["2", "Bo B", "Åse Å"], ["3", "Cy C", "Bo B"]]
    assert managers(read(name)) == {"Åse Å": None, "Bo B": "Åse Å", "Cy C": "Bo B"}
    number = [["Id", "Navn", "Leder"], ["1", "Åse Å", ""], ["2", "Bo B", "1"], ["3", "Cy C", "1"]]
    assert managers(read(number)) == {"Åse Å": None, "Bo B": "Åse Å", "Cy C": "Åse Å"}
    category = [
        ["Id", "Navn", "Leder", "Reference"],
        ["1", "Åse Å", "Direktør", ""],
        ["2", "Bo B", "Chef", "1"],
        ["3", "Cy C", "Leder", "2"],
    ]
    reader = read(category)
    assert managers(reader) == {"Åse Å": None, "Bo B": "Åse Å", "Cy C": "Bo B"}
    assert reader.organisation.person("2").level_name == "Chef"
    own = [["Leder", "Egen afd", "Heraf ledere"], ["Åse Å", "By", "2"], ["Bo B", "Skole", "0"], ["Cy C", "Vej", "1"]]
    reader = read(own, units=[["Enhed", "Overordnet"], ["By", ""], ["Skole", "By"], ["Vej", "By"]])
    assert managers(reader) == {"Åse Å": None, "Bo B": "Åse Å", "Cy C": "Åse Å"}
    assert reader.organisation.person("Cy C").level is Level.CHIEF


OWN_UNIT = [
    ["Niveau 1", "Niveau 2", "Niveau 3", "Medarbejder", "Leder", "Medleder 1"],
    ["By", "", "", "Åse Å", "Åse Å", ""],
    ["By", "Skole", "", "Bo B", "Bo B", "Di D"],
    ["By", "Skole", "", "Di D", "Bo B", "Di D"],
    ["By", "Skole", "", "Eva E", "Bo B", "Di D"],
    ["By", "Vej", "", "Finn F", "Vakant", ""],
    ["By", "Vej", "Drift", "Gry G", "Gry G", ""],
    ["By", "Park", "", "Hans H", "Åse Å", ""],
]


def test_the_leader_of_the_own_unit_and_one_unit_up_for_the_leader() -> None:
    """Co-leaders lead side by side; where a unit's leader is vacant one goes further up; one may lead two units."""
    reader = read(OWN_UNIT)
    assert managers(reader) == {
        "Åse Å": None,
        "Bo B": "Åse Å",
        "Di D": "Åse Å",
        "Eva E": "Bo B",
        "Finn F": "Åse Å",
        "Gry G": "Åse Å",
        "Hans H": "Åse Å",
    }
    staff = read(OWN_UNIT, listed="staff")
    assert set(managers(staff)) == {"Åse Å", "Bo B", "Di D", "Gry G"}
    assert not found(reader, "NC303")


def test_somebody_who_leads_two_units_starts_above_the_higher_one() -> None:
    rows = [
        ["root", "org", "sub org", "Navn", "E-mail"],
        ["By", "", "", "Åse Å", "a@x.dk"], ["By", "Skole", "", "Bo B", "b@x.dk"], ["By", "Skole", "Nord", "Bo B", "b@x.dk"], ["By", "Skole", "Syd", "Cy C", "c@x.dk"],
        ["By", "Vej", "", "", ""], ["By", "Vej", "Drift", "Di D", "d@x.dk"],
    ]  # fmt: skip
    assert managers(read(rows)) == {"Åse Å": None, "Bo B": "Åse Å", "Cy C": "Bo B", "Di D": "Åse Å"}


def test_the_higher_level_leads_the_unit() -> None:
    units = [["Afdelingskode", "Afdelingsnavn", "Forældreafdelingskode"], ["R", "By", ""], ["A", "Skole", "R"]]
    rows = [
        ["Id", "Navn", "Afdelingskode", "Niveau"],
        ["1", "Åse Å", "R", "Direktør"],
        ["2", "Bo B", "A", "Leder af medarbejdere"],
        ["3", "Cy C", "A", "Leder af ledere"],
    ]
    reader = read(rows, units=units)
    assert managers(reader) == {"Åse Å": None, "Bo B": "Cy C", "Cy C": "Åse Å"}


def test_chains_run_through_those_who_are_no_leaders() -> None:
    rows = [
        ["Id", "Navn", "Nærmeste leder", "ErLeder"],
        ["1", "Åse Å", "", "Ja"],
        ["2", "Vakant", "1", ""],
        ["3", "N/D", "2", ""],
        ["4", "Bo B", "3", "Ja"],
        ["5", "Cy C", "4", "Nej"],
    ]
    reader = read(rows, listed="staff")
    assert managers(reader) == {"Åse Å": None, "Bo B": "Åse Å"}
    assert (reader.counts.resolved, reader.counts.followed, reader.counts.tops) == (0, 1, 1)


def test_a_chain_that_ends_at_an_unknown_manager_is_told() -> None:
    rows = [
        ["Id", "Navn", "Nærmeste leder"],
        ["1", "Åse Å", ""],
        ["2", "Vakant", "77"],
        ["4", "Bo B", "2"],
        ["5", "Cy C", "1"],
        ["6", "Di D", "1"],
    ]
    reader = read(rows)
    assert [finding.value for finding in found(reader, "NC301")] == ["77"]
    assert reader.counts.unresolved == 1
    assert not found(reader, "NC305")


def test_a_circle_is_cut_above_whoever_has_most_reports() -> None:
    rows = [
        ["Id", "Navn", "Nærmeste leder"],
        ["1", "Åse Å", "2"],
        ["2", "Bo B", "3"],
        ["3", "Cy C", "1"],
        ["4", "Di D", "2"],
        ["5", "Ed E", "5"],
    ]
    reader = read(rows)
    assert managers(reader) == {"Åse Å": "Bo B", "Bo B": None, "Cy C": "Åse Å", "Di D": "Bo B", "Ed E": None}
    assert len(found(reader, "NC304")) == len(found(reader, "NC303")) == 1


def test_a_very_long_chain_is_no_trouble() -> None:
    rows = [["Id", "Navn", "Nærmeste leder"], *([str(n), f"Navn {n}", str(n - 1) if n else ""] for n in range(3000))]
    reader = read(rows)
    assert reader.counts.resolved == 2999
    assert reader.counts.departments == 2


def test_units_where_nobody_can_be_found() -> None:
    rows = [
        ["Id", "Navn", "Enhed", "Overordnet enhed", "ErLeder"],
        ["1", "Åse Å", "By", "", "Ja"],
        ["2", "Bo B", "Skole", "Skole", "Ja"],
        ["3", "Cy C", "", "", "Ja"],
        ["4", "Di D", "Vej", "By", "Ja"],
    ]
    reader = read(rows)
    assert managers(reader) == {"Åse Å": None, "Bo B": None, "Cy C": None, "Di D": "Åse Å"}
    assert len(found(reader, "NC305")) == 3


def test_the_language_of_what_was_found_is_the_readers() -> None:
    reader = by("00114")
    assert reader.language is Language.DA
    assert (
        str(found(reader, "NC311")[0].message)
        == "Managers are found by: the column 'Nærmeste leder', which holds the id."
    )


def test_missing_rows_of_units_and_people_do_not_stop() -> None:
    units = [
        ["Enhed", "Overordnet enhed", "Enhedsleder"],
        ["By", "", "1"],
        ["", "By", "2"],
        ["Skole", "By", "99"],
        ["Vej", "By", "2"],
    ]
    rows = [["Id", "Navn", "Enhed"], ["1", "Åse Å", "By"], ["2", "Bo B", "Vej"], ["3", "Cy C", "Skole"]]
    assert managers(read(rows, units=units)) == {"Åse Å": None, "Bo B": "Åse Å", "Cy C": "Åse Å"}
