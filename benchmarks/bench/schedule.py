"""Which measurements a run takes, and where a peer is left out because it cannot finish."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

SEEDS: Final[Mapping[int, int]] = {20: 10, 78: 10, 110: 10, 300: 6, 1_000: 4, 3_000: 2, 10_000: 1, 50_000: 1}
"""Instances of each family and number of attributes, by leaders: 440 in all."""
CROWDED: Final = (78, 110, 300)
"""Sizes of the family `crowded`, which has six attributes only."""
FRESH_FROM: Final = 3_000
"""Leaders from which each measurement has a process started for it alone, for the memory."""


@dataclass(frozen=True, slots=True)
class Reach:
    """How far a peer goes: instances per row by leaders, the families it is run on above 110 leaders (None: all), and why no further."""

    seeds: Mapping[int, int]
    families_above_110: Sequence[str] | None
    why: str


REACHES: Final[Mapping[str, Reach]] = {
    "cpsat": Reach(
        {20: 2, 78: 1, 110: 1, 300: 1},
        ("trees", "flat"),
        "left out above 300 leaders: a model with a seat per leader and network has 118,000 Booleans at 1,000",
    ),
    "highs": Reach(
        {20: 2, 78: 1, 110: 1, 300: 1},
        ("trees", "flat"),
        "left out above 300 leaders, as the CP-SAT model",
    ),
    "annealing": Reach(
        {20: 4, 78: 2, 110: 2, 300: 1, 1_000: 1, 3_000: 1, 10_000: 1},
        ("trees", "pins20"),
        "left out above 10,000 leaders: far from the end of its schedule within the limit",
    ),
    "exchange": Reach(
        {20: 4, 78: 2, 110: 2, 300: 2, 1_000: 1, 3_000: 1, 10_000: 1},
        ("trees", "chain", "flat", "pins20"),
        "left out above 10,000 leaders: every element is compared with every other",
    ),
    "sort_and_deal": Reach(dict(SEEDS), None, ""),
}


@dataclass(frozen=True, slots=True)
class Job:
    """One measurement: a method on an instance, with a limit in seconds by the clock."""

    method: str
    family: str
    leaders: int
    attributes: int
    seed: int
    seconds: float

    @property
    def fresh(self) -> bool:
        """Whether it gets a process of its own."""
        return self.leaders >= FRESH_FROM

    def line(self) -> dict[str, Any]:
        """As the worker reads it."""
        return asdict(self)


def limit(leaders: int) -> float:
    """Seconds by the clock that each method has, netcompose too: 20 up to 110 leaders, 60 above."""
    return 20.0 if leaders <= 110 else 60.0


def jobs(
    families: Iterable[str], sizes: Iterable[int], attributes: Iterable[int], peers: Iterable[str], quick: bool
) -> list[Job]:
    """All measurements of a run, instance by instance, so that the methods that are compared run close to each other in time."""
    peers, attributes, sizes = tuple(peers), tuple(attributes), tuple(sizes)
    planned = []
    for leaders in sizes:
        for family in families:
            if family == "crowded" and leaders not in CROWDED:
                continue
            for many in attributes:
                if family == "crowded" and many != 6:
                    continue
                for seed in range(1 if quick else SEEDS.get(leaders, 1)):
                    for method in ("netcompose", *peers):
                        if method == "netcompose" or _reached(method, family, leaders, seed):
                            seconds = min(5.0, limit(leaders)) if quick else limit(leaders)
                            planned.append(Job(method, family, leaders, many, seed, seconds))
    return planned


def _reached(peer: str, family: str, leaders: int, seed: int) -> bool:
    reach = REACHES[peer]
    nearest = min((size for size in reach.seeds if size >= leaders), default=None)
    if nearest is None or seed >= reach.seeds[nearest]:
        return False
    return leaders <= 110 or reach.families_above_110 is None or family in reach.families_above_110
