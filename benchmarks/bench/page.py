"""docs/performance.md, its tables and its chart, made from measurements alone."""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING, Final

from bench.chart import Line, chart
from bench.results import beaten, best_known, grouped, percentile, ratio
from bench.schedule import REACHES

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bench.results import Key, Measured

TITLES: Final = {
    "netcompose": "netcompose",
    "cpsat": "CP-SAT model alone",
    "highs": "HiGHS",
    "annealing": "annealing",
    "exchange": "exchange",
    "sort_and_deal": "sort and deal",
}
UNPINNED: Final = ("trees", "chain", "flat")
FRAME: Final = """# Performance

How good the plans are, what is proven, and what it costs, beside other ways to compose the same networks. Made by

```sh
pip install -e '.[bench]'
python benchmarks/run.py
```

on {machine}. The figures on this page and in [results.csv](../benchmarks/results.csv) are from one such run of {count} measurements
on {instances} organisations; nothing was left out or run again. The last three sections are from commands of their own.
The machine did other work at times: compare within the run.

![CPU seconds by leaders](images/performance.svg)

## How it is measured

The families of organisations are described in [families.py](../benchmarks/bench/families.py): *trees* (departments as trees, nobody
beside their direct superior), *chain* (nobody beside anybody above them, heads of departments included), *flat* (four to eight
departments, their heads above everybody in them), *pins5* and *pins20* (5 and 20 % of the seats locked as in a random composition),
*siblings* (nor beside those with the same superior), *strata* (two halves composed by themselves, in networks of 7-10) and *crowded*
(three attributes with about as many people of a kind as there are networks). Networks have 8-9 members (6-7 with 20 leaders, 10-12
with 110). Two attributes are department and level; six add workplace, title and two columns of the sheet's own. All goals have rank 1,
so that one sum of pairs is compared.

- *CPU*: process CPU seconds of composing, all threads; imports and reading excluded. Median, 95th percentile, most.
- *excess*: pairs above the closed-form minimum, which rules can make impossible to reach. Median and most.
- *gap*: pairs above the method's own proven bound; *proven*: instances whose gap is 0.
- *broken*: rules broken, as counted by [an evaluator](../benchmarks/bench/evaluator.py) that shares no code with the composer. The pairs
  are its count too.
- *MB*: the most memory above what the process held after its imports, the organisation itself included; from 3,000 leaders in a process
  of its own.

Peers have 20 CPU seconds up to 110 leaders and 60 above, each of CP-SAT's two workers for itself; netcompose has its default limit,
20 seconds of CP-SAT. Each peer is one short file in [peers](../benchmarks/bench/peers), written as its users would: the *CP-SAT model
alone* (the same model without deal, bounds and hint; two workers), *HiGHS* (the same model as a MILP), *annealing* (plain Python),
*exchange* (the heuristic of anticlustering packages, in numpy, up to ten starts) and *sort and deal* (what a spreadsheet does; it knows no
reporting lines).

## What was aimed at

{aims}

## netcompose

{own}

## Beside the peers

CPU seconds (median) → pairs above the best plan that any method found (median), for the instances that the peer was run on; *+n* is
rules broken (most); *none* means no plan within the limit. {reaches}

{peers}

## How many times longer to the same plan

Median over the instances of the peer's CPU seconds until it had a plan as good as netcompose's, divided by netcompose's CPU seconds with
its proof, where that is proven. *≥*: the peer did not get there within its limit on some instance, and what it spent counts.

{ratios}

## Where no proof was reached

*None* is an organisation that netcompose says has no plan; `python benchmarks/confirm.py` asks the model alone whether that is so.

{open}

## Better plans by a peer

{beaten}

## The last tie-break

`python benchmarks/fairness.py`: composing with [fairness](decisions/009-fairness.md) and without it, in one run, CP-SAT limited to 4 s.
*Better*: plans in which the worst network of some goal got better; *proven*: plans in which every bound on a worst network is met; then
what it costs.

{fairness}

## The whole command

`python benchmarks/command.py`: CPU seconds (medians) of `netcompose solve` and `netcompose rebalance` from sheet to workbook, and of a
process that only imports ortools and reads the same sheet with openpyxl, with the median of their ratios. The example with its own policy
(duties, meetings, in Danish); else family *trees*, department and level.

{command}

## Claims held against enumeration

{contradictions}
"""


