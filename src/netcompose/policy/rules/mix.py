"""Networks are mixed: as few members as possible share a department, a level, or whatever the policy mixes."""

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

RULE = "mix"


def judge(scenario: Scenario, goal: Goal, composition: Composition) -> Verdict:
    """Cost: pairs of members who share the attribute's value, summed over networks. Whoever has no value pairs with nobody.

    cost = sum over networks g and values v of C(n_gv, 2), where n_gv counts the members of g with value v (DESIGN, section 3).
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
        cost += sum(n * (n - 1) // 2 for n in values.values())
        witnesses.extend(
            say("{network} has {n} from {value}.", network=network.name, n=n, value=value)
            for value, n in sorted(values.items())
            if n > 1
        )
    return Verdict(
        RULE,
        say_n(
            "{n} pair of members with the same {attribute} meets in a network.",
            "{n} pairs of members with the same {attribute} meet in a network.",
            cost,
            attribute=attribute_name(goal.attribute),
        ),
        cost=cost,
        witnesses=tuple(witnesses),
        attribute=goal.attribute,
    )
