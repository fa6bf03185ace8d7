"""Alike sit together: as few members as possible of one network differ."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ortools.sat.python import cp_model

from netcompose.compose.demands import categories

if TYPE_CHECKING:
    from netcompose.compose.seats import Seats
    from netcompose.policy.scenario import Scenario
    from netcompose.policy.settings import Goal


def encode(seats: Seats, scenario: Scenario, goal: Goal) -> cp_model.LinearExprT:
    """Pairs of members with a value, C(m_g, 2), less pairs with the same value, C(n_gv, 2), summed over networks g and values v.

    The first is minimised, so its tangents do; the second is maximised, and so counted exactly.
    """
    groups = categories(scenario, goal)
    everybody = tuple(sorted(person for people in groups for person in people))
    alike = [seats.exact_pairs(people, network) for people in groups for network in scenario.networks]
    return cp_model.LinearExpr.weighted_sum([seats.pairs_everywhere((everybody,)), *alike], [1, *(-1 for _ in alike)])
