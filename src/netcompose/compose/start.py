"""Dealing around the table: everybody in order to the best of all the networks that wait, one to each in a round.

Each person's cost in *every* network is added up at once: the counts of a category are the bytes of one whole number, a byte for each
network, so that a sum of whole numbers is a sum over all the networks, and the cheapest network is the first byte of the least value.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

    from netcompose.compose.books import Books

CLOSED: Final = 128
"""The bit of a byte that says that a network is not waiting, or may not be had."""

COLUMN: Final = 16
"""Members from which a category has a whole number of its own; of smaller ones the networks are listed, which takes less room."""


class Around:
    """The networks as bytes, while people are dealt to them.

    Whoever is seated already counts: a network waits when it has fewer members than the round that is dealt, the first round being the
    one that some network has not had.
    """

    def __init__(self, books: Books, random: Random) -> None:
        self.books, self.random = books, random
        self.networks = len(books.table.networks)
        self.weights, self.home_weight = self._weights()
        self.ones = int.from_bytes(b"\1" * self.networks)
        self.columns: list[dict[int, int]] = []
        self.listed: list[dict[int, list[int]]] = []
        for layer in books.table.layers:
            self.columns.append({c: 0 for c, size in enumerate(layer.sizes) if size >= COLUMN})
            self.listed.append({c: [] for c, size in enumerate(layer.sizes) if size < COLUMN})
        for person, network in enumerate(books.network_of):
            if network >= 0:
                self._count(person, network)
        self.sizes = [len(members) for members in books.members]
        self.round = min(self.sizes)
        self.waiting = 0
        self.closed = 0

    @staticmethod
    def suits(books: Books) -> bool:
        """Whether the networks are so small that what somebody costs in one fits into its byte without losing what matters."""
        return books.table.scenario.size.largest * len(books.weights) < CLOSED

    def _weights(self) -> tuple[list[int], int]:
        """The weights of the layers and of a present network, as they are, or in proportion so that every cost is below `CLOSED`."""
        weights, home = self.books.weights, self.books.home_weight
        most = sum(map(abs, weights)) * self.books.table.scenario.size.largest + home
        if most < CLOSED:
            return weights, home
        return [int(weight * (CLOSED - 1) / most) for weight in weights], home * (CLOSED - 1) // most

    def deal(self, people: Sequence[int]) -> None:
        """Seat these people, in this order."""
        for person in people:
            if not self.waiting:
                self._next_round()
            network = self._best(person)
            self.books.seat(person, network)
            self._count(person, network)
            self.sizes[network] += 1
            if self.sizes[network] >= self.round:
                self.closed |= CLOSED << 8 * network
                self.waiting -= 1

    def _next_round(self) -> None:
        """The next round in which somebody waits."""
        self.round = max(self.round, min(self.sizes)) + 1
        flags = bytes(CLOSED if size >= self.round else 0 for size in self.sizes)
        self.closed = int.from_bytes(flags, "little")
        self.waiting = flags.count(0)

    def _best(self, person: int) -> int:
        """The network that waits where this person costs least and, if there is one, meets nobody whom they may not meet."""
        books, total = self.books, self.closed
        few = []
        for weight, columns, listed, category in zip(
            self.weights, self.columns, self.listed, books.kinds[person], strict=True
        ):
            if category in columns:
                total += weight * columns[category] if weight != 1 else columns[category]
            elif category >= 0 and listed[category]:
                few.append((weight, listed[category]))
        home = books.table.home[person]
        if home >= 0:
            total += self.home_weight * self.ones
            few.append((-self.home_weight, [home]))
        costs = bytearray(total.to_bytes(self.networks, "little"))
        for weight, networks in few:
            for network in networks:
                if costs[network] < CLOSED:
                    costs[network] += weight
        seats = books.network_of
        foes = {seats[foe] for foe in books.table.foes[person]} - {-1}
        for network in foes:
            costs[network] |= CLOSED
        start = int(self.random.random() * self.networks)
        network = _least(costs, start)
        if network < 0:  # all that wait have somebody whom they may not meet
            for network in foes:
                if not self.closed >> 8 * network & CLOSED:
                    costs[network] &= ~CLOSED
            network = _least(costs, start)
        return network

    def _count(self, person: int, network: int) -> None:
        for columns, listed, category in zip(self.columns, self.listed, self.books.kinds[person], strict=True):
            if category in columns:
                columns[category] += 1 << 8 * network
            elif category >= 0:
                listed[category].append(network)


def _least(costs: bytearray, start: int) -> int:
    """Where the least value below `CLOSED` stands, looking from `start` on and around; -1 when there is none."""
    for cost in range(CLOSED):
        found = costs.find(cost, start)
        if found < 0:
            found = costs.find(cost)
        if found >= 0:
            return found
    return -1
