"""Fairness, the last tie-break: of compositions that cost the same, one whose worst network is as good as it can be.

For each attribute of the mix, in order of rank, the most pairs that one network has are made as few as can be, and no goal pays for it.
Swaps nearly always get there, and a closed-form bound says when; of few people CP-SAT answers what is left.
"""

from __future__ import annotations

from dataclasses import replace
from operator import gt
from random import Random
from typing import TYPE_CHECKING, Final

from netcompose.compose.costs import cost_of
from netcompose.compose.deal import Deal
from netcompose.compose.worst import least_worst, packed

if TYPE_CHECKING:
    from netcompose.compose.effort import Effort
    from netcompose.compose.outcome import Composed
    from netcompose.compose.table import Table

LOOKS: Final = 8
"""Looks at a person, for each participant, that are spent on swaps."""

FEWEST_LOOKS: Final = 600
"""The same where few take part."""

FEW: Final = 24
"""Participants up to which CP-SAT is asked: with more, its answer would cost more than composing."""

SECONDS: Final = 0.1
"""For CP-SAT, as the deterministic limit counts them."""

FEW_NETWORKS: Final = 15
"""Networks up to which it is tried whether the pairs can be packed as evenly as the closed form says."""

NOBODY: Final = -1
"""In the place of somebody to swap with: a move."""


def fair(table: Table, effort: Effort, composed: Composed, deal: Deal | None) -> Composed:
    """A composition of the same value in every goal, its worst networks as good as was found, with a bound for each attribute of the mix.

    `deal` is where everybody sits already as in the composition, when there is one.
    """
    if not any(goal.goal == "mix" for goal in table.goals):
        return composed
    at = {network: i for i, network in enumerate(table.networks)}
    seats = composed.composition.seats
    fairness = Fairness(table, [at[seats[person]] for person in table.people])
    if fairness.open and len(table.networks) <= FEW_NETWORKS:
        fairness.pack()
    if fairness.open and not effort.stop():
        deal = deal or Deal(table, effort.seed, fairness.seats)
        Swaps(fairness, deal, effort).run()
        composed = replace(composed, composition=table.composition(fairness.seats))
    if fairness.open and len(table.people) <= FEW and effort.seconds > 0 and _proven(table, composed):
        from netcompose.compose.closing_fairness import close_fairness  # ortools takes most of a second to load

        closed = close_fairness(table, effort, fairness, composed.composition, SECONDS)
        composed = replace(composed, composition=closed)
    return replace(composed, worst=tuple(fairness.bounds))


def _proven(table: Table, composed: Composed) -> bool:
    """Whether no goal can be better, so that one which is no worse is the same."""
    goals = range(len(table.goals))
    return composed.bounds == tuple(cost_of(table.scenario, table.bounds, i, composed.composition) for i in goals)


class Fairness:
    """The pairs of each network, for each attribute of the mix in order of rank.

    `goals` are these goals, `layers` the layer of each in the table (None when no two people share a value). `bounds` are what the worst
    network cannot be below in any composition in which every goal has the value that it has here.
    """

    def __init__(self, table: Table, seats: list[int]) -> None:
        self.table = table
        goals = table.goals
        self.goals = sorted((i for i, goal in enumerate(goals) if goal.goal == "mix"), key=lambda i: goals[i].rank)
        of_goal = {layer.goal: k for k, layer in enumerate(table.layers)}
        self.layers = [of_goal.get(goal) for goal in self.goals]
        self.take(seats)
        self.bounds = list(map(self._bound, self.layers, self.pairs))

    def take(self, seats: list[int]) -> None:
        """Look at another composition, of the same value in every goal."""
        self.seats = seats
        self.pairs = [self._pairs(k) for k in self.layers]

    def pack(self) -> None:
        """Raise the bounds that are not met to what can be packed."""
        for j, k in enumerate(self.layers):
            pairs = self.pairs[j]
            if k is not None and max(pairs) > self.bounds[j]:
                self.bounds[j] = packed(self.table.layers[k].sizes, len(pairs), sum(pairs), self.bounds[j])

    def _bound(self, k: int | None, pairs: list[int]) -> int:
        """What the worst network cannot be below, in closed form."""
        return 0 if k is None else least_worst(self.table.layers[k].sizes, len(self.seats), len(pairs), sum(pairs))

    def _pairs(self, k: int | None) -> list[int]:
        """How many pairs of a layer each network has."""
        pairs = [0] * len(self.table.networks)
        if k is not None:
            layer = self.table.layers[k]
            width = len(layer.sizes)
            met: dict[int, int] = {}
            for c, g in zip(layer.category, self.seats, strict=True):
                if c >= 0:
                    here = met.get(at := g * width + c, 0)
                    pairs[g] += here
                    met[at] = here + 1
        return pairs

    @property
    def worst(self) -> list[int]:
        """The most pairs that one network has, attribute by attribute."""
        return [max(pairs) for pairs in self.pairs]

    @property
    def open(self) -> bool:
        """Whether some worst network is above its bound."""
        return any(map(gt, self.worst, self.bounds))


