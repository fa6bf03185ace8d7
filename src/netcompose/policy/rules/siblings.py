"""Those who report to the same superior do not meet."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING

from netcompose.language import say
from netcompose.plan import Verdict

if TYPE_CHECKING:
    from netcompose.language import Sentence
    from netcompose.plan import Composition
    from netcompose.policy.scenario import Scenario

RULE = "siblings"


def judge(scenario: Scenario, composition: Composition) -> Verdict:
    """Colleagues with the same direct superior, whether that one takes part or not, are in different networks.

    Violations: pairs of them who share one.
    """
    if not scenario.policy.rules.siblings:
        return Verdict(RULE, say("The policy lets those with the same superior meet."))
    organisation = scenario.organisation
    witnesses: list[Sentence] = []
    for network in composition.networks:
        reports: defaultdict[str, list[str]] = defaultdict(list)
        for member in dict.fromkeys(network.members):
            superior = organisation.superior(member) if member in scenario.taking_part else None
            if superior is not None:
                reports[superior.id].append(organisation.person(member).name)
        witnesses.extend(
            say(
                "{one} and {other} both report to {superior}, and both are in {network}.",
                one=one,
                other=other,
                superior=organisation.person(superior).name,
                network=network.name,
            )
            for superior, names in reports.items()
            for one, other in combinations(names, 2)
        )
    return Verdict(
        RULE,
        say("No two with the same superior share a network."),
        violations=len(witnesses),
        witnesses=tuple(witnesses),
    )
