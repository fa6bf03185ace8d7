"""Every participant has one seat."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from netcompose.compose.seats import Seats
    from netcompose.policy.scenario import Scenario


def encode(seats: Seats, scenario: Scenario) -> None:
    """Exactly one network per participant; others have no variables and so no seat."""
    for person in scenario.participants:
        seats.model.add_exactly_one(seats.is_in(person, network) for network in scenario.networks)
