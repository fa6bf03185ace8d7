"""New leaders are spread over the networks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netcompose.compose.demands import categories

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import LinearExprT

    from netcompose.compose.seats import Seats
    from netcompose.policy.scenario import Scenario
    from netcompose.policy.settings import Goal


def encode(seats: Seats, scenario: Scenario, goal: Goal) -> LinearExprT:
    """Pairs of new leaders who share a network."""
    return seats.pairs_everywhere(categories(scenario, goal))
