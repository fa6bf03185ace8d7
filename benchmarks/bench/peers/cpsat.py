"""The CP-SAT model alone: netcompose's definition of the problem without what it puts before it (pre-checks, deal, bounds, hint).

The sum of the goals' pairs is minimised with two workers, which may use the limit's CPU seconds each, and otherwise default settings.
"""

from __future__ import annotations

from threading import Event, Thread
from typing import TYPE_CHECKING, Final

from ortools.sat.python import cp_model

from bench.answer import Answer, Stopwatch
from netcompose.compose.model import Model

if TYPE_CHECKING:
    from netcompose.policy.scenario import Scenario

WORKERS: Final = 2


class _Watched(cp_model.CpSolverSolutionCallback):
    """Notes when the last plan came."""

    def __init__(self, watch: Stopwatch) -> None:
        super().__init__()
        self.watch, self.to_best = watch, 0.0

    def on_solution_callback(self) -> None:
        self.to_best = self.watch()


def _stop_late(solver: cp_model.CpSolver, watch: Stopwatch, seconds: float, ended: Event) -> None:
    """Stop the solver once it has used its CPU seconds."""
    while not ended.wait(0.2):
        if watch() > seconds:
            solver.stop_search()


def solve(scenario: Scenario, seconds: float, seed: int) -> Answer:
    """Build the model and solve it until it is proven or time is up; building counts."""
    watch = Stopwatch()
    model = Model(scenario)
    model.cp.minimize(sum(model.costs))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = WORKERS
    solver.parameters.random_seed = seed
    solver.parameters.max_time_in_seconds = 4 * seconds  # by the clock, in case others use the machine too
    watched = _Watched(watch)
    ended = Event()
    Thread(target=_stop_late, args=(solver, watch, WORKERS * seconds, ended), daemon=True).start()
    status = solver.solve(model.cp, watched)
    ended.set()
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return Answer(None)
    composition = model.seats.extract(solver.boolean_value, scenario)
    return Answer(
        {network.id: list(network.members) for network in composition.networks},
        bound=round(solver.best_objective_bound),
        to_best=watched.to_best,
    )
