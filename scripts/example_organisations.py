"""Four more invented organisations, for the policies nyborg, aalborg, albertslund and danica.

Unlike odder's, they are drawn from short lists of areas and posts, by a random generator with a fixed seed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

FIRST = (
    *("Agnete", "Bjarne", "Cecilie", "Ditte", "Ejner", "Filippa", "Gunnar", "Helle", "Ida", "Jakob", "Kamilla", "Lars"),
    *("Merete", "Nikolaj", "Oda", "Per", "Ragna", "Stig", "Thea", "Uffe", "Vera", "William", "Yrsa", "Ågot", "Øyvind"),
    *("Anette", "Bastian", "Connie", "Daniel", "Ellen", "Finn", "Gerda", "Harald"),
)
LAST = (
    *(
        "Abildgaard",
        "Birk",
        "Bødker",
        "Dahl",
        "Engberg",
        "Fjord",
        "Gammelgaard",
        "Hvid",
        "Iskov",
        "Jarlstrøm",
        "Kofoed",
    ),
    *("Lindholm", "Munk", "Nyborre", "Odgaard", "Poulstrup", "Qvist", "Rosenlund", "Siig", "Thorup", "Uldum", "Vang"),
    *("Winge", "Yde", "Ågesen", "Østberg", "Ærenlund", "Brask", "Crone", "Dueholm", "Elkjær"),
)
_PLAIN = {ord("æ"): "ae", ord("ø"): "oe", ord("å"): "aa", ord("ä"): "ae"}


@dataclass
class Someone:
    """One row of an export; `cells` are what only this organisation's sheet has."""

    number: str
    name: str
    title: str
    level: str
    area: str
    place: str
    manager: Someone | None
    since: date
    cells: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Area:
    """An area: its chief's title, its leaders of leaders with their workplaces, and what their teams are called."""

    name: str
    chief: str
    units: tuple[tuple[str, str], ...]
    teams: tuple[str, ...]


class Hiring:
    """People with names, numbers and days of their own, the same in each run."""

    def __init__(self, seed: int, first_number: int, today: date) -> None:
        self._random = Random(seed)
        self._today, self._number, self._shift = today, first_number, seed
        self.people: list[Someone] = []

    def hire(self, title: str, level: str, area: str, place: str, manager: Someone | None) -> Someone:
        """The next one; both lists of names have prime or coprime lengths, so that no name comes twice."""
        index = len(self.people)
        step = index + self._shift
        name = f"{FIRST[step % len(FIRST)]} {LAST[(step + index // (len(FIRST) * len(LAST))) % len(LAST)]}"
        self._number += 3 + int(self._random.random() * 17)
        years = 0.3 + self._random.random() ** 1.4 * 16
        since = (self._today - timedelta(days=round(years * 365))).replace(day=1)
        someone = Someone(str(self._number), name, title, level, area, place, manager, since)
        self.people.append(someone)
        return someone

    def some(self, people: Sequence[Someone], number: int) -> list[Someone]:
        """So many of them, drawn without putting back, in the order of the list."""
        left = sorted(people, key=lambda one: (self._random.random(), one.number))[:number]
        return [one for one in people if one in left]

    def one_of(self, texts: Sequence[str], number: int = 1) -> list[str]:
        """So many different texts, drawn."""
        return [text for _, text in sorted((self._random.random(), text) for text in texts)[:number]]


WELFARE = (
    Area(
        "Skole",
        "Skolechef",
        (("Skoleleder", "Kirkebakkeskolen"), ("Skoleleder", "Strandskolen")),
        ("indskoling", "udskoling", "SFO", "specialtilbud"),
    ),
    Area(
        "Dagtilbud",
        "Dagtilbudschef",
        (("Områdeleder", "Børnehuset Kastanjen"), ("Områdeleder", "Børnehuset Sneglen")),
        ("vuggestue", "børnehave", "skovgruppe", "dagpleje"),
    ),
    Area(
        "Ældre",
        "Ældrechef",
        (("Centerleder", "Plejecenter Birkely"), ("Centerleder", "Hjemmeplejen Syd")),
        ("dagvagt", "aftenvagt", "nattevagt", "køkken"),
    ),
    Area(
        "Sundhed",
        "Sundhedschef",
        (("Centerleder", "Sundhedscenteret"),),
        ("genoptræning", "forebyggelse", "tandpleje", "sygepleje"),
    ),
    Area(
        "Social og Handicap",
        "Socialchef",
        (("Centerleder", "Bostedet Åbrinken"),),
        ("bostøtte", "aktivitet", "rådgivning", "rusmidler"),
    ),
)
TOWN = (
    Area("Beskæftigelse", "Jobcenterchef", (("Afdelingsleder", "Jobcenteret"),), ("unge", "sygedagpenge", "virksomhedsservice")),
    Area("Teknik og Miljø", "Teknisk chef", (("Afdelingsleder", "Materielgården"),), ("vej og park", "byggesag", "natur", "ejendomme")),
    Area("Kultur og Fritid", "Kulturchef", (("Biblioteksleder", "Hovedbiblioteket"),), ("musikskole", "idræt", "museum")),
    Area("Økonomi", "Økonomichef", (("Afdelingsleder", "Rådhuset"),), ("regnskab", "budget", "indkøb")),
    Area("HR og Digitalisering", "HR- og digitaliseringschef", (("Afdelingsleder", "Rådhuset"),), ("løn", "it-drift", "udvikling")),
)  # fmt: skip
FIRM = (
    Area("Salg", "Salgschef", (("Regionschef", "Kontoret i Øst"), ("Regionschef", "Kontoret i Vest")), ("detail", "industri", "eksport")),
    Area("Produktion", "Produktionschef", (("Fabriksleder", "Fabrikken"),), ("montage", "lager", "vedligehold", "kvalitet")),
    Area("Udvikling", "Udviklingschef", (("Projektchef", "Udviklingshuset"),), ("software", "mekanik", "afprøvning")),
    Area("Økonomi", "Økonomichef", (("Afdelingsleder", "Hovedkontoret"),), ("regnskab", "controlling", "indkøb")),
)  # fmt: skip


