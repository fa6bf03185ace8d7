"""The variables, behind questions: who is in which network, how many of a group are, how many pairs of them meet."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from ortools.sat.python import cp_model

from netcompose.plan import Composition

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from netcompose.policy.scenario import Scenario


class Seats:
    """One Boolean per participant and network, and the auxiliaries that several encoders share.

    Nobody else touches the dictionaries; encoders ask.
    """

    def __init__(self, model: cp_model.CpModel, scenario: Scenario) -> None:
        self.model = model
        self.people = scenario.participants
        self.networks = scenario.networks
        self._most = scenario.size.largest
        self._seat = {(person, network): model.new_bool_var("") for person in self.people for network in self.networks}
        self._pairs: dict[tuple[tuple[str, ...], str], cp_model.IntVar] = {}
        self._steps: dict[tuple[tuple[str, ...], str], list[cp_model.IntVar]] = {}

    def is_in(self, person: str, network: str) -> cp_model.IntVar:
        """Whether the participant sits in the network."""
        return self._seat[person, network]

    def count(self, people: tuple[str, ...], network: str) -> cp_model.LinearExprT:
        """How many of these participants sit in the network."""
        return cp_model.LinearExpr.sum([self._seat[person, network] for person in people])

    def pairs(self, people: tuple[str, ...], network: str) -> cp_model.LinearExprT:
        """How many pairs of these participants meet in the network, C(m, 2) for m of them: exact when it is minimised.

        C(m, 2) is convex, so at whole numbers it is the largest of its tangents t·m - t(t+1)/2; products of variables are not needed.
        """
        most = min(len(people), self._most)
        if most < 2:
            return 0
        key = (people, network)
        if key not in self._pairs:
            pairs = self.model.new_int_var(0, most * (most - 1) // 2, "")
            members = self.count(people, network)
            for t in range(1, most):
                self.model.add(pairs >= t * members - t * (t + 1) // 2)
            self._pairs[key] = pairs
        return self._pairs[key]

    def exact_pairs(self, people: tuple[str, ...], network: str) -> cp_model.LinearExprT:
        """How many pairs of these participants meet in the network, C(m, 2) for m of them: exact whichever way it is pushed.

        m is written as steps, s_1 >= s_2 >= … with m = s_1 + s_2 + …, so that s_t says m >= t; the t-th member meets t - 1 others, and
        C(m, 2) = sum of (t - 1)·s_t.
        """
        most = min(len(people), self._most)
        if most < 2:
            return 0
        key = (people, network)
        if key not in self._steps:
            steps = [self.model.new_bool_var("") for _ in range(most)]
            self.model.add(self.count(people, network) == cp_model.LinearExpr.sum(steps))
            for fewer, more in pairwise(steps):
                self.model.add_implication(more, fewer)
            self._steps[key] = steps
        return cp_model.LinearExpr.weighted_sum(self._steps[key], range(most))

    def pairs_everywhere(self, groups: tuple[tuple[str, ...], ...]) -> cp_model.LinearExprT:
        """How many pairs within these groups meet, in all networks."""
        return cp_model.LinearExpr.sum([self.pairs(people, network) for people in groups for network in self.networks])

    def order_networks(self, people: Sequence[str]) -> None:
        """Number networks by the first of these people to sit in them: of all the ways to name equal compositions, one is left.

        Only where networks are interchangeable (no locked seats, nobody's present network counts).
        """
        for i, person in enumerate(people):
            for g, network in enumerate(self.networks):
                if g > i:
                    self.model.add(self._seat[person, network] == 0)
                elif g:
                    before = [self._seat[earlier, self.networks[g - 1]] for earlier in people[:i]]
                    self.model.add(self._seat[person, network] <= cp_model.LinearExpr.sum(before))

    def hint(self, composition: Composition) -> None:
        """Suggest a whole composition, auxiliaries included: a hint with gaps is often lost in presolve."""
        self.model.clear_hints()  # type: ignore[no-untyped-call]
        seats = composition.seats
        for (person, network), seat in self._seat.items():
            self.model.add_hint(seat, seats[person] == network)
        for (people, network), pairs in self._pairs.items():
            members = sum(seats[person] == network for person in people)
            self.model.add_hint(pairs, members * (members - 1) // 2)
        for (people, network), steps in self._steps.items():
            members = sum(seats[person] == network for person in people)
            for t, step in enumerate(steps, start=1):
                self.model.add_hint(step, members >= t)

    def fix(self, composition: Composition) -> None:
        """Seat everybody as in this composition."""
        for (person, network), seat in self._seat.items():
            self.model.add(seat == (composition.seats.get(person) == network))

    def extract(self, is_true: Callable[[cp_model.IntVar], bool], scenario: Scenario) -> Composition:
        """The composition that a solution stands for."""
        seats = {person: network for (person, network), seat in self._seat.items() if is_true(seat)}
        return Composition.of(seats, scenario.networks)
