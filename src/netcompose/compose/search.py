"""Compose: pre-checks, deal and repair, bounds – and CP-SAT where these do not meet."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby
from time import monotonic
from typing import TYPE_CHECKING, Final

from netcompose.compose.bounds import pairs, proven_least, unavoidable
from netcompose.compose.deal import Deal
from netcompose.compose.demands import categories
from netcompose.compose.outcome import Composed, Disagreement, Impossible, OutOfTime
from netcompose.compose.prechecks import contradictions
from netcompose.compose.table import Table
from netcompose.plan import Composition

if TYPE_CHECKING:
    from collections.abc import Callable

    from ortools.sat.python.cp_model import LinearExprT

    from netcompose.compose.model import Model
    from netcompose.compose.outcome import Outcome
    from netcompose.policy.scenario import Scenario
    from netcompose.policy.settings import Goal

MOST_SEATS: Final = 150_000
"""Participants x networks above which no CP-SAT model is built: it would not fit in memory or end in time (1,000 leaders do)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Effort:
    """How long and with which seed to search, whom to tell, and when to stop with the best so far.

    `seconds` limits CP-SAT; the deal and the closed-form bounds always run. `progress` gets (value, bound) of the goals' sum of pairs.
    """

    seed: int = 1
    seconds: float = 20.0
    progress: Callable[[int, int], None] = lambda value, bound: None
    stop: Callable[[], bool] = lambda: False


def compose(scenario: Scenario, effort: Effort) -> Outcome:
    """Seat everybody: a composition that keeps every rule and is as good as can be proven, or why there is none."""
    if conflict := contradictions(scenario):
        return Impossible(conflict)
    table = Table(scenario)
    deal = Deal(table, effort.seed)
    deal.repair(tries=40_000 + 400 * len(table.people), stop=effort.stop)
    least = tuple(unavoidable(scenario, goal) for goal in scenario.policy.goals)
    bounds = tuple(proven_least(scenario, goal) for goal in scenario.policy.goals)
    start = table.composition(deal.network_of) if deal.broken == 0 else None
    outcome = (
        Composed(start, least, bounds)
        if start is not None and deal.finished
        else _close(scenario, effort, start, least, bounds)
    )
    return (
        replace(outcome, composition=canonical(scenario, outcome.composition))
        if isinstance(outcome, Composed)
        else outcome
    )


def _close(
    scenario: Scenario, effort: Effort, start: Composition | None, least: tuple[int, ...], known: tuple[int, ...]
) -> Outcome:
    """CP-SAT, rank by rank: each rank's cost between its bound and the best known, the ranks above held at their optimum."""
    goals = scenario.policy.goals
    bounds = list(known)
    if len(scenario.participants) * len(scenario.networks) > MOST_SEATS or effort.seconds <= 0 or effort.stop():
        return OutOfTime() if start is None else Composed(start, least, known)

    from netcompose.compose.model import Model  # ortools takes most of a second to load: only when it is needed
    from netcompose.compose.solver import Ending, run

    deadline = monotonic() + effort.seconds
    repeatable = effort.seconds
    model = Model(scenario)
    best = start
    ranks = [
        [i for i, _ in group]
        for _, group in groupby(sorted(enumerate(goals), key=lambda g: g[1].rank), key=lambda g: g[1].rank)
    ]
    for rank in ranks or [[]]:
        cost = sum(goals[i].weight * model.costs[i] for i in rank)
        bound = sum(goals[i].weight * known[i] for i in rank)
        value = None if best is None else sum(goals[i].weight * cost_of(scenario, goals[i], best) for i in rank)
        if value == bound:
            _hold(model, cost, bound)
            continue
        if value is not None:
            effort.progress(value, bound)
            model.cp.add(cost <= value)
        model.cp.add(cost >= bound)
        if rank:
            model.cp.minimize(cost)
        if best is not None:
            model.seats.hint(best)
        answer = run(
            model,
            scenario,
            seed=effort.seed,
            seconds=deadline - monotonic(),
            repeatable_seconds=repeatable,
            stop=effort.stop,
        )
        repeatable -= answer.deterministic_time
        if answer.ending is Ending.INFEASIBLE:
            if best is not None:
                raise Disagreement("a bound excludes a composition that was found")
            from netcompose.compose.core import smallest_conflict

            return smallest_conflict(scenario, effort)
        if answer.composition is None:
            break
        best = answer.composition
        if answer.ending is not Ending.OPTIMAL:
            if len(rank) == 1 and answer.bound is not None:
                bounds[rank[0]] = max(bounds[rank[0]], -(-answer.bound // goals[rank[0]].weight))
            break
        for i in rank:
            bounds[i] = cost_of(scenario, goals[i], best)
        _hold(model, cost, sum(goals[i].weight * bounds[i] for i in rank))
    if best is None:
        return OutOfTime()
    return Composed(
        best, least, tuple(min(bound, cost_of(scenario, goal, best)) for bound, goal in zip(bounds, goals, strict=True))
    )


def _hold(model: Model, cost: LinearExprT, value: int) -> None:
    """Keep a rank at its optimum while the ranks below are solved."""
    model.cp.clear_objective()  # type: ignore[no-untyped-call]
    if not isinstance(cost, int):
        model.cp.add(cost <= value)


def cost_of(scenario: Scenario, goal: Goal, composition: Composition) -> int:
    """The pairs of a goal that meet in a composition, as the encoders count them."""
    seats = composition.seats
    total = 0
    for people in categories(scenario, goal):
        counts: dict[str, int] = {}
        for person in people:
            counts[seats[person]] = counts.get(seats[person], 0) + 1
        total += sum(map(pairs, counts.values()))
    return total


def canonical(scenario: Scenario, composition: Composition) -> Composition:
    """The same composition with its networks named so that equal compositions look equal, and nobody seems to move who need not.

    Networks with locked seats keep their ids. Then ids that are in use go where most of their members sit; the rest are numbered by
    their first member.
    """
    locked = set(scenario.locked.values())
    fixed = {network.id: network for network in composition.networks if network.id in locked}
    loose = sorted((n for n in composition.networks if n.id not in locked), key=lambda n: n.members)
    free = [network for network in scenario.networks if network not in locked]
    overlaps = sorted(
        (
            (-sum(scenario.organisation.person(member).network == network for member in loose[i].members), i, j)
            for i in range(len(loose))
            for j, network in enumerate(free)
        ),
    )
    taken: dict[int, int] = {}
    for overlap, i, j in overlaps:
        if overlap < 0 and i not in taken and j not in taken.values():
            taken[i] = j
    rest = iter(j for j in range(len(free)) if j not in taken.values())
    for i in range(len(loose)):
        if i not in taken:
            taken[i] = next(rest)
    renamed = {free[j]: replace(loose[i], id=free[j], name=free[j]) for i, j in taken.items()}
    return Composition(tuple((fixed | renamed)[network] for network in scenario.networks))
