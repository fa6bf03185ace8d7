"""Those whom HR wants apart do not meet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netcompose.language import say, say_n
from netcompose.plan import Verdict

if TYPE_CHECKING:
    from netcompose.plan import Composition
    from netcompose.policy.scenario import Scenario

RULE = "apart"


def judge(scenario: Scenario, composition: Composition) -> Verdict:
    """Two people whom the sheet wants apart are in different networks. Violations: pairs who share one."""
    pairs = {
        tuple(sorted((person.id, other)))
        for person in scenario.people
        for other in person.apart
        if other in scenario.taking_part
    }
    seats = composition.seats
    witnesses = tuple(
        say(
            "{one} and {other} should be in different networks.",
            one=scenario.organisation.person(one).name,
            other=scenario.organisation.person(other).name,
        )
        for one, other in sorted(pairs)
        if seats.get(one) is not None and seats.get(one) == seats.get(other)
    )
    return Verdict(
        RULE,
        say_n("{n} pair is to be apart.", "{n} pairs are to be apart.", len(pairs)),
        violations=len(witnesses),
        witnesses=witnesses,
    )
