"""The front of moves and mix: for every number of moves the best composition, from the fewest moves that keep the rules to the best mix.

As everywhere, closed form and deal come first: the envelope bounds each point from below, a search from the present seats comes down to it
from above, and CP-SAT decides where the two do not meet.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from math import inf
from time import monotonic
from typing import TYPE_CHECKING, Final

from netcompose.compose.bounds import Bounds
from netcompose.compose.costs import cost_of
from netcompose.compose.deal import Deal
from netcompose.compose.envelope import Envelope
from netcompose.compose.naming import canonical
from netcompose.compose.outcome import Composed, Disagreement, Impossible, OutOfTime
from netcompose.compose.points import Front, Limits, Point
from netcompose.compose.polish import Polish
from netcompose.compose.prechecks import contradictions
from netcompose.compose.search import MOST_SEATS, Effort, compose
from netcompose.compose.table import Table
from netcompose.policy.settings import Goal

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from netcompose.plan import Composition
    from netcompose.policy.scenario import Scenario

STEPS: Final = (250, 1000)
"""Steps of the search at one price of a move: first few, and more where that was not enough to meet the bounds."""

THOROUGH: Final = 150
"""Participants up to which the longer search is made; it takes a second or two."""

REPEATABLE: Final = 0.4
"""Share of the time given that the repeatable limit is made from: low, so that on a busy machine too the clock does not strike first."""

SHARE: Final = 0.3
"""Of the time that is left, how much one question to CP-SAT may take."""

LAST_SHARE: Final = 0.6
"""The same when only the ends are asked about."""

MOVES: Final = Goal(goal="churn", rank=99)
"""Moves as a goal, last of all: they are the other axis, not a wish among others."""


def front(scenario: Scenario, effort: Effort) -> Front | Impossible | OutOfTime:
    """The whole front of a scenario whose people carry their present network; those without one, or with a closed one, do not move.

    Raises:
        Disagreement: two of our own parts contradict each other.
    """
    if conflict := contradictions(scenario):
        return Impossible(conflict)
    search = _Search(_counting_moves(scenario), effort)
    search.from_present_seats()
    ending = search.close_fewest()
    if ending is not None:
        return ending
    search.from_best_mix()
    search.close_points()
    return search.front()


def fewest_confirmed(scenario: Scenario, moves: int, effort: Effort) -> bool:
    """Whether fewer moves than that are impossible, by the closed form or by two solves with different settings."""
    if Envelope(Bounds(scenario)).fewest_moves >= moves:
        return True
    from netcompose.compose.closing_front import closest

    counted = _counting_moves(scenario)

    def impossible(seed: int, presolve: bool) -> bool:
        limits = Limits(seed, effort.repeats, effort.seconds, effort.stop)
        return closest(counted, limits, 0, moves - 1, presolve=presolve).impossible

    return impossible(effort.seed, True) and (impossible(effort.seed + 1, False) or impossible(effort.seed + 2, True))


def _counting_moves(scenario: Scenario) -> Scenario:
    """The same scenario with moves among its goals, in their place if there is one, and last in rank."""
    goals = tuple(MOVES if goal.goal == MOVES.goal else goal for goal in scenario.policy.goals)
    if MOVES not in goals:
        goals = (*goals, MOVES)
    return replace(scenario, policy=scenario.policy.model_copy(update={"goals": goals}))


class _Present(Deal):
    """A deal that starts from the present seats: whoever has one is put there, the others where they break and cost least."""

    def _start(self) -> None:
        table, books = self.table, self.books
        waiting = []
        for unit, locked in zip(table.units, table.seat, strict=True):
            homes = [table.home[person] for person in unit if table.home[person] >= 0]
            network = locked if locked >= 0 else max(homes, key=lambda home: (homes.count(home), -home), default=-1)
            if network >= 0:
                for person in unit:
                    books.seat(person, network)
            else:
                waiting.append(unit)
        for unit in sorted(waiting, key=lambda unit: (-len(unit), unit)):
            network = self._best_start(unit)
            for person in unit:
                books.seat(person, network)


class _Watched(Polish):
    """A polish that tells of every composition on its way that keeps the rules."""

    def __init__(self, deal: Deal, tell: Callable[[Deal], None]) -> None:
        self._tell = tell
        super().__init__(deal)

    def _take(self, person: int, place: int, partner: int) -> None:
        super()._take(person, place, partner)
        if self.books.broken == 0:
            self._tell(self.deal)


class _Search:
    """`archive[d]` is the best known with exactly d moves: (cost by ranked weights, seats).

    `proofs` are (moves, costs of the first ranks): no composition with at most so many moves comes before these in the ranked goals.
    """

    def __init__(self, scenario: Scenario, effort: Effort) -> None:
        self.scenario, self.effort = scenario, effort
        self.table = Table(scenario)
        self.envelope = Envelope(self.table.bounds)
        self.goals = scenario.policy.goals
        self.moves_goal = self.goals.index(MOVES)
        mix = sorted((i for i in range(len(self.goals)) if i != self.moves_goal), key=lambda i: self.goals[i].rank)
        self.ranks = [list(rank) for _, rank in groupby(mix, key=lambda i: self.goals[i].rank)]
        self.weights = self.table.ranked_weights()
        self.archive: dict[int, tuple[int, list[int]]] = {}
        self.proofs: list[tuple[float, tuple[int, ...]]] = []
        self.fewest_proven = False
        self.share = SHARE
        self.deadline = monotonic() + effort.seconds
        self.repeatable = effort.repeats * REPEATABLE

    # -- from above ---------------------------------------------------------------------------------------------

    def from_present_seats(self) -> None:
        """Search from the present seats: first as if a move cost more than any mix, then cheaper and cheaper."""
        for steps in STEPS[: 1 + (len(self.table.people) <= THOROUGH)]:
            for price in (self._dear, *self._prices()):
                self._run(self._restart(price), price, steps)
                if self.effort.stop() or self._settled():
                    return

    def from_best_mix(self) -> None:
        """The other end: the best mix whatever the moves, and from there back towards the present seats."""
        if self._settled() or self.effort.stop():
            return
        goals = tuple(goal for goal in self.goals if goal != MOVES)
        free = replace(self.scenario, policy=self.scenario.policy.model_copy(update={"goals": goals}))
        left = max(0.0, self.deadline - monotonic())
        outcome = compose(free, replace(self.effort, seconds=left, repeatable=self._time() * SHARE))
        if not isinstance(outcome, Composed):
            return
        self._take_proof_of_best_mix(outcome)
        self._run(self._seated(canonical(free, outcome.composition)), 1, STEPS[0])
        for price in reversed(self._prices()):
            if self._settled():
                return
            self._run(self._restart(price), price, STEPS[0])

    def _take_proof_of_best_mix(self, outcome: Composed) -> None:
        """What composing has proven holds for any number of moves, up to and with the first rank that it left open."""
        bounds = list(outcome.bounds)
        bounds.insert(self.moves_goal, 0)
        values = self._values(outcome.composition)
        proven: list[int] = []
        for rank in self.ranks:
            proven.append(self._weighted(rank, bounds))
            if proven[-1] < self._weighted(rank, values):
                break
        self.proofs.append((inf, tuple(proven)))

    @property
    def _dear(self) -> int:
        """A price of a move that no mix is worth."""
        return 1 + 2 * sum(self.weights) * len(self.table.people) ** 2

    def _prices(self) -> list[int]:
        """What a move may cost, from dear to cheap, between the worths of a pair of each rank (all weights are doubled)."""
        worths = sorted({self.weights[i] for rank in self.ranks for i in rank}, reverse=True)
        return [price for worth in worths for price in (3 * worth, worth)]

    def _restart(self, price: int) -> Deal:
        """The deal to go on with at a price: the best known at that price, or the present seats."""
        deal = _Present(self.table, self.effort.seed)
        if self.archive:
            moves = min(self.archive, key=lambda moves: (2 * self.archive[moves][0] + price * moves, moves))
            deal.reseat(self.archive[moves][1])
        return deal

    def _seated(self, composition: Composition) -> Deal:
        deal, seats = _Present(self.table, self.effort.seed), composition.seats
        at = {network: n for n, network in enumerate(self.table.networks)}
        deal.reseat([at[seats[person]] for person in self.table.people])
        return deal

    def _run(self, deal: Deal, price: int, steps: int) -> None:
        """Search with moves at that price, and remember everything on the way."""
        weights = [2 * weight for weight in self.weights]
        weights[self.moves_goal] = price
        deal.reweigh(weights)
        self._remember(deal)
        deal.repair(self.effort.stop)
        self._remember(deal)
        if not deal.finished:
            _Watched(deal, self._remember).run(steps, self.effort.stop)
            self._remember(deal)

    def _remember(self, deal: Deal) -> None:
        books = deal.books
        if books.broken:
            return
        moves = sum(-1 < home != seat for home, seat in zip(self.table.home, books.network_of, strict=True))
        cost = (books.cost - books.home_weight * moves) // 2
        known = self.archive.get(moves)
        if known is None or cost < known[0]:
            self.archive[moves] = (cost, books.network_of.copy())

    # -- from below ---------------------------------------------------------------------------------------------

    def _pareto(self) -> list[int]:
        """Numbers of moves with which the ranked goals get better than with any fewer."""
        chosen: list[int] = []
        for moves in sorted(self.archive):
            if not chosen or self.archive[moves][0] < self.archive[chosen[-1]][0]:
                chosen.append(moves)
        return chosen

    def _best_within(self, moves: float) -> Composition:
        """The best composition known with at most so many moves."""
        best = min(
            (known for known in self.archive if known <= moves), key=lambda known: (self.archive[known][0], known)
        )
        return self.table.composition(self.archive[best][1])

    def _values(self, composition: Composition) -> tuple[int, ...]:
        return tuple(cost_of(self.scenario, self.table.bounds, i, composition) for i in range(len(self.goals)))

    def _weighted(self, rank: list[int], pairs: Sequence[int]) -> int:
        return sum(self.goals[i].weight * pairs[i] for i in rank)

    def _bound(self, r: int, costs: tuple[int, ...], moves: float) -> int:
        """What rank r must cost with at most so many moves when the ranks above cost this: the envelope, or what was proven.

        A proof for as many moves or more holds here too, down to the first rank that costs more than it says.
        """
        envelope = self.envelope.at(moves)
        proven = (
            proof[r] for most, proof in self.proofs if most >= moves and len(proof) > r and proof[:r] == costs[:r]
        )
        return max(self._weighted(self.ranks[r], envelope), max(proven, default=0))

    def _costs(self, composition: Composition) -> tuple[int, ...]:
        values = self._values(composition)
        return tuple(self._weighted(rank, values) for rank in self.ranks)

    def _open_rank(self, costs: tuple[int, ...], moves: float) -> int | None:
        """The first rank that might be better with at most so many moves; None when all is proven."""
        return next((r for r in range(len(costs)) if self._bound(r, costs, moves) < costs[r]), None)

    def _stretches(self) -> list[tuple[int, float]]:
        """Each point's moves, and up to how many moves nothing should be better: one below the next point's, or any number."""
        chosen = self._pareto()
        return list(zip(chosen, [*(moves - 1 for moves in chosen[1:]), inf], strict=True))

    def _settled(self) -> bool:
        """Whether every point is proven, and that none is missing."""
        return (
            bool(self.archive)
            and (min(self.archive) <= self.envelope.fewest_moves or self.fewest_proven)
            and all(
                self._open_rank(self._costs(self._best_within(moves)), most) is None
                for moves, most in self._stretches()
            )
        )

    # -- CP-SAT where the two do not meet -------------------------------------------------------------------------

    def close_fewest(self) -> Impossible | OutOfTime | None:
        """Prove the fewest moves, or find them; an ending only when there is no composition at all."""
        known = min(self.archive, default=None)
        least = self.envelope.fewest_moves
        if known is not None and known < least:
            raise Disagreement("a composition has fewer moves than its bound")
        if known == least:
            self.fewest_proven = True
            return None
        if not self._may_ask():
            return OutOfTime() if known is None else None
        from netcompose.compose.closing_front import closest

        answer = closest(self.scenario, self._limits(), least, None if known is None else known - 1)
        self.repeatable -= answer.deterministic_seconds
        if answer.impossible:
            if known is not None:
                self.fewest_proven = True
                return None
            from netcompose.compose.core import smallest_conflict

            return smallest_conflict(self.scenario, self.effort)
        if answer.composition is not None:
            self.fewest_proven = answer.proven
            self._learn(answer.composition)
        return None if self.archive else OutOfTime()

    def close_points(self) -> None:
        """Prove each point as far as the next one, or find a better one between; the ends first, for they matter most.

        An end that stays open is asked about once more in the end, with the time that the others have left.
        """
        self._close_all(lambda stretches: [stretches[0], stretches[-1], *stretches[1:-1]])
        self.share = LAST_SHARE
        self._close_all(lambda stretches: [stretches[0], stretches[-1]])

    def _close_all(self, which: Callable[[list[tuple[int, float]]], list[tuple[int, float]]]) -> None:
        """Ask about these stretches until each is proven, or has been asked about in vain."""
        given_up: set[tuple[float, tuple[int, ...]]] = set()
        while self._may_ask():
            for moves, most in which(self._stretches()):
                costs = self._costs(self._best_within(moves))
                r = self._open_rank(costs, most)
                if r is not None and (most, costs) not in given_up:
                    if not self._close(r, costs, moves, most):
                        given_up.add((most, costs))
                    break
            else:
                return

    def _close(self, r: int, costs: tuple[int, ...], moves: int, most: float) -> bool:
        """Ask whether rank r can cost less with at most so many moves, the ranks above held; whether that told anything."""
        from netcompose.compose.closing_front import cheaper

        bound = self._bound(r, costs, most)
        self.effort.progress(costs[r], bound)
        answer = cheaper(
            self.scenario,
            self.envelope,
            self._limits(),
            [(self.ranks[above], costs[above]) for above in range(r)],
            self.ranks[r],
            range(bound, costs[r]),
            self.moves_goal,
            None if most == inf else int(most),
            self._best_within(moves),
        )
        self.repeatable -= answer.deterministic_seconds
        if answer.impossible:
            self.proofs.append((most, costs[: r + 1]))
            return True
        if answer.bound is not None:
            self.proofs.append((most, (*costs[:r], max(bound, answer.bound))))
        if answer.composition is None:
            return False
        self._learn(answer.composition)
        return True

    def _learn(self, composition: Composition) -> None:
        """Take what CP-SAT found, which looked at one rank only, and mend what it left lying in the others, at no more moves."""
        self._run(self._seated(composition), self._dear, STEPS[0])

    def _may_ask(self) -> bool:
        seats = len(self.scenario.participants) * len(self.scenario.networks)
        return seats <= MOST_SEATS and self._time() > 0 and not self.effort.stop()

    def _time(self) -> float:
        return min(self.repeatable, self.deadline - monotonic())

    def _limits(self) -> Limits:
        return Limits(
            self.effort.seed, self.repeatable * self.share, max(0.0, self.deadline - monotonic()), self.effort.stop
        )

    # -- the answer -----------------------------------------------------------------------------------------------

    def front(self) -> Front:
        """The points as they stand."""
        points = []
        complete = self.fewest_proven
        for moves, most in self._stretches():
            composition = self._best_within(moves)
            values, costs = self._values(composition), self._costs(composition)
            complete = complete and self._open_rank(costs, most) is None
            points.append(
                Point(
                    moves,
                    composition,
                    values,
                    self._bounds(values, costs, moves),
                    self._open_rank(costs, moves) is None,
                )
            )
        return Front(tuple(points), self.fewest_proven, complete, self.table.bounds.unavoidable)

    def _bounds(self, values: tuple[int, ...], costs: tuple[int, ...], moves: int) -> tuple[int, ...]:
        """What is proven of each goal: its value where its rank is proven, else what no composition with so many moves can beat."""
        bounds = list(map(min, self.envelope.at(moves), values))
        for r, rank in enumerate(self.ranks):
            bound = self._bound(r, costs, moves)
            if bound >= costs[r]:
                for i in rank:
                    bounds[i] = values[i]
                continue
            if len(rank) == 1:
                bounds[rank[0]] = -(-bound // self.goals[rank[0]].weight)
            break
        bounds[self.moves_goal] = min(self.archive) if self.fewest_proven else self.envelope.fewest_moves
        return tuple(bounds)
