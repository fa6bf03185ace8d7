"""The worst network is as good as it can be: no network has more pairs of an attribute than this."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ortools.sat.python import cp_model

from netcompose.compose.demands import categories

if TYPE_CHECKING:
    from netcompose.compose.seats import Seats
    from netcompose.policy.scenario import Scenario
    from netcompose.policy.settings import Goal


def encode(seats: Seats, scenario: Scenario, goal: Goal, most: int) -> None:
    """The sum over values v of C(n_gv, 2) is at most `most`, for each network g."""
    groups = categories(scenario, goal)
    for network in scenario.networks:
        pairs = [seats.pairs(people, network) for people in groups]
        if any(not isinstance(some, int) for some in pairs):
            seats.model.add(cp_model.LinearExpr.sum(pairs) <= most)
