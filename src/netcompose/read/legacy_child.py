"""The child process that reads older workbooks: a path in, JSON out. Run with `python -I -m netcompose.read.legacy_child FILE`."""

from __future__ import annotations

import json
import sys
from datetime import date
from typing import Any

from netcompose.read import limits

PROTECTED, TOO_LARGE = 3, 4


def main(path: str) -> int:
    """Print all sheets as [title, [[row number, cells] …]]; the exit code tells a protected or too large file from a damaged one."""
    _bound_memory()
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    try:
        book = CalamineWorkbook.from_path(path)
        sheets: list[tuple[str, list[tuple[int, list[Any]]]]] = []
        cells = 0
        for title in book.sheet_names:
            sheet = book.get_sheet_by_name(title)
            first = sheet.start[0] + 1 if sheet.start else 1
            rows: list[tuple[int, list[Any]]] = []
            for number, row in enumerate(sheet.iter_rows(), first):
                values = [_portable(value) for value in row[: limits.COLUMNS]]
                if any(value != "" for value in values):
                    rows.append((number, values))
                    cells += len(values)
                if len(rows) > limits.ROWS or cells > limits.CELLS:
                    return TOO_LARGE
            sheets.append((title, rows))
    except PasswordError:
        return PROTECTED
    except CalamineError:
        return 1
    sys.stdout.write(json.dumps(sheets))
    return 0


def _portable(value: object) -> object:
    if isinstance(value, date):
        return {"day": value.isoformat()}
    return value if isinstance(value, str | int | float) else str(value)


def _bound_memory() -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limit; the time limit still holds
        return
    resource.setrlimit(resource.RLIMIT_AS, (limits.CHILD_BYTES, limits.CHILD_BYTES))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
