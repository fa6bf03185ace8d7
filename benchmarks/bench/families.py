"""Invented organisations to measure on, in families that are hard in different ways. Equal arguments give equal organisations.

Every organisation has as many participants as asked for. Attributes are spread unevenly, as in life: departments differ in size, each
workplace belongs to a department, titles lean on it (five of them, and more with many departments), and the sheet has two columns of
its own, drawn by lot: one of two values, 62 to 38, and one of four, 1 : 2 : 3 : 3.

- `trees`: each department is a tree under a chief who takes no part; nobody may meet their direct superior.
- `chain`: as `trees`, but the chiefs take part and nobody may meet anybody above them; the director takes no part.
- `flat`: four to eight departments, each with one head who takes part and is the direct superior of everybody else in it. The head's
  network can have nobody from the department, so that the closed form is often out of reach: the hard kind.
- `pins5`, `pins20`: `trees` in which 5 or 20 per cent are locked to the network that they have in a random composition. That
  composition keeps every rule, so that a plan exists; it cares for no attribute, so that pairs are forced.
- `siblings`: as `trees`, and those who report to the same superior may not meet either; nobody has more reports than there are
  networks but one.
- `strata`: as `trees`, in two strata of about half the departments each, which are composed by themselves in networks of 7-10.
- `crowded`: `trees` with six attributes of which three (12 titles, two own columns of 6 and 8 values) have about as many people of a kind
  as there are networks, so that next to every seat is bespoke. Beyond what org charts ask for; it shows where proofs end.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from math import exp, log
from random import Random
from typing import TYPE_CHECKING, Final

from netcompose.organisation import Level, Organisation, Person
from netcompose.policy.scenario import Scenario, fitting_numbers, strata
from netcompose.policy.settings import Goal, Networks, Participants, Policy, Rules, Size, Stratum

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

ATTRIBUTES: Final = ("department", "level", "workplace", "title", "Group", "Band")
"""What is mixed: the first two, or all six."""
TODAY: Final = date(2026, 9, 1)
OF_LEADERS: Final = 0.15
"""Share of the leaders below a chief who lead leaders."""
SPAN: Final = (5, 12)
"""Direct reports of one leader of leaders, at the least and at the most."""


@dataclass(frozen=True, slots=True)
class Instance:
    """One organisation under one policy."""

    family: str
    leaders: int
    attributes: int
    seed: int
    organisation: Organisation
    policy: Policy

    def scenarios(self) -> tuple[Scenario, ...]:
        """Who takes part, and in which networks; one scenario, or one of each stratum."""
        return strata(self.organisation, self.policy, TODAY)


def make(family: str, leaders: int, attributes: int, seed: int) -> Instance:
    """The instance of a family with that many participants."""
    return FAMILIES[family](leaders, attributes, seed)


def trees(leaders: int, attributes: int, seed: int, family: str = "trees") -> Instance:
    """Departments as trees; chiefs take no part; direct reporting lines."""
    draw = _random("trees", leaders, seed)
    people = [_person("D", None, Level.DIRECTOR, "Director")]
    for number, size in enumerate(_sizes(draw, leaders, _departments(leaders), 0.6)):
        people.append(_person(f"C{number:03}", "D", Level.CHIEF, "Chief"))
        people.extend(_tree(draw, f"C{number:03}", number, size, longest=99))
    return _instance(family, leaders, attributes, seed, _described(draw, people), "direct")


def crowded(leaders: int, attributes: int, seed: int) -> Instance:
    """The organisation of `trees` with many kinds of titles and own columns."""
    made = trees(leaders, attributes, seed, "crowded")
    draw = _random("crowded", leaders, seed)
    described = _described(draw, list(made.organisation.people), titles=12, groups=[1] * 6, bands=[1] * 8)
    return replace(made, organisation=Organisation(tuple(described)))


def siblings(leaders: int, attributes: int, seed: int) -> Instance:
    """Departments as trees, of narrow spans; nobody meets their direct superior or those who share one."""
    draw = _random("siblings", leaders, seed)
    most = min(SPAN[1], networks_for(leaders) - 1)
    people = [_person("D", None, Level.DIRECTOR, "Director")]
    for number, size in enumerate(_sizes(draw, leaders, _departments(leaders), 0.6)):
        people.append(_person(f"C{number:03}", "D", Level.CHIEF, "Chief"))
        people.extend(_tree(draw, f"C{number:03}", number, size, longest=99, span=(min(SPAN[0], most), most)))
    made = _instance("siblings", leaders, attributes, seed, _described(draw, people), "direct")
    rules = made.policy.rules.model_copy(update={"siblings": True})
    return replace(made, policy=made.policy.model_copy(update={"rules": rules}))


def in_strata(leaders: int, attributes: int, seed: int) -> Instance:
    """The organisation of `trees`, every second department in a stratum of its own."""
    made = trees(leaders, attributes, seed, "strata")
    departments = sorted({person.department for person in made.organisation.people if person.department})
    parts = tuple(
        Stratum(
            name=name, attribute="department", values=tuple(departments[first::2]), size=Size(smallest=7, largest=10)
        )
        for first, name in enumerate(("Odd", "Even"))
    )
    return replace(made, policy=made.policy.model_copy(update={"strata": parts}))


def chain(leaders: int, attributes: int, seed: int) -> Instance:
    """Departments as trees; chiefs take part; nobody meets anybody above them."""
    draw = _random("chain", leaders, seed)
    networks = networks_for(leaders)
    people = [_person("D", None, Level.DIRECTOR, "Director")]
    for number, size in enumerate(_sizes(draw, leaders, _departments(leaders), 0.6)):
        people.append(_person(f"C{number:03}", "D", Level.CHIEF, "Chief", f"Department {number + 1}"))
        people.extend(_tree(draw, f"C{number:03}", number, size - 1, longest=min(6, max(1, networks - 2))))
    return _instance("chain", leaders, attributes, seed, _described(draw, people), "chain", Level.CHIEF)


def flat(leaders: int, attributes: int, seed: int) -> Instance:
    """Four to eight departments, in each a head who takes part above all the others; direct reporting lines."""
    draw = _random("flat", leaders, seed)
    people = [_person("D", None, Level.DIRECTOR, "Director")]
    for number, size in enumerate(_sizes(draw, leaders, min(4 + seed % 5, leaders // 4), 0.3)):
        head, department = f"C{number:03}", f"Department {number + 1}"
        people.append(_person(head, "D", Level.CHIEF, "Chief", department))
        for i in range(size - 1):
            level = draw.choices(("Leader", "Team leader", "Site manager"), (5, 3, 2))[0]
            people.append(_person(f"L{number:03}-{i:05}", head, Level.LEADER_OF_EMPLOYEES, level, department))
    return _instance("flat", leaders, attributes, seed, _described(draw, people), "direct", Level.CHIEF)


def pinned(share: float, family: str) -> Callable[[int, int, int], Instance]:
    """A family as `trees` in which that share of the participants is locked to where a random composition has them."""

    def family_of(leaders: int, attributes: int, seed: int) -> Instance:
        made = trees(leaders, attributes, seed, family)
        draw = _random(family, leaders, seed)
        seats = random_composition(made, draw)
        held = draw.sample(sorted(seats), round(share * leaders))
        changes = {
            id: replace(made.organisation.person(id), network=str(seats[id] + 1), locked=True) for id in sorted(held)
        }
        return replace(made, organisation=made.organisation.with_people(changes))

    return family_of


FAMILIES: Final[Mapping[str, Callable[[int, int, int], Instance]]] = {
    "trees": trees,
    "chain": chain,
    "flat": flat,
    "pins5": pinned(0.05, "pins5"),
    "pins20": pinned(0.20, "pins20"),
    "siblings": siblings,
    "strata": in_strata,
    "crowded": crowded,
}


def size_for(leaders: int) -> Size:
    """Networks of 8-9; of 6-7 with 20 leaders and of 10-12 with 110, which no number of 8-9 would fit or that measured work used."""
    return {20: Size(smallest=6, largest=7), 110: Size(smallest=10, largest=12)}.get(
        leaders, Size(smallest=8, largest=9)
    )


def networks_for(leaders: int) -> int:
    """The number of networks that the policy's `auto` takes."""
    return fitting_numbers(leaders, size_for(leaders))[0]


