"""Where deal and bound do not meet, CP-SAT decides: rank by rank, between the proven bound and the best composition known."""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from time import monotonic
from typing import TYPE_CHECKING, Final

from netcompose.compose.core import smallest_conflict
from netcompose.compose.costs import cost_of
from netcompose.compose.deal import Deal
from netcompose.compose.model import Model
from netcompose.compose.outcome import Composed, Disagreement, OutOfTime
from netcompose.compose.solver import Ending, run
from netcompose.plan import Composition

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import LinearExprT

    from netcompose.compose.outcome import Outcome
    from netcompose.compose.search import Effort
    from netcompose.compose.solver import Answer
    from netcompose.compose.table import Table

FIRST_SHARE: Final = 0.3
"""Of the time that is left, how much goes into asking whether the bound itself can be met: a question is far easier than a goal."""


def close(table: Table, effort: Effort, start: Composition | None) -> Outcome:
    """The best composition that can be found and proven in the time given, from a start that keeps every rule (or None)."""
    closing = _Closing(table, effort, start)
    closing.try_everything_at_once()
    for rank in closing.ranks() or [[]]:
        outcome = closing.close_rank(rank)
        if outcome is not None:
            return outcome
        if not closing.proven:
            break
    return closing.outcome()


class _Closing:
    """The ranks closed so far (`held`: goals and the cost they are held at), the best composition, and the bound of each goal."""

    def __init__(self, table: Table, effort: Effort, start: Composition | None) -> None:
        self.table, self.effort = table, effort
        self.scenario, self.bounds, self.goals = table.scenario, table.bounds, table.goals
        self.best = start
        self.least = list(table.least)
        foes = Counter(person for pair in table.bounds.apart for person in pair)
        self.order = sorted(self.scenario.participants, key=lambda person: (-foes[person], person))[
            : len(self.scenario.networks) * 2
        ]
        self.interchangeable = not self.scenario.locked and table.home_goal is None
        self.held: list[tuple[list[int], int]] = []
        self.proven = True
        self.deadline = monotonic() + effort.seconds
        self.repeatable = effort.seconds

    def ranks(self) -> list[list[int]]:
        """Indices of the goals of each rank, the first rank first."""
        ordered = sorted(range(len(self.goals)), key=lambda i: self.goals[i].rank)
        return [list(group) for _, group in groupby(ordered, key=lambda i: self.goals[i].rank)]

    def outcome(self) -> Outcome:
        """What there is to show."""
        if self.best is None:
            return OutOfTime()
        values = [cost_of(self.scenario, self.bounds, i, self.best) for i in range(len(self.goals))]
        return Composed(self.best, self.bounds.unavoidable, tuple(map(min, self.least, values)))

    def try_everything_at_once(self) -> None:
        """Ask whether all goals can be at their least at once: nearly always they can, and one question settles every rank."""
        if len(self.goals) > 1 and self.best is not None:
            everything = list(range(len(self.goals)))
            self.held = [([i], self.least[i]) for i in everything]
            self.effort.progress(
                self._weighted(everything, [self._value([i]) or 0 for i in everything]),
                self._weighted(everything, self.least),
            )
            answer = self._run([], 0, 0, FIRST_SHARE)
            self.held = []
            if answer.composition is not None:
                self.best = answer.composition

    def close_rank(self, rank: list[int]) -> Outcome | None:
        """Bring one rank to its optimum, or as near as time allows; an outcome only when there is no composition at all."""
        bound = self._weighted(rank, self.least)
        value = self._value(rank)
        if value is not None and value < bound:
            raise Disagreement("a composition beats its bound")
        if value == bound:
            self.held.append((rank, bound))
            return None
        if rank and self.best is not None:
            self.effort.progress(value or 0, bound)
            answer = self._run(rank, bound, bound, FIRST_SHARE)
            if answer.composition is not None:
                self._take(answer.composition)
                self.held.append((rank, bound))
                return None
            bound += answer.ending is Ending.INFEASIBLE
            if len(rank) == 1:
                self.least[rank[0]] = -(-bound // self.goals[rank[0]].weight)
        answer = self._run(rank, bound, self._value(rank), 1.0)
        if answer.ending is Ending.INFEASIBLE:
            if self.best is not None:
                raise Disagreement("a bound excludes a composition that was found")
            return smallest_conflict(self.scenario, self.effort)
        if answer.composition is not None:
            self._take(answer.composition)
        if answer.ending is Ending.OPTIMAL and self.best is not None:
            for i in rank:
                self.least[i] = cost_of(self.scenario, self.bounds, i, self.best)
            self.held.append((rank, self._weighted(rank, self.least)))
            return None
        self.proven = False
        if len(rank) == 1 and answer.bound is not None:
            weight = self.goals[rank[0]].weight
            self.least[rank[0]] = max(self.least[rank[0]], -(-answer.bound // weight))
        return None

    def _take(self, composition: Composition) -> None:
        """Take a composition that is best so far, and mend what the solver, looking at one rank, has left lying in the ranks below."""
        deal = Deal(self.table, self.effort.seed)
        seats, at = composition.seats, {network: n for n, network in enumerate(self.table.networks)}
        deal.reseat([at[seats[person]] for person in self.table.people])
        deal.reweigh(self.table.ranked_weights())
        deal.mend(1_000, self.effort.stop)
        self.best = self.table.composition(deal.books.network_of)

    def _run(self, rank: list[int], bound: int, value: int | None, share: float) -> Answer:
        """Solve with one rank's cost between a bound and a value, the ranks above held; a question when the two are one, else a search."""
        model = Model(self.scenario)
        for above, held in self.held:
            _limit(model, self._cost(model, above), None, held)
        cost = self._cost(model, rank)
        _limit(model, cost, bound, value)
        if rank and bound != value:
            model.cp.minimize(cost)
        if self.interchangeable:
            model.seats.order_networks(self.order)
        if self.best is not None:
            model.seats.hint(self._renumbered(self.best))
        answer = run(
            model,
            self.scenario,
            seed=self.effort.seed,
            seconds=(self.deadline - monotonic()) * share,
            repeatable_seconds=self.repeatable * share,
            stop=self.effort.stop,
        )
        self.repeatable -= answer.deterministic_seconds
        return answer

    def _renumbered(self, composition: Composition) -> Composition:
        """The same composition with its networks numbered by the first of `order` in them, where names do not matter."""
        if not self.interchangeable:
            return composition
        seats = composition.seats
        first = dict.fromkeys(seats[person] for person in self.order)
        first.update(dict.fromkeys(self.scenario.networks))
        names = dict(zip(first, self.scenario.networks, strict=True))
        return Composition.of({person: names[network] for person, network in seats.items()}, self.scenario.networks)

    def _cost(self, model: Model, rank: list[int]) -> LinearExprT:
        return sum(self.goals[i].weight * model.costs[i] for i in rank)

    def _weighted(self, rank: list[int], pairs: list[int]) -> int:
        return sum(self.goals[i].weight * pairs[i] for i in rank)

    def _value(self, rank: list[int]) -> int | None:
        """The rank's cost in the best composition known."""
        if self.best is None:
            return None
        return sum(self.goals[i].weight * cost_of(self.scenario, self.bounds, i, self.best) for i in rank)


def _limit(model: Model, cost: LinearExprT, bound: int | None, value: int | None) -> None:
    """Keep a cost between a bound and a value, where it depends on anything."""
    if isinstance(cost, int):
        return
    if bound is not None:
        model.cp.add(cost >= bound)
    if value is not None:
        model.cp.add(cost <= value)
