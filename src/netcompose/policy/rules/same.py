"""Alike sit together: as few members as possible of one network differ in what the policy wants the same."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from netcompose.language import attribute_name, say, say_n
from netcompose.plan import Verdict

if TYPE_CHECKING:
    from netcompose.language import Sentence
    from netcompose.plan import Composition
    from netcompose.policy.scenario import Scenario
    from netcompose.policy.settings import Goal

RULE = "same"


def judge(scenario: Scenario, goal: Goal, composition: Composition) -> Verdict:
    """Cost: pairs of members of one network who differ in the attribute, summed over networks. Whoever has no value differs from nobody.

    cost = sum over networks g of C(m_g, 2) - sum over values v of C(n_gv, 2), where n_gv counts the members of g with value v and
    m_g is the sum of these. Source: some organisations want one level per network (DESIGN, section 3).
    """
    assert goal.attribute is not None
    cost = 0
    witnesses: list[Sentence] = []
    for network in composition.networks:
        values = Counter(
            value
            for member in network.members
            if member in scenario.organisation
            and (value := scenario.organisation.person(member).attribute(goal.attribute)) is not None
        )
        members = sum(values.values())
        cost += members * (members - 1) // 2 - sum(n * (n - 1) // 2 for n in values.values())
        if len(values) > 1:
            witnesses.append(
                say(
                    "{network} has members from {n} of {attribute}.",
                    network=network.name,
                    n=len(values),
                    attribute=attribute_name(goal.attribute),
                )
            )
    return Verdict(
        RULE,
        say_n(
            "{n} pair of members who differ in {attribute} meets in a network.",
            "{n} pairs of members who differ in {attribute} meet in a network.",
            cost,
            attribute=attribute_name(goal.attribute),
        ),
        cost=cost,
        witnesses=tuple(witnesses),
        attribute=goal.attribute,
    )
