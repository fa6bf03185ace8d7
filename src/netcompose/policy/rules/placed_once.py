"""Every participant has one seat, and nobody else has any."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from netcompose.language import say, say_n
from netcompose.plan import Verdict

if TYPE_CHECKING:
    from netcompose.plan import Composition
    from netcompose.policy.scenario import Scenario

RULE = "placed_once"


def judge(scenario: Scenario, composition: Composition) -> Verdict:
    """Everybody who takes part sits in exactly one network. Violations: people without a seat, with several, or with one too many."""
    seats = Counter(member for network in composition.networks for member in network.members)
    witnesses = []
    for person in scenario.participants:
        if seats[person] == 0:
            witnesses.append(say("{name} has no network.", name=scenario.organisation.person(person).name))
        elif seats[person] > 1:
            witnesses.append(
                say_n(
                    "{name} has {n} seat.",
                    "{name} has {n} seats.",
                    seats[person],
                    name=scenario.organisation.person(person).name,
                )
            )
    for person in sorted(seats.keys() - scenario.taking_part):
        name = scenario.organisation.person(person).name if person in scenario.organisation else person
        witnesses.append(say("{name} has a seat but does not take part.", name=name))
    return Verdict(
        RULE,
        say_n("{n} participant has one seat.", "All {n} participants have one seat each.", len(scenario.participants))
        if not witnesses
        else say_n(
            "{n} person is not seated as they should be.",
            "{n} people are not seated as they should be.",
            len(witnesses),
        ),
        violations=len(witnesses),
        witnesses=tuple(witnesses),
    )