def random_composition(instance: Instance, draw: Random) -> dict[str, int]:
    """A network (from 0) for each participant: even sizes, no direct superior beside a report, and else left to chance."""
    people = [person for person in instance.organisation.people if person.level in instance.policy.participants.levels]
    networks = networks_for(len(people))
    order = [person.id for person in people]
    draw.shuffle(order)
    seats = {id: i % networks for i, id in enumerate(order)}
    foes: dict[str, list[str]] = {id: [] for id in order}
    for person in people:
        if person.manager in foes:
            foes[person.id].append(person.manager)
            foes[person.manager].append(person.id)
    while troubled := [id for id in order if any(seats[foe] == seats[id] for foe in foes[id])]:
        for id in troubled:
            other = draw.choice(order)
            here, there = seats[id], seats[other]
            if not any(seats[foe] == there and foe != other for foe in foes[id]):
                seats[id], seats[other] = there, here
    return seats


def _random(family: str, leaders: int, seed: int) -> Random:
    return Random(f"{family}/{leaders}/{seed}")  # a text seeds alike on every machine


def _departments(leaders: int) -> int:
    """How many departments: 4 with 20 leaders, 7 with 78, 12 with 300, 19 with 1,000, 52 with 10,000, 105 with 50,000."""
    return max(4, round(exp(0.43 * log(leaders))))


