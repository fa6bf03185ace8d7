"""Whoever may not be moved sits where they sat."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from netcompose.compose.seats import Seats
    from netcompose.policy.scenario import Scenario


def encode(seats: Seats, scenario: Scenario) -> None:
    """A locked participant's seat is fixed; in a network that is not there, nobody can sit."""
    for person, network in scenario.locked.items():
        if network in scenario.networks:
            seats.model.add(seats.is_in(person, network) == 1)
        else:
            seats.model.add_bool_or(False)
