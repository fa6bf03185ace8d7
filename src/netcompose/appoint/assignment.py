"""The cheapest assignment, proven: one small CP-SAT model for every duty that pairs tasks with people."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping

Task = TypeVar("Task", bound="Hashable")


def assign(
    prices: Mapping[Task, Mapping[str, int]], most: Mapping[str, int], least: Mapping[str, int], more: int
) -> dict[Task, str]:
    """One person for each task, at the lowest total price; a task without candidates stays open.

    `prices[task][person]` is what the person costs for the task, in whole numbers; a person who is not there cannot take it. A person takes
    at least `least` and at most `most` tasks, and each task after a person's first costs `more` on top, growing by `more` with each
    (so that nobody gets a second one while others are free). Equal totals are decided by the order of tasks and people.

    Raises:
        ValueError: the limits cannot be kept.
    """
    from ortools.sat.python import cp_model

    model = cp_model.CpModel()
    takes = {(task, person): model.new_bool_var("") for task, people in prices.items() for person in people}
    tasks_of: dict[str, list[cp_model.IntVar]] = {}
    for task, people in prices.items():
        if people:
            model.add_exactly_one(takes[task, person] for person in people)
        for person in people:
            tasks_of.setdefault(person, []).append(takes[task, person])
    extra = []
    for person, taken in tasks_of.items():
        limit = min(most.get(person, len(taken)), len(taken))
        model.add_linear_constraint(cp_model.LinearExpr.sum(taken), min(least.get(person, 0), len(taken)), limit)
        if limit > 1 and more:
            pairs = model.new_int_var(0, limit * (limit - 1) // 2, "")
            for t in range(1, limit):
                model.add(pairs >= t * cp_model.LinearExpr.sum(taken) - t * (t + 1) // 2)
            extra.append(pairs)
    model.minimize(
        cp_model.LinearExpr.weighted_sum(
            [*takes.values(), *extra], [*(prices[task][person] for task, person in takes), *([more] * len(extra))]
        )
    )
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 1
    solver.parameters.max_deterministic_time = 30
    if solver.solve(model) not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
        raise ValueError("no assignment keeps the limits")
    return {task: person for (task, person), taken in takes.items() if solver.boolean_value(taken)}
