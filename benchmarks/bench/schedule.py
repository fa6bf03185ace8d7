"""Which measurements a run takes, and where a peer is left out because it cannot finish."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

SEEDS: Final[Mapping[int, int]] = {20: 10, 78: 10, 110: 10, 300: 6, 1_000: 4, 3_000: 2, 10_000: 1, 50_000: 1}
"""Instances of each family and number of attributes, by leaders: 440 in all."""
ONLY: Final[Mapping[str, tuple[int, ...]]] = {
    "siblings": (78, 110, 300, 1_000, 10_000),
    "strata": (78, 110, 300, 1_000, 10_000),
    "crowded": (78, 110, 300),
}
"""Sizes of the families that do not have all; `crowded` has six attributes only."""
OURS: Final = 20.0
"""Netcompose's own limit: what its commands take by default, whatever the size."""
QUICK: Final = 3.0
"""The limit of every method in a quick run."""
FRESH_FROM: Final = 3_000
"""Leaders from which each measurement has a process started for it alone, for the memory."""


@dataclass(frozen=True, slots=True)
class Reach:
    """How far a peer goes: instances per row, and the families by the largest number of leaders it is run on there; and why no further."""

    seeds: Mapping[int, int]
    families: Mapping[str, int]
    why: str


REACHES: Final[Mapping[str, Reach]] = {
    "cpsat": Reach(
        {20: 2, 78: 1, 110: 1, 300: 1},
        {"trees": 300, "chain": 110, "flat": 300, "pins20": 110, "siblings": 78},
        "run up to 300 leaders; at 1,000 the model has 118,000 seats and finds no plan within the limit",
    ),
    "highs": Reach(
        {20: 2, 78: 1, 110: 1, 300: 1},
        {"trees": 300, "chain": 110, "flat": 110, "pins20": 110},
        "run up to 300 leaders, for the same reason",
    ),
    "annealing": Reach(
        {20: 4, 78: 2, 110: 2, 300: 2, 1_000: 1, 3_000: 1, 10_000: 1},
        {
            "trees": 10_000,
            "chain": 300,
            "flat": 1_000,
            "pins5": 110,
            "pins20": 1_000,
            "siblings": 300,
            "strata": 110,
            "crowded": 110,
        },
        "run up to 10,000 leaders, where its schedule is cut short by the limit",
    ),
    "exchange": Reach(
        {20: 4, 78: 4, 110: 4, 300: 2, 1_000: 1, 3_000: 1, 10_000: 1},
        {
            "trees": 10_000,
            "chain": 3_000,
            "flat": 3_000,
            "pins5": 300,
            "pins20": 3_000,
            "siblings": 1_000,
            "strata": 300,
            "crowded": 300,
        },
        "run up to 10,000 leaders; it compares everybody with everybody else, and arrays grow with leaders times networks",
    ),
    "sort_and_deal": Reach(
        dict(SEEDS),
        dict.fromkeys(("trees", "chain", "flat", "pins5", "pins20", "siblings", "strata", "crowded"), 50_000),
        "",
    ),
}


@dataclass(frozen=True, slots=True)
class Job:
    """One measurement: a method on an instance, with a limit in seconds."""

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
    """CPU seconds that each peer has, each of CP-SAT's workers for itself: 20 up to 110 leaders, 60 above."""
    return 20.0 if leaders <= 110 else 60.0


def jobs(
    families: Iterable[str], sizes: Iterable[int], attributes: Iterable[int], peers: Iterable[str], quick: bool
) -> list[Job]:
    """All measurements of a run, instance by instance, so that the methods that are compared run close to each other in time."""
    peers, attributes, sizes = tuple(peers), tuple(attributes), tuple(sizes)
    planned = []
    for leaders in sizes:
        for family in families:
            if leaders not in ONLY.get(family, (leaders,)):
                continue
            for many in attributes:
                if family == "crowded" and many != 6:
                    continue
                for seed in range(1 if quick else SEEDS.get(leaders, 1)):
                    for method in ("netcompose", *peers):
                        if method == "netcompose" or _reached(method, family, leaders, seed):
                            seconds = QUICK if quick else OURS if method == "netcompose" else limit(leaders)
                            planned.append(Job(method, family, leaders, many, seed, seconds))
    return planned


def _reached(peer: str, family: str, leaders: int, seed: int) -> bool:
    reach = REACHES[peer]
    if leaders > reach.families.get(family, 0):
        return False
    nearest = min((size for size in reach.seeds if size >= leaders), default=None)
    return nearest is not None and seed < reach.seeds[nearest]
