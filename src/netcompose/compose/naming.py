"""Names of networks: equal compositions look equal, and nobody seems to move who need not."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from netcompose.plan import Composition

if TYPE_CHECKING:
    from netcompose.policy.scenario import Scenario


def canonical(scenario: Scenario, composition: Composition) -> Composition:
    """The same composition with its networks named anew.

    Networks with locked seats keep their ids, and so do all when the policy counts moves (churn). Then ids that are in use go where most of
    their members sit; the rest are numbered by their first member.
    """
    if any(goal.goal == "churn" for goal in scenario.policy.goals):
        return composition
    locked = set(scenario.locked.values())
    fixed = {network.id: network for network in composition.networks if network.id in locked}
    loose = sorted((n for n in composition.networks if n.id not in locked), key=lambda n: n.members)
    free = [network for network in scenario.networks if network not in locked]
    in_use = set(free)
    known = Counter(
        (i, person.network)
        for i, network in enumerate(loose)
        for person in map(scenario.organisation.person, network.members)
        if person.network in in_use
    )
    named: dict[int, str] = {}
    given: set[str] = set()
    for (i, network), _ in sorted(known.items(), key=lambda item: (-item[1], item[0][0], str(item[0][1]))):
        if network is not None and i not in named and network not in given:
            named[i] = network
            given.add(network)
    rest = iter([network for network in free if network not in given])
    renamed = {(name := named.get(i) or next(rest)): replace(n, id=name, name=name) for i, n in enumerate(loose)}
    return Composition(tuple((fixed | renamed)[network] for network in scenario.networks))
