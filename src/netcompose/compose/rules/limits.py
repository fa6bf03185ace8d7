"""Each network has enough, and not too many, of those whom the policy names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netcompose.compose.demands import limits

if TYPE_CHECKING:
    from netcompose.compose.seats import Seats
    from netcompose.policy.scenario import Scenario


def encode(seats: Seats, scenario: Scenario) -> None:
    """at_least <= members with the value <= at_most, for each network."""
    for limit in limits(scenario):
        if not limit.people:
            if limit.at_least > 0:
                seats.model.add_bool_or(False)
            continue
        most = len(limit.people) if limit.at_most is None else limit.at_most
        for network in scenario.networks:
            seats.model.add_linear_constraint(seats.count(limit.people, network), limit.at_least, most)
