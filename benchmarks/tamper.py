"""Tamper with a good plan, and see whether `check` finds it; edit it without harm, and see whether `check` is silent.

    python benchmarks/tamper.py --corruptions 500 --harmless 500

Corruptions of the plan's workbook, one each: somebody moved to another network, a row twice, a row deleted, two people swapped, somebody
renamed, an id edited, a seat emptied, two names exchanged. Harmless edits: rows sorted, columns added, cells coloured, rows hidden, columns
hidden or widened, blanks around a name. A corruption is found when somebody concerned is named in a verdict's witness, or by id or name in
a finding; a harmless edit must change neither verdicts nor findings.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from copy import copy
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any, Final

import openpyxl

from netcompose.language import Language
from netcompose.policy.load import parse_policy
from netcompose.read import Reading, Refused, read_plan
from netcompose.sheets import Column, Sheet
from netcompose.tasks.check import check, seated

if TYPE_CHECKING:
    from collections.abc import Callable

HERE = Path(__file__).resolve().parent
EXAMPLE: Final = HERE.parent / "data" / "examples" / "odder.xlsx"
TODAY: Final = date(2026, 9, 1)
READ: Final = (Sheet.ASSIGNMENTS, Sheet.HOSTS, Sheet.MENTORS, Sheet.CONTACTS, Sheet.ABOUT, Sheet.LISTS)


class Grid:
    """The Assignments sheet of a plan, in rows and named columns."""

    def __init__(self, path: Path) -> None:
        self.book = openpyxl.load_workbook(path)
        name = next(title for title in Sheet.ASSIGNMENTS.titles if title in self.book.sheetnames)
        self.sheet = self.book[name]
        headers = {str(cell.value): cell.column for cell in self.sheet[1] if cell.value}
        self.at = {column: headers[title] for column in Column for title in column.titles if title in headers}
        self.rows = [row for row in range(2, self.sheet.max_row + 1) if self.get(row, Column.ID)]

    def get(self, row: int, column: Column) -> Any:
        return self.sheet.cell(row, self.at[column]).value

    def put(self, row: int, column: Column, value: Any) -> None:
        self.sheet.cell(row, self.at[column]).value = value

    def seated(self) -> list[int]:
        return [row for row in self.rows if self.get(row, Column.NETWORK)]

    def who(self, *rows: int) -> set[str]:
        return {str(self.get(row, column)) for row in rows for column in (Column.ID, Column.NAME)}

    def save(self, path: Path) -> None:
        self.book.save(path)


# -- corruptions: each says by which ids and names it should be found ------------------------------------------------


def moved(grid: Grid, draw: Random) -> set[str]:
    row = draw.choice(grid.seated())
    here = grid.get(row, Column.NETWORK)
    there = sorted({grid.get(other, Column.NETWORK) for other in grid.seated()} - {here})
    grid.put(row, Column.NETWORK, draw.choice(there))
    return grid.who(row)


def emptied(grid: Grid, draw: Random) -> set[str]:
    row = draw.choice(grid.seated())
    grid.put(row, Column.NETWORK, None)
    return grid.who(row)


def duplicated(grid: Grid, draw: Random) -> set[str]:
    row = draw.choice(grid.rows)
    last = max(grid.rows) + 1
    for cell in grid.sheet[row]:
        grid.sheet.cell(last, cell.column).value = cell.value
    if draw.random() < 0.5 and grid.get(row, Column.NETWORK):
        networks = sorted({grid.get(other, Column.NETWORK) for other in grid.seated()})
        grid.put(last, Column.NETWORK, draw.choice(networks))
    return grid.who(row)


def deleted(grid: Grid, draw: Random) -> set[str]:
    row = draw.choice(grid.rows)
    names = grid.who(row)
    grid.sheet.delete_rows(row)
    return names


def swapped(grid: Grid, draw: Random) -> set[str]:
    one = draw.choice(grid.seated())
    here = grid.get(one, Column.NETWORK)
    other = draw.choice([row for row in grid.seated() if grid.get(row, Column.NETWORK) != here])
    grid.put(one, Column.NETWORK, grid.get(other, Column.NETWORK))
    grid.put(other, Column.NETWORK, here)
    return grid.who(one, other)


def renamed(grid: Grid, draw: Random) -> set[str]:
    row = draw.choice(grid.rows)
    names = grid.who(row)
    grid.put(row, Column.NAME, f"Nora Nyhold {draw.randint(1, 99)}")
    return names | grid.who(row)


def names_exchanged(grid: Grid, draw: Random) -> set[str]:
    one, other = draw.sample(grid.rows, 2)
    mine, theirs = grid.get(one, Column.NAME), grid.get(other, Column.NAME)
    grid.put(one, Column.NAME, theirs)
    grid.put(other, Column.NAME, mine)
    return grid.who(one, other)


def id_edited(grid: Grid, draw: Random) -> set[str]:
    row = draw.choice(grid.rows)
    names = grid.who(row)
    old = str(grid.get(row, Column.ID))
    others = [str(grid.get(other, Column.ID)) for other in grid.rows if other != row]
    new = draw.choice([f"{old}9", old[:-1] or "X", "99999", draw.choice(others)])
    grid.put(row, Column.ID, new)
    return names | {new}


CORRUPTIONS: Final[tuple[Callable[[Grid, Random], set[str]], ...]] = (
    moved,
    emptied,
    duplicated,
    deleted,
    swapped,
    renamed,
    names_exchanged,
    id_edited,
)


# -- harmless edits ---------------------------------------------------------------------------------------------------


def sorted_rows(grid: Grid, draw: Random) -> None:
    column = draw.choice([Column.NAME, Column.NETWORK, Column.DEPARTMENT, Column.ID])
    rows = [[copy(cell.value) for cell in grid.sheet[row]] for row in grid.rows]
    at = grid.at[column] - 1
    rows.sort(key=lambda values: str(values[at] or ""), reverse=draw.random() < 0.5)
    for row, values in zip(grid.rows, rows, strict=True):
        for number, value in enumerate(values, start=1):
            grid.sheet.cell(row, number).value = value


def columns_added(grid: Grid, draw: Random) -> None:
    last = grid.sheet.max_column
    for number in range(draw.randint(1, 3)):
        grid.sheet.cell(
            1, last + 1 + number
        ).value = f"{draw.choice(['Bemærkning', 'Note', 'Frokost', 'Til HR'])} {number + 1}"
        for row in grid.rows:
            if draw.random() < 0.4:
                grid.sheet.cell(row, last + 1 + number).value = draw.choice(["ok", "husk", "ring", 3])


def coloured(grid: Grid, draw: Random) -> None:
    for _ in range(20):
        cell = grid.sheet.cell(draw.choice(grid.rows), draw.randint(1, grid.sheet.max_column))
        cell.fill = openpyxl.styles.PatternFill("solid", fgColor=draw.choice(["FFFF00", "FF9900", "99CCFF"]))
        cell.font = openpyxl.styles.Font(bold=True)


def hidden_rows(grid: Grid, draw: Random) -> None:
    for row in draw.sample(grid.rows, 10):
        grid.sheet.row_dimensions[row].hidden = True


def columns_hidden(grid: Grid, draw: Random) -> None:
    letter = openpyxl.utils.get_column_letter(draw.randint(4, grid.sheet.max_column))
    grid.sheet.column_dimensions[letter].hidden = True
    grid.sheet.column_dimensions["B"].width = 40


def blanks(grid: Grid, draw: Random) -> None:
    for row in draw.sample(grid.rows, 5):
        grid.put(row, Column.NAME, f" {grid.get(row, Column.NAME)}  ")


HARMLESS: Final[tuple[Callable[[Grid, Random], None], ...]] = (
    sorted_rows,
    columns_added,
    coloured,
    hidden_rows,
    columns_hidden,
    blanks,
)


# -- holding ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Said:
    """What check says of a workbook: the exit code, and every sentence of a verdict or finding."""

    exit_code: int
    verdicts: tuple[str, ...]
    findings: tuple[str, ...]


def said(path: Path) -> Said:
    """As the command does."""
    try:
        source = read_plan(path, Reading(today=TODAY))
    except Refused as refused:
        return Said(3, (), tuple(str(finding.message) for finding in refused.findings))
    assert source.policy_toml is not None
    policy = parse_policy(source.policy_toml, "plan")
    composition = seated(source.organisation, source.double_seats, Language.EN)
    judged = check(source.organisation, policy, composition, source.appointments, today=TODAY, written=source.written)
    broken = [verdict for verdict in judged.verdicts if verdict.violations or verdict.rule == "as_written"]
    return Said(
        int(judged.broken),
        tuple(str(witness) for verdict in broken for witness in verdict.witnesses),
        tuple(f"{finding.message} {finding.value or ''}" for finding in source.findings),
    )


@cache
def plan(folder: str) -> Path:
    """A good plan, made by the command."""
    from typer.testing import CliRunner

    from netcompose.cli import app

    path = Path(folder) / "plan.xlsx"
    if not path.exists():
        result = CliRunner().invoke(app, ["solve", str(EXAMPLE), "-o", str(path), "--quiet"])
        assert result.exit_code == 0, result.output
        book = openpyxl.load_workbook(path)  # without the sheets that check does not read: each edit is quicker then
        for name in book.sheetnames:
            if name not in {title for sheet in READ for title in sheet.titles}:
                del book[name]
        book.save(path)
    return path


@cache
def untouched(folder: str) -> Said:
    """What is said of the good plan."""
    return said(plan(folder))


def corrupt(seed: int, folder: str) -> tuple[str, int, bool]:
    """One corruption: its kind, check's exit code, and whether somebody concerned is named."""
    draw = Random(f"tamper/{seed}")
    kind = CORRUPTIONS[seed % len(CORRUPTIONS)]
    grid = Grid(plan(folder))
    concerned = kind(grid, draw)
    with tempfile.TemporaryDirectory(dir=folder) as place:
        path = Path(place) / "edited.xlsx"
        grid.save(path)
        found = said(path)
    before = untouched(folder)
    new = [text for text in (*found.verdicts, *found.findings) if text not in {*before.verdicts, *before.findings}]
    named = any(someone in text for text in new for someone in concerned)
    return kind.__name__, found.exit_code, named


