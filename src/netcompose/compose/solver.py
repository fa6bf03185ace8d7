"""One CP-SAT run, with its status as a closed set, its progress reported and its stop button wired."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from math import ceil
from threading import Thread
from time import monotonic
from typing import TYPE_CHECKING, Final

from ortools.sat.python import cp_model

from netcompose.compose.outcome import Disagreement

if TYPE_CHECKING:
    from collections.abc import Callable

    from netcompose.compose.model import Model
    from netcompose.plan import Composition
    from netcompose.policy.scenario import Scenario

DETERMINISTIC_PER_SECOND: Final = 0.3
"""CP-SAT's deterministic time that a second is worth here: low enough that this limit, which repeats, strikes before the clock."""


class Ending(Enum):
    """How a run ended."""

    OPTIMAL = auto()
    FEASIBLE = auto()
    INFEASIBLE = auto()
    UNKNOWN = auto()


@dataclass(frozen=True, slots=True)
class Solution:
    """A run's ending, the solver with the values when there are any, its bound on the objective (None when there is none), and the time
    it took, in seconds as the deterministic limit counts them."""

    ending: Ending
    solver: cp_model.CpSolver
    bound: int | None
    deterministic_seconds: float

    @property
    def found(self) -> bool:
        """Whether there are values."""
        return self.ending in {Ending.OPTIMAL, Ending.FEASIBLE}


@dataclass(frozen=True, slots=True)
class Answer:
    """A run's ending, its composition when there is one, and bound and time as in `Solution`."""

    ending: Ending
    composition: Composition | None
    bound: int | None
    deterministic_seconds: float


_ENDINGS: Final = {
    cp_model.OPTIMAL: Ending.OPTIMAL,
    cp_model.FEASIBLE: Ending.FEASIBLE,
    cp_model.INFEASIBLE: Ending.INFEASIBLE,
    cp_model.UNKNOWN: Ending.UNKNOWN,
}


def run(
    model: Model,
    scenario: Scenario,
    *,
    seed: int,
    seconds: float,
    stop: Callable[[], bool] = lambda: False,
    presolve: bool = True,
    repeatable_seconds: float | None = None,
) -> Answer:
    """Solve the model of a scenario (see `solved`), and read the composition."""
    solution = solved(
        model.cp, seed=seed, seconds=seconds, stop=stop, presolve=presolve, repeatable_seconds=repeatable_seconds
    )
    return Answer(
        solution.ending,
        model.seats.extract(solution.solver.boolean_value, scenario) if solution.found else None,
        solution.bound,
        solution.deterministic_seconds,
    )


def solved(
    cp: cp_model.CpModel,
    *,
    seed: int,
    seconds: float,
    stop: Callable[[], bool] = lambda: False,
    presolve: bool = True,
    repeatable_seconds: float | None = None,
) -> Solution:
    """Solve the model with one worker and a fixed seed, so that equal input gives an equal answer.

    `seconds` is a limit by the clock; `repeatable_seconds` (the same when left out) is what the deterministic limit is made from.
    The run goes on in a thread of its own, so that Ctrl-C reaches us and not the solver; `stop` is asked ten times a second.
    Symmetry detection is off: with it, presolve loses complete hints (google/or-tools#4373).
    """
    solver = cp_model.CpSolver()
    parameters = solver.parameters
    parameters.num_workers = 1
    parameters.random_seed = seed % 2**31
    parameters.max_deterministic_time = max(
        0.0, (seconds if repeatable_seconds is None else repeatable_seconds) * DETERMINISTIC_PER_SECOND
    )
    parameters.max_time_in_seconds = max(0.0, seconds)
    parameters.symmetry_level = 0
    parameters.cp_model_presolve = presolve
    parameters.catch_sigint_signal = False
    endings: list[cp_model.CpSolverStatus] = []
    errors: list[BaseException] = []

    def work() -> None:
        try:
            endings.append(solver.solve(cp))
        except Exception as error:  # noqa: BLE001 - raised again below, where somebody can handle it: memory that ran out, say
            errors.append(error)

    thread = Thread(target=work, daemon=True)
    deadline = monotonic() + seconds + 1
    thread.start()
    while thread.is_alive():
        thread.join(0.1)
        if stop() or monotonic() > deadline:
            solver.stop_search()
    if errors:
        raise errors[0]
    if not endings or endings[0] not in _ENDINGS:
        raise Disagreement("the solver refused the model")
    ending = _ENDINGS[endings[0]]
    has_bound = cp.has_objective() and ending in {Ending.OPTIMAL, Ending.FEASIBLE}
    return Solution(
        ending,
        solver,
        ceil(solver.best_objective_bound - 1e-6) if has_bound else None,
        solver.response_proto.deterministic_time / DETERMINISTIC_PER_SECOND,
    )
