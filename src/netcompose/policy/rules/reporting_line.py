"""No leader sits with their own superior."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from netcompose.language import say
from netcompose.plan import Verdict

if TYPE_CHECKING:
    from netcompose.language import Sentence
    from netcompose.plan import Composition
    from netcompose.policy.scenario import Scenario

RULE = "reporting_line"


def judge(scenario: Scenario, composition: Composition) -> Verdict:
    """Leaders with a reporting relation are never in the same network: direct superior, or anybody in the chain above.

    Violations: pairs of superior and subordinate who share a network. Source: odder ("indbyrdes referenceforhold").
    """
    reach = {"off": 0, "direct": 1, "chain": None}[scenario.policy.rules.reporting_line]
    organisation = scenario.organisation
    witnesses: list[Sentence] = []
    for network in composition.networks:
        here = set(network.members)
        for member in network.members:
            if member not in organisation:
                continue
            witnesses.extend(
                say(
                    "{superior} is the superior of {subordinate}, and both are in {network}.",
                    superior=superior.name,
                    subordinate=organisation.person(member).name,
                    network=network.name,
                )
                for superior in islice(organisation.superiors(member), reach)
                if superior.id in here
            )
    summary = {
        "direct": say("No leader sits with their own superior."),
        "chain": say("No leader sits with anybody above them."),
        "off": say("The policy does not keep reporting lines apart."),
    }[scenario.policy.rules.reporting_line]
    return Verdict(RULE, summary, violations=len(witnesses), witnesses=tuple(witnesses))
