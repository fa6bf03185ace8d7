"""Which column is taken for what, why, and how to choose another; and what becomes of the columns that nobody asked for."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from test_lines import found, managers, read

from netcompose.findings import Refused
from netcompose.language import Language
from netcompose.organisation import Level
from netcompose.read import Reading
from netcompose.read.assemble import read_book
from netcompose.read.grid import address, column_number, letters
from netcompose.read.notebook import Notebook
from netcompose.read.text import clean, day, fold, mask, plain, squash, yes_or_no
from netcompose.read.vocabulary import FIELDS, HEADERS, header_fields, is_leader_title, is_vacant, says_leaders_only
from netcompose.sheets import Column

if TYPE_CHECKING:
    from netcompose.read.assemble import Reader


def chosen(reader: Reader) -> dict[str, str]:
    return {choice.field: choice.header for choice in reader.columns.choices}


LIST = [
    ["Nr", "Medarbejder", "Forvaltning", "Område", "Reference", "Lederniveau"],
    ["1", "Åse Å", "Byen", "Stab", "", "Direktør"],
    ["2", "Bo B", "Byen", "Skole", "1", "Chef"],
    ["3", "Cy C", "Byen", "Vej", "1", "Leder"],
]


def test_choices_carry_their_column_their_reason_and_the_alternatives() -> None:
    reader = read([["Ledere 2026"], *LIST])
    choice = next(choice for choice in reader.columns.choices if choice.field == "department")
    assert (choice.header, choice.sheet, choice.letters, choice.alternatives) == (
        "Område",
        "Ark1",
        "D",
        ("Forvaltning",),
    )
    assert str(choice.reason)
    assert chosen(reader) == {
        "id": "Nr",
        "name": "Medarbejder",
        "department": "Område",
        "manager": "Reference",
        "level": "Lederniveau",
    }
    assert reader.columns.table.header_row == 2


def test_the_users_word_goes_first() -> None:
    reader = read(LIST, columns={"department": "forvaltning", "title": "Lederniveau"})
    assert {person.department for person in reader.organisation.people} == {"Byen"}
    assert reader.organisation.person("2").title == "Chef"
    assert (
        str(next(choice for choice in reader.columns.choices if choice.field == "department").reason) == "you said so"
    )


def test_unknown_headers_can_be_named() -> None:
    rows = [["aa", "bb", "cc"], ["1", "Åse Å", ""], ["2", "Bo B", "Åse Å"]]
    assert managers(read(rows, columns={"name": "bb", "manager": "cc"})) == {"Åse Å": None, "Bo B": "Åse Å"}
    with pytest.raises(Refused):
        read(rows)


def test_a_path_can_be_named_column_by_column() -> None:
    rows = [
        ["Navn", "x", "y", "z", "ErLeder"],
        ["Åse Å", "By", "", "", "Ja"],
        ["Bo B", "By", "Skole", "", "Ja"],
        ["Cy C", "By", "Skole", "Nord", "Ja"],
    ]
    reader = read(rows, columns={"unit_path_1": "x", "unit_path_3": "z", "unit_path_2": "y"})
    assert managers(reader) == {"Åse Å": None, "Bo B": "Åse Å", "Cy C": "Bo B"}
    assert chosen(reader)["unit_path_2"] == "y"


def test_co_leaders_can_be_named() -> None:
    rows = [
        ["Niveau 1", "Niveau 2", "Navn", "Leder", "Makker"],
        ["By", "", "Åse Å", "Åse Å", ""],
        ["By", "Skole", "Bo B", "Bo B", "Cy C"],
        ["By", "Skole", "Cy C", "Bo B", "Cy C"],
    ]
    assert managers(read(rows, columns={"co_leader": "Makker"}))["Cy C"] == "Åse Å"
    assert managers(read(rows))["Cy C"] == "Bo B"


def test_personal_columns_cannot_be_asked_for() -> None:
    rows = [["CPR", "Navn", "Nærmeste leder"], ["010190-1234", "Åse Å", ""], ["020290-1234", "Bo B", "Åse Å"]]
    reader = read(rows, columns={"id": "CPR"})
    assert [person.id for person in reader.organisation.people] == ["Bo B", "Åse Å"]
    assert found(reader, "NC123")


def test_an_email_column_without_addresses_holds_user_names() -> None:
    rows = [["Navn", "email", "manager"], ["Åse Å", "AAA", ""], ["Bo B", "BBB", "AAA"]]
    reader = read(rows)
    assert chosen(reader)["username"] == "email"
    assert managers(reader) == {"Åse Å": None, "Bo B": "Åse Å"}
    assert reader.organisation.person("Bo B").own_columns == (("email (2)", "BBB"),)


def test_own_columns_keep_their_order_and_never_take_our_names() -> None:
    rows = [
        ["Zone", "Navn", "Leders navn", "Titel", "Stilling", "", "Brugernavn", "Alder", "Rolle"],
        ["Z", "Åse Å", "", "Dir", "Direktør", "?", "aaa", "50", "facilitator"],
        ["", "Bo B", "Åse Å", "Chef", "Chef", "", "bbb", "40", ""],
        ["", "Cy C", "Åse Å", "Chef", "Chef", "", "ccc", "40", ""],
    ]
    reader = read(rows)
    assert reader.organisation.person("Åse Å").own_columns == (
        ("Zone", "Z"),
        ("Titel", "Dir"),
        ("Column F", "?"),
        ("Brugernavn", "aaa"),
    )
    assert reader.organisation.person("Åse Å").roles == ("facilitator",)
    ours = read(
        [
            ["Navn", "Nærmeste leder", "Netværk", "Network", "netværk (2)"],
            ["Åse Å", "", "1", "x", "y"],
            ["Bo B", "Åse Å", "2", "x", ""],
        ]
    )
    assert ours.organisation.person("Åse Å").own_columns == (("Network (2)", "x"), ("netværk (2)", "y"))


def test_dates_of_own_columns_are_written_as_the_language_does() -> None:
    from netcompose.read.grid import Book, Grid, Row

    rows = [
        Row(1, ("Navn", "Nærmeste leder", "Frist")),
        Row(2, ("Åse Å", "", date(2026, 1, 2))),
        Row(3, ("Bo B", "Åse Å", "")),
    ]
    for language, text in ((Language.DA, "02-01-2026"), (Language.EN, "2026-01-02")):
        reader = read_book(
            Book(name="x", grids=[Grid(title="Ark1", rows=rows)]),
            Reading(listed="leaders", language=language),
            Notebook(),
        )
        assert reader.organisation.person("Åse Å").own_columns == (("Frist", text),)


def test_a_department_at_a_chosen_depth() -> None:
    rows = [
        ["Navn", "Id", "Nærmeste leder", "Niveau 1", "Niveau 2", "Niveau 3"],
        ["Åse Å", "1", "", "By", "", ""],
        ["Bo B", "2", "1", "By", "Skole", ""],
        ["Cy C", "3", "2", "By", "Skole", "Nord"],
        ["Di D", "4", "1", "By", "Vej", "Syd"],
    ]
    departments = lambda depth: [person.department for person in read(rows, department_depth=depth).organisation.people]  # noqa: E731
    assert departments(None) == departments(1) == ["By", "Skole", "Skole", "Vej"]
    assert departments(0) == departments(-1) == ["By", "By", "By", "By"]
    assert departments(2) == ["By", "Skole", "Nord", "Syd"]


def test_units_that_are_too_fine_give_way_to_the_reporting_lines() -> None:
    rows = [
        ["Id", "Navn", "Nærmeste leder", "Enhed"],
        ["0", "Top", "", "By"],
        *([str(n), f"Navn {n}", "0" if n < 3 else str(1 + n % 2), f"Enhed {n}"] for n in range(1, 13)),
    ]
    reader = read(rows)
    assert {person.department for person in reader.organisation.people} == {"By", "Enhed 1", "Enhed 2"}
    assert "the reporting lines" in str(found(reader, "NC411")[0].message)
    many = [
        [*rows[0], "Overordnet enhed"],
        *(
            [
                str(n),
                f"Navn {n}",
                "" if not n else "0" if n < 3 else str(1 + n % 2),
                f"Enhed {n}",
                "" if not n else "Enhed 0",
            ]
            for n in range(60)
        ),
    ]
    reader = read(many)
    assert "the reporting lines" in str(found(reader, "NC411")[0].message)


def test_several_rows_of_one_person() -> None:
    """Current before ended, primary before others, the latest start, the fullest; the rest fills what is empty."""
    rows = [
        ["Id", "Navn", "Stilling", "E-mail", "Nærmeste leder", "Primær", "Startdato", "Slutdato", "Status"],
        ["1", "Åse Å", "Direktør", "", "", "", "01-01-2020", "", "Aktiv"],
        ["2", "Bo B", "Lærer", "bo@x.dk", "1", "Nej", "01-01-2024", "", "Aktiv"],
        ["2", "Bo B", "Leder", "", "1", "Ja", "01-01-2019", "", "Aktiv"],
        ["2", "Bo B", "Pedel", "", "1", "", "01-01-2025", "01-06-2025", "Fratrådt"],
        ["3", "Cy C", "Lærer", "", "1", "", "01-01-2019", "", "Aktiv"],
        ["3", "Cy C", "Leder", "", "1", "", "01-01-2021", "", "Aktiv"],
        ["4", "Di D", "Leder", "", "1", "", "01-01-2019", "", ""],
        ["4", "Di D", "", "", "", "", "01-01-2019", "", ""],
        ["5", "Ed E", "Leder", "", "1", "", "01-01-2019", "", ""],
        ["5", "Ed E", "Vikar", "", "1", "", "01-01-2010", "01-01-2030", ""],
    ]  # fmt: skip
    reader = read(rows, today=date(2026, 1, 1))
    titles = {person.id: person.title for person in reader.organisation.people}
    assert titles == {"1": "Direktør", "2": "Leder", "3": "Leder", "4": "Leder", "5": "Leder"}
    assert reader.organisation.person("2").email == "bo@x.dk"
    whys = [str(finding.message).partition("was used: ")[2] for finding in found(reader, "NC208")]
    assert whys == [
        "it is the current one.",
        "it has the latest start date.",
        "it is the fullest.",
        "it is the current one.",
    ]


def test_a_person_is_known_by_a_persons_key_or_an_address() -> None:
    rows = [
        ["Person UUID", "Medarbejdernummer", "Navn", "E-mail", "Leders medarbejdernummer"],
        ["u1", "11", "Åse Å", "", ""], ["u1", "12", "Åse Å", "", ""], ["u2", "13", "Bo B", "b@x.dk", "12"], ["", "14", "Bo B", "b@x.dk", "12"], ["u3", "15", "Cy C", "", "14"],
    ]  # fmt: skip
    reader = read(rows)
    assert managers(reader) == {"Åse Å": None, "Bo B": "Åse Å", "Cy C": "Bo B"}
    assert len(found(reader, "NC208")) == 2


def test_namesakes_get_ids_that_do_not_depend_on_the_rows_order() -> None:
    rows = [
        ["Navn", "Fagområde", "Nærmeste leder"],
        ["Åse Å", "Stab", ""],
        ["Bo B", "Vej", "Åse Å"],
        ["Bo B", "Skole", "Åse Å"],
        ["Bo B (2)", "Park", "Åse Å"],
    ]
    one, other = read(rows), read([rows[0], *reversed(rows[1:])])
    assert one.organisation == other.organisation
    departments = {person.id: person.department for person in one.organisation.people}
    assert departments == {"Åse Å": "Stab", "Bo B": "Skole", "Bo B (2)": "Vej", "Bo B (2) (2)": "Park"}


def test_leaders_of_a_whole_staff() -> None:
    rows = [
        ["Id", "Navn", "Stilling", "Nærmeste leder", "Rolle"],
        ["1", "Åse Å", "Direktør", "", ""],
        ["2", "Bo B", "Jurist", "1", "facilitator"],
        ["3", "Cy C", "Jurist", "1", ""],
    ]
    reader = read(rows, listed="auto")
    assert {person.id: person.level for person in reader.organisation.people} == {
        "1": Level.LEADER_OF_EMPLOYEES,
        "2": Level.OTHER,
    }
    assert {person.level_name for person in reader.organisation.people} == {"Leder af medarbejdere", "Øvrig"}
    assert len(read(rows, listed="leaders").organisation) == 3


@pytest.mark.parametrize(
    "title",
    ["Ledere", "Kun ledere", "Alle lederfunktioner", "managers 2026", "Leaders_only", "medarbejdere kun ledere"],
)
def test_a_name_may_say_that_the_list_holds_leaders(title: str) -> None:
    assert says_leaders_only(title)
    rows = [["Id", "Navn", "Nærmeste leder"], ["1", "Åse Å", ""], ["2", "Bo B", "1"]]
    assert len(read({title: rows}, listed="auto").organisation) == 2


@pytest.mark.parametrize("title", ["Medarbejdere og ledere", "Ark1", "Personale", "all staff and managers"])
def test_a_name_may_say_nothing(title: str) -> None:
    assert not says_leaders_only(title)


def test_levels_may_be_missing_for_most() -> None:
    rows = [
        ["Id", "Navn", "Nærmeste leder", "Lederniveau"],
        ["1", "Åse Å", "", "Direktør"],
        ["2", "Bo B", "1", "Chef"],
        ["3", "Cy C", "2", ""],
        ["4", "Di D", "2", ""],
        ["5", "Ed E", "2", "Medarbejder"],
    ]
    assert {person.id for person in read(rows, listed="auto").organisation.people} == {"1", "2"}
    rows[5][3] = "Leder"
    rows[4][3] = "Ingen"
    reader = read([*rows, ["6", "Fie F", "4", "Leder"]], listed="auto")
    assert reader.organisation.person("4").level is Level.LEADER_OF_LEADERS
    assert reader.organisation.person("4").level_name == "Ingen"
    assert [finding.value for finding in found(reader, "NC402")] == ["Ingen"]


def test_the_sheet_with_more_known_headers_is_read() -> None:
    rows = [["Id", "Navn", "Nærmeste leder"], ["1", "Åse Å", ""], ["2", "Bo B", "1"]]
    fuller = [
        ["Id", "Navn", "Stilling", "E-mail", "Nærmeste leder"],
        ["1", "Cy C", "", "", ""],
        ["2", "Di D", "", "", "1"],
    ]
    assert read({"A": rows, "B": fuller}).columns.table.sheet == "B"


def test_units_of_a_second_sheet_give_the_departments_too() -> None:
    rows = [
        ["Id", "Navn", "Enhed", "Nærmeste leder"],
        ["1", "Åse Å", "By", ""],
        ["2", "Bo B", "Skole", "1"],
        ["3", "Cy C", "Vej", "1"],
    ]
    units = [["Id", "Navn", "Overordnet"], ["By", "Byen", ""], ["Skole", "Skolen", "By"], ["Vej", "Vejen", "By"]]
    reader = read({"Ledere": rows, "Enheder": units})
    assert [person.department for person in reader.organisation.people] == ["Byen", "Skolen", "Vejen"]


def test_vocabulary_is_ours_and_whole() -> None:
    known = header_fields()
    for column in Column:
        for title in column.titles:
            assert column.field in {field for field, *_ in known[squash(title)]}, title
    assert set(FIELDS) == set(HEADERS) - {"personal_number", "personal_data"}
    for named in HEADERS.values():
        assert set(named) == set(Language)


@pytest.mark.parametrize(
    ("column", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA"), (16383, "XFD")]
)
def test_addresses(column: int, name: str) -> None:
    assert letters(column) == name
    assert column_number(f"{name}7") == column
    assert address(7, column) == f"{name}7"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("  a\u00a0\n b\u200b ", "a b"),
        ("A\u030a", "Å"),
        ("\ud800x", "?x"),
        ("\x00", ""),
        ("soft\u00adhyphen", "softhyphen"),
    ],
)
def test_clean(text: str, expected: str) -> None:
    assert clean(text) == expected
    assert clean(clean(text)) == clean(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<p>A<br/>B</p>", "A B"),
        ("&lt;b&gt;x&lt;/b&gt;", "x"),
        ("&amp;amp;amp;", "&"),
        ("a < b > c", "a < b > c"),
        ("<a@b.dk>", "<a@b.dk>"),
        ("<script>x</script>", "<script>x</script>"),
        ("<STRONG class='x'>A</STRONG><o:p></o:p>", "A"),
        ("<Ny leder>", "<Ny leder>"),
        ("[x](http://y)", "x"),
        ("`x`", "x"),
        ("2 ** 3", "2 ** 3"),
    ],
)
def test_plain(text: str, expected: str) -> None:
    assert plain(text) == expected
    assert plain(plain(text)) == plain(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ErLeder", "er leder"),
        ("NaermesteLeder", "Nærmeste\nleder"),
        ("E-mail", "EMAIL"),
        ("Org.enhed", "Orgenhed"),
        ("first_name", "First Name"),
    ],
)
def test_headers_that_are_one(one: str, other: str) -> None:
    assert squash(one) == squash(other)


def test_small_readings() -> None:
    assert [yes_or_no(text) for text in ("Ja", "NEJ", "x", "✓", "-", "måske", "")] == [
        True,
        False,
        True,
        True,
        False,
        None,
        None,
    ]
    assert yes_or_no(date(2026, 1, 1)) is None
    assert [day(text) for text in ("1.2.2026", "2026/02/01", "01-02-2026 08:00", "32-01-2026", "i går")] == [
        date(2026, 2, 1)
    ] * 3 + [None, None]
    assert fold("Ålborg & Ø") == "aalborg oe"
    assert mask("ring 010190-1234 eller 0101901234 eller 9901901234") == "ring … eller … eller 9901901234"
    assert is_vacant("Vakant stilling")
    assert not is_vacant("Vaka Nott")
    assert [
        is_leader_title(title)
        for title in ("Skoleleder", "Projektleder", "Chefkonsulent", "Head of IT", "Account Manager", "Vicedirektør")
    ] == [True, False, False, True, False, True]
