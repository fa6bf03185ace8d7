"""The points of a front of moves and mix, and how long a question about them may take."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from netcompose.plan import Composition


@dataclass(frozen=True, slots=True)
class Point:
    """The best composition known with so many moves.

    `values` and `bounds` are pairs, one for each of the policy's goals in its order (moves, for churn); `bounds` are what is proven
    possible with at most so many moves. `proven`: nothing better exists with so many moves, in the order of the goals' ranks.
    """

    moves: int
    composition: Composition
    values: tuple[int, ...]
    bounds: tuple[int, ...]
    proven: bool


@dataclass(frozen=True, slots=True)
class Front:
    """All points worth choosing, fewest moves first; each is better in the ranked goals than the one before it.

    `fewest_proven`: no composition keeps the rules with fewer moves than the first point. `complete`: besides, every point is proven, none
    is missing between two of them, and nothing is better than the last. `unavoidable` is as in Composed.
    """

    points: tuple[Point, ...]
    fewest_proven: bool
    complete: bool
    unavoidable: tuple[int, ...]

    def within(self, moves: int | None) -> Point | None:
        """The best point with at most so many moves; of None, the fewest moves. No point when the fewest are more than that."""
        if moves is None:
            return self.points[0]
        return next((point for point in reversed(self.points) if point.moves <= moves), None)


@dataclass(frozen=True, slots=True)
class Limits:
    """How long one question may take (`seconds` by the clock, `repeatable` as the deterministic limit counts), and when to stop."""

    seed: int
    repeatable: float
    seconds: float
    stop: Callable[[], bool]
