"""Networks are of one size, as far as the number of people allows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netcompose.compose.demands import categories

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import LinearExprT

    from netcompose.compose.seats import Seats
    from netcompose.policy.scenario import Scenario
    from netcompose.policy.settings import Goal


def encode(seats: Seats, scenario: Scenario, goal: Goal) -> LinearExprT:
    """Pairs of members who share a network: least when sizes are within one of each other."""
    return seats.pairs_everywhere(categories(scenario, goal))
