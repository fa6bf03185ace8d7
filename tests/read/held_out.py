"""An invented municipality drawn by chance, and exports of it in layouts that the reader was not built around."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

Table = list[list[str]]
Sheets = dict[str, Table]
FIRST = [
    "Anna",
    "Bo",
    "Dorte",
    "Erik",
    "Freja",
    "Hans",
    "Ida",
    "Jens",
    "Karen",
    "Lars",
    "Mette",
    "Søren",
    "Åge",
    "Øjvind",
]
MIDDLE = ["", "", "Bjerre", "Dahl", "Friis", "Hjort", "Juul", "Krogh", "Lund", "Ravn", "Toft", "Winther"]
LAST = ["Bach", "Dam", "Fjord", "Gram", "Holm", "Kær", "Møller", "Skov", "Ørsted", "Åkjær", "Vang", "Bøgh"]


@dataclass(eq=False)
class Unit:
    """A unit with its leader, if it has one, and co-leaders."""

    name: str
    code: str
    parent: Unit | None
    leader: Someone | None = None
    fellows: list[Someone] = field(default_factory=list)

    def path(self) -> list[Unit]:
        return [*(self.parent.path() if self.parent else []), self]

    def names(self, length: int) -> list[str]:
        """The path's names from the root, filled up with empty cells."""
        names = [unit.name for unit in self.path()]
        return names + [""] * (length - len(names))


@dataclass(eq=False)
class Someone:
    """Somebody employed in a unit."""

    id: str
    first: str
    middle: str
    last: str
    unit: Unit
    title: str

    @property
    def name(self) -> str:
        return " ".join(filter(None, (self.first, self.middle, self.last)))

    @property
    def short(self) -> str:
        """Last, First M"""
        return f"{self.last}, {self.first} {self.middle[:1]}".strip()

    @property
    def login(self) -> str:
        return f"br{self.id}"

    @property
    def email(self) -> str:
        return f"{self.login}@skovby.example"


class World:
    """Units three levels deep, a tenth of them without a leader, some with two; equal seeds give equal worlds."""

    def __init__(self, seed: int) -> None:
        self.draw = Random(seed)
        self.units: list[Unit] = []
        self.people: list[Someone] = []
        self._names: set[tuple[str, str, str]] = set()
        root = self._unit("Skovby Kommune", None)
        for area in ("Børn og Unge", "Teknik & Miljø", "Social og Sundhed", "Kultur, Fritid og Borger"):
            top = self._unit(area, root)
            for number in range(self.draw.randint(1, 3)):
                middle = self._unit(f"Afdeling {area[:3]}{number}", top)
                for team in range(self.draw.randint(0, 3)):
                    self._unit(f"Team {area[:3]}{number}{team}", middle)
        for unit in self.units:
            depth = len(unit.path())
            if depth < 3 or self.draw.random() > 0.15:
                unit.leader = self._someone(unit, f"Leder af {unit.name}")
            if depth > 2 and unit.leader and self.draw.random() < 0.25:
                unit.fellows.append(self._someone(unit, f"Souschef i {unit.name}"))
            for _ in range(self.draw.randint(1, 4)):
                self._someone(unit, self.draw.choice(("Lærer", "Pædagog", "Konsulent", "Projektleder")))

    def _unit(self, name: str, parent: Unit | None) -> Unit:
        self.units.append(Unit(name, f"{100 + len(self.units):05}", parent))
        return self.units[-1]

    def _someone(self, unit: Unit, title: str) -> Someone:
        while True:
            name = self.draw.choice(FIRST), self.draw.choice(MIDDLE), self.draw.choice(LAST)
            if (name[0], name[1][:1], name[2]) not in self._names:
                break
        self._names.add((name[0], name[1][:1], name[2]))
        self.people.append(Someone(f"{1001 + 7 * len(self.people):06}", *name, unit, title))
        return self.people[-1]

    @property
    def leaders(self) -> list[Someone]:
        """The first leader of each unit that has one."""
        return [unit.leader for unit in self.units if unit.leader]

    def boss(self, person: Someone) -> Someone | None:
        """The leader of one's own unit, or of the nearest above that has one; leaders and their fellows look above their unit."""
        unit = person.unit
        above = unit.parent if person is unit.leader or person in unit.fellows else unit
        while above is not None and above.leader is None:
            above = above.parent
        return above.leader if above else None

    def of_boss(self, person: Someone, attribute: str) -> str:
        """What the file says of somebody's manager."""
        boss = self.boss(person)
        return str(getattr(boss, attribute)) if boss else ""

    def with_reports(self) -> list[Someone]:
        """Those whom somebody reports to."""
        bosses = {id(self.boss(person)) for person in self.people}
        return [person for person in self.people if id(person) in bosses]


