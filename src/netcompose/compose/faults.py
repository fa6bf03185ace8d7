"""What is wrong in a network, thing by thing: what repair and polish look for, found by going through one network at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator

    from netcompose.compose.books import Books

Fault: TypeAlias = tuple[Literal["tally", "meets", "away", "apart", "crowded", "lacking"], int, int]
"""(crowded or lacking, layer, category): more or fewer of a category than its even share; (apart, person, layer): with others than their
own kind; (meets, person, -): beside somebody whom they may not meet; (away, person, -): not where they sit now; (tally, -, -): a network
whose size, mentors or limits are wrong."""


class Faults:
    """The faults of the networks of a composition in the making."""

    def __init__(self, books: Books) -> None:
        self.books, self.table = books, books.table
        networks = len(self.table.networks)
        self.most = [[-(-size // networks) for size in layer.sizes] for layer in self.table.layers]
        self.least = [
            [(c, size // networks) for c, size in enumerate(layer.sizes) if size >= networks]
            for layer in self.table.layers
        ]

    def of(self, n: int) -> Iterator[Fault]:
        """What is wrong in one network."""
        table, books = self.table, self.books
        members = books.members[n]
        if books.broken:
            for tally, sums in zip(table.tallies, books.sums, strict=True):
                if not tally.at_least <= sums[n] <= tally.at_most:
                    yield "tally", 0, 0
            for p in members:
                if table.foes[p] and books.met(p, n):
                    yield "meets", p, 0
        if books.home_weight:
            yield from (("away", p, 0) for p in members if -1 < table.home[p] != n)
        for k, layer in enumerate(table.layers):
            row, category = books.rows[k][n], layer.category
            if layer.sign < 0:
                yield from (("apart", p, k) for p in members if category[p] > -1 and row[category[p]] < len(members))
                continue
            most = self.most[k]
            for c in {category[p] for p in members}:
                if c >= 0 and row[c] > most[c]:
                    yield "crowded", k, c
            for c, least in self.least[k]:
                if row[c] < least:
                    yield "lacking", k, c
