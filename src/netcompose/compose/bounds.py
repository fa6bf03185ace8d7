"""What no composition can beat: lower bounds on each goal's cost, each with its proof."""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias

from netcompose.compose.demands import categories, kept_apart, kind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from netcompose.policy.scenario import Scenario

Box: TypeAlias = tuple[int, int, int]
"""Networks alike to a category: how many of it are there, how many can be at the most, and how many such networks there are."""


class Bounds:
    """Lower bounds for one scenario, in pairs, one for each goal of the policy in its order.

    `groups[i]` are the categories of goal i, `apart` the pairs who may not meet.
    """

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        self.goals = scenario.policy.goals
        self.groups = tuple(categories(scenario, goal) for goal in self.goals)
        self.apart = kept_apart(scenario)
        self._heads: dict[int, tuple[str, ...]] = {}
        networks = set(scenario.networks)
        self._locked = {person: seat for person, seat in scenario.locked.items() if seat in networks}

    @cached_property
    def unavoidable(self) -> tuple[int, ...]:
        """The fewest pairs of each goal that must meet, in closed form: each category spread evenly, around its locked seats.

        Proof. Categories are independent but for the rules, and rules only take compositions away, so the sum of each category's own
        minimum is a bound. A category with counts n_g costs the sum of C(n_g, 2); one more member in g adds n_g, which grows with n_g, so
        the sum of convex costs is least when each member who is not locked is put where fewest are ("water-filling"; exchange argument).
        """
        return tuple(self._least(i, capped=False) for i in range(len(self.goals)))

    @cached_property
    def proven(self) -> tuple[int, ...]:
        """The same once superiors and others who are kept apart are counted in; at least `unavoidable`.

        Proof. As there, category by category. A person h of the category who may not meet d of its n members sits in a network with at most
        n - d of them. Persons h1, …, hk who may not meet each other sit in k different networks, with such a cap each; the other networks
        are capped by their size. Filling up the smallest network that is below its cap is least for convex costs under caps (exchange
        argument). Locked seats cap too: a network has room for `largest` members less those of other categories who are locked to it, and
        of those who are not locked only they can come who may meet everybody who is; filled up in the same way, from the locked counts.
        A category takes the better of the two bounds, of which each leaves out what the other one counts.
        """
        return tuple(self._least(i, capped=True) for i in range(len(self.goals)))

    @cached_property
    def foes(self) -> dict[str, set[str]]:
        """Those whom each participant may not meet."""
        foes: dict[str, set[str]] = {}
        for one, other in self.apart:
            foes.setdefault(one, set()).add(other)
            foes.setdefault(other, set()).add(one)
        return foes

    def _least(self, i: int, *, capped: bool) -> int:
        groups = self.groups[i]
        match kind(self.goals[i]):
            case "pairs":
                return sum(self.least_of(people, capped=capped) for people in groups if len(people) > 1)
            case "differing":
                return self._least_differing(groups)
            case _:
                return 0

    def least_of(self, people: tuple[str, ...], *, capped: bool = True) -> int:
        """The fewest pairs of one category that must meet, see `unavoidable` and, with caps, `proven`."""
        filled: Counter[str] = Counter()
        if self._locked:
            filled.update(seat for person in people if (seat := self._locked.get(person)) is not None)
        free, empty = len(people) - filled.total(), len(self.scenario.networks) - len(filled)
        least = water_fill([*((n, len(people), 1) for n in filled.values()), (0, len(people), empty)], free)
        if capped and self._held and free > empty - self._closed:  # else each finds a network that is open, and alone
            least = max(least, water_fill(self._boxes(people, filled), free))
        if capped and (caps := self._caps(people)) is not None:
            least = max(least, water_fill([(0, cap, 1) for cap in caps], len(people)))
        return least

    def _boxes(self, people: tuple[str, ...], filled: Counter[str]) -> list[Box]:
        """The networks as a category finds them: how many of it are locked there, and how many find room or may be there at the most."""
        here = frozenset(people).difference(self._locked)
        largest = self.scenario.size.largest
        strict = {seat: foes for seat, foes in self._unwelcome.items() if len(foes) > len(here) - largest}
        rooms = Counter({largest: len(self.scenario.networks) - len(self._held)})
        rooms.update(largest - held for held in self._held.values())
        boxes = []
        for seat in {*filled, *strict}:
            room = largest - self._held[seat]
            rooms[room] -= 1
            welcome = len(here) - len(here & strict[seat]) if seat in strict else room
            boxes.append((filled[seat], filled[seat] + min(room, welcome), 1))
        return boxes + [(0, room, n) for room, n in rooms.items()]

    @cached_property
    def _held(self) -> Counter[str]:
        """How many are locked to each network."""
        return Counter(self._locked.values())

    @cached_property
    def _closed(self) -> int:
        """How many networks are not open to everybody: full of locked seats, or with somebody locked whom others may not meet."""
        full = {seat for seat, held in self._held.items() if held >= self.scenario.size.largest}
        return len(full | self._unwelcome.keys())

    @cached_property
    def _unwelcome(self) -> dict[str, set[str]]:
        """Those who may not meet somebody who is locked to a network."""
        unwelcome: dict[str, set[str]] = {}
        for person, seat in self._locked.items():
            if foes := self.foes.get(person):
                unwelcome.setdefault(seat, set()).update(foes)
        return unwelcome

    def _caps(self, people: tuple[str, ...]) -> list[int] | None:
        """Caps for the networks from people who have foes in their own category and may not meet each other; None when nobody caps."""
        networks = len(self.scenario.networks)
        hubs, inside = self._hubs(people)
        chosen: list[str] = []
        caps: list[int] = []
        for cap, person in hubs:
            if len(caps) < networks and all(person in inside[other] for other in chosen):
                chosen.append(person)
                caps.append(cap)
        return caps + [self.scenario.size.largest] * (networks - len(caps)) if caps else None

    def _hubs(self, people: tuple[str, ...]) -> tuple[list[tuple[int, str]], dict[str, set[str]]]:
        """Who of a category keeps so many of it away that their network has less than its even share: (most who can sit there, person), the
        strictest first; and for those who may keep enough away, whom of the category."""
        even = -(-len(people) // len(self.scenario.networks))
        if even < 2:
            return [], {}  # one in a network is below any cap
        here, most = set(people), len(people) - even  # with no more foes there, nobody caps
        inside = {
            person: some & here for person in people if (some := self.foes.get(person)) is not None and len(some) > most
        }
        caps = ((len(people) - len(some), person) for person, some in inside.items())
        return sorted(hub for hub in caps if hub[0] < even), inside

    def heads(self, goal: int) -> tuple[str, ...]:
        """Participants in whose network some category of a goal cannot have its even share, because they may not meet it."""
        if goal not in self._heads:
            hubs = (person for people in self.groups[goal] for _, person in self._hubs(people)[0])
            self._heads[goal] = tuple(dict.fromkeys(hubs))
        return self._heads[goal]

    def _least_differing(self, groups: tuple[tuple[str, ...], ...]) -> int:
        """The fewest pairs of members who differ, where alike are kept together.

        Proof. A value with n members is found in at least ceil(n / largest) networks, so with G networks there are at least
        E = sum ceil(n_v / largest) - G values too many in some networks. A network of t members with e values too many has at least
        e (t - 1) - C(e, 2) >= e t / 2 differing pairs (the others alone, the rest alike; e <= t - 1), and t >= smallest when everybody
        has a value.
        """
        size, everybody = self.scenario.size, sum(map(len, groups))
        surplus = sum(-(-len(people) // size.largest) for people in groups) - len(self.scenario.networks)
        if surplus <= 0 or everybody < len(self.scenario.participants):
            return 0
        return -(-surplus * size.smallest // 2)


def water_fill(networks: Iterable[Box], free: int) -> int:
    """The least sum of C(n, 2) after `free` more are added, one at a time where fewest are and there is room; those for whom there is no
    room at all cost nothing."""
    boxes = [(here, most, many) for here, most, many in networks if many > 0]
    cost, level = sum(many * pairs(here) for here, _, many in boxes), 0
    top = max((most for _, most, _ in boxes), default=0)
    while free > 0 and level < top:
        added = min(free, sum(many for here, most, many in boxes if here <= level < most))
        cost += added * level
        free -= added
        level += 1
    return cost


def pairs(people: int) -> int:
    """C(n, 2): how many pairs n people make."""
    return people * (people - 1) // 2
