"""Where deal and bound do not meet, CP-SAT decides: rank by rank, between the proven bound and the best composition known."""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from time import monotonic
from typing import TYPE_CHECKING, Final

from netcompose.compose.aggregate import outline
from netcompose.compose.core import smallest_conflict
from netcompose.compose.costs import cost_of
from netcompose.compose.deal import FIRST_DEALS, FIRST_STEPS, RANK_STEPS, SMALL, Deal
from netcompose.compose.follow import filled, followed
from netcompose.compose.model import Model
from netcompose.compose.outcome import Composed, Disagreement, OutOfTime
from netcompose.compose.solver import Ending, run
from netcompose.plan import Composition

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import LinearExprT

    from netcompose.compose.aggregate import Outline
    from netcompose.compose.effort import Effort
    from netcompose.compose.outcome import Outcome
    from netcompose.compose.solver import Answer
    from netcompose.compose.table import Table

MORE_DEALS: Final = 2
"""How many times it is dealt anew once the bound is known."""

OUTLINES: Final = 3
"""How many outlines of one rank are tried to be filled."""

FOLLOWING: Final = 1_500
"""Steps of polishing once a deal follows an outline."""

OUTLINE_SHARE: Final = 0.7
"""Of the time that is left, how much may go into one question about the networks of heads."""

FIRST_SHARE: Final = 0.3
"""Of the time that is left, how much goes into asking whether the bound itself can be met: a question is far easier than a goal."""


def close(table: Table, effort: Effort, start: Composition | None) -> Outcome:
    """The best composition that can be found and proven in the time given, from a start that keeps every rule (or None)."""
    closing = _Closing(table, effort, start)
    closing.draw_outlines()
    if closing.open:
        closing.deal_again()
    if closing.open:
        closing.try_everything_at_once()
    for rank in closing.ranks() or [[]]:
        outcome = closing.close_rank(rank)
        if outcome is not None:
            return outcome
        if not closing.proven:
            break
    return closing.outcome()


def outlined(table: Table, effort: Effort, start: Composition) -> tuple[Composition, Outcome | None]:
    """The best composition that follows an outline of the networks of heads, or the start; and the outcome when that is proven best.

    For organisations that are too large for the model: an outline counts kinds of people, not people.
    """
    closing = _Closing(table, effort, start)
    closing.draw_outlines()
    assert closing.best is not None
    if closing.open:
        return closing.best, None
    for rank in closing.ranks():
        closing.close_rank(rank)
    return closing.best, closing.outcome()


