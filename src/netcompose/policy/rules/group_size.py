"""Every network has as many members as the policy says, and there are as many networks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netcompose.language import say, say_n
from netcompose.plan import Verdict

if TYPE_CHECKING:
    from netcompose.plan import Composition
    from netcompose.policy.scenario import Scenario

RULE = "group_size"


def judge(scenario: Scenario, composition: Composition) -> Verdict:
    """No network is too small or too large. Violations: members missing or too many, and networks missing or too many."""
    size = scenario.size
    violations, witnesses = 0, []
    for network in composition.networks:
        members = len(network.members)
        violations += max(0, size.smallest - members, members - size.largest)
        if not size.smallest <= members <= size.largest:
            witnesses.append(
                say_n(
                    "{network} has {n} member; the policy says {size}.",
                    "{network} has {n} members; the policy says {size}.",
                    members,
                    network=network.name,
                    size=str(size),
                )
            )
    difference = abs(len(composition.networks) - len(scenario.networks))
    if difference:
        witnesses.append(
            say_n(
                "There is {n} network; there should be {wanted}.",
                "There are {n} networks; there should be {wanted}.",
                len(composition.networks),
                wanted=len(scenario.networks),
            )
        )
    return Verdict(
        RULE,
        say("{networks} networks of one member.", networks=len(composition.networks))
        if size.largest == 1
        else say("{networks} networks of {size} members.", networks=len(composition.networks), size=str(size)),
        violations=violations + difference,
        witnesses=tuple(witnesses),
    )
