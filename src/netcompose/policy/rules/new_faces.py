"""Members meet new faces: as few as possible of those who share a network, or once did, share one again."""

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
    """Cost: pairs of participants who are in one network according to the sheet, or were in an earlier plan, and meet again in the plan's.

    A pair counts once for each network that it has shared: who has met twice has met enough.
    """
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
        here = scenario.taking_part.intersection(network.members)
        earlier = [n for group in scenario.organisation.met if (n := len(here.intersection(group))) > 1]
        cost += sum(n * (n - 1) // 2 for n in earlier)
        if earlier:
            witnesses.append(
                say("{network} has up to {n} who met in an earlier plan.", network=network.name, n=max(earlier))
            )
    return Verdict(
        RULE,
        say_n(
            "{n} pair of members who have shared a network meets again.",
            "{n} pairs of members who have shared a network meet again.",
            cost,
        ),
        cost=cost,
        witnesses=tuple(witnesses),
    )