class Swaps:
    """Exchanges between networks that leave every goal's cost, and every rule, as they are."""

    def __init__(self, fairness: Fairness, deal: Deal, effort: Effort) -> None:
        self.fairness, self.deal, self.stop = fairness, deal, effort.stop
        self.table, self.books = deal.table, deal.books
        self.random = Random(effort.seed)
        self.pairs, self.layers, self.most = fairness.pairs, fairness.layers, fairness.worst
        goals = [layer.goal for layer in self.table.layers]
        self.only = [goals.count(goal) == 1 for goal in goals]
        self.nobody = (-1,) * len(goals)
        self.looks = max(FEWEST_LOOKS, LOOKS * len(self.table.people))

    def run(self) -> None:
        """Attribute by attribute, in order of rank, as long as the worst network gets better and there are looks left."""
        for j, bound in enumerate(self.fairness.bounds):
            while self.most[j] > bound and self._lower(j):
                self.most[j] = max(self.pairs[j])
        self.fairness.seats = self.books.network_of.copy()

    def _lower(self, j: int) -> bool:
        """Bring every network below the worst; whether it worked."""
        target = self.most[j] - 1
        for g in range(len(self.pairs[j])):
            while self.pairs[j][g] > target:
                if self.looks <= 0 or self.stop():
                    return False
                if not self._relieve(j, g, target) and not self._wander(g):
                    return False
        return True

    def _relieve(self, j: int, g: int, target: int) -> bool:
        """Make an exchange that takes pairs from a network and brings none above the target.

        As the goal's value stays, the other network gets as many pairs as this one loses; all else is looked at only when that fits.
        """
        k = self.layers[j]
        assert k is not None
        pairs, rows, kinds, swappable = self.pairs[j], self.books.rows[k], self.books.kinds, self.deal.swappable
        here = rows[g]
        leavers = [
            (a, c, here[c] - 1)
            for a in self.books.members[g]
            if swappable[a] and (c := kinds[a][k]) >= 0 and here[c] > 1
        ]
        self.random.shuffle(leavers)
        for h in self._around():
            room = target - pairs[h]
            self.looks -= 1
            if h == g or room <= 0:
                continue
            there = rows[h]
            if self.deal.may_move(g, h):
                for a, c, saved in leavers:
                    if there[c] == saved <= room and self._exchange(a, NOBODY, g, h):
                        return True
            self.looks -= len(self.books.members[h])
            for b in self.books.members[h]:
                if swappable[b]:
                    cb = kinds[b][k]
                    met, left = here[cb], there[cb] - (cb >= 0)
                    for a, c, saved in leavers:
                        fewer = saved - met
                        if 0 < fewer <= room and there[c] - left == fewer and self._exchange(a, b, g, h):
                            return True
        return False

    def _wander(self, g: int) -> bool:
        """Make an exchange that changes nothing that counts, but may open the way for one that does."""
        kinds, swappable = self.books.kinds, self.deal.swappable
        members = [a for a in self.books.members[g] if swappable[a]]
        if not members:
            return False
        while self.looks > 0 and not self.stop():
            h = int(self.random.random() * len(self.books.members))
            self.looks -= 1
            if h != g:
                a = self.random.choice(members)
                self.looks -= len(self.books.members[h])
                for b in self.books.members[h]:
                    if swappable[b] and kinds[a] != kinds[b] and self._exchange(a, b, g, h):
                        return True
        return False

    def _around(self) -> list[int]:
        """All networks, from any one on."""
        networks = len(self.books.members)
        start = int(self.random.random() * networks)
        return [*range(start, networks), *range(start)]

    def _exchange(self, a: int, b: int, g: int, h: int) -> bool:
        """Let a of network g and b of h (or nobody) change seats, unless a goal, a rule or a worst network pays; whether they did."""
        changes = self._changes(a, b, g, h)
        if changes is None or not self._keeps(a, b, g, h):
            return False
        for i, change in changes:
            self.pairs[i][g] += change
            self.pairs[i][h] -= change
        if b == NOBODY:
            self.books.move(a, h)
        else:
            self.books.swap(a, b)
        return True

    def _changes(self, a: int, b: int, g: int, h: int) -> list[tuple[int, int]] | None:
        """How many pairs of each attribute g gets, and h loses, by an exchange; None when a goal or a worst network would pay for it."""
        books = self.books
        theirs = self.nobody if b == NOBODY else books.kinds[b]
        got: dict[int, int] = {}
        sums: dict[int, int] = {}
        for k, (own, other) in enumerate(zip(books.kinds[a], theirs, strict=True)):
            if own == other:
                continue
            here, there = books.rows[k][g], books.rows[k][h]
            change = got[k] = here[other] - here[own] + (own >= 0)  # nobody is counted without a category
            change += there[own] - there[other] + (other >= 0)
            if change:
                if self.only[k]:
                    return None
                layer = self.table.layers[k]
                sums[layer.goal] = sums.get(layer.goal, 0) + layer.sign * change
        if any(sums.values()):
            return None
        changes = [(i, got[k]) for i, k in enumerate(self.layers) if k in got]
        for i, change in changes:
            pairs, most = self.pairs[i], self.most[i]
            if pairs[g] + change > most or pairs[h] - change > most:
                return None
        return changes

    def _keeps(self, a: int, b: int, g: int, h: int) -> bool:
        """Whether the rules allow an exchange, and as many sit where they sit now."""
        table, seats = self.table, self.books.network_of
        if any(seats[foe] == h and foe != b for foe in table.foes[a]):
            return False
        if b != NOBODY and any(seats[foe] == g and foe != a for foe in table.foes[b]):
            return False
        homes = table.home
        if (homes[a] == g) - (homes[a] == h) + (b != NOBODY and (homes[b] == h) - (homes[b] == g)):
            return False
        if b != NOBODY and table.signature[a] == table.signature[b]:
            return True
        for tally, sums in zip(table.tallies, self.books.sums, strict=True):
            change = (0 if b == NOBODY else tally.weight[b]) - tally.weight[a]
            low, high = sorted((sums[g] + change, sums[h] - change))
            if change and not tally.at_least <= low <= high <= tally.at_most:
                return False
        return True
