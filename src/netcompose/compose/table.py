"""A scenario in whole numbers, for the deal: people, networks and categories as indices."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from netcompose.compose.bounds import Bounds
from netcompose.compose.demands import disjoint, kind, limits, present, together_groups
from netcompose.plan import Composition

if TYPE_CHECKING:
    from netcompose.policy.scenario import Scenario
    from netcompose.policy.settings import Goal

MANY: Final = 24
"""Foes above which a network's members are looked up among them, and not they among the seats."""


@dataclass(frozen=True, slots=True)
class Layer:
    """One way of counting pairs: the category of each person (-1 for none) and the size of each category.

    `sign` is -1 where pairs are wanted (alike kept together), else 1; `goal` is the index of the goal it belongs to.
    """

    category: list[int]
    sizes: list[int]
    sign: int
    goal: int


@dataclass(frozen=True, slots=True)
class Tally:
    """A sum over a network's members that must lie between two limits: its size, its mentors to spare, how many are of a kind."""

    weight: list[int]
    at_least: int
    at_most: int


class Table:
    """The scenario as the deal sees it.

    A *unit* is what moves as one: a person, or a group that must sit together. `foes[p]` are those whom person p may not meet, and
    `many_foes[p]` the same as a set where they are so many that it is quicker to go through a network; `home[p]` is p's present network
    or -1; `seat[u]` is the network of a locked unit or -1.
    """

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        self.people = scenario.participants
        self.networks = scenario.networks
        self.goals = scenario.policy.goals
        self.bounds = Bounds(scenario)
        self.least = self.bounds.proven
        self._index = {person: i for i, person in enumerate(self.people)}
        self._at = {network: i for i, network in enumerate(self.networks)}
        self.foes = self._neighbours(self.bounds.apart)
        self.many_foes = {p: frozenset(foes) for p, foes in enumerate(self.foes) if len(foes) > MANY}
        self.units, self.seat = self._seats()
        self.tallies = self._tallies()
        signatures: dict[tuple[int, ...], int] = {}
        self.signature = [
            signatures.setdefault(tuple(tally.weight[p] for tally in self.tallies), len(signatures))
            for p in range(len(self.people))
        ]
        self.layers = [layer for i, goal in enumerate(self.goals) for layer in self._layers(i, goal)]
        kinds = {kind(goal): i for i, goal in enumerate(self.goals)}
        self.home_goal = kinds.get("moves")
        self.home = [-1] * len(self.people)
        if self.home_goal is not None:
            for person, network in present(scenario).items():
                self.home[self._index[person]] = self._at[network]

    def composition(self, network_of: list[int]) -> Composition:
        """The composition that seats person i in network `network_of[i]`."""
        return Composition.of(
            {person: self.networks[network_of[i]] for i, person in enumerate(self.people)}, self.networks
        )

    def flat_weights(self) -> list[int]:
        """Every goal by its own weight, whatever its rank: enough where all of them can be at their least at once."""
        return [goal.weight for goal in self.goals]

    def ranked_weights(self) -> list[int]:
        """Each rank above all that the ranks below can cost together."""
        weights = [0] * len(self.goals)
        pairs = len(self.people) * min(len(self.people), self.scenario.size.largest) // 2 + len(self.people)
        for rank in sorted({goal.rank for goal in self.goals}, reverse=True):
            factor = 1 + sum(weights) * pairs
            for i, goal in enumerate(self.goals):
                if goal.rank == rank:
                    weights[i] = goal.weight * factor
        return weights

    def _neighbours(self, pairs: tuple[tuple[str, str], ...]) -> list[tuple[int, ...]]:
        """For each person, those with whom they make one of these pairs."""
        neighbours: list[list[int]] = [[] for _ in self.people]
        for one, other in pairs:
            i, j = self._index[one], self._index[other]
            neighbours[i].append(j)
            neighbours[j].append(i)
        return [tuple(some) for some in neighbours]

    def _seats(self) -> tuple[list[tuple[int, ...]], list[int]]:
        """Units in order of their first person, and the network that each is locked to."""
        grouped = [tuple(self._index[person] for person in group) for group in together_groups(self.scenario)]
        in_group = {person for group in grouped for person in group}
        units = sorted([*grouped, *((i,) for i in range(len(self.people)) if i not in in_group)])
        locked = {self._index[person]: self._at.get(network, -1) for person, network in self.scenario.locked.items()}
        return units, [max(locked.get(person, -1) for person in unit) for unit in units]

    def _tallies(self) -> list[Tally]:
        """The size first, then mentors to spare, then whatever the policy limits."""
        scenario, everybody = self.scenario, len(self.people)
        tallies = [Tally([1] * everybody, scenario.size.smallest, scenario.size.largest)]
        if scenario.mentors_wanted and scenario.new:
            spare = [scenario.mentees_at_most(person) - (person in scenario.new) for person in self.people]
            tallies.append(Tally(spare, 0, sum(map(abs, spare))))
        for limit in limits(scenario):
            counted = set(limit.people)
            at_most = everybody if limit.at_most is None else limit.at_most
            tallies.append(Tally([int(person in counted) for person in self.people], limit.at_least, at_most))
        return tallies

    def _layers(self, i: int, goal: Goal) -> list[Layer]:
        """The layers of a goal: of pairs who meet, one, or more where categories overlap; of pairs who differ, all less the alike."""
        match kind(goal):
            case "pairs":
                return [self._layer(i, groups, 1) for groups in disjoint(self.bounds.groups[i])]
            case "differing":
                groups = self.bounds.groups[i]
                everybody = tuple(person for group in groups for person in group)
                return [self._layer(i, (everybody,), 1), self._layer(i, groups, -1)]
            case _:
                return []

    def _layer(self, i: int, groups: tuple[tuple[str, ...], ...], sign: int) -> Layer:
        category = [-1] * len(self.people)
        sizes: list[int] = []
        for group in groups:
            if len(group) > 1:  # one alone makes no pair
                for person in group:
                    category[self._index[person]] = len(sizes)
                sizes.append(len(group))
        return Layer(category, sizes, sign, i)
