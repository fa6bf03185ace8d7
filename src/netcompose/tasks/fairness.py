"""The worst network of each mix: what the judges count, beside what is proven."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netcompose.plan import WorstNetwork
from netcompose.policy.catalogue import mixed_goals
from netcompose.policy.rules.fairness import worst

if TYPE_CHECKING:
    from collections.abc import Sequence

    from netcompose.plan import Composition
    from netcompose.policy.scenario import Scenario


def worst_networks(
    scenario: Scenario, composition: Composition, bounds: Sequence[tuple[int, ...]] = ()
) -> tuple[WorstNetwork, ...]:
    """The worst network for each attribute that the policy mixes, in order of rank; of a composition in strata, the worst of all.

    `bounds` are those of each stratum, in the same order: the worst of all is at least the largest of them. Nothing is claimed where a
    stratum has none.
    """
    found = []
    for j, goal in enumerate(mixed_goals(scenario.policy)):
        assert goal.attribute is not None
        pairs, network = worst(scenario, goal.attribute, composition)
        bound = max(stratum[j] for stratum in bounds) if bounds and all(bounds) else None
        found.append(WorstNetwork(goal.attribute, pairs, network.id if network else None, bound))
    return tuple(found)
