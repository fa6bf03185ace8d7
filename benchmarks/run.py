"""Measure netcompose beside its peers, and write docs/performance.md, its chart and results.csv.

    python benchmarks/run.py                 everything; about twenty minutes on two cores
    python benchmarks/run.py --quick         one instance a row, up to 300 leaders, on the screen only
    python benchmarks/run.py --families trees flat --sizes 78 300 --peers exchange
    python benchmarks/run.py --page          the page anew from results.csv, nothing measured

A run that is narrowed down prints its tables and writes nothing, unless --out says where to.
"""

from __future__ import annotations

import argparse
import os
import sys
from importlib.util import find_spec
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from bench import machine, page, pool, results, schedule  # noqa: E402 - the folder is put on the path first
from bench.families import FAMILIES  # noqa: E402

DOCS = HERE.parent / "docs"


def arguments(given: list[str] | None = None) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(
        description=__doc__.splitlines()[0], epilog="Peers: " + ", ".join(schedule.REACHES)
    )
    parser.add_argument("--quick", action="store_true", help="one instance a row, up to 300 leaders, short limits")
    parser.add_argument("--families", nargs="+", choices=FAMILIES, default=list(FAMILIES))
    parser.add_argument("--sizes", nargs="+", type=int, default=None, metavar="N")
    parser.add_argument("--attributes", nargs="+", type=int, choices=(2, 6), default=[2, 6])
    parser.add_argument("--peers", nargs="*", choices=schedule.REACHES, default=list(schedule.REACHES))
    parser.add_argument(
        "--at-once", type=int, default=min(2, os.cpu_count() or 1), help="measurements at the same time (default 2)"
    )
    parser.add_argument("--out", type=Path, help="a folder for results.csv, performance.md and performance.svg")
    parser.add_argument("--page", action="store_true", help="make the page from results.csv; measure nothing")
    return parser.parse_args(given)


def main(given: list[str] | None = None) -> int:
    """Measure, print, write."""
    options = arguments(given)
    if options.page:
        return write(results.read(HERE / "results.csv"), None)
    sizes = options.sizes or [n for n in schedule.SEEDS if n <= (300 if options.quick else 50_000)]
    peers = [peer for peer in options.peers if peer != "highs" or find_spec("highspy")]
    if peers != options.peers:
        print("highspy is not installed (pip install -e '.[bench]'): HiGHS is left out", file=sys.stderr)
    whole = not options.quick and options.sizes is None and set(options.families) == set(FAMILIES)
    planned = schedule.jobs(options.families, sizes, options.attributes, peers, options.quick)
    told = 0

    def done(row: dict[str, object]) -> None:
        nonlocal told
        told += 1
        name = f"{row['family']} {row['leaders']} {row['attributes']} #{row['seed']} {row['method']}"
        print(f"{told}/{len(planned)} {name}: {row.get('failed') or row.get('cpu')}", file=sys.stderr, flush=True)

    measured = [results.measured(row) for row in pool.run(planned, options.at_once, done)]
    if whole or options.out:
        write(measured, options.out)
    print(page_of(measured))
    return 1 if any(result.failed for result in measured) else 0


def write(measured: list[results.Measured], out: Path | None) -> int:
    """Write the figures, the page and the chart."""
    table, text, picture = (
        (out / "results.csv", out / "performance.md", out / "performance.svg")
        if out
        else (HERE / "results.csv", DOCS / "performance.md", DOCS / "images" / "performance.svg")
    )
    for path in (table, text, picture):
        path.parent.mkdir(parents=True, exist_ok=True)
    results.write(table, measured)
    text.write_text(page_of(measured), encoding="utf-8")
    picture.write_text(page.svg(measured), encoding="utf-8")
    return 0


def page_of(measured: list[results.Measured]) -> str:
    """The page."""
    return page.page(measured, machine.described(), noted("command"), noted("contradictions"), noted("fairness"))


def noted(script: str) -> str:
    """What contradict.py, command.py or fairness.py noted last."""
    note = HERE / f"{script}.md"
    return note.read_text(encoding="utf-8").strip() if note.exists() else "Not measured yet."


if __name__ == "__main__":
    sys.exit(main())
