"""A bound on several goals together, and the outline of a plan that reaches it: who sits with the heads, the other networks only counted.

The closed forms look at one category at a time. What they miss is that seats are shared: a head's network holds nobody from their
department, so it is filled from the others, of whom it then has more than their even share – in departments, workplaces and levels at once.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ortools.sat.python import cp_model

from netcompose.compose.bounds import pairs
from netcompose.compose.demands import kind
from netcompose.compose.fit import Fit
from netcompose.compose.solver import Ending, solved

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from netcompose.compose.table import Table

MOST_CELLS: Final = 3_000
"""Kinds x places above which the question is no longer quick."""

CANDIDATES: Final = 100
"""People of a kind looked at for the seats of one network."""


@dataclass(frozen=True, slots=True)
class Outline:
    """What a question has found of some goals: the `least` that they can cost, weighted, and who sits in the networks that were looked at
    one by one in its best answer (None when there was none below the value asked for). `seconds` as the deterministic limit counts."""

    least: int
    networks: tuple[tuple[str, tuple[str, ...]], ...] | None
    seconds: float = 0.0


def outline(
    table: Table,
    goals: Sequence[int],
    known: int,
    value: int,
    *,
    held: Iterable[tuple[Sequence[int], int]] = (),
    seed: int = 1,
    seconds: float,
    repeatable_seconds: float | None = None,
    stop: Callable[[], bool] = lambda: False,
    near: Mapping[str, str] | None = None,
    coarse: bool = False,
) -> Outline:
    """The least that these goals can cost together, weighted, between a bound that is `known` and the `value` of a composition.

    `held` are (goals, cost) that a composition must keep to. `near` are seats that the outline keeps where it can: each head's network
    stays where it is, and of a kind those come into it who fit it best in all goals, also those that were not asked about.
    A `coarse` question is asked only of the goals that heads keep from their even share, the others costing their own least.

    Proof. From any composition that keeps the rules, count for every kind of person (those alike in all these goals and in all that the
    rules count) how many sit in each network. The counts keep every constraint here: each is the sum of some of the rules over people of a
    kind. Networks without locked seats bear no names, so those that hold a head can be called the first; the others, which hold none, are
    added up, and by convexity n members of a category in R networks make at least q·n - R·q(q + 1)/2 pairs for every whole q, the tangents
    of R even networks. So the cost here is at most the composition's, and its minimum is a bound. No answer below `value` means that
    nothing below it exists. Goals left out of a question that would be too large add their own closed-form bound, and those of their
    categories that only heads are in, which of the heads sit together.
    """
    held = list(held)
    above = {goal for some, _ in held for goal in some}
    if known >= value or not all(_is_partition(table, goal) for goal in {*goals, *above}):
        return Outline(known, None)
    asked = [goal for goal in goals if table.bounds.heads(goal)] if coarse else list(goals)
    question = _Question(table, sorted({*asked, *above}), held)
    if not question.small and not coarse:  # then only of the goals that heads keep from their even share
        asked = [goal for goal in goals if table.bounds.heads(goal)]
        question = _Question(table, sorted({*asked, *above}), held)
    if not question.small or not asked:
        return Outline(known, None)
    others = [goal for goal in goals if goal not in asked]
    cost: cp_model.LinearExprT = sum(
        (table.goals[goal].weight * (table.least[goal] + question.beyond(goal)) for goal in others),
        question.cost(asked),
    )
    question.cp.add(cost >= known)
    question.cp.add(cost < value)
    question.cp.minimize(cost)
    answer = solved(question.cp, seed=seed, seconds=seconds, repeatable_seconds=repeatable_seconds, stop=stop)
    spent = answer.deterministic_seconds
    if answer.ending is Ending.INFEASIBLE:
        return Outline(value, None, spent)
    if not answer.found:
        return Outline(known, None, spent)
    drawn = question.extract(answer.solver.value) if near is None else question.extract_near(answer.solver.value, near)
    return Outline(max(known, answer.bound or 0), drawn, spent)


def _is_partition(table: Table, goal: int) -> bool:
    """Whether a goal counts pairs, and of everybody in one category at the most: whoever has met others in several plans is in several."""
    groups = table.bounds.groups[goal]
    return kind(table.goals[goal]) == "pairs" and sum(map(len, groups)) == len({p for group in groups for p in group})


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
        self.index = {person: i for i, person in enumerate(table.people)}
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
            self._costs = {goal: self._pairs(at) for at, goal in enumerate(goals)}
            for above, most in held:
                self.cp.add(self.cost(above) <= most)

    @property
    def small(self) -> bool:
        """Whether it is worth asking; where it is not, no variable is made."""
        return 0 < len(self.places) * (len(self.kinds) + 1) <= MOST_CELLS

    def cost(self, goals: Sequence[int]) -> cp_model.LinearExprT:
        """The weighted cost of some of the goals."""
        return sum(self.table.goals[goal].weight * self._costs[goal] for goal in goals)

    def beyond(self, goal: int) -> cp_model.LinearExprT:
        """By how much the categories of a goal that only heads are in exceed their least: who sits with whom is known of heads."""
        more: list[cp_model.LinearExprT] = []
        for people in self.table.bounds.groups[goal]:
            if len(people) > 1 and self.leads.keys() >= set(people):
                least = self.table.bounds.least_of(people)
                cost = self.cp.new_int_var(least, pairs(len(people)), "")
                together = []
                for place in self.places:
                    members = cp_model.LinearExpr.sum([self.leads[person][place] for person in people])
                    meeting = self.cp.new_int_var(0, pairs(len(people)), "")
                    for t in range(1, len(people)):
                        self.cp.add(meeting >= t * members - pairs(t + 1))
                    together.append(meeting)
                self.cp.add(cost >= cp_model.LinearExpr.sum(together))
                more.append(cost - least)
        return sum(more)

    def extract(self, value: Callable[[cp_model.IntVar], int]) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The networks of the places in an answer; of a kind, those who may meet the ones who are there already go first."""
        foes = self.table.bounds.foes
        left = {alike: list(people) for alike, people in self.kinds.items()}
        free = iter([network for network in self.table.networks if network not in self.named])
        found = []
        for place in self.places:
            network = self.named[place] if place < len(self.named) else next(free)
            members = [person for person, seat in self.locked.items() if seat == network]
            members += [head for head, leads in self.leads.items() if value(leads[place])]
            for alike, counts in self.seated.items():
                for _ in range(value(counts[place])):
                    here = set(members)
                    person = min(left[alike], key=lambda p: (not here.isdisjoint(foes.get(p, ())), p))
                    left[alike].remove(person)
                    members.append(person)
            found.append((network, tuple(sorted(members))))
        return tuple(found)

    def extract_near(
        self, value: Callable[[cp_model.IntVar], int], near: Mapping[str, str]
    ) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """As `extract`, beginning from seats that are near: of a kind those who sit there already, else who adds the fewest pairs."""
        left = {alike: set(people) for alike, people in self.kinds.items()}
        free = set(self.table.networks).difference(self.named)
        found = []
        for place in self.places:
            members = [head for head, leads in self.leads.items() if value(leads[place])]
            if place < len(self.named):
                network = self.named[place]
                members += [person for person, seat in self.locked.items() if seat == network]
            else:
                where = [near[head] for head in members if near[head] in free]
                network = where[0] if where else min(free)
            free.discard(network)
            fit = Fit(self.table, members)
            for alike, counts in self.seated.items():
                if wanted := value(counts[place]):
                    fit.choose(wanted, sorted(left[alike], key=lambda p: (near[p] != network, p))[:CANDIDATES])
            fit.improve()
            for people in left.values():
                people.difference_update(fit.members)
            found.append((network, tuple(sorted(fit.members))))
        return tuple(found)

    def _kind(self, person: str) -> tuple[int, ...]:
        return (
            self.table.signature[self.index[person]],
            *(category.get(person, -1) for category in self.category),
        )

    def _seat_everybody(self) -> None:
        """Everybody sits somewhere, and sizes, mentors and limits are kept; the rest of the networks are counted as one."""
        cp, largest = self.cp, self.table.scenario.size.largest
        self.seated = {
            alike: [
                *(cp.new_int_var(0, min(len(people), largest), "") for _ in self.places),
                cp.new_int_var(0, len(people), ""),
            ]
            for alike, people in self.kinds.items()
        }
        self.leads = {head: [cp.new_bool_var("") for _ in self.places] for head in self.heads}
        for alike, counts in self.seated.items():
            cp.add(cp_model.LinearExpr.sum(counts) == len(self.kinds[alike]))
        for leads in self.leads.values():
            cp.add_exactly_one(leads)
        for tally in self.table.tallies:
            weight = {person: tally.weight[i] for person, i in self.index.items()}
            present: Counter[str] = Counter()
            for person, network in self.locked.items():
                present[network] += weight[person]
            of_kind = [weight[people[0]] for people in self.kinds.values()]
            of_head = [weight[head] for head in self.leads]
            for place in self.places:
                here = present[self.named[place]] if place < len(self.named) else 0
                members = [counts[place] for counts in (*self.seated.values(), *self.leads.values())]
                total = cp_model.LinearExpr.weighted_sum(members, [*of_kind, *of_head]) + here
                cp.add_linear_constraint(total, tally.at_least, tally.at_most)
            others = cp_model.LinearExpr.weighted_sum([counts[-1] for counts in self.seated.values()], of_kind)
            cp.add_linear_constraint(others, self.rest * tally.at_least, self.rest * tally.at_most)

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
            for alike, people in self.kinds.items():
                most, left = min(len(people), largest), len(people) - len(mine.intersection(people))
                if left < most:
                    for place in self.places:
                        self.cp.add(self.seated[alike][place] + (most - left) * leads[place] <= most)
        for alike, people in self.kinds.items():
            for place, network in enumerate(self.named):
                left = sum(network not in barred[person] for person in people)
                if left < min(len(people), largest):
                    self.cp.add(self.seated[alike][place] <= left)
        self._keep_others_apart()

    def _keep_others_apart(self) -> None:
        """Two people who may not meet are not both there: not everybody of both their kinds is."""
        kind_of = {person: alike for alike, people in self.kinds.items() for person in people}
        both = {
            tuple(sorted((kind_of[one], kind_of[other])))
            for one, other in self.table.bounds.apart
            if one in kind_of and other in kind_of
        }
        largest = self.table.scenario.size.largest
        for one, other in sorted(both):
            everybody = len(self.kinds[one]) + (len(self.kinds[other]) if other != one else 0)
            if everybody <= largest:
                for place in self.places:
                    self.cp.add(
                        self.seated[one][place] + (self.seated[other][place] if other != one else 0) <= everybody - 1
                    )

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
        kinds = [counts for alike, counts in self.seated.items() if alike[at + 1] == c]
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
