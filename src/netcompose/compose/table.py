"""A scenario in whole numbers, for the deal: people, networks and categories as indices."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from netcompose.compose.bounds import proven_least
from netcompose.compose.demands import apart_pairs, categories, reporting_pairs, together_groups
from netcompose.plan import Composition

if TYPE_CHECKING:
    from netcompose.policy.scenario import Scenario


@dataclass(frozen=True, slots=True)
class Layer:
    """One goal: the category of each person (-1 for none), their sizes, what a pair weighs, and the least that is possible."""

    category: list[int]
    size: list[int]
    weight: int
    least: int


class Table:
    """The scenario as the deal sees it.

    A *unit* is what moves as one: a person, or a group that must sit together. `foes[p]` are those whom person p may not meet;
    `seat[u]` is the network index of a locked unit, or -1; `spare[p]` is how many mentees p may have, less one when p is a new leader.
    """

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        self.people = scenario.participants
        self.networks = scenario.networks
        self.smallest, self.largest = scenario.size.smallest, scenario.size.largest
        index = {person: i for i, person in enumerate(self.people)}
        foes: list[set[int]] = [set() for _ in self.people]
        for one, other in (*reporting_pairs(scenario), *apart_pairs(scenario)):
            foes[index[one]].add(index[other])
            foes[index[other]].add(index[one])
        self.foes = [tuple(sorted(some)) for some in foes]
        grouped = [tuple(index[person] for person in group) for group in together_groups(scenario)]
        in_group = {person for group in grouped for person in group}
        self.units = sorted([*grouped, *((i,) for i in range(len(self.people)) if i not in in_group)])
        at = {network: i for i, network in enumerate(self.networks)}
        locked = {index[person]: at.get(network, -1) for person, network in scenario.locked.items()}
        self.seat = [max((locked.get(person, -1) for person in unit), default=-1) for unit in self.units]
        self.spare = (
            [scenario.mentees_at_most(person) - (person in scenario.new) for person in self.people]
            if scenario.mentors_wanted
            else [0] * len(self.people)
        )
        self.layers = self._layers(index)

    def _layers(self, index: dict[str, int]) -> list[Layer]:
        """The goals, the weight of each rank above all that the ranks below can cost."""
        layers = []
        below, current, reserve = 1, None, 1
        for goal in sorted(self.scenario.policy.goals, key=lambda goal: -goal.rank):
            if goal.rank != current:
                current, below = goal.rank, reserve
            category = [-1] * len(self.people)
            groups = categories(self.scenario, goal)
            for i, group in enumerate(groups):
                for person in group:
                    category[index[person]] = i
            worst = sum(len(group) * min(self.largest, len(group)) for group in groups) // 2
            reserve += below * goal.weight * worst
            layers.append(
                Layer(
                    category, [len(group) for group in groups], below * goal.weight, proven_least(self.scenario, goal)
                )
            )
        return layers[::-1]

    def composition(self, network_of: list[int]) -> Composition:
        """The composition that seats person i in network `network_of[i]`."""
        return Composition.of(
            {person: self.networks[network_of[i]] for i, person in enumerate(self.people)}, self.networks
        )
