"""Members stay where they are: as few as possible change network."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ortools.sat.python import cp_model

from netcompose.compose.demands import present

if TYPE_CHECKING:
    from netcompose.compose.seats import Seats
    from netcompose.policy.scenario import Scenario
    from netcompose.policy.settings import Goal


def encode(seats: Seats, scenario: Scenario, goal: Goal) -> cp_model.LinearExprT:
    """Those who could stay, less those who do."""
    del goal
    stay = [seats.is_in(person, network) for person, network in present(scenario).items()]
    return len(stay) - cp_model.LinearExpr.sum(stay)
