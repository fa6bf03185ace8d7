"""What no composition can beat: lower bounds on each goal's cost, each with its proof."""

from __future__ import annotations

import heapq
from functools import cached_property
from typing import TYPE_CHECKING

from netcompose.compose.demands import categories, kept_apart, kind

if TYPE_CHECKING:
    from netcompose.policy.scenario import Scenario
    from netcompose.policy.settings import Goal


class Bounds:
    """Lower bounds for one scenario, in pairs, one for each goal of the policy in its order.

    `groups[i]` are the categories of goal i, `apart` the pairs who may not meet.
    """

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        self.goals = scenario.policy.goals
        self.groups = tuple(categories(scenario, goal) for goal in self.goals)
        self.apart = kept_apart(scenario)
        self._heads: dict[int, tuple[str, ...]] = {}
        networks = set(scenario.networks)
        self._locked = {person: seat for person, seat in scenario.locked.items() if seat in networks}

    @cached_property
    def unavoidable(self) -> tuple[int, ...]:
        """The fewest pairs of each goal that must meet, in closed form: each category spread evenly, around its locked seats.

        Proof. Categories are independent but for the rules, and rules only take compositions away, so the sum of each category's own
        minimum is a bound. A category with counts n_g costs the sum of C(n_g, 2); one more member in g adds n_g, which grows with n_g, so
        the sum of convex costs is least when each member who is not locked is put where fewest are ("water-filling"; exchange argument).
        """
        return tuple(
            self._least(goal, groups, capped=False) for goal, groups in zip(self.goals, self.groups, strict=True)
        )

    @cached_property
    def proven(self) -> tuple[int, ...]:
        """The same once superiors and others who are kept apart are counted in; at least `unavoidable`.

        Proof. As there, category by category. A person h of the category who may not meet d of its n members sits in a network with at most
        n - d of them. Persons h1, …, hk who may not meet each other sit in k different networks, with such a cap each; the other networks
        are capped by their size. Filling up the smallest network that is below its cap is least for convex costs under caps (exchange
        argument). A category with locked seats takes the better of this bound, locks left out, and the water-filled one.
        """
        return tuple(
            self._least(goal, groups, capped=True) for goal, groups in zip(self.goals, self.groups, strict=True)
        )

    @cached_property
    def foes(self) -> dict[str, set[str]]:
        """Those whom each participant may not meet."""
        foes: dict[str, set[str]] = {}
        for one, other in self.apart:
            foes.setdefault(one, set()).add(other)
            foes.setdefault(other, set()).add(one)
        return foes

    def _least(self, goal: Goal, groups: tuple[tuple[str, ...], ...], *, capped: bool) -> int:
        match kind(goal):
            case "pairs":
                return sum(self.least_of(people, capped=capped) for people in groups if len(people) > 1)
            case "differing":
                return self._least_differing(groups)
            case _:
                return 0

    def least_of(self, people: tuple[str, ...], *, capped: bool = True) -> int:
        """The fewest pairs of one category that must meet, see `unavoidable` and, with caps, `proven`."""
        networks = len(self.scenario.networks)
        counts: dict[str, int] = {}
        if self._locked:
            for person in people:
                seat = self._locked.get(person)
                if seat is not None:
                    counts[seat] = counts.get(seat, 0) + 1
        filled = list(counts.values())
        free, empty = len(people) - sum(filled), networks - len(filled)
        spread = sum(map(pairs, filled)) if free <= empty else water_fill(filled + [0] * empty, free)
        if not capped:
            return spread
        caps = self._caps(people)
        return spread if caps is None else max(spread, capped_fill(caps, len(people)))

    def _caps(self, people: tuple[str, ...]) -> list[int] | None:
        """Caps for the networks from people who have foes in their own category and may not meet each other; None when nobody caps."""
        networks = len(self.scenario.networks)
        hubs, inside = self._hubs(people)
        chosen: list[str] = []
        caps: list[int] = []
        for cap, person in hubs:
            if len(caps) < networks and all(person in inside[other] for other in chosen):
                chosen.append(person)
                caps.append(cap)
        return caps + [self.scenario.size.largest] * (networks - len(caps)) if caps else None

    def _hubs(self, people: tuple[str, ...]) -> tuple[list[tuple[int, str]], dict[str, set[str]]]:
        """Who of a category keeps so many of it away that their network has less than its even share: (most who can sit there, person), the
        strictest first; and for those who may keep enough away, whom of the category."""
        even = -(-len(people) // len(self.scenario.networks))
        if even < 2:
            return [], {}  # one in a network is below any cap
        here, most = set(people), len(people) - even  # with no more foes there, nobody caps
        inside = {
            person: some & here for person in people if (some := self.foes.get(person)) is not None and len(some) > most
        }
        caps = ((len(people) - len(some), person) for person, some in inside.items())
        return sorted(hub for hub in caps if hub[0] < even), inside

    def heads(self, goal: int) -> tuple[str, ...]:
        """Participants in whose network some category of a goal cannot have its even share, because they may not meet it."""
        if goal not in self._heads:
            hubs = (person for people in self.groups[goal] for _, person in self._hubs(people)[0])
            self._heads[goal] = tuple(dict.fromkeys(hubs))
        return self._heads[goal]

    def _least_differing(self, groups: tuple[tuple[str, ...], ...]) -> int:
        """The fewest pairs of members who differ, where alike are kept together.

        Proof. A value with n members is found in at least ceil(n / largest) networks, so with G networks there are at least
        E = sum ceil(n_v / largest) - G values too many in some networks. A network of t members with e values too many has at least
        e (t - 1) - C(e, 2) >= e t / 2 differing pairs (the others alone, the rest alike; e <= t - 1), and t >= smallest when everybody
        has a value.
        """
        size, everybody = self.scenario.size, sum(map(len, groups))
        surplus = sum(-(-len(people) // size.largest) for people in groups) - len(self.scenario.networks)
        if surplus <= 0 or everybody < len(self.scenario.participants):
            return 0
        return -(-surplus * size.smallest // 2)


def water_fill(counts: list[int], free: int) -> int:
    """The least sum of C(n, 2) after `free` more are added to these counts, one at a time where fewest are."""
    if not any(counts):
        each, more = divmod(free, len(counts))
        return more * pairs(each + 1) + (len(counts) - more) * pairs(each)
    heapq.heapify(counts)
    for _ in range(free):
        heapq.heapreplace(counts, counts[0] + 1)
    return sum(pairs(n) for n in counts)


def capped_fill(caps: list[int], people: int) -> int:
    """The least sum of C(n, 2) with n people over networks with these caps; when they do not fit at all, what the caps alone cost."""
    if people >= sum(caps):
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


def pairs(people: int) -> int:
    """C(n, 2): how many pairs n people make."""
    return people * (people - 1) // 2