def _sizes(draw: Random, leaders: int, parts: int, unevenness: float) -> list[int]:
    """Sizes, at least 2, that add up: in proportion to exp(N(0, unevenness))."""
    weights = [exp(draw.gauss(0, unevenness)) for _ in range(parts)]
    sizes = [2] * parts
    for part in draw.choices(range(parts), weights, k=leaders - 2 * parts):
        sizes[part] += 1
    return sizes


def _tree(draw: Random, chief: str, number: int, size: int, longest: int, span: tuple[int, int] = SPAN) -> list[Person]:
    """The leaders below a chief, each under the chief or a leader of leaders with room; no line below the chief is longer than that."""
    department = f"Department {number + 1}"
    below: dict[str, list[str]] = {}
    room = {chief: draw.randint(*span)}
    depth = {chief: 0}
    manager_of: dict[str, str] = {}
    for i in range(size):
        id = f"L{number:03}-{i:05}"
        manager = draw.choice(list(room))
        manager_of[id] = manager
        below.setdefault(manager, []).append(id)
        depth[id] = depth[manager] + 1
        room[manager] -= 1
        if room[manager] == 0:
            del room[manager]
        if depth[id] < longest and (draw.random() < OF_LEADERS or not room):
            room[id] = draw.randint(*span)
        if not room:
            room[chief] = draw.randint(*span)
    people = []
    for id, manager in manager_of.items():
        if id not in below:
            level, name = Level.LEADER_OF_EMPLOYEES, "Leader of employees"
        elif any(report in below for report in below[id]):
            level, name = Level.LEADER_OF_LEADERS, "Head of area"
        else:
            level, name = Level.LEADER_OF_LEADERS, "Leader of leaders"
        people.append(_person(id, manager, level, name, department))
    return people


def _person(id: str, manager: str | None, level: Level, level_name: str, department: str | None = None) -> Person:
    return Person(
        id=id, name=f"Leader {id}", level=level, level_name=level_name, manager=manager, department=department
    )


def _described(
    draw: Random,
    people: list[Person],
    titles: int | None = None,
    groups: Sequence[int] = (62, 38),
    bands: Sequence[int] = (1, 2, 3, 3),
) -> list[Person]:
    """Everybody with a department gets a workplace within it, a title that leans on it, and two columns by lot, in those proportions."""
    members: dict[str, int] = {}
    for person in people:
        if person.department is not None:
            members[person.department] = members.get(person.department, 0) + 1
    titles = titles or max(5, len(members) * 2 // 3)
    leaning = {
        department: (draw.sample(range(titles), 2), [draw.random() + 0.1 for _ in range(1 + size // 8)])
        for department, size in members.items()
    }
    described = []
    for person in people:
        if person.department is None:
            described.append(person)
            continue
        usual, places = leaning[person.department]
        place = draw.choices(range(len(places)), places)[0]
        title = draw.choice(usual) if draw.random() < 0.6 else draw.randrange(titles)
        group, band = (draw.choices(range(len(shares)), shares)[0] for shares in (groups, bands))
        described.append(
            replace(
                person,
                workplace=f"{person.department}, house {place + 1}",
                title=f"Title {title + 1}",
                own_columns=(("Group", f"Group {group + 1}"), ("Band", f"Band {band + 1}")),
            )
        )
    return described


def _instance(
    family: str, leaders: int, attributes: int, seed: int, people: list[Person], line: str, *also: Level
) -> Instance:
    policy = Policy(
        name="benchmark",
        participants=Participants(levels=(*also, Level.LEADER_OF_LEADERS, Level.LEADER_OF_EMPLOYEES)),
        networks=Networks(size=size_for(leaders)),
        rules=Rules.model_validate({"reporting_line": line}),
        goals=tuple(Goal(goal="mix", attribute=attribute, rank=1) for attribute in ATTRIBUTES[:attributes]),
    )
    return Instance(family, leaders, attributes, seed, Organisation(tuple(people)), policy)