@dataclass(kw_only=True)
class Export:
    """An export, and who is in the organisation; `units` are in a second file. `key` tells people apart, where names do not."""

    sheets: Sheets
    leaders: list[Someone]
    units: Sheets | None = None
    listed: str = "auto"
    key: str = "name"


def _table(headers: Iterable[str], people: Iterable[Someone], cells: Callable[[Someone], list[str]]) -> Sheets:
    return {"Ark1": [[*headers], *(cells(person) for person in people)]}


def leaders_of_own_units(world: World) -> Export:
    """A region's report: the leader and co-leaders of the row's own unit, empty units, and rows where somebody leads without being employed."""
    headers = [
        *(f"Niveau {n}" for n in range(1, 8)),
        "Enhedsnavn",
        "Leder",
        "Medleder 1",
        "Medleder 2",
        "Personaleledelse",
        "BVN (k)",
    ]
    rows: Table = [[*headers, "Tjenestenummer", "Medarbejder", "E-mail"]]
    for unit in world.units:
        fellows = [*(fellow.name for fellow in unit.fellows), "", ""][:2]
        leader = unit.leader.name if unit.leader else ""
        employed = [person for person in world.people if person.unit is unit]
        rows += [
            [*unit.names(7), unit.name, leader, *fellows, leader, f"k0-{p.id}", p.id, p.name, p.email] for p in employed
        ]
    rows.append([*world.units[1].names(7), "Nyt hus", *([""] * 8)])
    fellows = [fellow for unit in world.units for fellow in unit.fellows]
    return Export(sheets={"Personer": rows}, leaders=[*world.leaders, *fellows])


def counted_reports(world: World) -> Export:
    """Leaders with their own unit and counts of reports; the units stand in a file of their own, known by their uuids."""
    rows = [["Leder", "Egen afd", "Email", "Heraf ledere", "Direkte ialt"]]
    rows += [[leader.name, leader.unit.name, leader.email, "2", "9"] for leader in world.leaders]
    units = [["uuid", "Navn", "Enhedtype UUID", "Gyldig fra", "Enhedstype Titel", "Overordnet ID"]]
    units += [
        [f"u-{u.code}", u.name, "t", "2010-01-01", "Afdeling", f"u-{u.parent.code}" if u.parent else ""]
        for u in world.units
    ]
    return Export(sheets={"viborg": rows}, leaders=world.leaders, units={"enheder": units})


def employees_and_units(world: World) -> Export:
    """Two sheets with English names of fields: the units' ids stand under "id", and a cost centre looks like a code."""
    rows = [["id", "firstName", "lastName", "position", "orgUnit", "isManager", "superiorLevel", "subordinateLevel"]]
    for person in world.people:
        leads = person is person.unit.leader
        level = str(len(person.unit.path())) if leads else ""
        first = f"{person.first} {person.middle}".strip()
        rows.append([person.id, first, person.last, person.title, person.unit.code, str(leads).lower(), level, level])
    units = [["id", "longName", "parentOrgUnit", "costCenter"]]
    units += [[u.code, u.name, u.parent.code if u.parent else "", f"9{u.code}"] for u in world.units]
    return Export(sheets={"employees": rows, "orgUnits": units}, leaders=world.leaders)


