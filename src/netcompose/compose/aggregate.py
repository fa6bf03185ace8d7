"""A bound on several goals together: how many of each kind sit where, without saying who.

The closed forms look at one category at a time. What they miss is that seats are shared: a head's network holds nobody from their
department, so it is filled from the others, of whom it then has more than their even share – in departments, workplaces and levels at once.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ortools.sat.python import cp_model

from netcompose.compose.bounds import pairs
from netcompose.compose.solver import Ending, solved

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from netcompose.compose.search import Effort
    from netcompose.compose.table import Table

MOST_CELLS: Final = 6_000
"""Kinds x networks above which the question is no longer quick."""

MOST_GOALS: Final = 4
"""Goals looked at together: with more, hardly two people are alike, and the question is the whole problem again."""

SECONDS: Final = 2.0
"""The most that one answer may cost, as the deterministic limit counts."""


@dataclass(frozen=True, slots=True)
class Joint:
    """Some goals, and the least that they can cost together, weighted."""

    goals: tuple[int, ...]
    least: int


def joint_bound(
    table: Table, rank: Sequence[int], value: int, effort: Effort, held: Sequence[tuple[Sequence[int], int]] = ()
) -> Joint:
    """The goals of a rank that raise its bound most when they are looked at together, found one by one; `value` as in `least_together`
    is the rank's. The bound of the whole rank is this one and each other goal's own."""
    weighted = {goal: table.goals[goal].weight * table.least[goal] for goal in rank}
    slack = value - sum(weighted.values())
    apart = {goal: _pairs_apart(table, goal) for goal in rank}
    best = Joint((), 0)
    while len(best.goals) < min(len(rank), MOST_GOALS):
        tried = []
        for goal in rank:
            if goal not in best.goals:
                goals, least = (*best.goals, goal), best.least + weighted[goal]
                most = sum(weighted[g] for g in goals) + slack
                tried.append(Joint(goals, least_together(table, goals, least, most, effort, held)))
        raised = [joint.least - best.least - weighted[joint.goals[-1]] for joint in tried]
        at = max(range(len(tried)), key=lambda i: (raised[i], apart[tried[i].goals[-1]], -i))
        if len(best.goals) > 1 and raised[at] == 0:
            break
        best = tried[at]
        if best.least - sum(weighted[goal] for goal in best.goals) == slack:
            break
    return best


def _pairs_apart(table: Table, goal: int) -> int:
    """How many pairs that are kept apart share a category of the goal."""
    category = {person: c for c, people in enumerate(table.bounds.groups[goal]) for person in people}
    return sum(category.get(one, -1) == category.get(other, -2) for one, other in table.bounds.apart)


def least_together(
    table: Table,
    goals: Sequence[int],
    known: int,
    value: int,
    effort: Effort,
    held: Iterable[tuple[Sequence[int], int]] = (),
) -> int:
    """The least that these goals can cost together, weighted, between a bound that is `known` and the `value` of a composition.

    `held` are (goals, cost) that a composition must keep to; those that speak of other goals are left out.

    Proof. From any composition that keeps the rules, count for every kind of person (those alike in all these goals) how many sit in each
    network. The counts keep every constraint here: each is the sum of some of the rules over people of a kind. Networks without locked
    seats bear no names, so those that hold a head can be called the first; the others, which hold none, are added up, and by convexity n
    members of a category in R networks make at least q·n - R·q(q + 1)/2 pairs for every whole q, the tangents of R even networks. So the
    cost here is at most the composition's, and its minimum is a bound.
    """
    question = _Question(table, goals, held)
    if known >= value or not question.small:
        return known
    cost = question.cost(goals)
    question.cp.add(cost >= known)
    question.cp.add(cost <= value)
    question.cp.minimize(cost)
    answer = solved(question.cp, seed=effort.seed, seconds=min(SECONDS, effort.seconds), stop=effort.stop)
    if answer.ending is Ending.INFEASIBLE:
        return value  # a composition of that value exists, so only the held goals can be out of reach: nothing better is left
    return max(known, answer.bound if answer.bound is not None else known)


class _Question:
    """The counts as variables: `seated[kind][place]` for those who are neither locked nor heads, `leads[head][place]` for each head.

    A place is a network that has locked seats or may have a head; all others together are the last place of `seated`.
    """

    def __init__(self, table: Table, goals: Sequence[int], held: Iterable[tuple[Sequence[int], int]]) -> None:
        self.table, self.goals, self.cp = table, goals, cp_model.CpModel()
        networks = set(table.networks)
        self.locked = {person: seat for person, seat in table.scenario.locked.items() if seat in networks}
        everybody_who_caps = dict.fromkeys(head for goal in goals for head in table.bounds.heads(goal))
        self.heads = [head for head in everybody_who_caps if head not in self.locked]
        self.named = sorted(set(self.locked.values()))
        unnamed = len(networks) - len(self.named)
        self.places = range(len(self.named) + min(unnamed, len(self.heads)))
        self.rest = len(networks) - len(self.places)
        self.category = [
            {person: c for c, people in enumerate(table.bounds.groups[goal]) for person in people} for goal in goals
        ]
        self.kinds: dict[tuple[int, ...], list[str]] = {}
        for person in table.people:
            if person not in self.locked and person not in everybody_who_caps:
                self.kinds.setdefault(self._kind(person), []).append(person)
        if self.small:
            self._seat_everybody()
            self._name_networks()
            self._keep_apart()
            self._costs = dict(zip(goals, map(self._pairs, range(len(goals))), strict=True))
            for above, most in held:
                if set(above) <= set(goals):
                    self.cp.add(self.cost(above) <= most)

    @property
    def small(self) -> bool:
        """Whether it is worth asking; where it is not, no variable is made."""
        return 0 < len(self.places) * (len(self.kinds) + 1) <= MOST_CELLS

    def cost(self, goals: Sequence[int]) -> cp_model.LinearExprT:
        """The weighted cost of some of the goals."""
        return sum(self.table.goals[goal].weight * self._costs[goal] for goal in goals)

    def _kind(self, person: str) -> tuple[int, ...]:
        return tuple(category.get(person, -1) for category in self.category)

    def _seat_everybody(self) -> None:
        """Everybody sits somewhere, and no network is too small or too large; the rest of the networks are counted as one."""
        cp, size = self.cp, self.table.scenario.size
        self.seated = {
            kind: [
                *(cp.new_int_var(0, min(len(people), size.largest), "") for _ in self.places),
                cp.new_int_var(0, len(people) if self.rest else 0, ""),
            ]
            for kind, people in self.kinds.items()
        }
        self.leads = {head: [cp.new_bool_var("") for _ in self.places] for head in self.heads}
        for kind, counts in self.seated.items():
            cp.add(cp_model.LinearExpr.sum(counts) == len(self.kinds[kind]))
        for leads in self.leads.values():
            cp.add_exactly_one(leads)
        present = Counter(self.locked.values())
        for place in self.places:
            here = present[self.named[place]] if place < len(self.named) else 0
            members = [counts[place] for counts in (*self.seated.values(), *self.leads.values())]
            cp.add_linear_constraint(
                cp_model.LinearExpr.sum(members), max(0, size.smallest - here), max(0, size.largest - here)
            )
        others = cp_model.LinearExpr.sum([counts[-1] for counts in self.seated.values()])
        cp.add_linear_constraint(others, self.rest * size.smallest, self.rest * size.largest)

    def _name_networks(self) -> None:
        """Networks without locked seats are called after the first head in them: of all equal answers one is left."""
        if self.named:
            return
        for i, head in enumerate(self.heads):
            for place, leads in enumerate(self.leads[head]):
                if place > i:
                    self.cp.add(leads == 0)
                elif place:
                    before = [self.leads[earlier][place - 1] for earlier in self.heads[:i]]
                    self.cp.add(leads <= cp_model.LinearExpr.sum(before))

    def _keep_apart(self) -> None:
        """A head's network has none of those whom they may not meet; nor has the network of anybody who is locked."""
        foes, largest = self.table.bounds.foes, self.table.scenario.size.largest
        barred = {
            person: {self.locked[foe] for foe in foes.get(person, ()) if foe in self.locked}
            for person in self.table.people
        }
        for head, leads in self.leads.items():
            mine = foes.get(head, set())
            for other in self.heads:
                if head < other and other in mine:
                    for place in self.places:
                        self.cp.add_at_most_one(leads[place], self.leads[other][place])
            for place, network in enumerate(self.named):
                if network in barred[head]:
                    self.cp.add(leads[place] == 0)
            for kind, people in self.kinds.items():
                most, left = min(len(people), largest), len(people) - len(mine.intersection(people))
                if left < most:
                    for place in self.places:
                        self.cp.add(self.seated[kind][place] + (most - left) * leads[place] <= most)
        for kind, people in self.kinds.items():
            for place, network in enumerate(self.named):
                left = sum(network not in barred[person] for person in people)
                if left < min(len(people), largest):
                    self.cp.add(self.seated[kind][place] <= left)

    def _pairs(self, at: int) -> cp_model.LinearExprT:
        """The pairs of the goal at this position: in each place by the tangents of C(n, 2), in the rest by those of even networks."""
        bounds, goal = self.table.bounds, self.goals[at]
        costs = []
        for c, people in enumerate(bounds.groups[goal]):
            if len(people) > 1:
                cost = self.cp.new_int_var(bounds.least_of(people), pairs(len(people)), "")
                self.cp.add(cost == cp_model.LinearExpr.sum(self._pairs_of(at, c, people)))
                costs.append(cost)
        return cp_model.LinearExpr.sum(costs)

    def _pairs_of(self, at: int, c: int, people: tuple[str, ...]) -> list[cp_model.IntVar]:
        """The pairs of one category, place by place, the rest last."""
        most = min(len(people), self.table.scenario.size.largest)
        kinds = [counts for kind, counts in self.seated.items() if kind[at] == c]
        heads = [leads for head, leads in self.leads.items() if self.category[at].get(head) == c]
        locked = Counter(self.locked[person] for person in people if person in self.locked)
        costs = []
        for place in self.places:
            here = locked[self.named[place]] if place < len(self.named) else 0
            members = cp_model.LinearExpr.sum([counts[place] for counts in (*kinds, *heads)]) + here
            cost = self.cp.new_int_var(pairs(here), pairs(max(most, here)), "")
            for t in range(1, most):
                self.cp.add(cost >= t * members - pairs(t + 1))
            costs.append(cost)
        if self.rest:
            members = cp_model.LinearExpr.sum([counts[-1] for counts in kinds])
            cost = self.cp.new_int_var(0, pairs(len(people)), "")
            for t in range(1, most):
                self.cp.add(cost >= t * members - self.rest * pairs(t + 1))
            costs.append(cost)
        return costs
