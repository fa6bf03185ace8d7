"""How long a large org chart takes to read, beside openpyxl going over its cells and doing nothing with them.

    python benchmarks/reading.py --people 50000

A whole staff in the layouts that cost most is written to a temporary folder and read: cells, columns, people, reporting lines, levels,
departments and all findings. Each reading is a process of its own, for a peak of memory of its own; the two take turns, and the medians
of their processor times are compared.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from random import Random
from statistics import median
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

FIRST: Final = (
    "Anna",
    "Bo",
    "Camilla",
    "Dorte",
    "Erik",
    "Freja",
    "Hans",
    "Ida",
    "Jens",
    "Karen",
    "Lars",
    "Mette",
    "Niels",
    "Åge",
)
LAST: Final = (
    "Bach",
    "Dam",
    "Friis",
    "Gram",
    "Holm",
    "Juul",
    "Krogh",
    "Lund",
    "Munk",
    "Ravn",
    "Skov",
    "Toft",
    "Vang",
    "Østergaard",
)
REPORTS: Final = 9
"""Employees for each leader; the leaders of a leader are as many."""


def staff(people: int) -> Iterator[dict[str, str]]:
    """A tree of people: number n reports to (n - 1) // 9, so a ninth of them lead. Names repeat, as they do among so many."""
    draw = Random(1)
    for number in range(people):
        name = f"{draw.choice(FIRST)} {draw.choice(LAST)} {draw.choice(LAST)}"
        above = (number - 1) // REPORTS
        unit = number if number * REPORTS + 1 < people else above
        path = []
        while unit >= 0 and len(path) < 12:
            path.append(f"Enhed {unit}")
            unit = (unit - 1) // REPORTS if unit else -1
        yield {
            "Medarbejdernummer": f"{number:06}",
            "Navn": name,
            "E-mail": f"bruger{number:06}@skovby.dk",
            "Stilling": draw.choice(["Lærer", "Pædagog", "Sagsbehandler", "Leder"]),
            "Ansættelsesdato": f"{draw.randint(1, 28):02}-{draw.randint(1, 12):02}-{draw.randint(1980, 2025)}",
            "Forvaltning": path[-2] if len(path) > 1 else path[0],
            "Enhed": path[0],
            "Sti": " \\ ".join(reversed(path)),
            "ErLeder": "Ja" if number * REPORTS + 1 < people else "Nej",
            "Leders medarbejdernummer": f"{above:06}" if number else "",
            "Leders email": f"bruger{above:06}@skovby.dk" if number else "",
            "Adresse": "Torvet 1, 8300 Odder",
        }


LAYOUTS: Final[dict[str, tuple[str, ...]]] = {
    "manager by id": ("Medarbejdernummer", "Navn", "E-mail", "Stilling", "Ansættelsesdato", "Forvaltning", "Leders medarbejdernummer"),
    "manager by id and e-mail, 11 columns": (
        "Medarbejdernummer", "Navn", "E-mail", "Stilling", "Ansættelsesdato", "Forvaltning", "Enhed", "ErLeder", "Leders medarbejdernummer",
        "Leders email", "Adresse",
    ),
    "manager by id, 4 columns": ("Medarbejdernummer", "Navn", "Stilling", "Leders medarbejdernummer"),
    "leader of the unit, unit as a path": ("Medarbejdernummer", "Navn", "E-mail", "Stilling", "Sti", "ErLeder"),
}  # fmt: skip


def write(path: Path, people: int, headers: tuple[str, ...]) -> None:
    """One layout as a workbook."""
    import xlsxwriter

    with xlsxwriter.Workbook(str(path), {"constant_memory": False}) as book:
        sheet = book.add_worksheet("Personer")
        sheet.write_row(0, 0, headers)
        for row, person in enumerate(staff(people), 1):
            for column, header in enumerate(headers):
                sheet.write_string(row, column, person[header])


def over_the_cells(path: Path) -> dict[str, int]:
    """What openpyxl alone does."""
    from openpyxl import load_workbook

    cells = 0
    for sheet in load_workbook(path, read_only=True, data_only=True):
        for row in sheet.iter_rows(values_only=True):
            cells += sum(cell is not None for cell in row)
    return {"cells": cells}


def organisation(path: Path) -> dict[str, int]:
    """What we do."""
    from netcompose.read import read_organisation

    source = read_organisation(path)
    counts = source.counts
    return {
        "people": counts.people,
        "leaders": counts.leaders,
        "lines": counts.resolved + counts.followed,
        "unresolved": counts.unresolved,
        "findings": len(source.findings),
    }


def measured(how: Callable[[Path], dict[str, int]], path: Path) -> dict[str, float]:
    """One reading in a process of its own."""
    command = [sys.executable, __file__, "--read", how.__name__, str(path)]
    child = subprocess.run(command, capture_output=True, check=True, text=True)
    answer: dict[str, float] = json.loads(child.stdout)
    return answer


def read(how: str, path: Path) -> None:
    """In the child: read, and tell seconds, the peak of memory and what was read."""
    start = time.process_time()
    found = {"over_the_cells": over_the_cells, "organisation": organisation}[how](path)
    seconds = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "megabytes": peak, **found}))


def main() -> None:
    """Measure every layout and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=50_000)
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--read", nargs=2, metavar=("HOW", "FILE"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.read:
        read(options.read[0], Path(options.read[1]))
        return
    print("| layout | openpyxl alone | netcompose | times | memory | leaders | lines |")
    print("|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        for name, headers in LAYOUTS.items():
            path = Path(folder) / "staff.xlsx"
            write(path, options.people, headers)
            turns = [(measured(over_the_cells, path), measured(organisation, path)) for _ in range(options.repeat)]
            theirs, ours = (median(turn[side]["seconds"] for turn in turns) for side in (0, 1))
            last = turns[-1][1]
            peak = max(turn[1]["megabytes"] for turn in turns)
            print(
                f"| {name} | {theirs:.1f} s | {ours:.1f} s | {ours / theirs:.2f} | {peak:.0f} MB "
                f"| {last['leaders']:,.0f} | {last['lines']:,.0f} |",
                flush=True,
            )


if __name__ == "__main__":
    main()
