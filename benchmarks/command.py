"""Measure whole commands, from sheet to workbook, beside a process that only imports ortools and reads the sheet.

    python benchmarks/command.py

CPU seconds of `netcompose solve` and `netcompose rebalance` with all they start, medians. The example has its own policy (duties,
meetings, in Danish); the other org charts are of the family `trees`, mixed by department and level. Both sides run once before, so that
all modules are compiled, as an installation leaves them.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final, NamedTuple

import xlsxwriter
from openpyxl import load_workbook

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from bench.families import make  # noqa: E402 - the folder is put on the path first

if TYPE_CHECKING:
    from bench.families import Instance

EXAMPLE: Final = HERE.parent / "data" / "examples" / "odder.xlsx"
POLICY: Final = """
name = "benchmark"
[networks]
size = "8-9"
[[goals]]
goal = "mix"
attribute = "department"
rank = 1
[[goals]]
goal = "mix"
attribute = "level"
rank = 2
[levels]
director = ["Director"]
chief = ["Chief"]
leader_of_leaders = ["Head of area", "Leader of leaders"]
leader_of_employees = ["Leader of employees"]
"""
NETCOMPOSE: Final = (sys.executable, "-m", "netcompose")
COMPILED: Final = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
READS: Final = """
import sys
from ortools.sat.python import cp_model
from openpyxl import load_workbook
for row in load_workbook(sys.argv[1], read_only=True).active.values:
    pass
"""


def write_sheet(path: Path, instance: Instance) -> None:
    """The organisation as an HR export."""
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Leaders")
        sheet.write_row(0, 0, ["Id", "Name", "Manager", "Level", "Department", "Workplace", "Title"])
        for row, person in enumerate(instance.organisation.people, start=1):
            cells = [person.id, person.name, person.manager, person.level_name, person.department, person.workplace]
            sheet.write_row(row, 0, [cell or "" for cell in (*cells, person.title)])


class Case(NamedTuple):
    """A command, the sheet it reads, how often it is measured, and how many times the process that reads it may take at the most."""

    name: str
    leaders: int
    arguments: tuple[str, ...]
    sheet: Path
    runs: int
    aim: float


def cases(folder: Path) -> list[Case]:
    """What is measured. A plan is made by the case before the one that reads it."""
    policy, small, large = folder / "policy.toml", folder / "78.xlsx", folder / "10000.xlsx"
    policy.write_text(POLICY, encoding="utf-8")
    write_sheet(small, make("trees", 78, 2, 0))
    write_sheet(large, make("trees", 10_000, 2, 0))
    own = ("--policy", str(policy), "--force")

    def solve(sheet: Path, plan: Path, *options: str) -> tuple[str, ...]:
        return ("solve", str(sheet), "-o", str(plan), *options)

    def leave(plan: Path) -> tuple[str, ...]:
        return ("rebalance", str(plan), "--leaver", a_member(plan), "-o", str(plan.with_stem("next")), "--force")

    example, plan = folder / "example-plan.xlsx", folder / "78-plan.xlsx"
    solved = [
        Case("solve", 78, solve(small, plan, *own), small, 7, 1.5),
        Case("solve, the example odder", 78, solve(EXAMPLE, example, "--policy", "odder", "--force"), EXAMPLE, 7, 1.5),
        Case("solve", 10_000, solve(large, folder / "10000-plan.xlsx", *own), large, 3, 4.0),
    ]
    for case in solved[:2]:
        spent([*NETCOMPOSE, *case.arguments])
    return [
        *solved,
        Case("rebalance, somebody leaves", 78, leave(plan), plan, 7, 1.5),
        Case("rebalance of the example, somebody leaves", 78, leave(example), example, 7, 1.5),
    ]


def a_member(plan: Path) -> str:
    """The id of somebody who has a seat in a plan: the first on the list."""
    book = load_workbook(plan, read_only=True)
    sheet = next(book[title] for title in ("Assignments", "Fordeling") if title in book.sheetnames)
    return str(next(sheet.iter_rows(min_row=2, values_only=True))[0])


def spent(command: list[str]) -> float:
    """CPU seconds of a command and all that it starts."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=COMPILED)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise SystemExit(f"{command[:5]} ended with {process.returncode}")
    return usage.ru_utime + usage.ru_stime


def measure() -> str:
    """The table, as Markdown."""
    lines = ["| command | leaders | it | imports and reads | ratio | aim | met |", "|---|---|---|---|---|---|---|"]
    with TemporaryDirectory() as made:
        script = Path(made, "reads.py")
        script.write_text(READS, encoding="utf-8")
        for case in cases(Path(made)):
            command, reads = [*NETCOMPOSE, *case.arguments], [sys.executable, str(script), str(case.sheet)]
            spent(command), spent(reads)
            both = [(spent(command), spent(reads)) for _ in range(case.runs)]
            ours, base = median(ours for ours, _ in both), median(base for _, base in both)
            ratio = median(ours / base for ours, base in both)
            met = "yes" if ratio <= case.aim else "**no**"
            lines.append(
                f"| {case.name} | {case.leaders:,} | {ours:.2f} s | {base:.2f} s | {ratio:.2f} | ≤ {case.aim:g} | {met} |"
            )
    return "\n".join(lines)


def main(given: list[str] | None = None) -> int:
    """Measure, print, and note it for the page."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--note", action="store_true", help="note the table in command.md, for docs/performance.md")
    options = parser.parse_args(given)
    table = measure()
    print(table)
    if options.note:
        (HERE / "command.md").write_text(table + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
