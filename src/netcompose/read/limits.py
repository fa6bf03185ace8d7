"""How large an org chart may be. Beyond these the file is refused with a sentence, not with an exhausted machine.

An organisation of 50,000 people with 40 columns is far inside all of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from netcompose.language import Sentence, Value

MEGABYTE: Final = 1024 * 1024

FILE_BYTES: Final = 100 * MEGABYTE
UNPACKED_BYTES: Final = 500 * MEGABYTE
"""Of all parts of a workbook together, as its table of contents states them (unpacking stops there)."""
PART_BYTES: Final = 20 * MEGABYTE
"""Of any part that is not a sheet or the table of texts: styles, themes, names."""
RATIO: Final = 100
"""How many times larger a part may be than its packed form, once it is above `RATIO_FROM`."""
RATIO_FROM: Final = 8 * MEGABYTE
PARTS: Final = 5_000
SHEETS: Final = 1_000
ROWS: Final = 200_000
"""Rows with content in one sheet."""
LAST_ROW: Final = 1 << 20
"""Of a sheet in Excel; a workbook that speaks of a row beyond is damaged."""
COLUMNS: Final = 512
"""Columns that are read; a cell beyond is named in a finding and passed over."""
CELL_CHARACTERS: Final = 32_767
"""What Excel itself allows in a cell."""
CELLS: Final = 8_000_000
"""Cells with content in one workbook."""
MERGED: Final = 1_000_000
"""Cells that get their text from a merged cell above."""
GAP: Final = 10_000
"""Empty rows after which whatever follows is no longer part of the table."""
CHILD_SECONDS: Final = 60
CHILD_BYTES: Final = 1_500 * MEGABYTE
"""Time and memory for the child process that reads .xls and .ods."""


class Unreadable(Exception):
    """A file cannot be read; carries the code of the finding and the values of its sentence."""

    def __init__(self, code: str, **values: Value) -> None:
        self.code = code
        self.values = values
        super().__init__(code)


def too_large(what: Sentence, size: int, limit: int) -> Unreadable:
    """The refusal of a file above a limit."""
    return Unreadable("NC107", what=what, size=f"{size:,}", limit=f"{limit:,}")
