"""Deal and repair: a constructive start, then swaps that only ever help, aimed at what is still wrong.

Pure Python, repeatable by seed, and nearly always at the unavoidable minimum; CP-SAT is needed only where this is not enough.
"""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from netcompose.compose.table import Table

NEARBY: Final = 24
"""Networks looked at for one person; all of them where there are no more."""


class Deal:
    """A composition being made. `broken` counts what the hard rules still forbid, `cost` is the goals' weighted cost."""

    def __init__(self, table: Table, seed: int) -> None:
        self.table = table
        self.random = Random(seed)
        self.network_of = [-1] * len(table.people)
        self.units_in: list[list[int]] = [[] for _ in table.networks]
        self.people_in = [0] * len(table.networks)
        self.spare_in = [0] * len(table.networks)
        self.counts: list[dict[int, int]] = [{} for _ in table.layers]
        self.broken = sum(table.smallest for _ in table.networks)
        self.cost = 0
        self.target = sum(layer.weight * layer.least for layer in table.layers)
        self._start()

    @property
    def finished(self) -> bool:
        """Whether nothing better exists: every rule kept, every goal at the least that is possible."""
        return self.broken == 0 and self.cost == self.target

    # -- one unit in, one unit out ------------------------------------------------------------------------------

    def _put(self, unit: int, network: int, sign: int = 1) -> None:
        """Seat a unit in a network (or take it out, with sign -1), and keep the books."""
        table = self.table
        networks = len(table.networks)
        before = self._shortfall(network)
        for person in table.units[unit]:
            if sign < 0:
                self.network_of[person] = -1
            for layer, counts in zip(table.layers, self.counts, strict=True):
                category = layer.category[person]
                if category >= 0:
                    cell = category * networks + network
                    members = counts.get(cell, 0)
                    self.cost += layer.weight * (members if sign > 0 else 1 - members)
                    counts[cell] = members + sign
            self.broken += sign * sum(self.network_of[foe] == network for foe in table.foes[person])
            self.spare_in[network] += sign * table.spare[person]
            if sign > 0:
                self.network_of[person] = network
        self.people_in[network] += sign * len(table.units[unit])
        if sign > 0:
            self.units_in[network].append(unit)
        else:
            self.units_in[network].remove(unit)
        self.broken += self._shortfall(network) - before

    def _shortfall(self, network: int) -> int:
        """By how much a network's size and its supply of mentors break their rules."""
        table, people = self.table, self.people_in[network]
        return max(0, table.smallest - people, people - table.largest) + max(0, -self.spare_in[network])

    def _price(self, unit: int, network: int) -> tuple[int, int]:
        """What it would add to (broken, cost) to seat a unit that has no seat in this network, its size and mentors apart."""
        table = self.table
        networks = len(table.networks)
        cost = broken = 0
        for person in table.units[unit]:
            for layer, counts in zip(table.layers, self.counts, strict=True):
                category = layer.category[person]
                if category >= 0:
                    cost += layer.weight * counts.get(category * networks + network, 0)
            broken += sum(self.network_of[foe] == network for foe in table.foes[person])
        return broken, cost

    # -- the start ----------------------------------------------------------------------------------------------

    def _start(self) -> None:
        """Locked units first; then the others, sorted so that each run of equals is dealt around the table."""
        table = self.table
        for unit, network in enumerate(table.seat):
            if network >= 0:
                self._put(unit, network)
        free = [unit for unit, network in enumerate(table.seat) if network < 0]
        free.sort(key=lambda unit: (-len(table.units[unit]), *self._sorting_key(unit)))
        if len(free) == len(table.people):
            for turn, unit in enumerate(free):
                self._put(unit, turn % len(table.networks))
            return
        for unit in free:
            size = len(table.units[unit])
            open_networks = [n for n in range(len(table.networks)) if self.people_in[n] + size <= table.largest]
            nearby = self._some(open_networks or range(len(table.networks)))
            self._put(unit, min(nearby, key=lambda n: (*self._price(unit, n), self.people_in[n], n)))

    def _sorting_key(self, unit: int) -> tuple[int, ...]:
        """The unit's categories, goal by goal, every second one serpentine so that the ends of neighbouring runs fit together."""
        person = self.table.units[unit][0]
        key: list[int] = []
        for layer in self.table.layers:
            category = layer.category[person]
            key.append(category if not key or key[-1] % 2 == 0 else -category)
        return (*key, person)

    def _some(self, networks: Iterable[int]) -> list[int]:
        """At most NEARBY of these networks, chosen evenly."""
        some = list(networks)
        return some if len(some) <= NEARBY else self.random.sample(some, NEARBY)

    # -- repair -------------------------------------------------------------------------------------------------

    def repair(self, tries: int, stop: Callable[[], bool] = lambda: False) -> None:
        """Swap and move until nothing is wrong or about `tries` exchanges were looked at; the best found stays.

        A round goes through everybody who is in trouble; rounds that help nothing end in a kick (a few blind swaps).
        """
        best, best_seats, idle = (self.broken, self.cost), self.network_of.copy(), 0
        while not self.finished and tries > 0 and not stop():
            before = (self.broken, self.cost)
            troubled = self._troubled()
            self.random.shuffle(troubled)
            for unit in troubled:
                tries -= 1 + self._improve(unit)
                if tries <= 0 or self.finished:
                    break
            tries -= 1
            idle = 0 if (self.broken, self.cost) < before else idle + 1
            if (self.broken, self.cost) < best:
                best, best_seats = (self.broken, self.cost), self.network_of.copy()
            if idle >= 4:
                self._reseat(best_seats)
                self._kick()
                idle = 0
        if best < (self.broken, self.cost):
            self._reseat(best_seats)

    def _troubled(self) -> list[int]:
        """Units with a person who meets a foe, is one too many of a kind, or sits in a network that breaks a rule of its own."""
        table = self.table
        networks = len(table.networks)
        bad_network = [self._shortfall(n) > 0 for n in range(networks)]
        short = any(bad_network)
        troubled = []
        for unit, people in enumerate(table.units):
            if table.seat[unit] >= 0:
                continue
            network = self.network_of[people[0]]
            if bad_network[network] or (
                short and self.people_in[network] > table.smallest and self.random.random() < 0.5
            ):
                troubled.append(unit)
                continue
            for person in people:
                if any(self.network_of[foe] == network for foe in table.foes[person]) or any(
                    layer.category[person] >= 0
                    and counts[layer.category[person] * networks + network]
                    > -(-layer.size[layer.category[person]] // networks)
                    for layer, counts in zip(table.layers, self.counts, strict=True)
                ):
                    troubled.append(unit)
                    break
        if (
            not troubled
        ):  # each kind evenly spread as seen from above, and yet not at the minimum: a network has too few
            troubled = [unit for unit in range(len(table.units)) if table.seat[unit] < 0]
        return troubled

    def _improve(self, unit: int) -> int:
        """Make the best exchange of this unit that does no harm; returns how many were looked at."""
        table = self.table
        home, size = self.network_of[table.units[unit][0]], len(table.units[unit])
        best, choice, looked = (self.broken, self.cost), (-1, -1), 0
        self._put(unit, home, -1)
        for network in self._some(n for n in range(len(table.networks)) if n != home):
            moved = self._result(unit, network, -1, home) if self.people_in[network] + size <= table.largest else None
            results = [] if moved is None else [(-1, moved)]
            others = [
                other for other in self.units_in[network] if table.seat[other] < 0 and len(table.units[other]) == size
            ]
            if size == 1:
                results.extend(self._swaps(unit, network, others, home))
            else:
                results.extend((other, self._result(unit, network, other, home)) for other in others)
            looked += len(results)
            for other, result in results:
                if result < best or (result == best and self.random.random() < 0.25):
                    best, choice = result, (network, other)
        network, other = choice
        if network < 0:
            self._put(unit, home)
            return looked
        if other >= 0:
            self._put(other, network, -1)
            self._put(other, home)
        self._put(unit, network)
        return looked

    def _swaps(self, unit: int, network: int, others: list[int], home: int) -> Iterator[tuple[int, tuple[int, int]]]:
        """As `_result` for each of `others`, all single people, from the counts alone: this is where the time goes."""
        table, network_of = self.table, self.network_of
        networks = len(table.networks)
        person = table.units[unit][0]
        price_broken, price_cost = self._price(unit, network)
        foes = table.foes[person]
        before = self._shortfall(home) + self._shortfall(network)
        self.people_in[home] += 1
        level = self._shortfall(home) + self._shortfall(network) - before
        self.people_in[home] -= 1
        spare = table.spare[person]
        layers = [
            (layer.category, layer.category[person], layer.weight, counts)
            for layer, counts in zip(table.layers, self.counts, strict=True)
        ]
        for other in others:
            stranger = table.units[other][0]
            cost, broken = self.cost + price_cost, self.broken + price_broken - (stranger in foes)
            for category, own, weight, counts in layers:
                theirs = category[stranger]
                if theirs >= 0:
                    change = counts.get(theirs * networks + home, 0) - counts[theirs * networks + network] + 1
                    cost += weight * (change - 1 if theirs == own else change)
            for foe in table.foes[stranger]:
                if network_of[foe] == network:
                    broken -= 1
                elif network_of[foe] == home:
                    broken += 1
            difference = spare - table.spare[stranger]
            if difference or self.spare_in[home] < 0 or self.spare_in[network] < 0:
                broken += self._swap_shortfall(home, network, spare, table.spare[stranger]) - before
            else:
                broken += level
            yield other, (broken, cost)

    def _swap_shortfall(self, home: int, network: int, leaving: int, coming: int) -> int:
        """The shortfall of two networks once somebody who left `home` (already out) is exchanged for somebody of `network`."""
        self.people_in[home] += 1
        self.spare_in[home] += coming
        self.spare_in[network] += leaving - coming
        shortfall = self._shortfall(home) + self._shortfall(network)
        self.people_in[home] -= 1
        self.spare_in[home] -= coming
        self.spare_in[network] -= leaving - coming
        return shortfall

    def _result(self, unit: int, network: int, other: int, home: int) -> tuple[int, int]:
        """(broken, cost) if the unit, now without a seat, took one in `network` and `other` (or nobody, -1) came home in exchange."""
        if other >= 0:
            self._put(other, network, -1)
            self._put(other, home)
        self._put(unit, network)
        result = (self.broken, self.cost)
        self._put(unit, network, -1)
        if other >= 0:
            self._put(other, home, -1)
            self._put(other, network)
        return result

    def _kick(self) -> None:
        """A few blind swaps, to leave a place from which no single exchange helps."""
        free = [unit for unit, network in enumerate(self.table.seat) if network < 0]
        for _ in range(self.random.randint(2, 5)):
            if len(free) < 2:
                return
            one, other = self.random.sample(free, 2)
            here, there = (self.network_of[self.table.units[u][0]] for u in (one, other))
            self._put(one, here, -1)
            self._put(other, there, -1)
            self._put(one, there)
            self._put(other, here)

    def _reseat(self, network_of: list[int]) -> None:
        """Go back to an earlier seating."""
        for unit, people in enumerate(self.table.units):
            here, there = self.network_of[people[0]], network_of[people[0]]
            if here != there:
                self._put(unit, here, -1)
                self._put(unit, there)
