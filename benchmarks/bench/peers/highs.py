"""HiGHS, a MILP solver, on the same model: a binary seat per person and network, and pairs above the tangents of n(n-1)/2.

It runs in a process without ortools, which highspy cannot share. It takes one thread by itself on such models.
"""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

import highspy
import numpy as np

from bench.answer import Answer, Stopwatch, answer
from bench.problem import Problem, problem_of

if TYPE_CHECKING:
    from netcompose.policy.scenario import Scenario


class _Rows:
    """Constraints in rows: lower <= sum of coefficient x column <= upper."""

    def __init__(self) -> None:
        self.starts: list[int] = []
        self.columns: list[int] = []
        self.values: list[float] = []
        self.lower: list[float] = []
        self.upper: list[float] = []

    def add(self, terms: list[tuple[int, float]], lower: float, upper: float) -> None:
        self.starts.append(len(self.columns))
        self.columns.extend(column for column, _ in terms)
        self.values.extend(value for _, value in terms)
        self.lower.append(lower)
        self.upper.append(upper)


class _Late:
    """Interrupts the solver once it has used its CPU seconds, and notes when the last plan came."""

    def __init__(self, watch: Stopwatch, seconds: float) -> None:
        self.watch, self.seconds, self.to_best = watch, seconds, 0.0

    def interrupt(self, event: highspy.cb.HighsCallbackEvent) -> None:
        if self.watch() > self.seconds:
            event.interrupt()

    def improved(self, event: highspy.cb.HighsCallbackEvent) -> None:
        del event
        self.to_best = self.watch()


def solve(scenario: Scenario, seconds: float, seed: int) -> Answer:
    """Build the model and solve it until it is proven or time is up; building counts."""
    watch = Stopwatch()
    problem = problem_of(scenario)
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("time_limit", 4 * seconds)  # by the clock, in case others use the machine too
    solver.setOptionValue("random_seed", seed)
    solver.setOptionValue("mip_rel_gap", 0.0)
    solver.setOptionValue("mip_abs_gap", 0.99)  # pairs are whole
    solver.passModel(_model(problem))
    late = _Late(watch, seconds)
    solver.cbMipInterrupt += late.interrupt
    solver.cbMipImprovingSolution += late.improved
    solver.run()
    info, seats = solver.getInfo(), problem.people * problem.networks
    if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
        return Answer(None)
    values = np.array(solver.getSolution().col_value[:seats]).reshape(problem.people, problem.networks)
    return answer(
        scenario,
        values.argmax(axis=1).tolist(),
        bound=ceil(info.mip_dual_bound - 1e-6),
        to_best=late.to_best or watch(),
    )


def _model(problem: Problem) -> highspy.HighsLp:
    """The model: columns are the seats, person by person, and then the pairs."""
    people, networks = problem.people, problem.networks
    infinity, rows, cost, most = highspy.kHighsInf, _Rows(), [0.0] * (people * networks), [1.0] * (people * networks)
    least = [0.0] * (people * networks)
    for person, locked in enumerate(problem.seat):
        rows.add([(person * networks + g, 1.0) for g in range(networks)], 1, 1)
        if locked >= 0:
            least[person * networks + locked] = 1.0
    for g in range(networks):
        rows.add([(p * networks + g, 1.0) for p in range(people)], problem.smallest, problem.largest)
        for one, foes in enumerate(problem.foes):
            for other in foes:
                if one < other:
                    rows.add([(one * networks + g, 1.0), (other * networks + g, 1.0)], -infinity, 1)
    for kind in problem.kinds:
        of_kind: dict[int, list[int]] = {}
        for person, its in enumerate(kind):
            of_kind.setdefault(its, []).append(person)
        for members in of_kind.values():
            together = min(len(members), problem.largest)
            for g in range(networks):
                if together < 2:
                    continue
                cost.append(1.0)
                least.append(0.0)
                most.append(infinity)
                for t in range(1, together):
                    seats = [(person * networks + g, -float(t)) for person in members]
                    rows.add([(len(cost) - 1, 1.0), *seats], -t * (t + 1) / 2, infinity)
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = len(cost), len(rows.lower)
    model.col_cost_, model.col_lower_, model.col_upper_ = np.array(cost), np.array(least), np.array(most)
    model.row_lower_, model.row_upper_ = np.array(rows.lower), np.array(rows.upper)
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.start_ = np.array([*rows.starts, len(rows.columns)])
    model.a_matrix_.index_ = np.array(rows.columns)
    model.a_matrix_.value_ = np.array(rows.values)
    seats = people * networks
    model.integrality_ = [
        highspy.HighsVarType.kInteger if column < seats else highspy.HighsVarType.kContinuous
        for column in range(len(cost))
    ]
    return model
