"""What no composition can beat when only so many members move: the lower envelope of moves and mix, in closed form."""

from __future__ import annotations

import heapq
from collections import Counter
from functools import cached_property
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from netcompose.compose.bounds import pairs
from netcompose.compose.demands import disjoint, kind, present

if TYPE_CHECKING:
    from collections.abc import Sequence

    from netcompose.compose.bounds import Bounds
    from netcompose.compose.demands import Pair


class Envelope:
    """Lower bounds for one scenario whose people have a present network: on the moves, and on each goal when only so many move.

    `falling[i]` are, for each category of goal i, its least pairs with 0, 1, 2, … moves among its own members. Where categories overlap
    (new faces), one move may serve several: they are taken in layers that do not overlap, and each layer may have all the moves.
    """

    def __init__(self, bounds: Bounds) -> None:
        self.scenario, self.bounds = bounds.scenario, bounds
        self.home = present(self.scenario)
        self.falling = tuple(
            tuple(self._falling(people) for people in bounds.groups[i]) if kind(goal) == "pairs" else ()
            for i, goal in enumerate(bounds.goals)
        )
        self._layers = [
            [
                _Layer(groups, dict(zip(self.bounds.groups[i], lines, strict=True)))
                for groups in disjoint(self.bounds.groups[i])
            ]
            if lines
            else []
            for i, lines in enumerate(self.falling)
        ]
        self._forced: dict[tuple[int, int, int, int, int, float], int] = {}

    def at(self, moves: float) -> tuple[int, ...]:
        """For each goal, pairs that must meet when at most so many members move; never below `Bounds.proven`.

        Proof. A goal by itself, each category by itself: rules only take compositions away. In a category, those without a present
        network are put where fewest are (`Bounds.unavoidable`); then a move takes one from the fullest network to the emptiest. Costs are
        convex, so the best unit moves, whose gains only fall, are best for any number of them, and the best of all categories' together.
        """
        return tuple(
            max(sum(_at(layer.line, moves) for layer in layers), self.bounds.proven[i])
            for i, layers in enumerate(self._layers)
        )

    def with_seat(self, goal: int, person: str, network: str, moves: float) -> int:
        """Pairs of a goal that must meet when this person sits in this network and at most so many members move, this one included.

        Proof. As `at`, with the person's category begun anew: one fewer at home, one more here, and one move fewer for all the others.
        """
        if self.home.get(person) == network:
            return self.at(moves)[goal]
        return sum(self._in_layer(goal, i, person, network, moves) for i in range(len(self._layers[goal])))

    def _in_layer(self, goal: int, i: int, person: str, network: str, moves: float) -> int:
        layer, home = self._layers[goal][i], self.home.get(person)
        left = moves if home is None else moves - 1
        c = layer.category.get(person)
        if c is None:
            return _at(layer.line, left)
        counts = self._counts(layer.groups[c])
        key = (goal, i, c, 0 if home is None else counts[home], counts[network], moves)
        if key not in self._forced:
            counts[network] += 1
            if home is not None:
                counts[home] -= 1
            lines = list(layer.lines)
            lines[c] = self._fall(counts, len(layer.groups[c]))
            self._forced[key] = _at(_together(lines), left)
        return self._forced[key]

    @cached_property
    def clashing(self) -> tuple[Pair, ...]:
        """Pairs who may not meet and do, no two of which share anybody (a greedy matching): of each of them, one must move."""
        seats, moved, found = self.home, set[str](), []
        for one, other in self.bounds.apart:
            if one in seats and seats[one] == seats.get(other) and not {one, other} & moved:
                moved |= {one, other}
                found.append((one, other))
        return tuple(found)

    @property
    def fewest_moves(self) -> int:
        """Members who must move, whoever goes where: the better of two counts.

        Proof. Of two who may not meet and do, one must move; pairs that share nobody need one each. What a network has too many must
        leave it; what networks have too few must come from those without a present network, or move.
        """
        sizes, size = Counter(self.home.values()), self.scenario.size
        surplus = sum(max(0, n - size.largest) for n in sizes.values())
        lacking = sum(max(0, size.smallest - sizes[network]) for network in self.scenario.networks)
        return max(len(self.clashing), surplus, lacking - (len(self.scenario.participants) - len(self.home)))

    def _counts(self, people: tuple[str, ...]) -> Counter[str]:
        return Counter(self.home[person] for person in people if person in self.home)

    def _falling(self, people: tuple[str, ...]) -> list[int]:
        """The least pairs of a category with 0, 1, 2, … moves of its own, as far down as it goes: convex."""
        return self._fall(self._counts(people), len(people))

    def _fall(self, counts: Counter[str], people: int) -> list[int]:
        filled = [counts[network] for network in self.scenario.networks]
        heapq.heapify(filled)
        for _ in range(people - sum(filled)):
            heapq.heapreplace(filled, filled[0] + 1)
        filled.sort()
        line = [sum(map(pairs, filled))]
        while filled[-1] - filled[0] > 1:
            line.append(line[-1] - (filled[-1] - 1 - filled[0]))
            filled[-1] -= 1
            filled[0] += 1
            filled.sort()
        return line


class _Layer:
    """Categories that do not overlap: their lines, and the line of all together."""

    def __init__(self, groups: tuple[tuple[str, ...], ...], falling: dict[tuple[str, ...], list[int]]) -> None:
        self.groups = groups
        self.lines = [falling[people] for people in groups]
        self.line = _together(self.lines)
        self.category = {person: c for c, people in enumerate(groups) for person in people}


def _at(line: list[int], moves: float) -> int:
    """A line at a number of moves; beyond its end it falls no more."""
    return line[int(min(moves, len(line) - 1))]


def _together(lines: Sequence[list[int]]) -> list[int]:
    """The least sum of all lines with 0, 1, 2, … moves among them: each line is convex, so the greatest gains come first."""
    gains = sorted((before - after for line in lines for before, after in pairwise(line)), reverse=True)
    return list(accumulate(gains, lambda left, gain: left - gain, initial=sum(line[0] for line in lines)))
