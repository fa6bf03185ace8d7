"""A composition in the making and its books: who sits where, how many of each kind, what is broken, what it costs.

Everything that changes a seat goes through here, so that the books are always right; nothing here decides where anybody should sit.
"""

from __future__ import annotations

from operator import itemgetter, mul
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import MutableSequence
    from typing import TypeAlias

    from netcompose.compose.table import Table

    Row: TypeAlias = "MutableSequence[int] | Sparse"

MOST_DENSE: Final = 20_000_000
"""Cells of one layer (networks x categories) up to which each network has a byte for every category."""


NEVER: Final = 1 << 62
"""More than any change can cost."""


class Sparse(dict[int, int]):
    """Counts of which nearly all are 0: a missing one reads as 0 and takes no room."""

    def __missing__(self, key: int) -> int:
        return 0


class Books:
    """Seats and counts. `broken` is by how much hard rules are broken, `cost` the goals' weighted cost.

    `rows[k][g][c]` counts the members of network g in category c of layer k, with one cell more that stays 0 for those without a category.
    """

    def __init__(self, table: Table, weights: list[int]) -> None:
        self.table = table
        networks = len(table.networks)
        self.network_of = [-1] * len(table.people)
        self.members: list[list[int]] = [[] for _ in range(networks)]
        self.tallied = [(tally, [0] * networks) for tally in table.tallies]
        self.sums = [sums for _, sums in self.tallied]
        self.rows = [self._row_for_each(len(layer.sizes), networks) for layer in table.layers]
        self.kinds = list(zip(*(layer.category for layer in table.layers), strict=True)) or [()] * len(table.people)
        self.broken = sum(tally.at_least for tally in table.tallies) * networks
        self.cost = 0
        self.weigh(weights)

    def _row_for_each(self, categories: int, networks: int) -> list[Row]:
        if self.table.scenario.size.largest > 255:
            return [[0] * (categories + 1) for _ in range(networks)]
        if categories * networks > MOST_DENSE:
            return [Sparse() for _ in range(networks)]
        return [bytearray(categories + 1) for _ in range(networks)]

    def weigh(self, weights: list[int]) -> None:
        """Weigh the goals anew, and count the cost again."""
        table = self.table
        self.weights = [weights[layer.goal] * layer.sign for layer in table.layers]
        self.home_weight = 0 if table.home_goal is None else weights[table.home_goal]
        self.target = sum(map(mul, weights, table.least))
        # A layer with one category for everybody (even sizes) is the same after any swap: swaps look at the others only.
        everybody = len(table.people)
        self.uniform = [layer.sizes == [everybody] for layer in table.layers]
        self.varied = [k for k, uniform in enumerate(self.uniform) if not uniform]
        self.varied_weights = [self.weights[k] for k in self.varied]
        self.varied_rows = [self.rows[k] for k in self.varied]
        self.varied_kinds = [tuple(kinds[k] for k in self.varied) for kinds in self.kinds]
        self.unkind = [
            sum(w for w, c in zip(self.varied_weights, kinds, strict=True) if c < 0) for kinds in self.varied_kinds
        ]
        self.hopeless = 3 * max(weights, default=1) if min(self.weights, default=1) > 0 else NEVER
        self.cost = self._counted()

    def _counted(self) -> int:
        cost = 0
        for weight, rows in zip(self.weights, self.rows, strict=True):
            if weight:
                cost += weight * sum(n * (n - 1) // 2 for row in rows for n in _counts(row) if n > 1)
        if self.home_weight:
            seats = zip(self.table.home, self.network_of, strict=True)
            cost += self.home_weight * sum(-1 < home != seat > -1 for home, seat in seats)
        return cost

    @property
    def finished(self) -> bool:
        """Whether nothing better exists: every rule kept, every goal at the least that is possible."""
        return self.broken == 0 and self.cost == self.target

    # -- one person ---------------------------------------------------------------------------------------------

    def seat(self, person: int, network: int) -> None:
        """Give a seat to somebody who has none."""
        self._change(person, network, 1)
        self.network_of[person] = network
        self.members[network].append(person)

    def unseat(self, person: int) -> None:
        """Take somebody's seat."""
        network = self.network_of[person]
        self.network_of[person] = -1
        self.members[network].remove(person)
        self._change(person, network, -1)

    def _change(self, person: int, network: int, sign: int) -> None:
        table = self.table
        for weight, rows, category in zip(self.weights, self.rows, self.kinds[person], strict=True):
            if category >= 0:
                row = rows[network]
                others = row[category] - (sign < 0)
                self.cost += sign * weight * others
                row[category] = others + (sign > 0)
        if table.foes[person]:
            self.broken += sign * self.met(person, network)
        if self.home_weight and -1 < table.home[person] != network:
            self.cost += sign * self.home_weight
        for tally, sums in self.tallied:
            weight = tally.weight[person]
            if weight:
                before = sums[network]
                after = sums[network] = before + sign * weight
                self.broken += max(0, tally.at_least - after, after - tally.at_most)
                self.broken -= max(0, tally.at_least - before, before - tally.at_most)

    def swap(self, one: int, other: int) -> None:
        """Two people of different networks take each other's seat."""
        here, there = self.network_of[one], self.network_of[other]
        self.unseat(one)
        self.unseat(other)
        self.seat(one, there)
        self.seat(other, here)

    def move(self, person: int, network: int) -> None:
        """Somebody takes a seat in another network."""
        self.unseat(person)
        self.seat(person, network)

    # -- what it would change -----------------------------------------------------------------------------------

    def moving(self, person: int, network: int) -> tuple[int, int]:
        """How (broken, cost) would change if this person moved to this network."""
        table, seats = self.table, self.network_of
        home = seats[person]
        cost = 0
        for weight, rows, category in zip(self.weights, self.rows, self.kinds[person], strict=True):
            if category >= 0:
                cost += weight * (rows[network][category] - rows[home][category] + 1)
        broken = self._meeting(person, home, network)
        if self.home_weight and table.home[person] >= 0:
            cost += self.home_weight * ((table.home[person] != network) - (table.home[person] != home))
        for tally, sums in self.tallied:
            weight = tally.weight[person]
            if weight:
                broken += _tipped(tally.at_least, tally.at_most, sums[home], -weight)
                broken += _tipped(tally.at_least, tally.at_most, sums[network], weight)
        return broken, cost

    def met(self, person: int, network: int) -> int:
        """How many of those whom somebody may not meet sit in this network."""
        many = self.table.many_foes.get(person)
        if many is not None:
            return len(many.intersection(self.members[network]))
        seats, met = self.network_of, 0
        for foe in self.table.foes[person]:
            if seats[foe] == network:
                met += 1
        return met

    def _meeting(self, person: int, home: int, network: int) -> int:
        """How many more of those whom somebody may not meet are in `network` than at `home`."""
        if person in self.table.many_foes:
            return self.met(person, network) - self.met(person, home)
        seats, more = self.network_of, 0
        for other in self.table.foes[person]:
            seat = seats[other]
            if seat == network:
                more += 1
            elif seat == home:
                more -= 1
        return more

    def promising(self, person: int, networks: list[int], few: int) -> list[int]:
        """The few of these networks in which this person would cost least, whoever left for them."""
        home = self.network_of[person]
        lines = [
            (weight, rows, category)
            for weight, rows, category in zip(
                self.varied_weights, self.varied_rows, self.varied_kinds[person], strict=True
            )
            if category >= 0
        ]
        priced = []
        for network in networks:
            if network != home:
                cost = 0
                for weight, rows, category in lines:
                    cost += weight * rows[network][category]
                priced.append((cost, network))
        priced.sort(key=itemgetter(0))
        return [network for _, network in priced[:few]]

    def best_swap(self, person: int, network: int, partners: list[int], hopeless: int = NEVER) -> tuple[int, int, int]:
        """(broken, cost, partner): what the best swap of this person with one of these members of a network would change.

        The first that helps without harm is taken, for the next best is seldom better; with no partners the change is worse than any.
        A partner whose cost passes `hopeless` after some layers is given up: near the optimum the other layers hardly bring it down again.
        This is the innermost loop of the deal: sums instead of calls, only what differs between two people.
        """
        table, seats = self.table, self.network_of
        home = seats[person]
        own = [category if category >= 0 else -2 for category in self.varied_kinds[person]]
        lines = [
            (weight, rows[home], rows[network], category)
            for weight, rows, category in zip(self.varied_weights, self.varied_rows, own, strict=True)
        ]
        leaving = 0
        for weight, here, there, category in lines:
            if category >= 0:
                leaving += weight * (there[category] - here[category] + 1)
        apart = self._meeting(person, home, network)
        if self.home_weight and table.home[person] >= 0:
            leaving += self.home_weight * ((table.home[person] != network) - (table.home[person] != home))
        best = (NEVER, 0, -1)
        varied_kinds, unkind, signature = self.varied_kinds, self.unkind, table.signature
        all_foes, many_foes = table.foes, table.many_foes
        for partner in partners:
            cost = leaving - unkind[partner]
            for (weight, here, there, category), theirs in zip(lines, varied_kinds[partner]):  # noqa: B905 - strict costs a third
                if theirs == category:
                    cost += weight * (here[theirs] - there[theirs] - 1)
                else:
                    cost += weight * (here[theirs] - there[theirs] + 1)
                if cost > hopeless:
                    break
            if cost > hopeless:
                continue
            broken = apart
            if partner in many_foes:
                broken += self._meeting(partner, network, home) - 2 * (person in many_foes[partner])
            else:
                for foe in all_foes[partner]:
                    seat = seats[foe]
                    if seat == home:
                        broken += 1 if foe != person else -1
                    elif seat == network:
                        broken -= 1
            if self.home_weight and table.home[partner] >= 0:
                cost += self.home_weight * ((table.home[partner] != home) - (table.home[partner] != network))
            if signature[partner] != signature[person]:
                broken += self._tipped_by_swap(person, partner, home, network)
            if (broken, cost) < best[:2]:
                best = (broken, cost, partner)
                if broken <= 0 and cost < 0:
                    break
        return best

    def _tipped_by_swap(self, one: int, other: int, home: int, network: int) -> int:
        """How the tallies of two networks would break or mend by this swap."""
        broken = 0
        for tally, sums in self.tallied:
            change = tally.weight[other] - tally.weight[one]
            if change:
                broken += _tipped(tally.at_least, tally.at_most, sums[home], change)
                broken += _tipped(tally.at_least, tally.at_most, sums[network], -change)
        return broken


def _counts(row: Row) -> list[int]:
    return list(row.values()) if isinstance(row, dict) else list(row)


def _tipped(at_least: int, at_most: int, before: int, change: int) -> int:
    """How much more a tally is broken after a change."""
    after = before + change
    return max(0, at_least - after, after - at_most) - max(0, at_least - before, before - at_most)