def levels_from_the_bottom(world: World) -> Export:
    """NY1 to NY6, the highest number at the top."""
    headers = [
        "Tjenestenr",
        "Navn",
        "Stillingsbetegnelse",
        *(f"NY{n}-niveau" for n in range(1, 7)),
        "Nærmeste leders tjenestenr",
    ]

    def cells(p: Someone) -> list[str]:
        return [p.id, p.name, p.title, *p.unit.names(6)[::-1], world.of_boss(p, "id")]

    return Export(sheets=_table(headers, world.people, cells), leaders=world.with_reports())


def senior_posts(world: World) -> Export:
    """Posts that report to posts: "XX" above the first, vacant posts, and posts that two people share."""
    headers = [
        "Post Unique Reference",
        "Name",
        "Grade (or equivalent)",
        "Job Title",
        "Unit",
        "Reports to Senior Post",
        "",
        "Notes",
        "Valid?",
    ]
    rows = [headers]
    for number, unit in enumerate(world.units):
        above = f"P{unit.parent.code}" if unit.parent else "XX"
        vacant = ("Vacant", "N/D", "Eliminated", "VACANT POST")[number % 4]
        holders = [unit.leader.name if unit.leader else vacant, *(fellow.name for fellow in unit.fellows)]
        rows += [[f"P{unit.code}", holder, "SCS1", unit.name, unit.name, above, "", "", "1"] for holder in holders]
    fellows = [fellow for unit in world.units for fellow in unit.fellows]
    return Export(sheets={"senior": rows}, leaders=[*world.leaders, *fellows], listed="leaders")


def keys_of_rows(world: World) -> Export:
    """A warehouse's table: the manager is a row, perhaps one that no longer holds."""
    keys = {person.id: 2 * number + 1 for number, person in enumerate(world.people)}
    rows = [
        [
            "EmployeeKey",
            "ParentEmployeeKey",
            "FirstName",
            "MiddleName",
            "LastName",
            "LoginID",
            "StartDate",
            "EndDate",
            "Status",
        ]
    ]
    for number, person in enumerate(world.people):
        boss = world.boss(person)
        above = keys[boss.id] + number % 2 if boss else ""
        who = [person.first, person.middle, person.last, f"skovby\\{person.login}"]
        rows.append([str(keys[person.id] + 1), "1", *who, "2010-01-01", "2014-12-31", ""])
        rows.append([str(keys[person.id]), str(above), *who, "2015-01-01", "", "Current"])
    return Export(sheets={"DimEmployee": rows}, leaders=world.with_reports())


def initials(world: World) -> Export:
    """Managers as "Last, First M", former jobs with dates of which the month comes first, and an error at the top."""
    rows = [["EMP_ID", "EMP_NM", "JOB_TITLE", "MANAGER", "START_DT", "END_DT"]]
    for number, person in enumerate(world.people):
        if number % 5 == 0:
            rows.append([f"E{person.id}", person.name, "Intern", world.people[-1].short, "03/14/2009", "12/31/2014"])
        rows.append(
            [f"E{person.id}", person.name, person.title, world.of_boss(person, "short") or "#N/A", "01/01/2015", ""]
        )
    return Export(sheets={"HR": rows}, leaders=world.with_reports())


def titles(world: World) -> Export:
    """The manager's title, below the council."""
    cells: Callable[[Someone], list[str]] = lambda p: [p.name, p.title, world.of_boss(p, "title") or "Byrådet"]  # noqa: E731
    return Export(
        sheets=_table(["Name", "Position title", "Reports to"], world.leaders, cells),
        leaders=world.leaders,
        listed="leaders",
    )


def several_jobs(world: World) -> Export:
    """A second job under another manager; the manager's user name is known from no other column, so the name must do."""
    rows = [["MaNr", "Navn", "Stilling", "Primær ansættelse", "Leders brugernavn", "Leder"]]
    for number, person in enumerate(world.people):
        if number % 4 == 0:
            rows.append([person.id, person.name, "Vikar", "Nej", world.leaders[-1].login, world.leaders[-1].name])
        rows.append(
            [person.id, person.name, person.title, "Ja", world.of_boss(person, "login"), world.of_boss(person, "name")]
        )
    return Export(sheets={"Ark1": rows}, leaders=world.with_reports())


