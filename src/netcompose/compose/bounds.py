"""What no composition can beat: lower bounds on a goal's cost, each with its proof."""

from __future__ import annotations

import heapq
from typing import TYPE_CHECKING

from netcompose.compose.demands import apart_pairs, categories, reporting_pairs

if TYPE_CHECKING:
    from netcompose.policy.scenario import Scenario
    from netcompose.policy.settings import Goal


def unavoidable(scenario: Scenario, goal: Goal) -> int:
    """The fewest pairs of a goal that must meet, in closed form: each category spread evenly, around its locked seats.

    Proof. Categories are independent but for the rules, and rules only take compositions away, so the sum of each category's own minimum
    is a bound. A category with counts n_g costs the sum of C(n_g, 2); one more member in g adds n_g, which grows with n_g, so the
    sum of convex costs is least when each member who is not locked is put where fewest are ("water-filling"; exchange argument).
    """
    locked = scenario.locked
    total = 0
    for people in categories(scenario, goal):
        counts = dict.fromkeys(scenario.networks, 0)
        free = 0
        for person in people:
            network = locked.get(person)
            if network in counts:
                counts[network] += 1
            else:
                free += 1
        total += water_fill(list(counts.values()), free)
    return total


def proven_least(scenario: Scenario, goal: Goal) -> int:
    """The fewest pairs of a goal that must meet once superiors and others who are kept apart are counted in; at least `unavoidable`.

    Proof. As for `unavoidable`, category by category. A person h of the category who may not meet d of its n members sits in a network
    with at most n - d of them. Persons h1, …, hk who may not meet each other sit in k different networks, with such a cap each; the
    other networks are capped by their size. Filling up the smallest network that is below its cap is least for convex costs under caps
    (exchange argument). A category with locked seats takes the better of this bound, locks left out, and the water-filled one.
    """
    foes: dict[str, set[str]] = {}
    for one, other in (*reporting_pairs(scenario), *apart_pairs(scenario)):
        foes.setdefault(one, set()).add(other)
        foes.setdefault(other, set()).add(one)
    locked = scenario.locked
    total = 0
    for people in categories(scenario, goal):
        counts = dict.fromkeys(scenario.networks, 0)
        for person in people:
            if locked.get(person) in counts:
                counts[locked[person]] += 1
        spread = water_fill(list(counts.values()), len(people) - sum(counts.values()))
        caps = _caps(people, foes, len(counts), scenario.size.largest)
        total += spread if caps is None else max(spread, capped_fill(caps, len(people)))
    return total


def _caps(people: tuple[str, ...], foes: dict[str, set[str]], networks: int, largest: int) -> list[int] | None:
    """Caps for the networks from people who have foes in their own category and may not meet each other; None when nobody caps anything."""
    here = set(people)
    even = -(-len(people) // networks)
    inside = {person: foes[person] & here for person in people if person in foes}
    hubs = sorted(
        (len(people) - len(some), person) for person, some in inside.items() if len(people) - len(some) < even
    )
    chosen: list[str] = []
    caps: list[int] = []
    for cap, person in hubs:
        if len(caps) < networks and all(person in inside[other] for other in chosen):
            chosen.append(person)
            caps.append(cap)
    return caps + [largest] * (networks - len(caps)) if caps else None


def capped_fill(caps: list[int], people: int) -> int:
    """The least sum of C(n, 2) with n people over networks with these caps; when they do not fit at all, what the caps alone cost."""
    total = sum(caps)
    if people >= total:
        return sum(pairs(cap) for cap in caps)
    level, left, networks = 0, people, sorted(caps)
    for i, cap in enumerate(networks):
        rest = len(networks) - i
        if (cap - level) * rest >= left:
            each, more = divmod(left, rest)
            level += each
            return sum(pairs(c) for c in networks[:i]) + more * pairs(level + 1) + (rest - more) * pairs(level)
        left -= (cap - level) * rest
        level = cap
    raise AssertionError("people below the sum of the caps always find room")


def water_fill(counts: list[int], free: int) -> int:
    """The least sum of C(n, 2) after `free` more are added to these counts, one at a time where fewest are."""
    if not any(counts):
        each, more = divmod(free, len(counts))
        return more * pairs(each + 1) + (len(counts) - more) * pairs(each)
    heapq.heapify(counts)
    for _ in range(free):
        heapq.heapreplace(counts, counts[0] + 1)
    return sum(pairs(n) for n in counts)


def pairs(people: int) -> int:
    """C(n, 2): how many pairs n people make."""
    return people * (people - 1) // 2
