"""No leader sits with their own superior."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netcompose.compose.demands import reporting_pairs

if TYPE_CHECKING:
    from netcompose.compose.seats import Seats
    from netcompose.policy.scenario import Scenario


def encode(seats: Seats, scenario: Scenario) -> None:
    """Superior and subordinate are not both in any network."""
    for superior, subordinate in reporting_pairs(scenario):
        for network in scenario.networks:
            seats.model.add_at_most_one(seats.is_in(superior, network), seats.is_in(subordinate, network))