def namesakes(world: World) -> Export:
    """Managers by name, when some leaders have a namesake among the employees of another unit."""
    for leader in world.leaders[::4]:
        twin = next(
            p for p in world.people if p.title == "Lærer" and p.unit is not leader.unit and p.name != leader.name
        )
        twin.first, twin.middle, twin.last, twin.title = leader.first, leader.middle, leader.last, "Pædagog"
    headers = ["Medarbejdernr", "Navn", "Stillingsbetegnelse", "Organisationsenhed", "Nærmeste leder"]
    cells: Callable[[Someone], list[str]] = lambda p: [p.id, p.name, p.title, p.unit.name, world.of_boss(p, "name")]  # noqa: E731
    return Export(sheets=_table(headers, world.people, cells), leaders=world.with_reports(), key="id")


def headers_in_two_rows(world: World) -> Export:
    """Groups above the headers, with blank cells instead of merged ones; title rows above and a cover sheet before."""
    rows: Table = [
        ["Ledelsesrapport"],
        ["Udtrukket 01-11-2026 af HR"],
        ["Medarbejder", "", "", "", "Nærmeste leder", ""],
    ]
    rows.append(["Nummer", "Navn", "Stilling", "", "Nummer", "Navn"])
    rows += [[p.id, p.name, p.title, "x", world.of_boss(p, "id"), world.of_boss(p, "name")] for p in world.people]
    rows.append(["I alt", str(len(world.people)), "", "", "", ""])
    return Export(
        sheets={"Forside": [["Skovby"], ["Navn", "Leder"], ["HR", "Anna"]], "Udtræk": rows},
        leaders=world.with_reports(),
    )


def soiled_cells(world: World) -> Export:
    """Hard spaces, tags, stars and CPR numbers; headers that differ by case only."""
    headers = ["Medarbejder-nr.", "Medarbejder\u00a0navn", "Bemærkning", "BEMÆRKNING", "Nærmeste\nleder", "Kode"]
    rows = [headers]
    for number, person in enumerate(world.people):
        boss = world.of_boss(person, "name")
        soiled = (
            (f"<b>{boss}</b>", f"**{boss}**", f"&nbsp;{boss} ", boss.replace(" ", "\u00a0"))[number % 4] if boss else ""
        )
        note = "<p>cpr 010170-1234</p>" if number % 3 else ""
        rows.append([f" {person.id}\u00a0", person.name.replace(" ", "  "), note, "ok", soiled, "0101701234"])
    return Export(sheets={"Ark1": rows}, leaders=world.with_reports())


def paths_under_unit(world: World) -> Export:
    """The whole path under "Enhed", and a flag."""
    cells: Callable[[Someone], list[str]] = lambda p: [  # noqa: E731
        p.name, "010170-1234", p.email, "\\".join(filter(None, p.unit.names(0))), p.id, "Ja" if p is p.unit.leader else "",
    ]  # fmt: skip
    return Export(
        sheets=_table(["Navn", "CPR", "AD-Email", "Enhed", "MA-nummer", "ErLeder"], world.people, cells),
        leaders=world.leaders,
    )


def positions(world: World) -> Export:
    """Positions report to positions; a vacant one has a row of its own without a name."""
    rows = [["Position ID", "Position Title", "Incumbent", "Employee ID", "Reports To Position ID", "Vacant"]]

    def above(unit: Unit | None) -> str:
        return "" if unit is None else f"S{unit.leader.id}" if unit.leader else f"S9{unit.code}"

    rows += [[f"S9{unit.code}", "Leder", "", "", above(unit.parent), "Yes"] for unit in world.units if not unit.leader]
    for person in world.people:
        leads = person is person.unit.leader or person in person.unit.fellows
        to = above(person.unit.parent if leads else person.unit)
        rows.append([f"S{person.id}", person.title, person.name, person.id, to, "No"])
    return Export(sheets={"Export": rows}, leaders=world.with_reports())


EXPORTS = [
    leaders_of_own_units, counted_reports, employees_and_units, levels_from_the_bottom, senior_posts, keys_of_rows, initials, titles,
    several_jobs, namesakes, headers_in_two_rows, soiled_cells, paths_under_unit, positions,
]  # fmt: skip