def page(results: Sequence[Measured], machine: str, command: str, contradictions: str, fairness: str) -> str:
    """The whole page."""
    return FRAME.format(
        machine=machine,
        count=f"{len(results):,}",
        instances=len({result.instance for result in results}),
        aims=_aims(results),
        own=_own(results),
        reaches=" ".join(
            f"{TITLES[peer][0].upper()}{TITLES[peer][1:]}: {reach.why}." for peer, reach in REACHES.items() if reach.why
        ),
        peers=_peers(results),
        ratios=_ratios(results),
        open=_open(results),
        beaten=_beaten(results),
        command=command,
        contradictions=contradictions,
        fairness=fairness,
    )


def svg(results: Sequence[Measured], family: str = "trees", attributes: int = 6) -> str:
    """The chart of one family: a line a method."""
    best, groups = best_known(results), grouped(results)
    if all(r.key != (family, r.leaders, attributes) for r in results):
        family, attributes = results[0].family, results[0].attributes
    sizes = sorted({r.leaders for r in results if (r.family, r.attributes) == (family, attributes)})
    lines = []
    for method, name in TITLES.items():
        points = []
        for leaders in sizes:
            some = groups.get(((family, leaders, attributes), method), [])
            spent = [max(r.cpu, 1e-4) for r in some if r.cpu is not None]
            if spent:
                points.append((leaders, median(spent), all(r.usable and r.value == best[r.instance] for r in some)))
        if points:
            lines.append(Line(name, points))
    return chart(
        f"CPU seconds to compose, family {family}, {attributes} attributes",
        "Filled: rules kept and no better plan known. Hollow: a better plan is known, or rules are broken.",
        "leaders",
        "CPU seconds (median)",
        sizes,
        lines,
    )


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    return "\n".join([f"| {' | '.join(head)} |", f"|{'---|' * len(head)}", *(f"| {' | '.join(row)} |" for row in rows)])


def _name(key: Key) -> list[str]:
    return [key[0], f"{key[1]:,}", str(key[2])]


def _seconds(value: float) -> str:
    return (
        f"{value:.4f}"
        if value < 0.01
        else f"{value:.3f}"
        if value < 1
        else f"{value:.2f}"
        if value < 10
        else f"{value:.0f}"
    )


def _count(value: float) -> str:
    return f"{value:,.1f}".removesuffix(".0")


def _own(results: Sequence[Measured]) -> str:
    rows = []
    for (key, method), some in grouped(results).items():
        if method != "netcompose":
            continue
        cpu = [r.cpu for r in some if r.cpu is not None]
        excess = [r.excess for r in some if r.excess is not None]
        gaps = [r.value - r.bound for r in some if r.value is not None and r.bound is not None]
        rows.append(
            [
                *_name(key),
                str(len(some)),
                f"{_count(median(excess))} / {max(excess)}" if excess else "no plan",
                str(max(gaps)) if gaps else "-",
                f"{sum(r.proven for r in some)} of {len(some)}",
                str(sum(r.broken or 0 for r in some)),
                f"{_seconds(median(cpu))} / {_seconds(percentile(cpu, 0.95))} / {_seconds(max(cpu))}" if cpu else "-",
                _count(max((r.memory_mb or 0 for r in some), default=0)),
            ]
        )
    head = ("family", "leaders", "attributes", "instances", "excess", "gap (most)", "proven", "broken", "CPU s", "MB")
    return _table(head, rows)


def _peers(results: Sequence[Measured]) -> str:
    best, groups = best_known(results), grouped(results)
    methods = [method for method in TITLES if any(r.method == method for r in results)]
    rows = []
    for key in dict.fromkeys(r.key for r in results if r.method not in {"netcompose", "sort_and_deal"}):
        cells = []
        for method in methods:
            some = groups.get((key, method), [])
            spent = [r.cpu for r in some if r.cpu is not None]
            above = [r.value - best[r.instance] for r in some if r.value is not None and r.instance in best]
            if not some:
                cells.append("")
            elif not above:
                cells.append(f"{_seconds(median(spent))} → none" if spent else "failed")
            else:
                broken = max(r.broken or 0 for r in some)
                cells.append(f"{_seconds(median(spent))} → {_count(median(above))}" + (f" +{broken}" if broken else ""))
        rows.append([*_name(key), *cells])
    return _table(("family", "leaders", "attributes", *(TITLES[m] for m in methods)), rows)


def _ratios(results: Sequence[Measured]) -> str:
    methods = [m for m in TITLES if m not in {"netcompose", "sort_and_deal"} and any(r.method == m for r in results)]
    rows = []
    for key in dict.fromkeys(r.key for r in results if r.method in methods):
        found = [ratio(results, key, method) for method in methods]
        if any(found):
            rows.append(
                [*_name(key), *("" if r is None else ("≥ " if r.at_least else "") + _times(r.times) for r in found)]
            )
    return _table(("family", "leaders", "attributes", *(TITLES[m] for m in methods)), rows)