def leave_sound(seed: int, folder: str) -> tuple[str, bool]:
    """One harmless edit: its kind, and whether check says what it said before."""
    draw = Random(f"harmless/{seed}")
    kind = HARMLESS[seed % len(HARMLESS)]
    grid = Grid(plan(folder))
    kind(grid, draw)
    with tempfile.TemporaryDirectory(dir=folder) as place:
        path = Path(place) / "edited.xlsx"
        grid.save(path)
        found = said(path)
    before = untouched(folder)
    same = (
        found.exit_code == 0 and found.verdicts == before.verdicts and sorted(found.findings) == sorted(before.findings)
    )
    return kind.__name__, same


def main(given: list[str] | None = None) -> int:
    """Tamper many times, and say what was found."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--corruptions", type=int, default=500)
    parser.add_argument("--harmless", type=int, default=500)
    parser.add_argument("--at-once", type=int, default=2)
    options = parser.parse_args(given)
    with tempfile.TemporaryDirectory() as folder, ProcessPoolExecutor(options.at_once) as pool:
        plan(folder)
        held = list(pool.map(partial(corrupt, folder=folder), range(options.corruptions), chunksize=8))
        sound = list(pool.map(partial(leave_sound, folder=folder), range(options.harmless), chunksize=8))
    kinds = Counter(kind for kind, _, _ in held)
    found = Counter(kind for kind, _, named in held if named)
    stopped = Counter(kind for kind, code, _ in held if code)
    for kind in kinds:
        print(
            f"{kind}: {found[kind]} of {kinds[kind]} found by name; {stopped[kind]} end with an exit code that is not 0"
        )
    quiet = Counter(kind for kind, same in sound if same)
    for kind, number in Counter(kind for kind, _ in sound).items():
        print(f"{kind}: {quiet[kind]} of {number} change nothing")
    missed, noisy = len(held) - sum(found.values()), len(sound) - sum(quiet.values())
    print(f"{len(held)} corruptions, {missed} missed; {len(sound)} harmless edits, {noisy} reported.")
    return 1 if missed or noisy else 0


if __name__ == "__main__":
    sys.exit(main())
