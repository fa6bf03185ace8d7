"""What is wrong in a network, thing by thing: what repair and polish look for, found by going through one network at a time."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator

    from netcompose.compose.books import Books

Fault: TypeAlias = tuple[Literal["tally", "meets", "away", "apart", "crowded", "lacking"], int, int]
"""(crowded or lacking, layer, category): more or fewer of a category than its even share where it can be; (apart, person, layer): with
others than their own kind; (meets, person, -): beside somebody whom they may not meet; (away, person, -): not where they sit now;
(tally, -, -): a network whose size, mentors or limits are wrong."""


class Faults:
    """The faults of the networks of a composition in the making."""

    def __init__(self, books: Books) -> None:
        self.books, self.table = books, books.table
        self.at_most: dict[int, dict[tuple[int, int], int]] = {}
        self.most: list[list[int]] = []
        self.least: list[list[tuple[int, int]]] = []
        for k, layer in enumerate(self.table.layers):
            kept = self._kept_away(k) if layer.sign > 0 else {}
            shares = [self._share(size, kept.get(c, [])) for c, size in enumerate(layer.sizes)]
            self.most.append([most for _, most in shares])
            self.least.append([(c, least) for c, (least, _) in enumerate(shares) if least])

    def _kept_away(self, k: int) -> dict[int, list[int]]:
        """Categories of a layer that somebody keeps away, as a head does their department: how many can be in each such network at most.

        Only where that is less than the even share; `at_most` has the same by person. To call such a network wrong would be to try in
        vain, and to disturb others by trying.
        """
        table, layer = self.table, self.table.layers[k]
        category, sizes, networks = layer.category, layer.sizes, len(table.networks)
        kept: dict[int, list[int]] = {}
        for person, foes in enumerate(table.foes):
            for c, n in Counter(map(category.__getitem__, foes)).items():
                if c >= 0 and sizes[c] - n < sizes[c] // networks:
                    self.at_most.setdefault(person, {})[k, c] = sizes[c] - n
                    kept.setdefault(c, []).append(sizes[c] - n)
        return kept

    def _share(self, size: int, kept: list[int]) -> tuple[int, int]:
        """The fewest and the most of a category in a network when it is spread evenly over those that it is not kept away from."""
        networks, spread = len(self.table.networks) - len(kept), size - sum(kept)
        if networks <= 0:
            networks, spread = len(self.table.networks), size
        return spread // networks, -(-spread // networks)

    def of(self, n: int) -> Iterator[Fault]:
        """What is wrong in one network."""
        table, books = self.table, self.books
        members = books.members[n]
        if books.broken:
            for tally, sums in books.tallied:
                if not tally.at_least <= sums[n] <= tally.at_most:
                    yield "tally", 0, 0
            for p in members:
                if table.foes[p] and books.met(p, n):
                    yield "meets", p, 0
        if books.home_weight:
            yield from (("away", p, 0) for p in members if -1 < table.home[p] != n)
        heads = [p for p in members if p in self.at_most]
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
                if row[c] < least and all(row[c] < self.at_most[p].get((k, c), least) for p in heads):
                    yield "lacking", k, c
