"""Every network with new leaders has members who can be their mentors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ortools.sat.python import cp_model

if TYPE_CHECKING:
    from netcompose.compose.seats import Seats
    from netcompose.policy.scenario import Scenario


def encode(seats: Seats, scenario: Scenario) -> None:
    """Mentees that the members may have - new leaders among them >= 0, for each network.

    A new leader may have no mentee themselves, so nobody is counted as their own mentor.
    """
    if not scenario.mentors_wanted:
        return
    surplus = [scenario.mentees_at_most(person) - (person in scenario.new) for person in scenario.participants]
    for network in scenario.networks:
        members = [seats.is_in(person, network) for person in scenario.participants]
        seats.model.add(cp_model.LinearExpr.weighted_sum(members, surplus) >= 0)
