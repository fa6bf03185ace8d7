"""Where swaps and bound do not meet, of few people: CP-SAT says whether the worst network can be better."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netcompose.compose.costs import cost_of
from netcompose.compose.model import Model
from netcompose.compose.outcome import Disagreement
from netcompose.compose.rules import fairness as encoder
from netcompose.compose.solver import Ending, run

if TYPE_CHECKING:
    from netcompose.compose.effort import Effort
    from netcompose.compose.fairness import Fairness
    from netcompose.compose.table import Table
    from netcompose.plan import Composition


def close_fairness(
    table: Table, effort: Effort, fairness: Fairness, composition: Composition, seconds: float
) -> Composition:
    """The fairest composition found, every goal's value held; the bounds of `fairness` rise to what is proven.

    Every goal must be proven best: what is no worse is then the same. From the bound upwards it is asked whether a worst network can be
    so good, attribute by attribute, the ones before no worse than they are. `seconds` is for all of it, as `solver.run` counts.
    """
    scenario, goals = table.scenario, table.goals
    values = [cost_of(scenario, table.bounds, i, composition) for i in range(len(goals))]
    at = {network: i for i, network in enumerate(table.networks)}
    left = seconds
    for j, goal in enumerate(fairness.goals):
        while fairness.bounds[j] < fairness.worst[j] and left > 0 and not effort.stop():
            model = Model(scenario)
            for cost, value in zip(model.costs, values, strict=True):
                if not isinstance(cost, int):
                    model.cp.add(cost <= value)
            for before in range(j):
                encoder.encode(model.seats, scenario, goals[fairness.goals[before]], fairness.worst[before])
            encoder.encode(model.seats, scenario, goals[goal], fairness.bounds[j])
            model.seats.hint(composition)
            answer = run(
                model,
                scenario,
                seed=effort.seed,
                seconds=min(effort.seconds, 10 * left),
                repeatable_seconds=left,
                stop=effort.stop,
            )
            left -= answer.deterministic_seconds
            if answer.composition is not None:
                composition = answer.composition
                seats = composition.seats
                fairness.take([at[seats[person]] for person in table.people])
                if values != [cost_of(scenario, table.bounds, i, composition) for i in range(len(goals))]:
                    raise Disagreement("a fairer composition changes a goal that was proven best")
            elif answer.ending is Ending.INFEASIBLE:
                fairness.bounds[j] += 1
            else:
                break
    return composition
