"""How long to search, and for whom."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True, kw_only=True)
class Effort:
    """How long and with which seed to search, whom to tell, and when to stop with the best so far.

    `seconds` limits CP-SAT by the clock, and what repeats: the deterministic limit is made from `repeatable`, the same seconds when None.
    The deal and the closed-form bounds always run. `progress` gets (value, bound) of a rank, in pairs.
    """

    seed: int = 1
    seconds: float = 20.0
    repeatable: float | None = None
    progress: Callable[[int, int], None] = lambda value, bound: None
    stop: Callable[[], bool] = lambda: False

    @property
    def repeats(self) -> float:
        """The seconds that the deterministic limit is made from."""
        return self.seconds if self.repeatable is None else self.repeatable

    def shortened(self, seconds: float) -> Effort:
        """The same for one of many small questions, without progress: so many seconds, and by the clock four times as many."""
        return replace(
            self,
            seconds=min(self.seconds, 4 * seconds),
            repeatable=min(self.repeats, seconds),
            progress=lambda value, bound: None,
        )
