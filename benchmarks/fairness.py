"""What the last tie-break gives and costs: composing with and without it, in one run.

    python benchmarks/fairness.py --sizes 78 300

A row is a family, a size and a number of attributes: in how many organisations a worst network got better, in how many every bound on
one is met, and what it costs beside composing without it. The limit of CP-SAT is short: how well goals are proven is measured in run.py.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from time import process_time
from typing import TYPE_CHECKING

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from bench.families import FAMILIES, make  # noqa: E402 - the folder is put on the path first
from netcompose.compose import closing, closing_fairness, search  # noqa: E402, F401 - loaded first: imports are not measured
from netcompose.compose.fairness import Fairness, fair  # noqa: E402

if TYPE_CHECKING:
    from netcompose.compose.deal import Deal
    from netcompose.compose.effort import Effort
    from netcompose.compose.outcome import Composed
    from netcompose.compose.table import Table


class Watched:
    """The tie-break with a watch, and what it found; `looking` is the time that this itself takes."""

    def __init__(self) -> None:
        self.seconds = self.looking = 0.0
        self.plans = self.better = self.proven = 0

    def __call__(self, table: Table, effort: Effort, composed: Composed, deal: Deal | None) -> Composed:
        before = process_time()
        after = fair(table, effort, composed, deal)
        done = process_time()
        self.seconds += done - before
        worst, found = _worst(table, composed), _worst(table, after)
        self.plans += 1
        self.better += found < worst
        self.proven += found == list(after.worst)
        self.looking += process_time() - done
        return after


def _worst(table: Table, composed: Composed) -> list[int]:
    at = {network: i for i, network in enumerate(table.networks)}
    seats = composed.composition.seats
    return Fairness(table, [at[seats[person]] for person in table.people]).worst


def main(given: list[str] | None = None) -> int:
    """Measure row by row, print a table, and note it for the page."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--families", nargs="+", choices=FAMILIES, default=["trees", "chain", "flat"])
    parser.add_argument("--sizes", nargs="+", type=int, default=[20, 78, 110, 300, 1_000], metavar="N")
    parser.add_argument("--instances", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=4.0, help="limit of CP-SAT for one composition (default 4)")
    parser.add_argument("--note", action="store_true", help="note the table in fairness.md, for docs/performance.md")
    options = parser.parse_args(given)
    lines = [
        "| family | leaders | attributes | plans | better | proven | CPU ms a plan | share of composing |",
        "|---|---|---|---|---|---|---|---|",
    ]
    print(*lines, sep="\n")
    for family in options.families:
        for leaders in options.sizes:
            for attributes in (2, 6):
                watched = search.fair = Watched()  # type: ignore[assignment]
                composing = 0.0
                for seed in range(options.instances):
                    for scenario in make(family, leaders, attributes, seed).scenarios():
                        before, own = process_time(), watched.seconds + watched.looking
                        search.compose(scenario, search.Effort(seconds=options.seconds))
                        composing += process_time() - before - (watched.seconds + watched.looking - own)
                lines.append(
                    f"| {family} | {leaders:,} | {attributes} | {watched.plans} | {watched.better} | {watched.proven} "
                    f"| {1_000 * watched.seconds / max(1, watched.plans):.2f} | {watched.seconds / composing:.1%} |"
                )
                print(lines[-1], flush=True)
    if options.note:
        (HERE / "fairness.md").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
