"""The questions about moves and mix that CP-SAT decides: how few moves, and whether so many moves can give a better mix."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from math import inf
from typing import TYPE_CHECKING

from ortools.sat.python import cp_model

from netcompose.compose.model import Model
from netcompose.compose.solver import Ending, run

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ortools.sat.python.cp_model import LinearExprT

    from netcompose.compose.envelope import Envelope
    from netcompose.compose.points import Limits
    from netcompose.compose.solver import Answer
    from netcompose.plan import Composition
    from netcompose.policy.scenario import Scenario


@dataclass(frozen=True, slots=True)
class Reply:
    """What came of a question: `impossible` when there is proven to be none, `proven` when nothing is better than the composition."""

    impossible: bool
    proven: bool
    composition: Composition | None
    bound: int | None
    deterministic_seconds: float


def closest(scenario: Scenario, limits: Limits, least: int, most: int | None, *, presolve: bool = True) -> Reply:
    """The composition with fewest moves, which are at least `least` and at most `most`, whatever its mix."""
    churn = tuple(goal for goal in scenario.policy.goals if goal.goal == "churn")
    alone = replace(scenario, policy=scenario.policy.model_copy(update={"goals": churn}))
    model = Model(alone)
    [moves] = model.costs
    if not isinstance(moves, int):
        model.cp.add(moves >= least)
        if most is not None:
            model.cp.add(moves <= most)
        model.cp.minimize(moves)
    return _reply(_run(model, alone, limits, presolve=presolve))


def cheaper(
    scenario: Scenario,
    envelope: Envelope,
    limits: Limits,
    held: Sequence[tuple[list[int], int]],
    rank: list[int],
    costs: range,
    moves_goal: int,
    most: int | None,
    start: Composition,
) -> Reply:
    """A composition in which this rank's cost is one of `costs` and as low as can be, the ranks above held, with at most `most` moves."""
    model = Model(scenario)
    goals = scenario.policy.goals

    def cost(some: list[int]) -> LinearExprT:
        return sum(goals[i].weight * model.costs[i] for i in some)

    for above, most_of_it in held:
        if not isinstance(total := cost(above), int):
            model.cp.add(total <= most_of_it)
    if most is not None and not isinstance(model.costs[moves_goal], int):
        model.cp.add(model.costs[moves_goal] <= most)
        _hold_still(model, envelope, most)
    objective = cost(rank)
    model.cp.add(objective >= costs.start)
    model.cp.add(objective <= costs.stop - 1)
    if len(costs) > 1:
        model.cp.minimize(objective)
    _lean_on(model, envelope)
    _forbid(model, envelope, [*held, (rank, costs.stop - 1)], inf if most is None else most)
    model.seats.hint(start)
    return _reply(_run(model, scenario, limits, presolve=True))


def _lean_on(model: Model, envelope: Envelope) -> None:
    """Tell the model what each category's own moves can gain at the most: nothing new, but the solver sees it at once.

    A category's pairs are at least its envelope at the number of its members who move, a convex line, so at least each of its tangents.
    """
    for groups, lines in zip(envelope.bounds.groups, envelope.falling, strict=False):
        for people, line in zip(groups, lines, strict=False):  # goals that count no pairs have no lines
            homes = [model.seats.is_in(person, envelope.home[person]) for person in people if person in envelope.home]
            pairs = [model.seats.pairs(people, network) for network in envelope.scenario.networks]
            moved = len(homes) - cp_model.LinearExpr.sum(homes)
            for k, (before, after) in enumerate(pairwise(line)):
                model.cp.add(cp_model.LinearExpr.sum(pairs) >= before - (before - after) * (moved - k))
            if len(people) > 1:
                model.cp.add(cp_model.LinearExpr.sum(pairs) >= line[-1])


def _hold_still(model: Model, envelope: Envelope, most: int) -> None:
    """Say what follows from the pairs of whom one must move: all others together have only the moves that are left."""
    clashing = {person for pair in envelope.clashing for person in pair}
    others = [(person, home) for person, home in envelope.home.items() if person not in clashing]
    left = most - len(envelope.clashing)
    if left >= len(others):
        return
    if left <= 0:
        for person, home in others:
            model.cp.add(model.seats.is_in(person, home) == 1)
    else:
        staying = cp_model.LinearExpr.sum([model.seats.is_in(person, home) for person, home in others])
        model.cp.add(staying >= len(others) - left)


def _forbid(model: Model, envelope: Envelope, ranks: Sequence[tuple[list[int], int]], most: float) -> None:
    """Rule out each seat with which a rank must cost more than it may: nothing new either, but it leaves few seats open."""
    goals = envelope.scenario.policy.goals
    for person in envelope.scenario.participants:
        for network in envelope.scenario.networks:
            if any(
                sum(goals[i].weight * envelope.with_seat(i, person, network, most) for i in rank) > cost
                for rank, cost in ranks
            ):
                model.cp.add(model.seats.is_in(person, network) == 0)


def _run(model: Model, scenario: Scenario, limits: Limits, *, presolve: bool) -> Answer:
    return run(
        model,
        scenario,
        seed=limits.seed,
        seconds=limits.seconds,
        repeatable_seconds=limits.repeatable,
        stop=limits.stop,
        presolve=presolve,
    )


def _reply(answer: Answer) -> Reply:
    return Reply(
        answer.ending is Ending.INFEASIBLE,
        answer.ending is Ending.OPTIMAL,
        answer.composition,
        answer.bound,
        answer.deterministic_seconds,
    )
