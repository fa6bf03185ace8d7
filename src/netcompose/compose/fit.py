"""Who, of people who count as equal in an outline, fits best into a network in all the goals."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    from netcompose.compose.table import Table

PASSES: Final = 4
"""How many times everybody in such a network is reconsidered."""


class Fit:
    """A network that is being filled with people of given kinds, so that they meet as few as can be beyond an even share, goal by goal."""

    def __init__(self, table: Table, members: Iterable[str]) -> None:
        self.table = table
        self.members: list[str] = []
        self._index = {person: i for i, person in enumerate(table.people)}
        self._counts = [(layer, Counter[int]()) for layer in table.layers]
        self._chosen: list[tuple[list[str], list[str]]] = []
        for person in members:
            self._add(person)

    def choose(self, wanted: int, candidates: list[str]) -> None:
        """Seat so many of the candidates, those first who come first among equals."""
        chosen: list[str] = []
        for _ in range(wanted):
            chosen.append(self._best(candidates))
        self._chosen.append((chosen, candidates))

    def improve(self) -> None:
        """Exchange those who were chosen for other candidates, one by one, for as long as that is better."""
        for _ in range(PASSES):
            before = self.members.copy()
            for chosen, candidates in self._chosen:
                for person in chosen.copy():
                    self._remove(person)
                    chosen.remove(person)
                    candidates.insert(0, person)
                    chosen.append(self._best(candidates))
            if sorted(before) == sorted(self.members):
                return

    def _best(self, candidates: list[str]) -> str:
        """Seat the candidate who fits best."""
        person = min(candidates, key=self._cost)
        candidates.remove(person)
        self._add(person)
        return person

    def _add(self, person: str) -> None:
        self.members.append(person)
        for layer, counts in self._counts:
            counts[layer.category[self._index[person]]] += 1

    def _remove(self, person: str) -> None:
        self.members.remove(person)
        for layer, counts in self._counts:
            counts[layer.category[self._index[person]]] -= 1

    def _cost(self, person: str) -> tuple[int, int]:
        """(members whom they may not meet, pairs beyond the even share less seats below it)."""
        i, networks, beyond = self._index[person], len(self.table.networks), 0
        for layer, counts in self._counts:
            category = layer.category[i]
            if category >= 0:
                here, size = counts[category], layer.sizes[category]
                beyond += (
                    layer.sign
                    * self.table.goals[layer.goal].weight
                    * ((here >= -(-size // networks)) - (here < size // networks))
                )
        foes = self.table.bounds.foes.get(person)
        return (0 if foes is None else sum(member in foes for member in self.members), beyond)
