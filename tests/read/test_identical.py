"""The same people with the same particulars, in every layout that names managers otherwise, are one and the same Organisation."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import lindby
import pytest
from lindby import (
    EMPLOYEES,
    EXPECTED_LEVELS,
    LEADERS,
    Leader,
    Table,
    get,
    manager_of,
    of_manager,
    table,
    unit_code,
    unit_table,
    write_csv,
    write_xlsx,
)  # fmt: skip

from netcompose.organisation import Level, Organisation, Person
from netcompose.read import Reading, read_organisation

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

HEADERS = ["Medarbejdernummer", "Navn", "Stilling", "E-mail", "Fagområde"]
MAKERS = [get("id"), get("name"), get("title"), get("email"), get("department")]
ORGANISATION = Organisation(
    tuple(
        Person(
            id=leader.id,
            name=leader.name,
            level=Level(EXPECTED_LEVELS[leader.level]),
            level_name=leader.level,
            manager=leader.manager,
            title=leader.title,
            email=leader.email,
            department=leader.department,
        )
        for leader in LEADERS
    )
)


def sheet(*more: tuple[str, object]) -> Table:
    """The leaders with their particulars, and the layout's own columns."""
    return table([*HEADERS, *(header for header, _ in more)], *MAKERS, *(maker for _, maker in more))


def employees(rows: Table, *more: Callable[[Leader], str]) -> Table:
    """The rows with the employees below them; `more` tells of each their leader's columns."""
    below = [
        [number, name, "Medarbejder", f"{number}@lindby.example", leader.department, *(maker(leader) for maker in more)]
        for number, name, leader in EMPLOYEES
    ]
    return rows + below


def post(leader: Leader | None) -> str:
    return f"P-{leader.username}" if leader else ""


def path_part(depth: int) -> Callable[[Leader], str]:
    return lambda leader: leader.path[depth] if depth < len(leader.path) else ""


PATH = [(f"Niveau {depth + 1}", path_part(depth)) for depth in range(4)]
OWN_PATH = [maker for _, maker in PATH]


def by_id(_: Path) -> Table:
    return sheet(("Leders medarbejdernummer", of_manager("id")))


def by_name(_: Path) -> Table:
    return sheet(("Nærmeste leder", of_manager("name")))


def by_last_name_first(_: Path) -> Table:
    return sheet(("Nærmeste leder", of_manager("last_first")))


def by_email(_: Path) -> Table:
    return sheet(("Leders e-mail", of_manager("email")))


def by_username(_: Path) -> Table:
    return sheet(("Brugernavn", get("username")), ("Leders brugernavn", of_manager("username")))


def by_role(_: Path) -> Table:
    return sheet(("Overordnet", of_manager("title")))


def by_post_key(_: Path) -> Table:
    return sheet(("Stillingsnummer", post), ("Overordnet stillingsnummer", lambda leader: post(manager_of(leader))))


def own_units_leader(_: Path) -> Table:
    return employees(sheet(*PATH, ("Leder", get("name"))), *OWN_PATH, get("name"))  # type: ignore[arg-type]


def path_columns(_: Path) -> Table:
    return employees(sheet(*PATH, ("ErLeder", lambda _: "Ja")), *OWN_PATH, lambda _: "Nej")


def path_in_a_cell(_: Path) -> Table:
    path: Callable[[Leader], str] = lambda leader: " \\ ".join(leader.path)  # noqa: E731
    return employees(sheet(("Enhed", path), ("ErLeder", lambda _: "Ja")), path, lambda _: "Nej")


def units_in_a_second_sheet(_: Path) -> dict[str, Table]:
    rows = employees(sheet(("Afdelingskode", unit_code), ("ErLeder", lambda _: "Ja")), unit_code, lambda _: "Nej")
    return {"Enheder": unit_table(), "Personer": rows}


