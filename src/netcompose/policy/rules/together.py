"""Those whom HR wants together sit together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netcompose.language import say, say_n
from netcompose.plan import Verdict

if TYPE_CHECKING:
    from netcompose.plan import Composition
    from netcompose.policy.scenario import Scenario

RULE = "together"


def judge(scenario: Scenario, composition: Composition) -> Verdict:
    """Two people whom the sheet wants together share a network. Violations: pairs who do not.

    Somebody of another stratum never does: strata have networks of their own.
    """
    pairs = {
        tuple(sorted((person.id, other)))
        for person in scenario.people
        for other in person.together
        if other in scenario.taking_part or other in scenario.elsewhere
    }
    seats = composition.seats
    witnesses = tuple(
        say(
            "{one} and {other} should be in the same network.",
            one=scenario.organisation.person(one).name,
            other=scenario.organisation.person(other).name,
        )
        for one, other in sorted(pairs)
        if one != other and (seats.get(one) is None or seats.get(one) != seats.get(other))
    )
    return Verdict(
        RULE,
        say_n("{n} pair is to sit together.", "{n} pairs are to sit together.", len(pairs)),
        violations=len(witnesses),
        witnesses=witnesses,
    )
