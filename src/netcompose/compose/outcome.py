"""How composing can end: a closed set, never a number that stands for failure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from netcompose.findings import Disagreement
from netcompose.plan import Clash

if TYPE_CHECKING:
    from netcompose.plan import Composition

__all__ = ["Clash", "Composed", "Disagreement", "Impossible", "OutOfTime", "Outcome"]


@dataclass(frozen=True, slots=True)
class Composed:
    """A composition that keeps every rule. `unavoidable` and `bounds` are pairs, one for each of the policy's goals in its order.

    `worst` are bounds on the pairs of the worst network, one for each goal that mixes, in order of rank: they hold for every composition in
    which each goal has the value that it has here. Empty where that was not asked.
    """

    composition: Composition
    unavoidable: tuple[int, ...]
    bounds: tuple[int, ...]
    worst: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Impossible:
    """No composition keeps every rule; the clashes contradict each other.

    `minimal` says that each of them is needed: without it, a composition keeps the others.
    """

    conflict: tuple[Clash, ...]
    minimal: bool = True


@dataclass(frozen=True, slots=True)
class OutOfTime:
    """Neither a composition nor a proof that there is none was found within the limit.

    `suspected`: one solve found that these contradict each other, and no second one with other settings confirmed it in time.
    """

    suspected: tuple[Clash, ...] = ()


Outcome: TypeAlias = Composed | Impossible | OutOfTime
