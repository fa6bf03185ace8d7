"""Move somebody by hand in a plan and have LibreOffice reckon it anew: the warnings must come, and nothing else may change.

    python scripts/try_in_office.py     solves the example, in both languages; needs LibreOffice on the machine

Not part of CI, because a bare machine has no office. It ends with an error when a figure is not what `netcompose check` counts.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from netcompose.language import Language
from netcompose.sheets import Column, Sheet

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "data" / "examples" / "odder.xlsx"
FIRST_ROW = 5  # of the figures in the live check


def reckoned(path: Path, folder: Path) -> Path:
    """The file as LibreOffice writes it after reckoning everything."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        sys.exit("LibreOffice is needed.")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    target = folder / "reckoned"
    command = [office, profile, "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(target)]
    subprocess.run([*command, str(path)], check=True, capture_output=True)
    return target / path.name


def figures(path: Path, language: Language) -> list[tuple[Any, ...]]:
    """The rows of the live check, with their values."""
    sheet = load_workbook(path, data_only=True)[Sheet.LIVE.title(language)]
    return [row[:4] for row in sheet.iter_rows(min_row=FIRST_ROW, values_only=True) if row[1] is not None]


def move_to_own_superior(path: Path, edited: Path, language: Language) -> tuple[str, str]:
    """Give one member the network of their own superior; returns the networks they left and came to."""
    book = load_workbook(path)
    sheet = book[Sheet.ASSIGNMENTS.title(language)]
    head = [cell.value for cell in sheet[1]]
    key, manager, network = (
        head.index(column.title(language)) for column in (Column.ID, Column.MANAGER, Column.NETWORK)
    )
    seats = {row[key].value: row[network].value for row in sheet.iter_rows(min_row=2)}
    for row in sheet.iter_rows(min_row=2):
        there, here = seats.get(row[manager].value), row[network].value
        if here and there and here != there:
            row[network].value = there
            book.save(edited)
            return str(here), str(there)
    raise AssertionError("nobody has a superior in another network")


def main() -> None:
    """Both languages: cached figures, the same reckoned anew, and those after a hand edit."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for language in Language:
            plan = folder / f"plan-{language}.xlsx"
            solve = [
                sys.executable,
                "-m",
                "netcompose",
                "solve",
                str(EXAMPLE),
                "--lang",
                language,
                "-q",
                "-o",
                str(plan),
            ]
            subprocess.run(solve, check=True)
            copy = folder / f"copy-{language}.xlsx"
            load_workbook(plan).save(copy)  # without the cached values, so that everything is reckoned
            cached, anew = figures(plan, language), figures(reckoned(copy, folder), language)
            assert cached == anew, "LibreOffice reckons otherwise"
            edited = folder / f"edited-{language}.xlsx"
            left, came = move_to_own_superior(plan, edited, language)
            after = {row[0]: row[1:] for row in figures(reckoned(edited, folder), language)}
            before = {row[0]: row[1:] for row in cached}
            line = next(iter(before))
            assert (before[line][0], after[line][0]) == (0, 1)
            assert after[line][2].startswith("✗")
            assert after[left][0] == before[left][0] - 1
            assert after[came][0] == before[came][0] + 1
            changed = sum(before[row] != after[row] for row in before)
            print(f"{language}: {len(anew)} figures as written; {changed} follow one move by hand")
            for row, values in after.items():
                if before[row] != values:
                    print(f"   {row}: {before[row][0]} -> {values[0]}  {values[2]}")


if __name__ == "__main__":
    main()
