"""The worst network is as good as it can be: among plans that are equally good, the one that is fairest. It ranks after all goals."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from netcompose.language import attribute_name, say, say_n
from netcompose.plan import Verdict

if TYPE_CHECKING:
    from netcompose.plan import Composition, Network
    from netcompose.policy.scenario import Scenario
    from netcompose.policy.settings import Goal

RULE = "fairness"


def judge(scenario: Scenario, goal: Goal, composition: Composition) -> Verdict:
    """Cost: the pairs of members who share the attribute's value in the network that has most of them. It is never a violation.

    cost = the largest, over networks g, of the sum over values v of C(n_gv, 2): the mix of the worst network, as it is counted, whatever
    its size (docs/decisions/009). Source: the design's section 3.
    """
    assert goal.attribute is not None
    cost, where = worst(scenario, goal.attribute, composition)
    return Verdict(
        RULE,
        say("No network has a pair of members with the same {attribute}.", attribute=attribute_name(goal.attribute))
        if where is None
        else say_n(
            "No network has more than {n} pair of members with the same {attribute}; {network} has it.",
            "No network has more than {n} pairs of members with the same {attribute}; {network} has them.",
            cost,
            attribute=attribute_name(goal.attribute),
            network=where.name,
        ),
        cost=cost,
        attribute=goal.attribute,
    )


def worst(scenario: Scenario, attribute: str, composition: Composition) -> tuple[int, Network | None]:
    """The most pairs of members with the same value that a network has, and the first network that has so many (None when it is none)."""
    most, where = 0, None
    for network in composition.networks:
        values = Counter(
            scenario.organisation.person(member).attribute(attribute)
            for member in network.members
            if member in scenario.organisation
        )
        pairs = sum(n * (n - 1) // 2 for value, n in values.items() if value is not None)
        if pairs > most:
            most, where = pairs, network
    return most, where
