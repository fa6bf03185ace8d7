"""Members stay where they are: as few as possible change network."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netcompose.language import say, say_n
from netcompose.plan import Verdict

if TYPE_CHECKING:
    from netcompose.plan import Composition
    from netcompose.policy.scenario import Scenario
    from netcompose.policy.settings import Goal

RULE = "churn"


def judge(scenario: Scenario, goal: Goal, composition: Composition) -> Verdict:
    """Cost: moves, the participants who sit in another network than the sheet's. Who had none, or one that is closed, does not move."""
    del goal
    witnesses = tuple(
        say(
            "{name} moves from network {origin} to {destination}.",
            name=person.name,
            origin=person.network,
            destination=composition.seats[person.id],
        )
        for person in scenario.people
        if person.network is not None
        and person.network in scenario.networks
        and composition.seats.get(person.id, person.network) != person.network
    )
    return Verdict(
        RULE,
        say_n("{n} member changes network.", "{n} members change network.", len(witnesses)),
        cost=len(witnesses),
        witnesses=witnesses,
    )
