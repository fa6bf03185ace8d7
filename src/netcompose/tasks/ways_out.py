"""Ways out of an impossible scenario: small changes, each verified by solving it, cheapest first."""

from __future__ import annotations

from dataclasses import dataclass, replace
from heapq import heappop, heappush
from itertools import count
from typing import TYPE_CHECKING

from netcompose.compose.outcome import Disagreement
from netcompose.language import listed, say, say_n
from netcompose.tasks.changes import changes
from netcompose.tasks.solve import Solved, Unsolvable, solve

if TYPE_CHECKING:
    from datetime import date

    from netcompose.compose.search import Effort
    from netcompose.language import Language, Sentence
    from netcompose.organisation import Organisation
    from netcompose.policy.settings import Policy
    from netcompose.tasks.changes import Change

MOST = 6
"""How many ways out are offered."""

TRIES = 60
"""Changes tried at the most; a tenth of it among many thousands of people."""

DEPTH = 4
"""Changes put together in one way out."""


@dataclass(frozen=True, slots=True)
class WayOut:
    """One change, or several together, after which a plan exists, and what the plan is like then."""

    change: Sentence
    effect: Sentence


def ways_out(
    unsolvable: Unsolvable, *, today: date, effort: Effort, language: Language, policy: Policy | None = None
) -> tuple[WayOut, ...]:
    """Changes after which a plan exists, the least drastic first: each one was tried, and its effect is that plan's.

    Where one contradiction hides another, changes are put together until a plan exists. `policy` is the whole policy where the impossible
    scenario is that of one stratum.
    """
    short = replace(effort, seconds=min(effort.seconds, 2.0), progress=lambda value, bound: None)
    tries = TRIES if len(unsolvable.scenario.participants) <= 1_000 else TRIES // 10
    found: list[tuple[frozenset[str], WayOut]] = []
    order = count()
    waiting: list[tuple[float, int, tuple[Change, ...], Organisation, Policy]] = []
    seen: set[frozenset[str]] = set()

    def consider(more: Unsolvable, so_far: tuple[Change, ...], organisation: Organisation, rules: Policy) -> None:
        for change in changes(more.scenario, more.conflict.conflict):
            keys = frozenset(one.key for one in (*so_far, change))
            if len(keys) > len(so_far) and keys not in seen:
                seen.add(keys)
                cost = sum(one.effort for one in so_far) + change.effort + 1.5 * len(so_far)
                heappush(waiting, (cost, next(order), (*so_far, change), *change.apply(organisation, rules)))

    consider(unsolvable, (), unsolvable.scenario.organisation, policy or unsolvable.scenario.policy)
    while waiting and len(found) < MOST and tries > 0 and not effort.stop():
        _, _, steps, organisation, rules = heappop(waiting)
        keys = frozenset(step.key for step in steps)
        if any(known <= keys for known, _ in found):
            continue
        tries -= 1
        try:
            answer = solve(organisation, rules, today=today, effort=short, language=language)
        except Disagreement:
            continue
        if isinstance(answer, Solved):
            change = steps[0].sentence if len(steps) == 1 else _together(steps)
            found.append((keys, WayOut(change, _effect(answer))))
        elif isinstance(answer, Unsolvable) and len(steps) < DEPTH:
            consider(answer, steps, organisation, rules)
    return tuple(way for _, way in found)


def _together(steps: tuple[Change, ...]) -> Sentence:
    return say("All of this: {changes}", changes=listed(*(step.sentence for step in steps)))


def _effect(solved: Solved) -> Sentence:
    sizes = sorted(len(network.members) for network in solved.plan.composition.networks)
    return say_n(
        "{n} network of {sizes} members; {excess} pairs more than the unavoidable meet.",
        "{n} networks of {sizes} members; {excess} pairs more than the unavoidable meet.",
        len(sizes),
        sizes=str(sizes[0]) if sizes[0] == sizes[-1] else f"{sizes[0]}-{sizes[-1]}",
        excess=sum(goal.excess for goal in solved.plan.goals),
    )
