"""Every network with new leaders has members who can be their mentors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netcompose.language import say, say_n
from netcompose.plan import Verdict

if TYPE_CHECKING:
    from netcompose.plan import Composition
    from netcompose.policy.scenario import Scenario

RULE = "mentor_supply"


def judge(scenario: Scenario, composition: Composition) -> Verdict:
    """A new leader's mentor is found in the network. Violations: new leaders for whom no mentor is left.

    A network is short by (new leaders) - (mentees that its other members may have), when that is positive.
    """
    if not scenario.mentors_wanted:
        return Verdict(RULE, say("The policy asks for no mentors."))
    violations, witnesses = 0, []
    for network in composition.networks:
        members = [member for member in network.members if member in scenario.taking_part]
        wanted = sum(member in scenario.new for member in members)
        shortage = wanted - sum(scenario.mentees_at_most(member) for member in members)
        if shortage > 0:
            violations += shortage
            witnesses.append(
                say_n(
                    "{network} lacks a mentor for {n} new leader.",
                    "{network} lacks mentors for {n} new leaders.",
                    shortage,
                    network=network.name,
                )
            )
    return Verdict(
        RULE,
        say_n("{n} new leader finds a mentor.", "{n} new leaders find a mentor in their network.", len(scenario.new)),
        violations=violations,
        witnesses=tuple(witnesses),
    )
