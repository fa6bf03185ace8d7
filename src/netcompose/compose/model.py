"""The CP-SAT model: the definition of the problem, as a table of contents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ortools.sat.python import cp_model

from netcompose.compose.rules import GOALS, RULES
from netcompose.compose.seats import Seats

if TYPE_CHECKING:
    from collections.abc import Collection

    from netcompose.policy.scenario import Scenario


class Model:
    """Seats, the rules as constraints, and each goal of the policy as a cost.

    `without` names rules that are left out altogether (not merely switched off: presolve must not see them).
    """

    def __init__(self, scenario: Scenario, without: Collection[str] = (), goals: bool = True) -> None:
        self.cp = cp_model.CpModel()
        self.seats = Seats(self.cp, scenario)
        for rule, encode in RULES.items():
            if rule not in without:
                encode(self.seats, scenario)
        self.costs = tuple(
            GOALS[goal.goal](self.seats, scenario, goal) for goal in (scenario.policy.goals if goals else ())
        )