def _staff(hiring: Hiring, top: str, directors: Sequence[tuple[str, Sequence[Area]]], hall: str) -> None:
    """A top director, directors with their areas, and below them chiefs, leaders of leaders and leaders of employees."""
    head = hiring.hire(top, "Direktør", "Direktionen", hall, None)
    for title, areas in directors:
        director = hiring.hire(title, "Direktør", "Direktionen", hall, head)
        for area in areas:
            chief = hiring.hire(area.chief, "Fagchef", area.name, hall, director)
            for index, (post, place) in enumerate(area.units):
                above = hiring.hire(post, "Leder af ledere", area.name, place, chief)
                for team in area.teams:
                    hiring.hire(f"Teamleder, {team}", "Leder af medarbejdere", area.name, place, above)
                if index == 0:
                    for team in area.teams[:2]:
                        hiring.hire(f"Leder af {team}", "Leder af medarbejdere", area.name, f"{area.name}s Hus", chief)


def havnsoe() -> list[Someone]:
    """Havnsø Kommune: its whole large group of leaders, for nyborg's policy."""
    hiring = Hiring(11, 40_100, date(2026, 8, 1))
    _staff(
        hiring, "Kommunaldirektør", [("Velfærdsdirektør", WELFARE), ("Direktør for By og Stab", TOWN)], "Havnsø Rådhus"
    )
    banked = (
        "Fastholdelse af medarbejdere",
        "Den svære samtale",
        "Kunstig intelligens i hverdagen",
        "Nærvær og sygefravær",
    )
    for someone in hiring.some(hiring.people, 40):
        someone.cells["Ønsker"] = "; ".join(hiring.one_of(banked, 2))
    return hiring.people


def limby() -> list[Someone]:
    """Limby Kommune: leaders of whom some signed up, and a corps of facilitators, for aalborg's policy; its areas are administrations."""
    hiring = Hiring(29, 12_000, date(2026, 8, 1))
    administrations = {
        "Børn og Kultur": WELFARE[:2],
        "Ældre og Sundhed": WELFARE[2:4],
        "Social": WELFARE[4:],
        "Job og Uddannelse": TOWN[:1],
        "Teknik og By": TOWN[1:3],
        "Borgmesterens Forvaltning": TOWN[3:],
    }
    titles = [(f"Direktør, {name}", areas) for name, areas in administrations.items()]
    _staff(hiring, "Kommunaldirektør", titles, "Limby Rådhus")
    for someone in hiring.people:
        of = [name for name, areas in administrations.items() if someone.area in {area.name for area in areas}]
        someone.area = of[0] if of else someone.title.removeprefix("Direktør, ")
    head = hiring.people[0]
    head.area = "Borgmesterens Forvaltning"
    top = [one for one in hiring.people if one.level in {"Direktør", "Fagchef"} and one is not head]
    others = [one for one in hiring.people if one not in top and one is not head]
    for someone in (*hiring.some(top, 14), *hiring.some(others, 26)):
        someone.cells["Tilmeldt"] = "Ja"
    for someone in hiring.some(others, 8):
        someone.cells["Rolle"] = "Facilitator"
    for chief in [one for one in top if one.level == "Fagchef"]:
        consultant = hiring.hire("Udviklingskonsulent", "Konsulent", chief.area, "Limby Rådhus", chief)
        consultant.cells["Rolle"] = "Facilitator"
    return hiring.people


THEMES = (
    ("Ensomhed blandt ældre", "Velfærd", "Ældre"),
    ("Flere unge i uddannelse", "Velfærd", "Beskæftigelse"),
    ("Tidlig indsats i familier", "Velfærd", "Dagtilbud"),
    ("Den grønne bydel", "Innovation", "Teknik og Miljø"),
    ("Velfærdsteknologi hjemme", "Innovation", "Sundhed"),
    ("Feedback i hverdagen", "Læring", "HR og Digitalisering"),
    ("Data i ledelse", "Læring", "Økonomi"),
)
COMPETENCES = ("nysgerrig", "struktureret", "processuel", "effektjæger")


