"""Whoever may not be moved sits where they sat."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netcompose.language import say, say_n
from netcompose.plan import Verdict

if TYPE_CHECKING:
    from netcompose.plan import Composition
    from netcompose.policy.scenario import Scenario

RULE = "locked"


def judge(scenario: Scenario, composition: Composition) -> Verdict:
    """A locked seat is kept. Violations: locked participants who are not in their network."""
    locked = [person for person in scenario.people if person.locked and person.network is not None]
    witnesses = tuple(
        say("{name} is locked to network {network} but is not there.", name=person.name, network=person.network or "")
        for person in locked
        if composition.seats.get(person.id) != person.network
    )
    return Verdict(
        RULE,
        say_n("{n} seat is locked.", "{n} seats are locked.", len(locked)),
        violations=len(witnesses),
        witnesses=witnesses,
    )
