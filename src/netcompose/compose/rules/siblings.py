"""Those who report to the same superior do not meet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netcompose.compose.demands import sibling_groups

if TYPE_CHECKING:
    from netcompose.compose.seats import Seats
    from netcompose.policy.scenario import Scenario


def encode(seats: Seats, scenario: Scenario) -> None:
    """At most one of those with the same superior, for each network."""
    for group in sibling_groups(scenario):
        for network in scenario.networks:
            seats.model.add_at_most_one(seats.is_in(person, network) for person in group)