def units_in_a_second_file(tmp: Path) -> tuple[Table, Reading]:
    rows = employees(sheet(("Afdelingskode", unit_code), ("ErLeder", lambda _: "Ja")), unit_code, lambda _: "Nej")
    return rows, Reading(units=write_csv(tmp / "enheder.csv", unit_table()))


def units_known_by_their_values(tmp: Path) -> tuple[Table, Reading]:
    """No header of the table of units says which key the parents are given by."""
    codes, names, parents = zip(*unit_table()[1:], strict=True)
    more = [
        [f"K{number}", code, name, parent]
        for number, (code, name, parent) in enumerate(zip(codes, names, parents, strict=True))
    ]
    units = write_csv(tmp / "enheder.csv", [["Omkostningssted", "uuid", "Betegnelse", "Overordnet ID"], *more])
    rows = employees(sheet(("Tilhører", unit_code), ("ErLeder", lambda _: "Ja")), unit_code, lambda _: "Nej")
    return rows, Reading(units=units)


def title_rows_on_the_second_sheet(_: Path) -> dict[str, Table]:
    return {"Forside": [["Lindby"], ["Kontakt", "HR"]], "Data": [["Ledere"], [], ["Udtrukket 1. maj"], *by_name(_)]}


def two_rows_of_headers(_: Path) -> Table:
    headers, *rows = sheet(("Nummer", of_manager("id")), ("Navn", of_manager("name")))
    return [["Medarbejder", "", "", "", "", "Nærmeste leder", ""], ["Nummer", *headers[1:]], *rows]


def history_rows(_: Path) -> Table:
    """Everybody's former job stands there, too, with another manager."""
    headers, *rows = sheet(
        ("Leders medarbejdernummer", of_manager("id")),
        ("Startdato", lambda _: "01-01-2020"),
        ("Slutdato", lambda _: ""),
    )
    former = [[*row[:2], "Elev", row[3], "Et andet sted", LEADERS[0].id, "01-01-2010", "31-12-2019"] for row in rows]
    return [headers, *(row for pair in zip(former, rows, strict=True) for row in pair)]


def whole_staff(_: Path) -> Table:
    return employees(sheet(("Leders medarbejdernummer", of_manager("id"))), get("id"))  # type: ignore[arg-type]


ONE_SHEET = [
    by_id, by_name, by_last_name_first, by_email, by_username, by_role, by_post_key, own_units_leader, path_columns, path_in_a_cell,
    units_in_a_second_file, units_known_by_their_values, two_rows_of_headers, history_rows, whole_staff,
]  # fmt: skip
SEVERAL_SHEETS = [units_in_a_second_sheet, title_rows_on_the_second_sheet]
CASES = [
    *((layout, ending) for layout in ONE_SHEET for ending in ("xlsx", "csv")),
    *((layout, "xlsx") for layout in SEVERAL_SHEETS),
]


def without_own_columns(organisation: Organisation) -> Organisation:
    return Organisation(tuple(replace(person, own_columns=()) for person in organisation.people))


@pytest.mark.parametrize(
    ("layout", "ending"), CASES, ids=lambda value: value if isinstance(value, str) else value.__name__
)
def test_every_layout_is_the_identical_organisation(
    layout: Callable[[Path], object], ending: str, tmp_path: Path
) -> None:
    made = layout(tmp_path)
    sheets, how = made if isinstance(made, tuple) else (made, Reading())
    path = tmp_path / f"udtraek.{ending}"
    if ending == "csv":
        write_csv(path, sheets, encoding="cp1252")
    else:
        write_xlsx(path, **(sheets if isinstance(sheets, dict) else {"Ark1": sheets}))
    source = read_organisation(path, how)
    assert without_own_columns(source.organisation) == ORGANISATION
    particulars = {header.casefold() for header in HEADERS}
    assert not any(
        header.casefold() in particulars for person in source.organisation.people for header, _ in person.own_columns
    )
    assert source.counts.unresolved == 0
    assert source.counts.tops == 1


def test_the_leaders_of_lindby_are_all_there() -> None:
    assert len(ORGANISATION) == len(lindby.BY_ID) == 13
