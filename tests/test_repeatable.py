"""The same file, policy and seed give the same plan: twice, under any hash seed, whatever the order of the rows."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

ODDER = Path(__file__).parent.parent / "data" / "examples" / "odder.xlsx"


def solved(org: Path, out: Path, hash_seed: str, *options: str) -> tuple[str, bytes]:
    """(JSON, workbook) of a run in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "netcompose", "solve", str(org), "-o", str(out), "--json", "--quiet", *options],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONHASHSEED": hash_seed, "PYTHONIOENCODING": "utf-8"},
    )
    return done.stdout, out.read_bytes()


def shuffled(source: Path, target: Path, seed: int) -> Path:
    """The same sheet with its rows in another order."""
    book = openpyxl.load_workbook(source)
    sheet = book.active
    assert sheet is not None
    header, *rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    random.Random(seed).shuffle(rows)
    other = openpyxl.Workbook()
    copy = other.active
    assert copy is not None
    copy.title = sheet.title
    for row in [header, *rows]:
        copy.append(row)
    other.save(target)
    return target


def test_two_runs_under_different_hash_seeds_write_the_same_bytes(tmp_path: Path) -> None:
    assert solved(ODDER, tmp_path / "one.xlsx", "1") == solved(ODDER, tmp_path / "two.xlsx", "2")


@pytest.mark.parametrize("seed", [1, 2])
def test_the_order_of_the_rows_does_not_matter(tmp_path: Path, seed: int) -> None:
    one, _ = solved(ODDER, tmp_path / "one.xlsx", "1")
    other, _ = solved(shuffled(ODDER, tmp_path / "odder.xlsx", seed), tmp_path / "two.xlsx", "1")
    assert one == other


def test_runs_that_need_the_solver_repeat_too(tmp_path: Path) -> None:
    """Six attributes at once, some of them out of reach: the deal, the polish and CP-SAT all take part."""
    own = tmp_path / "own.toml"
    attributes = ["Fagområde", "Lederniveau", "Arbejdssted", "Stilling", "Telefonlokal"]
    goals = "".join(
        f'[[goals]]\ngoal = "mix"\nattribute = "{a}"\nrank = {i}\n'
        for i, a in enumerate(["department", "level", "workplace", "title"], 1)
    )
    own.write_text(
        f'name = "own"\n[networks]\nsize = "8-9"\n{goals}[[goals]]\ngoal = "same"\nattribute = "{attributes[0]}2"\nrank = 9\n'
    )
    runs = {solved(ODDER, tmp_path / f"{i}.xlsx", str(i), "--policy", str(own), "--time-limit", "5") for i in (1, 2)}
    assert len(runs) == 1