def _times(value: float) -> str:
    return f"{value:,.0f}" if value >= 10 else f"{value:.1f}"


def _open(results: Sequence[Measured]) -> str:
    rows = [
        [*_name(r.key), str(r.seed), "none" if r.value is None else str(r.excess), _gap(r), _seconds(r.cpu or 0)]
        for r in results
        if r.method == "netcompose" and not r.proven
    ]
    total = sum(r.method == "netcompose" for r in results)
    if not rows:
        return f"Nowhere: all {total} are proven."
    head = ("family", "leaders", "attributes", "seed", "excess", "gap", "CPU s")
    return f"{len(rows)} of {total} instances:\n\n" + _table(head, rows)


def _gap(result: Measured) -> str:
    return "-" if result.value is None or result.bound is None else str(result.value - result.bound)


def _beaten(results: Sequence[Measured]) -> str:
    found = beaten(results)
    compared = sum(r.method != "netcompose" for r in results)
    if not found:
        return f"None, in {compared:,} comparisons."
    rows = [
        [*_name(own.key), str(own.seed), TITLES[peer.method], str(own.excess), str(peer.excess)] for own, peer in found
    ]
    head = ("family", "leaders", "attributes", "seed", "peer", "excess of netcompose", "excess of the peer")
    return f"{len(found)} of {compared:,} comparisons:\n\n" + _table(head, rows)


def _aims(results: Sequence[Measured]) -> str:
    """Each aim with what was measured; an aim of which this run measured nothing is left out."""
    rows: list[list[str]] = []

    def own(keep: Callable[[Measured], bool]) -> list[Measured]:
        return [r for r in results if r.method == "netcompose" and keep(r)]

    def met(yes: bool) -> str:
        return "yes" if yes else "**no**"

    small = own(lambda r: r.leaders in {78, 110} and r.family in UNPINNED)
    if small:
        cpu = [r.cpu or 0 for r in small]
        share = sum(r.proven for r in small)
        rows.append(
            ["78 and 110, trees, chain, flat: all proven", f"{share} of {len(small)}", met(share == len(small))]
        )
        rows.append(["… median CPU ≤ 0.02 s", _seconds(median(cpu)), met(median(cpu) <= 0.02)])
        rows.append(["… worst CPU ≤ 5 s", _seconds(max(cpu)), met(max(cpu) <= 5)])
    pinned = own(lambda r: r.leaders in {78, 110} and r.family == "pins20")
    if pinned:
        share = sum(r.proven for r in pinned)
        rows.append(
            ["78 and 110, pins20: ≥ 95 % proven", f"{share} of {len(pinned)}", met(share >= 0.95 * len(pinned))]
        )
    for leaders, most in ((300, 0.05), (1_000, 0.1), (10_000, 1.0), (50_000, 5.0)):
        for family in UNPINNED:
            some = own(lambda r, n=leaders, f=family: r.leaders == n and r.family == f)  # type: ignore[misc]
            if not some:
                continue
            cpu = [r.cpu or 0 for r in some]
            share, zero = sum(r.proven for r in some), sum(r.excess == 0 for r in some)
            rows.append(
                [
                    f"{leaders:,}, {family}: CPU ≤ {most:g} s (worst), proven",
                    f"{_seconds(max(cpu))}; {share} of {len(some)} proven, {zero} with excess 0",
                    met(max(cpu) <= most and share == len(some)),
                ]
            )
    large = own(lambda r: r.leaders == 50_000 and r.family in UNPINNED)
    if large:
        peak = max(r.memory_mb or 0 for r in large)
        rows.append(["50,000: ≤ 250 MB above the imports", _count(peak), met(peak <= 250)])
    for peer, least, sizes in (
        ("cpsat", 1000, (300,)),
        ("highs", 1000, (300,)),
        ("annealing", 100, (300, 1_000, 3_000, 10_000)),
        ("exchange", 5, (1_000, 3_000, 10_000)),
    ):
        for leaders in sizes:
            found = ratio(results, ("trees", leaders, 6), peer)
            if found is not None:
                rows.append(
                    [
                        f"{leaders:,} trees, six attributes: {TITLES[peer]} ≥ {least:,} times longer",
                        ("≥ " if found.at_least else "") + _times(found.times),
                        met(found.times >= least),
                    ]
                )
    worse, compared = len(beaten(results)), sum(r.method != "netcompose" for r in results)
    if compared:
        rows.append(["never a worse plan than a peer's", f"{worse} of {compared:,}", met(worse == 0)])
    return _table(("aim", "measured", "met"), rows)
