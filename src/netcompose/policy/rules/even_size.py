"""Networks are of one size, as far as the number of people allows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netcompose.language import say
from netcompose.plan import Verdict

if TYPE_CHECKING:
    from netcompose.plan import Composition
    from netcompose.policy.scenario import Scenario
    from netcompose.policy.settings import Goal

RULE = "even_size"


def judge(scenario: Scenario, goal: Goal, composition: Composition) -> Verdict:
    """Cost: pairs of members who share a network, sum over networks of C(n_g, 2): least when all sizes are within one of each other."""
    del scenario, goal
    sizes = [len(network.members) for network in composition.networks]
    return Verdict(
        RULE,
        say(
            "The smallest network has {smallest} members, the largest {largest}.",
            smallest=min(sizes, default=0),
            largest=max(sizes, default=0),
        ),
        cost=sum(n * (n - 1) // 2 for n in sizes),
    )
