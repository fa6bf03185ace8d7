"""The CP-SAT model: the definition of the problem, as a table of contents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ortools.sat.python import cp_model

from netcompose.compose.rules import GOALS, RULES
from netcompose.compose.seats import Seats

if TYPE_CHECKING:
    from collections.abc import Collection

    from ortools.sat.python.cp_model import LinearExprT

    from netcompose.policy.scenario import Scenario
    from netcompose.policy.settings import Goal


class Model:
    """Seats, the rules as constraints, and each goal of the policy as a cost.

    `without` names rules that are left out altogether (not merely switched off: presolve must not see them).
    `made` says which rules and goals made the constraints: each with the number of constraints once it was through.
    """

    def __init__(self, scenario: Scenario, without: Collection[str] = (), goals: bool = True) -> None:
        self.cp = cp_model.CpModel()
        self.seats = Seats(self.cp, scenario)
        self.made: list[tuple[str, int]] = []
        for rule, encode in RULES.items():
            if rule not in without:
                encode(self.seats, scenario)
                self._note(rule)
        self.costs = tuple(self._cost(scenario, goal) for goal in (scenario.policy.goals if goals else ()))

    def _cost(self, scenario: Scenario, goal: Goal) -> LinearExprT:
        cost = GOALS[goal.goal](self.seats, scenario, goal)
        self._note(goal.goal)
        return cost

    def _note(self, maker: str) -> None:
        self.made.append((maker, len(self.cp.proto.constraints)))
