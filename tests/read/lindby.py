"""Lindby Kommune, an invented municipality, and the ways an HR system may write it down."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import xlsxwriter

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from netcompose.organisation import Organisation

ROOT = "Lindby Kommune"


@dataclass(frozen=True)
class Leader:
    """One leader of one unit; `path` runs from the root down to the unit."""

    id: str
    first: str
    middle: str
    last: str
    title: str
    path: tuple[str, ...]
    manager: str | None

    @property
    def name(self) -> str:
        return " ".join(filter(None, (self.first, self.middle, self.last)))

    @property
    def last_first(self) -> str:
        return f"{self.last}, {' '.join(filter(None, (self.first, self.middle)))}"

    @property
    def username(self) -> str:
        return f"{self.first[:2]}{self.last[:3]}{self.id[-2:]}".lower()

    @property
    def email(self) -> str:
        return f"{self.username}@lindby.example"

    @property
    def unit(self) -> str:
        return self.path[-1]

    @property
    def department(self) -> str:
        return self.path[min(1, len(self.path) - 1)]

    @property
    def level(self) -> str:
        return ("Direktør", "Chef", "Leder af ledere", "Leder af medarbejdere")[
            min(len(self.path) - 1, 2) if any(other.manager == self.id for other in LEADERS) else 3
        ]


_ROWS = (
    ("0100", "Åse", "", "Bøgh", "Kommunaldirektør", (ROOT,), None),
    ("0110", "Karl", "Emil", "Fjord", "Børnechef", (ROOT, "Børn og Unge"), "0100"),
    ("0111", "Mia", "", "Skov", "Skoleleder Nord", (ROOT, "Børn og Unge", "Nordskolen"), "0110"),
    (
        "0112",
        "Ida",
        "Ruth",
        "Ø",
        "Afdelingsleder indskoling",
        (ROOT, "Børn og Unge", "Nordskolen", "Indskoling"),
        "0111",
    ),
    ("0113", "Bo", "", "Ager", "Afdelingsleder udskoling", (ROOT, "Børn og Unge", "Nordskolen", "Udskoling"), "0111"),
    ("0114", "Tove", "", "Lund", "Dagtilbudsleder", (ROOT, "Børn og Unge", "Dagtilbud Syd"), "0110"),
    ("0120", "Jens", "", "Holm", "Teknikchef", (ROOT, "Teknik & Miljø"), "0100"),
    ("0121", "Eva", "Kirstine", "Bak", "Leder af park og vej", (ROOT, "Teknik & Miljø", "Park og vej"), "0120"),
    ("0122", "Per", "", "Møl", "Driftsleder genbrug", (ROOT, "Teknik & Miljø", "Genbrug"), "0120"),
    ("0130", "Lis", "", "Dam", "Socialchef", (ROOT, "Social og Sundhed"), "0100"),
    ("0131", "Ole", "Bent", "Kær", "Centerleder", (ROOT, "Social og Sundhed", "Center Øst"), "0130"),
    ("0132", "Gry", "", "Vang", "Teamleder aften", (ROOT, "Social og Sundhed", "Center Øst", "Aftenvagt"), "0131"),
    ("0133", "Finn", "", "Bro", "Sygeplejeleder", (ROOT, "Social og Sundhed", "Sygeplejen"), "0130"),
)
LEADERS = tuple(Leader(*row) for row in _ROWS)
BY_ID = {leader.id: leader for leader in LEADERS}
EMPLOYEES = tuple(
    (f"9{index:03}", f"{first} {last}", leader)
    for index, (leader, first, last) in enumerate(
        (leader, first, last)
        for number, leader in enumerate(LEADERS)
        if leader.path[-1] not in {ROOT, "Børn og Unge", "Teknik & Miljø", "Social og Sundhed"}
        for first, last in (
            (("Anja", "Rask"), ("Nils", "Gran"), ("Hugo", "Elm"))[number % 3],
            ("Sofus", f"Birk{number}"),
        )
    )
)

Table = list[list[str]]


def manager_of(leader: Leader) -> Leader | None:
    return BY_ID[leader.manager] if leader.manager else None


def table(headers: Sequence[str], *makers: object) -> Table:
    """One row a leader; a maker takes a leader and gives a text (or None for an empty cell)."""
    return [list(headers), *([str(maker(leader) or "") for maker in makers] for leader in LEADERS)]  # type: ignore[operator]


def of_manager(attribute: str) -> object:
    return lambda leader: getattr(manager_of(leader), attribute) if leader.manager else ""


def get(attribute: str) -> object:
    return lambda leader: getattr(leader, attribute)


def unit_table() -> Table:
    rows = [["Afdelingskode", "Afdelingsnavn", "Forældreafdelingskode"]]
    codes = {leader.path: f"U{number:02}" for number, leader in enumerate(LEADERS)}
    rows += [[code, path[-1], codes.get(path[:-1], "")] for path, code in codes.items()]
    return rows


def unit_code(leader: Leader) -> str:
    return f"U{LEADERS.index(leader):02}"


def write_xlsx(path: Path, **sheets: Table) -> Path:
    """A workbook with these sheets; underscores in a sheet's name are spaces."""
    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        for title, rows in sheets.items():
            sheet = book.add_worksheet(title.replace("_", " "))
            for number, row in enumerate(rows):
                for column, text in enumerate(row):
                    if text != "":
                        sheet.write_string(number, column, text)
    return path


def write_csv(path: Path, rows: Table, *, separator: str = ";", encoding: str = "utf-8", first: str = "") -> Path:
    lines = [separator.join(f'"{text}"' if separator in text else text for text in row) for row in rows]
    path.write_bytes((first + "\r\n".join(lines) + "\r\n").encode(encoding))
    return path


Facts = dict[str, tuple[str | None, str | None, str, str]]


def facts(organisation: Organisation) -> Facts:
    """What every layout must agree on, by name: the manager's name, the department, the level and its name."""
    names = {person.id: person.name for person in organisation.people}
    return {
        person.name: (
            names[person.manager] if person.manager else None,
            person.department,
            person.level.value,
            person.level_name,
        )
        for person in organisation.people
    }


EXPECTED_LEVELS = {
    "Direktør": "director", "Chef": "chief", "Leder af ledere": "leader_of_leaders", "Leder af medarbejdere": "leader_of_employees",
}  # fmt: skip
ENGLISH = {
    "Direktør": "Director",
    "Chef": "Chief",
    "Leder af ledere": "Leader of leaders",
    "Leder af medarbejdere": "Leader of employees",
}


def expected(*, english: bool = False) -> Facts:
    return {
        leader.name: (
            manager.name if (manager := manager_of(leader)) else None,
            leader.department,
            EXPECTED_LEVELS[leader.level],
            ENGLISH[leader.level] if english else leader.level,
        )
        for leader in LEADERS
    }
