"""Every network has as many members as the policy says."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from netcompose.compose.seats import Seats
    from netcompose.policy.scenario import Scenario


def encode(seats: Seats, scenario: Scenario) -> None:
    """smallest <= members <= largest, for each network."""
    for network in scenario.networks:
        seats.model.add_linear_constraint(
            seats.count(scenario.participants, network), scenario.size.smallest, scenario.size.largest
        )
