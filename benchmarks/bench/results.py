"""What was measured: rows to and from CSV, and what they come to."""

from __future__ import annotations

import csv
from collections import defaultdict
from dataclasses import dataclass, fields
from statistics import median
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

Key: TypeAlias = tuple[str, int, int]
"""A row of the tables: family, leaders, attributes."""


@dataclass(frozen=True, slots=True)
class Measured:
    """One method on one instance.

    `value` and `broken` are the evaluator's, None without a plan; `bound` is what the method itself proves.
    """

    family: str
    leaders: int
    attributes: int
    seed: int
    method: str
    closed_form: int | None = None
    value: int | None = None
    bound: int | None = None
    broken: int | None = None
    cpu: float | None = None
    to_best: float | None = None
    wall: float | None = None
    memory_mb: float | None = None
    failed: str | None = None

    @property
    def key(self) -> Key:
        """The row it belongs to."""
        return self.family, self.leaders, self.attributes

    @property
    def instance(self) -> tuple[str, int, int, int]:
        """The instance, to be compared with other methods on it."""
        return self.family, self.leaders, self.attributes, self.seed

    @property
    def usable(self) -> bool:
        """Whether there is a plan that keeps every rule."""
        return self.value is not None and self.broken == 0

    @property
    def excess(self) -> int | None:
        """Pairs above the closed form."""
        return None if self.value is None or self.closed_form is None else self.value - self.closed_form

    @property
    def proven(self) -> bool:
        """Whether the method's own bound meets its usable plan."""
        return self.usable and self.bound is not None and self.value == self.bound


def measured(row: dict[str, Any]) -> Measured:
    """One row as the worker gives it."""
    values: dict[str, Any] = {field.name: row.get(field.name) for field in fields(Measured)}
    return Measured(**values)


def write(path: Path, results: Iterable[Measured]) -> None:
    """Write all measurements, one a line."""
    names = [field.name for field in fields(Measured)]
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(names)
        rows.writerows([["" if getattr(r, n) is None else getattr(r, n) for n in names] for r in results])


def read(path: Path) -> list[Measured]:
    """Read measurements that were written."""
    whole = {"leaders", "attributes", "seed", "closed_form", "value", "bound", "broken"}
    decimal = {"cpu", "to_best", "wall", "memory_mb"}
    results = []
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            values: dict[str, Any] = {}
            for name, cell in row.items():
                values[name] = (
                    None if cell == "" else int(cell) if name in whole else float(cell) if name in decimal else cell
                )
            results.append(Measured(**values))
    return results


def grouped(results: Iterable[Measured]) -> dict[tuple[Key, str], list[Measured]]:
    """Measurements by row and method, in their order."""
    groups: dict[tuple[Key, str], list[Measured]] = defaultdict(list)
    for result in results:
        groups[result.key, result.method].append(result)
    return dict(groups)


def best_known(results: Iterable[Measured]) -> dict[tuple[str, int, int, int], int]:
    """The fewest pairs of any usable plan, by instance."""
    best: dict[tuple[str, int, int, int], int] = {}
    for result in results:
        if result.usable and result.value is not None:
            best[result.instance] = min(result.value, best.get(result.instance, result.value))
    return best


def beaten(results: Sequence[Measured], by: str = "netcompose") -> list[tuple[Measured, Measured]]:
    """(ours, the peer's) wherever a peer has a better usable plan, or any where we have none."""
    ours = {result.instance: result for result in results if result.method == by}
    found = []
    for result in results:
        own = ours.get(result.instance)
        if own is None or result.method == by or not result.usable or result.value is None:
            continue
        if not own.usable or (own.value is not None and result.value < own.value):
            found.append((own, result))
    return found


@dataclass(frozen=True, slots=True)
class Ratio:
    """How many times longer a peer takes to the best known plan. `at_least`: it did not get there within its limit on some instance."""

    times: float
    at_least: bool


def ratio(results: Sequence[Measured], key: Key, peer: str) -> Ratio | None:
    """The median over a row's instances of the peer's CPU seconds to gap 0 by ours; None where ours is not proven or nothing compares.

    Ours is the whole of composing, with the proof; the peer's ends when the plan is there.
    """
    ours = {r.instance: r for r in results if r.method == "netcompose" and r.key == key and r.proven and r.cpu}
    times, short = [], False
    for theirs in results:
        own = ours.get(theirs.instance)
        if theirs.method != peer or own is None or own.cpu is None or theirs.cpu is None:
            continue
        there = theirs.usable and theirs.value == own.value
        spent = theirs.to_best if there and theirs.to_best is not None else theirs.cpu
        times.append(spent / own.cpu)
        short |= not there
    return Ratio(median(times), short) if times else None


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least that share of the values does not exceed."""
    ordered = sorted(values)
    return ordered[max(0, -(-len(ordered) * round(share * 100) // 100) - 1)]
