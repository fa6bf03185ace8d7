"""Those whom HR wants apart do not meet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netcompose.compose.demands import apart_pairs

if TYPE_CHECKING:
    from netcompose.compose.seats import Seats
    from netcompose.policy.scenario import Scenario


def encode(seats: Seats, scenario: Scenario) -> None:
    """The two of a pair are not both in any network."""
    for one, other in apart_pairs(scenario):
        for network in scenario.networks:
            seats.model.add_at_most_one(seats.is_in(one, network), seats.is_in(other, network))
