"""No leader sits with their own superior."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from netcompose.language import listed, say, say_n, value_name
from netcompose.plan import Verdict

if TYPE_CHECKING:
    from netcompose.language import Sentence
    from netcompose.plan import Composition
    from netcompose.policy.scenario import Scenario
    from netcompose.policy.settings import Rules

RULE = "reporting_line"


def judge(scenario: Scenario, composition: Composition) -> Verdict:
    """Leaders with a reporting relation are never in the same network: direct superior, or anybody in the chain above.

    A chain goes `reporting_depth` steps up, also through people who take no part; superiors at a level of `reporting_exempt` may meet
    those below them. Violations: pairs of superior and subordinate who share a network. Source: odder ("indbyrdes referenceforhold").
    """
    rules, organisation = scenario.policy.rules, scenario.organisation
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
                for superior in islice(organisation.superiors(member), rules.reach)
                if superior.id in here and superior.level not in rules.reporting_exempt
            )
    return Verdict(RULE, told(rules), violations=len(witnesses), witnesses=tuple(witnesses))


def told(rules: Rules) -> Sentence:
    """What the policy asks of reporting lines, in a sentence."""
    match rules.reporting_line:
        case "off":
            return say("The policy does not keep reporting lines apart.")
        case "direct":
            kept = say("No leader sits with their own superior.")
        case "chain" if rules.reporting_depth is None:
            kept = say("No leader sits with anybody above them.")
        case "chain":
            kept = say_n(
                "No leader sits with anybody up to {n} step above them.",
                "No leader sits with anybody up to {n} steps above them.",
                rules.reporting_depth or 0,
            )
    if not rules.reporting_exempt:
        return kept
    return say(
        "{rule} Exempt: {levels}.",
        rule=kept,
        levels=listed(*(value_name("level", level.value) for level in rules.reporting_exempt)),
    )
