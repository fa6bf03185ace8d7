"""One run of the solver, with a solver that does as it is told: when it is stopped, and what becomes of its answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from ortools.sat.python import cp_model

from netcompose.compose import solver as solving
from netcompose.compose.model import Model
from netcompose.compose.outcome import Disagreement
from netcompose.compose.solver import DETERMINISTIC_PER_SECOND, Answer, Ending, Solution, run, solved
from worlds import leader, policy, scenario

if TYPE_CHECKING:
    from collections.abc import Callable


class Told:
    """A thread that runs until its solver is stopped, and a solver whose status is told."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, status: Any = cp_model.FEASIBLE, bound: float = 4.0) -> None:
        self.status, self.best_objective_bound = status, bound
        self.parameters = cp_model.CpSolver().parameters
        self.clock, self.joined, self.stops = iter(()), list[float](), 0
        self.solved: list[Any] = []
        self.response_proto = type("Proto", (), {"deterministic_time": 6 * DETERMINISTIC_PER_SECOND})
        monkeypatch.setattr(cp_model, "CpSolver", lambda: self)
        monkeypatch.setattr(solving, "Thread", self.thread)
        monkeypatch.setattr(solving, "monotonic", lambda: next(self.clock, 0.0))

    def thread(self, target: Callable[[], None], daemon: bool) -> Told:
        assert daemon is True  # so that nobody waits for it who leaves
        self.target = target
        return self

    def start(self) -> None:
        """As threads do."""

    def is_alive(self) -> bool:
        if self.stops:
            self.target()
        return not self.stops

    def join(self, seconds: float) -> None:
        self.joined.append(seconds)

    def stop_search(self) -> None:
        self.stops += 1

    def solve(self, cp: cp_model.CpModel) -> Any:
        self.solved.append(cp)
        if isinstance(self.status, Exception):
            raise self.status
        return self.status


def model(objective: bool = True) -> cp_model.CpModel:
    cp = cp_model.CpModel()
    number = cp.new_int_var(3, 9, "n")
    if objective:
        cp.minimize(number)
    return cp


def test_the_solver_is_stopped_a_second_after_its_time(monkeypatch: pytest.MonkeyPatch) -> None:
    told, cp = Told(monkeypatch), model()
    told.clock = iter([100.0, 109.0, 111.0, 111.5, 999.0])  # the first of them begins
    solution = solved(cp, seed=1, seconds=10.0)
    assert told.stops == 1
    assert len(told.joined) == 3
    assert next(told.clock) == 999.0
    assert all(0 < seconds <= 0.1 for seconds in told.joined)  # whoever presses Ctrl-C does not wait long
    assert told.solved == [cp]
    assert (solution.ending, solution.bound, solution.solver) == (Ending.FEASIBLE, 4, told)
    assert solution.deterministic_seconds == pytest.approx(6.0)


def test_the_solver_is_stopped_when_somebody_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    told = Told(monkeypatch)
    answers = iter([False, False, True])
    solved(model(), seed=1, seconds=10.0, stop=lambda: next(answers))
    assert len(told.joined) == 3


@pytest.mark.parametrize(
    ("status", "ending", "found", "bound"),
    [
        (cp_model.OPTIMAL, Ending.OPTIMAL, True, 4),
        (cp_model.FEASIBLE, Ending.FEASIBLE, True, 4),
        (cp_model.INFEASIBLE, Ending.INFEASIBLE, False, None),
        (cp_model.UNKNOWN, Ending.UNKNOWN, False, None),
    ],
)
def test_what_the_solver_ends_with_is_told(
    monkeypatch: pytest.MonkeyPatch, status: Any, ending: Ending, found: bool, bound: int | None
) -> None:
    Told(monkeypatch, status)
    solution = solved(model(), seed=1, seconds=1.0, stop=lambda: True)
    assert (solution.ending, solution.found, solution.bound) == (ending, found, bound)
    assert solved(model(objective=False), seed=1, seconds=1.0, stop=lambda: True).bound is None


@pytest.mark.parametrize(("told", "bound"), [(3.0, 3), (3.0000000001, 3), (2.9999999999, 3), (3.2, 4), (3.01, 4)])
def test_a_bound_is_rounded_up_to_whole_pairs(monkeypatch: pytest.MonkeyPatch, told: float, bound: int) -> None:
    """But not for what a sum of floating-point numbers adds."""
    Told(monkeypatch, bound=told)
    assert solved(model(), seed=1, seconds=1.0, stop=lambda: True).bound == bound


def test_a_model_that_is_refused_is_our_bug(monkeypatch: pytest.MonkeyPatch) -> None:
    Told(monkeypatch, cp_model.MODEL_INVALID)
    with pytest.raises(Disagreement, match=r"^the solver refused the model$"):
        solved(model(), seed=1, seconds=1.0, stop=lambda: True)


def test_a_run_is_solved_with_the_limits_that_it_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Any] = []

    def noted(cp: cp_model.CpModel, **limits: Any) -> Solution:
        asked.append((cp, limits))
        return Solution(Ending.UNKNOWN, cp_model.CpSolver(), 3, 0.5)

    monkeypatch.setattr(solving, "solved", noted)
    made = scenario([leader("1")], policy(size="1", number=1, duties={}))
    model, stop = Model(made), lambda: True
    given = {"seed": 3, "seconds": 4.0, "stop": stop, "repeatable_seconds": 5.0}
    assert run(model, made, **given, presolve=False) == Answer(Ending.UNKNOWN, None, 3, 0.5)
    run(model, made, **given)
    run(model, made, seed=3, seconds=4.0)
    assert asked[0] == (model.cp, {**given, "presolve": False})
    assert asked[1] == (model.cp, {**given, "presolve": True})
    limits = asked[2][1]
    assert (limits["repeatable_seconds"], limits["presolve"], limits["stop"]()) == (None, True, False)


def test_what_goes_wrong_in_the_solver_goes_wrong_here(monkeypatch: pytest.MonkeyPatch) -> None:
    Told(monkeypatch, MemoryError("no room"))
    with pytest.raises(MemoryError, match="no room"):
        solved(model(), seed=1, seconds=1.0, stop=lambda: True)
