"""What any other seat would cost: each move and each exchange in a plan, priced by what it changes and not by judging the plan anew."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, TypeAlias

from netcompose.compose.demands import categories, disjoint, kept_apart, kind, limits, present, together_pairs

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from netcompose.plan import Composition
    from netcompose.policy.scenario import Scenario

Seat: TypeAlias = tuple[str, str]
"""Somebody and the network they would go to."""


@dataclass(frozen=True, slots=True)
class Price:
    """What some moves would change: by how much hard rules break more (less when negative), and the cost of each goal in its order."""

    broken: int
    goals: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Layer:
    """One way of counting pairs: everybody's categories (mostly one; who has met others in several plans is in several), and how many of
    each a network has."""

    goal: int
    sign: int
    categories: dict[str, tuple[int, ...]]
    counts: defaultdict[str, Counter[int]]


class Prices:
    """The books of one plan (of one stratum): who sits where, and how many of each kind; nothing here changes a seat for good."""

    def __init__(self, scenario: Scenario, composition: Composition) -> None:
        self.scenario = scenario
        self.networks = tuple(network.id for network in composition.networks)
        self.seats = {p: n for p, n in composition.seats.items() if p in scenario.taking_part}
        self.size = Counter({network.id: len(network.members) for network in composition.networks})
        self.members = {
            network.id: tuple(member for member in network.members if member in self.seats)
            for network in composition.networks
        }
        self._foes: defaultdict[str, set[str]] = defaultdict(set)
        for one, other in kept_apart(scenario):
            self._foes[one].add(other)
            self._foes[other].add(one)
        self._friends: defaultdict[str, set[str]] = defaultdict(set)
        for one, other in together_pairs(scenario):
            self._friends[one].add(other)
            self._friends[other].add(one)
        self._locked = scenario.locked
        self._present = present(scenario)
        self._tallies = self._counted()
        goals = scenario.policy.goals
        self._moves = [i for i, goal in enumerate(goals) if kind(goal) == "moves"]
        self._layers = [layer for i in range(len(goals)) for layer in self._layers_of(i)]
        ranks = sorted(range(len(goals)), key=lambda i: goals[i].rank)
        self._ranks = [list(group) for _, group in groupby(ranks, key=lambda i: goals[i].rank)]
        self._weights = [goal.weight for goal in goals]

    def _counted(self) -> list[tuple[dict[str, int], Counter[str], int, int]]:
        """What each network must have enough and not too much of: (weight of each person, sum by network, least, most)."""
        scenario, everybody = self.scenario, len(self.scenario.participants)
        found: list[tuple[dict[str, int], Counter[str], int, int]] = []

        def add(weight: dict[str, int], least: int, most: int) -> None:
            sums: Counter[str] = Counter()
            for person, network in self.seats.items():
                sums[network] += weight.get(person, 0)
            found.append((weight, sums, least, most))

        if scenario.mentors_wanted and scenario.new:
            spare = {p: scenario.mentees_at_most(p) - (p in scenario.new) for p in scenario.participants}
            add(spare, 0, sum(map(abs, spare.values())))
        for limit in limits(scenario):
            most = everybody if limit.at_most is None else limit.at_most
            add(dict.fromkeys(limit.people, 1), limit.at_least, most)
        return found

    def _layers_of(self, i: int) -> Iterator[_Layer]:
        goal = self.scenario.policy.goals[i]
        if kind(goal) == "moves":
            return
        groups = categories(self.scenario, goal)
        if kind(goal) == "differing":
            yield self._layer(i, -1, groups)
            groups = (tuple(person for people in groups for person in people),)
        for layer in disjoint(groups):
            yield self._layer(i, 1, layer)

    def _layer(self, i: int, sign: int, groups: Sequence[tuple[str, ...]]) -> _Layer:
        found: defaultdict[str, list[int]] = defaultdict(list)
        for c, people in enumerate(groups):
            for person in people:
                found[person].append(c)
        counts: defaultdict[str, Counter[int]] = defaultdict(Counter)
        for person, network in self.seats.items():
            counts[network].update(found.get(person, ()))
        return _Layer(i, sign, {person: tuple(some) for person, some in found.items()}, counts)

    # -- the price of some moves ----------------------------------------------------------------------------------

    def price(self, *moves: Seat) -> Price:
        """What these moves, made together, would change."""
        moves = tuple((person, network) for person, network in moves if self.seats[person] != network)
        goals = [0] * len(self._weights)
        for layer in self._layers:
            goals[layer.goal] += layer.sign * self._pairs(layer, moves)
        for i in self._moves:
            for person, network in moves:
                home = self._present.get(person)
                if home is not None:
                    goals[i] += (network != home) - (self.seats[person] != home)
        return Price(self._broken(moves), tuple(goals))

    def _pairs(self, layer: _Layer, moves: Sequence[Seat]) -> int:
        change: Counter[tuple[str, int]] = Counter()
        for person, network in moves:
            for category in layer.categories.get(person, ()):
                change[self.seats[person], category] -= 1
                change[network, category] += 1
        total = 0
        for (network, category), more in change.items():
            if more:
                before = layer.counts[network][category]
                after = before + more
                total += (after * (after - 1) - before * (before - 1)) // 2
        return total

    def _broken(self, moves: Sequence[Seat]) -> int:
        going = dict(moves)
        broken = 0
        sizes: Counter[str] = Counter()
        for person, network in moves:
            sizes[self.seats[person]] -= 1
            sizes[network] += 1
            broken += self._met(person, network, going)
            if person in self._locked:
                broken += (network != self._locked[person]) - (self.seats[person] != self._locked[person])
        size = self.scenario.size
        for network, more in sizes.items():
            broken += _tipped(size.smallest, size.largest, self.size[network], more)
        for weight, sums, least, most in self._tallies:
            change: Counter[str] = Counter()
            for person, network in moves:
                change[self.seats[person]] -= weight.get(person, 0)
                change[network] += weight.get(person, 0)
            for network, more in change.items():
                broken += _tipped(least, most, sums[network], more)
        return broken

    def _met(self, person: str, network: str, going: dict[str, str]) -> int:
        """How many more of their foes somebody would meet, and of their friends miss; a pair who both move is counted once."""
        home, broken = self.seats[person], 0
        for others, sign in ((self._foes.get(person, ()), 1), (self._friends.get(person, ()), -1)):
            for other in others:
                if other not in self.seats or (other in going and other < person):
                    continue
                there = going.get(other, self.seats[other])
                broken += sign * ((there == network) - (self.seats[other] == home))
        return broken

    # -- the best of many -----------------------------------------------------------------------------------------

    def order(self, price: Price) -> tuple[int, ...]:
        """The sorting key of a price: broken rules first, then the goals rank by rank."""
        return (price.broken, *(sum(self._weights[i] * price.goals[i] for i in rank) for rank in self._ranks))

    def best_exchange(self, person: str, network: str) -> tuple[str, str, Price] | None:
        """(partner, where the partner goes, price): the cheapest way to get somebody a seat by moving one other, all rules kept.

        The partner makes room in the network, fills the seat that is left, or otherwise leaves or enters one of the two.
        """
        best: tuple[tuple[int, ...], str, str, Price] | None = None
        home = self.seats[person]
        for partner, here in self.seats.items():
            if partner == person:
                continue
            touching = self.networks if here in {home, network} else (home, network)
            for there in touching:
                if there == here or not self._fits(home, network, here, there):
                    continue
                moves = ((person, network), (partner, there))
                if self._broken(moves) <= 0:
                    price = self.price(*moves)
                    key = (*self.order(price), int((here, there) != (network, home)))
                    if best is None or key < best[0]:
                        best = (key, partner, there, price)
        return None if best is None else best[1:]

    def _fits(self, home: str, network: str, here: str, there: str) -> bool:
        """Whether the sizes are no worse when somebody goes from home to a network, and another from here to there."""
        if (here, there) == (network, home):
            return True
        size, change = self.scenario.size, Counter((network, there))
        change.subtract((home, here))
        return sum(_tipped(size.smallest, size.largest, self.size[n], more) for n, more in change.items()) <= 0

    def best_swaps(self, most: int, tries: int = 60_000) -> list[tuple[str, str, Price]]:
        """The swaps of two people that would gain most, best first; only those that gain anything.

        Among very many people only those are looked at whose leaving alone would gain most, so that about `tries` swaps are priced.
        """
        people = sorted(self.seats)
        if len(people) ** 2 // 2 > tries:
            few = int((2 * tries) ** 0.5)
            people = sorted(sorted(people, key=lambda person: (-self._load(person), person))[:few])
        nothing = self.order(Price(0, (0,) * len(self._weights)))
        found = []
        for i, one in enumerate(people):
            for other in people[i + 1 :]:
                if self.seats[one] != self.seats[other]:
                    price = self.price((one, self.seats[other]), (other, self.seats[one]))
                    if self.order(price) < nothing:
                        found.append((self.order(price), one, other, price))
        found.sort(key=lambda swap: swap[:3])
        return [swap[1:] for swap in found[:most]]

    def _load(self, person: str) -> int:
        """How much somebody adds where they sit: foes met a thousand times a pair of the mix."""
        home = self.seats[person]
        foes = sum(self.seats.get(other) == home for other in self._foes.get(person, ()))
        pairs = sum(
            layer.sign * (layer.counts[home][category] - 1)
            for layer in self._layers
            for category in layer.categories.get(person, ())
        )
        return 1_000 * (foes + max(0, self.size[home] - self.scenario.size.largest)) + pairs


def _tipped(least: int, most: int, before: int, more: int) -> int:
    """How much more a sum lies outside its limits."""
    after = before + more
    return max(0, least - after, after - most) - max(0, least - before, before - most)
