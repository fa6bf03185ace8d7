"""Measure the whole command: `netcompose solve` from sheet to workbook, beside a process that only imports ortools and reads the sheet.

    python benchmarks/command.py

CPU seconds of the processes with all they start, medians; the org charts are of the family `trees`, mixed by department and level.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

import xlsxwriter

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from bench.families import make  # noqa: E402 - the folder is put on the path first

if TYPE_CHECKING:
    from bench.families import Instance

SIZES: Final = ((78, 9, 1.5), (10_000, 3, 4.0))
"""Leaders, runs, and how many times the process that reads the command is to take at the most."""
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


def spent(command: list[str], expected: int = 0) -> float:
    """CPU seconds of a command and all that it starts."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != expected:
        raise SystemExit(f"{command[:5]} ended with {process.returncode}")
    return usage.ru_utime + usage.ru_stime


def measure() -> str:
    """The table, as Markdown."""
    lines = ["| leaders | solve | imports and reads | ratio | aim | met |", "|---|---|---|---|---|---|"]
    with TemporaryDirectory() as folder:
        policy, script = Path(folder, "policy.toml"), Path(folder, "reads.py")
        policy.write_text(POLICY, encoding="utf-8")
        script.write_text(READS, encoding="utf-8")
        for leaders, runs, aim in SIZES:
            sheet, plan = Path(folder, f"{leaders}.xlsx"), Path(folder, f"{leaders}-plan.xlsx")
            write_sheet(sheet, make("trees", leaders, 2, 0))
            solve = [sys.executable, "-m", "netcompose", "solve", str(sheet), "-o", str(plan), "--policy", str(policy)]
            both = [
                (spent([*solve, "--force", "--quiet"]), spent([sys.executable, str(script), str(sheet)]))
                for _ in range(runs)
            ]
            ours, base = median(ours for ours, _ in both), median(base for _, base in both)
            met = "yes" if ours <= aim * base else "**no**"
            lines.append(f"| {leaders:,} | {ours:.2f} s | {base:.2f} s | {ours / base:.2f} | ≤ {aim:g} | {met} |")
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
