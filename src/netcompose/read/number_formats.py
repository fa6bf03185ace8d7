"""What a cell's number format means for its value: a day, or leading zeros."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from netcompose.read.text import from_moment

if TYPE_CHECKING:
    from collections.abc import Sequence

    from netcompose.read.text import Cell

_BUILT_IN_DAYS: Final = frozenset({*range(14, 23), 45, 46, 47})
"""Formats that every workbook has and that show days or times (ECMA-376, part 1, 18.8.30)."""
_ASIDE: Final = re.compile(r'".*?"|\[(?!hh?\]|mm?\]|ss?\])[^\]]*\]')
"""In a format: texts in quotes, and whatever stands in brackets but hours, minutes and seconds."""
_OF_DAY: Final = re.compile(r"(?<![_\\])[dmhys]", re.IGNORECASE)
_ZEROS: Final = re.compile(r'"?(0{2,})"?(?:;.*)?')
_FIRST_DAY, _FIRST_DAY_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)
_MILLISECONDS: Final = 86_400_000
_LEAP_DAY: Final = 60
"""29 February 1900, which spreadsheets count and which never was: below it a day is one later than its number says."""


class Formats:
    """The number formats of a workbook's styles, from what `Parts.formats` gives; without any a number is shown as it is."""

    def __init__(self, formats: Sequence[int | str], *, from_1904: bool = False) -> None:
        self._first_day = _FIRST_DAY_1904 if from_1904 else _FIRST_DAY
        self._known = {str(style): _meaning(code) for style, code in enumerate(formats)}

    def of(self, style: str) -> tuple[bool, int]:
        """Whether numbers of this style are days, and how many digits they are shown with.

        Raises:
            KeyError: the workbook has styles, and not this one.
        """
        return self._known[style] if style and self._known else (False, 0)

    def number(self, text: str, style: str) -> Cell:
        """A number as the sheet shows it: a day, or text with its leading zeros."""
        is_day, digits = self.of(style)
        if is_day:
            return self._day(float(text))
        if not text.isdigit():
            number = float(text)
            text = str(int(number)) if number.is_integer() and abs(number) < 1e15 else repr(number)
        return text.zfill(digits) if digits and text.isdigit() else text

    def _day(self, number: float) -> Cell:
        """The day with this number; a time of day for what is less than one."""
        try:
            days, part = divmod(number, 1)
            clock = timedelta(milliseconds=round(part * _MILLISECONDS))
            if 0 <= number < 1 and not clock.days:
                return str((datetime.min + clock).time())
            if 0 < number < _LEAP_DAY and self._first_day == _FIRST_DAY:
                days += 1
            return from_moment(self._first_day + timedelta(days=days) + clock)
        except (ValueError, OverflowError):
            return "#VALUE!"


def _meaning(code: int | str) -> tuple[bool, int]:
    """Whether a format shows days or times, and how many digits it fills up with zeros."""
    if isinstance(code, int):
        return code in _BUILT_IN_DAYS, 0
    zeros = _ZEROS.fullmatch(code)
    return _OF_DAY.search(_ASIDE.sub("", code.split(";")[0])) is not None, len(zeros[1]) if zeros else 0