class _Closing:
    """The ranks closed so far (`held`: goals and the cost they are held at), the best composition, and the bound of each goal."""

    def __init__(self, table: Table, effort: Effort, start: Composition | None) -> None:
        self.table, self.effort = table, effort
        self.scenario, self.bounds, self.goals = table.scenario, table.bounds, table.goals
        self.best = start
        self.least = list(table.least)
        self.joint = Counter[tuple[int, ...]]()
        foes = Counter(person for pair in table.bounds.apart for person in pair)
        self.order = sorted(self.scenario.participants, key=lambda person: (-foes[person], person))[
            : len(self.scenario.networks) * 2
        ]
        self.small = len(table.people) <= SMALL
        self.interchangeable = not self.scenario.locked and table.home_goal is None
        self._counted: tuple[Composition, list[int]] | None = None
        self.held: list[tuple[list[int], int]] = []
        self.proven = True
        self.deadline = monotonic() + effort.seconds
        self.repeatable = effort.repeats

    def ranks(self) -> list[list[int]]:
        """Indices of the goals of each rank, the first rank first."""
        ordered = sorted(range(len(self.goals)), key=lambda i: self.goals[i].rank)
        return [list(group) for _, group in groupby(ordered, key=lambda i: self.goals[i].rank)]

    def outcome(self) -> Outcome:
        """What there is to show."""
        if self.best is None:
            return OutOfTime()
        values = self._values(self.best)
        for rank, _ in self.held:  # a rank below may have come with another share of the same sum
            for i in rank:
                self.least[i] = values[i]
        return Composed(self.best, self.bounds.unavoidable, tuple(map(min, self.least, values)))

    @property
    def open(self) -> bool:
        """Whether some rank is not yet known to be at its best."""
        return self.best is None or any(self._value(rank) != self._bound(rank) for rank in self.ranks())

    def draw_outlines(self) -> None:
        """Rank by rank, ask how good the networks of heads let it be, and follow the outline; up to the first rank that stays open."""
        held: list[tuple[list[int], int]] = []
        for rank in self.ranks():
            for attempt in range(OUTLINES):
                value, bound = self._value(rank), self._bound(rank)
                if value is None or value == bound or self.effort.stop():
                    break
                self.effort.progress(value, bound)
                share = OUTLINE_SHARE / (1 + attempt)
                drawn = outline(
                    self.table,
                    rank,
                    bound,
                    value,
                    held=held,
                    seed=self.effort.seed + attempt,
                    seconds=(self.deadline - monotonic()) * share,
                    repeatable_seconds=self.repeatable * share,
                    stop=self.effort.stop,
                    near=None if self.small or self.best is None else self.best.seats,
                    coarse=not self.small and attempt < OUTLINES - 1,
                )
                self.repeatable -= drawn.seconds
                self._prove(rank, drawn.least)
                if not self.small:
                    if drawn.networks is not None:
                        self._follow(drawn)
                    continue
                deal = filled(self.table, drawn, self.effort.seed + attempt, self.effort.stop)
                if deal is None:
                    break
                if deal.books.broken == 0:
                    self._take(self.table.composition(deal.books.network_of))
            if self._value(rank) != self._bound(rank):
                return
            held.append((rank, self._bound(rank)))

    def deal_again(self) -> None:
        """Deal anew a few times, now that it is known when to stop."""
        if not self.small:
            return
        for attempt in range(FIRST_DEALS, FIRST_DEALS + MORE_DEALS):
            if self.effort.stop() or not self.open:
                return
            deal = Deal(self.table, self.effort.seed + attempt)
            deal.books.target = self._target(self.table.flat_weights())
            deal.mend(FIRST_STEPS, self.effort.stop)
            if deal.books.broken == 0:
                self._take(self.table.composition(deal.books.network_of))

    def _target(self, weights: list[int]) -> int:
        """What everything costs, with these weights, when every rank is at its bound."""
        return sum(weights[rank[0]] // self.goals[rank[0]].weight * self._bound(rank) for rank in self.ranks())

    def _bound(self, rank: list[int]) -> int:
        """The least that a rank is known to cost: its goals one by one, or together."""
        return max(self._weighted(rank, self.least), self.joint[tuple(rank)])

    def _prove(self, rank: list[int], bound: int) -> None:
        """A rank costs at least so much: of a goal alone, in whole pairs."""
        self.joint[tuple(rank)] = max(self.joint[tuple(rank)], bound)
        if len(rank) == 1:
            goal = rank[0]
            self.least[goal] = max(self.least[goal], -(-bound // self.goals[goal].weight))

    def try_everything_at_once(self) -> None:
        """Ask whether all goals can be at their least at once: nearly always they can, and one question settles every rank.

        Where goals are known to cost more together than one by one, they cannot.
        """
        apart = all(self._bound(rank) == self._weighted(rank, self.least) for rank in self.ranks())
        if len(self.goals) > 1 and self.best is not None and apart:
            everything = list(range(len(self.goals)))
            self.held = [([i], self.least[i]) for i in everything]
            self.effort.progress(
                self._weighted(everything, self._values(self.best)), self._weighted(everything, self.least)
            )
            answer = self._run([], 0, 0, FIRST_SHARE)
            self.held = []
            if answer.composition is not None:
                self.best = answer.composition

    def close_rank(self, rank: list[int]) -> Outcome | None:
        """Bring one rank to its optimum, or as near as time allows; an outcome only when there is no composition at all."""
        bound = self._bound(rank)
        value = self._value(rank)
        if value is not None and value < bound:
            raise Disagreement("a composition beats its bound")
        if value == bound:
            self._hold(rank)
            return None
        if value is not None:
            self.effort.progress(value, bound)
        if value is not None and value - bound > 1:  # one apart, to ask for the bound is to search for the best
            answer = self._run(rank, bound, bound, FIRST_SHARE)
            if answer.composition is not None:
                self._take(answer.composition)
                self._hold(rank)
                return None
            bound += answer.ending is Ending.INFEASIBLE
            self._prove(rank, bound)
        answer = self._run(rank, bound, self._value(rank), 1.0)
        if answer.ending is Ending.INFEASIBLE:
            if self.best is not None:
                raise Disagreement("a bound excludes a composition that was found")
            return smallest_conflict(self.scenario, self.effort)
        if answer.composition is not None:
            self._take(answer.composition)
        if self.best is not None and (answer.ending is Ending.OPTIMAL or self._value(rank) == bound):
            self._hold(rank)
            return None
        self.proven = False
        if answer.bound is not None:
            self._prove(rank, answer.bound)
        return None

    def _hold(self, rank: list[int]) -> None:
        """A rank at its best: what its goals cost now is what they are held at, and nothing better exists."""
        assert self.best is not None
        for i in rank:
            self.least[i] = self._values(self.best)[i]
        self.held.append((rank, self._weighted(rank, self.least)))

    def _take(self, composition: Composition) -> None:
        """Take a composition unless the best so far is better, and mend what others, looking at one rank, have left in those below."""
        found = composition
        if len(self.ranks()) > 1:
            deal = self._dealt(composition)
            deal.mend(RANK_STEPS, self.effort.stop)
            found = self.table.composition(deal.books.network_of)
        if self.best is None or self._costs(found) <= self._costs(self.best):
            self.best = found

    def _follow(self, drawn: Outline) -> None:
        """Bring the best composition to follow an outline, and take what comes of it when it is better."""
        assert self.best is not None
        deal = self._dealt(self.best)
        before = deal.state
        followed(self.table, drawn, deal, FOLLOWING, self.effort.stop)
        if deal.state < before:
            self.best = self.table.composition(deal.books.network_of)

    def _dealt(self, composition: Composition) -> Deal:
        """A composition as a deal in which the ranks are weighed one above the other, with all of them at their bounds as the aim."""
        seats, at = composition.seats, {network: n for n, network in enumerate(self.table.networks)}
        deal = Deal(self.table, self.effort.seed, [at[seats[person]] for person in self.table.people])
        weights = self.table.ranked_weights()
        deal.reweigh(weights)
        deal.books.target = self._target(weights)
        return deal

    def _costs(self, composition: Composition) -> list[int]:
        """What each rank costs in a composition, the first rank first."""
        values = self._values(composition)
        return [self._weighted(rank, values) for rank in self.ranks()]

    def _values(self, composition: Composition) -> list[int]:
        """What each goal costs in a composition; of the one asked about last, it is remembered."""
        if self._counted is None or self._counted[0] is not composition:
            values = [cost_of(self.scenario, self.bounds, i, composition) for i in range(len(self.goals))]
            self._counted = (composition, values)
        return self._counted[1]

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
        return self._weighted(rank, self._values(self.best))


def _limit(model: Model, cost: LinearExprT, bound: int | None, value: int | None) -> None:
    """Keep a cost between a bound and a value, where it depends on anything."""
    if isinstance(cost, int):
        return
    if bound is not None:
        model.cp.add(cost >= bound)
    if value is not None:
        model.cp.add(cost <= value)
