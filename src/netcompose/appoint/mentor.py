"""A mentor for each new leader, among the other members of the network."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from netcompose.appoint.assignment import assign
from netcompose.plan import Appointment, Duty

if TYPE_CHECKING:
    from netcompose.plan import Composition
    from netcompose.policy.scenario import Scenario

OWN_SUPERIOR: Final = 8
SAME_DEPARTMENT: Final = 4
SAME_WORKPLACE: Final = 2
SAME_TITLE: Final = 1
"""What speaks against a mentor, in that order: each outweighs all that follow it."""


def mentors(scenario: Scenario, composition: Composition) -> tuple[Appointment, ...]:
    """One mentor per new leader: experienced, not acting, one mentee each while others are free; preferably not their superior, of another
    department, workplace and profession; then whoever has led longest.

    Source: odder ("udpeges der en mentor blandt netværkets øvrige medlemmer"); preferences as mentor schemes have them.
    """
    organisation = scenario.organisation
    prices: dict[str, dict[str, int]] = {}
    room: dict[str, int] = {}
    for network in composition.networks:
        pool = [
            member
            for member in network.members
            if member in scenario.taking_part and scenario.mentees_at_most(member) > 0
        ]
        pool.sort(
            key=lambda member: (
                organisation.person(member).started is None,
                organisation.person(member).started or 0,
                member,
            )
        )
        room |= {member: scenario.mentees_at_most(member) for member in pool}
        for mentee in network.members:
            if mentee in scenario.new:
                prices[mentee] = {
                    mentor: _against(scenario, mentor, mentee) * (len(pool) + 1) + i for i, mentor in enumerate(pool)
                }
    _leave_open(prices, room)
    highest = max((price for people in prices.values() for price in people.values()), default=0)
    found = assign(prices, room, {}, (highest + 1) * (len(prices) + 1))
    return tuple(
        Appointment(Duty.MENTOR, composition.seats[mentee], mentor, mentee=mentee)
        for mentee, mentor in sorted(found.items())
    )


def _against(scenario: Scenario, mentor: str, mentee: str) -> int:
    """What speaks against this mentor for this new leader."""
    one, other = scenario.organisation.person(mentor), scenario.organisation.person(mentee)
    return (
        OWN_SUPERIOR * any(superior.id == mentor for superior in scenario.organisation.superiors(mentee))
        + SAME_DEPARTMENT * (one.department is not None and one.department == other.department)
        + SAME_WORKPLACE * (one.workplace is not None and one.workplace == other.workplace)
        + SAME_TITLE * (one.title is not None and one.title == other.title)
    )


def _leave_open(prices: dict[str, dict[str, int]], room: dict[str, int]) -> None:
    """Where a policy lets a network lack mentors, its last new leaders in order of id go without."""
    asked: dict[tuple[str, ...], int] = {}
    for mentee in sorted(prices):
        pool = tuple(prices[mentee])
        asked[pool] = asked.get(pool, 0) + 1
        if asked[pool] > sum(room[mentor] for mentor in pool):
            prices[mentee] = {}
