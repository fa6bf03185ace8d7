"""Members meet new faces: as few as possible of those who share a network now share one again."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from netcompose.language import say, say_n
from netcompose.plan import Verdict

if TYPE_CHECKING:
    from netcompose.language import Sentence
    from netcompose.plan import Composition
    from netcompose.policy.scenario import Scenario
    from netcompose.policy.settings import Goal

RULE = "new_faces"


def judge(scenario: Scenario, goal: Goal, composition: Composition) -> Verdict:
    """Cost: pairs of participants who are in one network according to the sheet, and meet again in one of the plan's."""
    del goal
    cost = 0
    witnesses: list[Sentence] = []
    for network in composition.networks:
        before = Counter(
            present
            for member in network.members
            if member in scenario.taking_part and (present := scenario.organisation.person(member).network) is not None
        )
        cost += sum(n * (n - 1) // 2 for n in before.values())
        witnesses.extend(
            say("{network} has {n} who met in network {before}.", network=network.name, n=n, before=present)
            for present, n in sorted(before.items())
            if n > 1
        )
    return Verdict(
        RULE,
        say_n(
            "{n} pair of members who share a network now meets again.",
            "{n} pairs of members who share a network now meet again.",
            cost,
        ),
        cost=cost,
        witnesses=tuple(witnesses),
    )
