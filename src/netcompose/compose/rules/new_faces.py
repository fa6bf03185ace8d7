"""Members meet new faces: as few as possible of those who share a network, or once did, share one again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netcompose.compose.demands import categories

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import LinearExprT

    from netcompose.compose.seats import Seats
    from netcompose.policy.scenario import Scenario
    from netcompose.policy.settings import Goal


def encode(seats: Seats, scenario: Scenario, goal: Goal) -> LinearExprT:
    """Pairs who share a present or an earlier network and meet: C(n_gh, 2) summed over networks g and present or earlier networks h."""
    return seats.pairs_everywhere(categories(scenario, goal))
