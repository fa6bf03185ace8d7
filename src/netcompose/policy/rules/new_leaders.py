"""New leaders are spread over the networks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netcompose.language import say, say_n
from netcompose.plan import Verdict

if TYPE_CHECKING:
    from netcompose.plan import Composition
    from netcompose.policy.scenario import Scenario
    from netcompose.policy.settings import Goal

RULE = "new_leaders"


def judge(scenario: Scenario, goal: Goal, composition: Composition) -> Verdict:
    """Cost: pairs of new leaders who share a network, summed over networks: C(n_g, 2) for n_g new leaders in network g."""
    del goal
    counts = [
        (network.name, sum(member in scenario.new for member in network.members)) for network in composition.networks
    ]
    cost = sum(n * (n - 1) // 2 for _, n in counts)
    return Verdict(
        RULE,
        say_n("{n} pair of new leaders shares a network.", "{n} pairs of new leaders share a network.", cost),
        cost=cost,
        witnesses=tuple(say("{network} has {n} new leaders.", network=name, n=n) for name, n in counts if n > 1),
    )