def skovlund() -> list[Someone]:
    """Skovlund Kommune: seven networks with their leaders, for albertslund's policy."""
    hiring = Hiring(47, 70_000, date(2026, 8, 1))
    _staff(hiring, "Kommunaldirektør", [("Velfærdsdirektør", WELFARE), ("Direktør for By og Kultur", TOWN[:3]),
                                        ("Stabsdirektør", TOWN[3:])], "Skovlund Rådhus")  # fmt: skip
    for someone in hiring.people:
        if someone.level == "Fagchef":
            someone.cells["Rolle"] = "Chefforum"
    for area in (*WELFARE, *TOWN):
        for above in [one for one in hiring.people if one.area == area.name and one.level != "Leder af medarbejdere"][
            :2
        ]:
            hiring.hire("Udviklingskonsulent", "Konsulent", area.name, above.place, above)
    staff = [one for one in hiring.people if one.level in {"Leder af medarbejdere", "Konsulent"}]
    for someone in staff:
        known = [
            *hiring.one_of(COMPETENCES, 2),
            *(hiring.one_of([theme for theme, _, _ in THEMES]) if len(someone.name) % 4 == 0 else []),
        ]
        someone.cells["Kompetencer"] = "; ".join(known)
    for someone in hiring.some(staff, 18):
        someone.cells["Ønsker"] = "netværksleder"
    leaders = hiring.some([one for one in staff if "Ønsker" not in one.cells], len(THEMES))
    for number, (someone, (theme, kind, about)) in enumerate(zip(leaders, THEMES, strict=True), start=1):
        someone.cells |= {
            "Netværk": f"Netværk {number}",
            "Tema": theme,
            "Netværkstype": kind,
            "Temaets fagområde": about,
        }
        someone.cells["Rolle"] = "Netværksleder"
    return hiring.people


def brinkholm() -> list[Someone]:
    """Brinkholm A/S: a firm whose HR has invited 34 leaders, for danica's policy."""
    hiring = Hiring(63, 2_000, date(2026, 8, 1))
    _staff(hiring, "Administrerende direktør", [("Kommerciel direktør", FIRM[:1]), ("Driftsdirektør", FIRM[1:3]),
                                                ("Økonomidirektør", FIRM[3:])], "Hovedkontoret")  # fmt: skip
    invited = hiring.some([one for one in hiring.people if one.level != "Direktør"], 34)
    survey = (
        "Hybridledelse",
        "Generationsledelse",
        "Etiske dilemmaer",
        "Trivsel i lederrollen",
        "Ensomhed i lederrollen",
        "Feedback",
    )
    for someone in invited:
        someone.cells["Deltager"] = "Ja"
        someone.cells["Ønsker"] = "; ".join(hiring.one_of(survey, 2))
    for _ in range(3):
        partner = hiring.hire("HR-partner", "Konsulent", "HR", "Hovedkontoret", hiring.people[0])
        partner.cells["Rolle"] = "HR"
    return hiring.people


@dataclass(frozen=True)
class Example:
    """A workbook: its name, whose it is, who is in it, and how its sheet names things."""

    name: str
    organisation: str
    domain: str
    people: Callable[[], list[Someone]]
    area: str
    own: tuple[str, ...] = ()

    @property
    def headings(self) -> tuple[str, ...]:
        """The sheet's columns."""
        first = ("Medarbejdernummer", "Navn", "Stilling", "Lederniveau", self.area, "Arbejdssted", "E-mail")
        return (*first, "Nærmeste leder", "Leder siden", *self.own)

    def rows(self) -> Iterator[tuple[str | date, ...]]:
        """One row a person; only a leader has a day of becoming one."""
        for one in self.people():
            email = f"{one.name.lower().translate(_PLAIN).replace(' ', '.')}@{self.domain}"
            manager = one.manager.number if one.manager is not None else ""
            since: str | date = "" if one.level == "Konsulent" else one.since
            own = (one.cells.get(heading, "") for heading in self.own)
            yield (one.number, one.name, one.title, one.level, one.area, one.place, email, manager, since, *own)


EXAMPLES = (
    Example("nyborg", "Havnsø Kommune", "havnsoe.example", havnsoe, "Fagområde", ("Ønsker",)),
    Example("aalborg", "Limby Kommune", "limby.example", limby, "Forvaltning", ("Tilmeldt", "Rolle")),
    Example(
        "albertslund",
        "Skovlund Kommune",
        "skovlund.example",
        skovlund,
        "Fagområde",
        ("Rolle", "Kompetencer", "Ønsker", "Netværk", "Tema", "Netværkstype", "Temaets fagområde"),
    ),
    Example("danica", "Brinkholm A/S", "brinkholm.example", brinkholm, "Område", ("Deltager", "Rolle", "Ønsker")),
)
