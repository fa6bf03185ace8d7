"""Days as people write them: a date, a stretch of dates, a week, a month, a day of the week."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import Final

from netcompose.organisation import Days
from netcompose.read.text import fold

LONGEST: Final = timedelta(days=366)
"""A longer absence than that is a slip of the pen."""
_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        [
            ("januar", "january", "jan"),
            ("februar", "february", "feb"),
            ("marts", "march", "mar"),
            ("april", "apr"),
            ("maj", "may"),
            ("juni", "june", "jun"),
            ("juli", "july", "jul"),
            ("august", "aug"),
            ("september", "sept", "sep"),
            ("oktober", "october", "okt", "oct"),
            ("november", "nov"),
            ("december", "dec"),
        ],
        1,
    )
    for name in names
}
_WEEKDAYS: Final = {
    name: number
    for number, names in enumerate(
        [
            ("mandag", "mandage", "monday", "mondays"),
            ("tirsdag", "tirsdage", "tuesday", "tuesdays"),
            ("onsdag", "onsdage", "wednesday", "wednesdays"),
            ("torsdag", "torsdage", "thursday", "thursdays"),
            ("fredag", "fredage", "friday", "fridays"),
        ]
    )
    for name in names
}
_MONTH: Final = "|".join(sorted(_MONTHS, key=len, reverse=True))
_NUMBERS: Final = re.compile(r"(\d{1,2})[./-](\d{1,2})(?:[./-](\d{4}|\d\d)| (\d{4}))?\.?")
_ISO: Final = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_WORDS: Final = re.compile(rf"(?:den )?(\d{{1,2}})\.? ?({_MONTH})\.?(?: (\d{{4}}))?")
_WHOLE_MONTH: Final = re.compile(rf"({_MONTH})\.?(?: (\d{{4}}))?")
_DAY_ALONE: Final = re.compile(r"(?:den )?(\d{1,2})\.?")
_WEEK: Final = re.compile(r"(?:uge|week|uger|weeks) ?(\d{1,2})(?: ?(?:-|–|til|to|og|and|\+) ?(\d{1,2}))?")
_BETWEEN: Final = re.compile(r" ?(?:–|—|\.\.+|\btil og med\b|\btil\b|\bto\b|\bt\.o\.m\.) ?| - ")
_HYPHEN: Final = re.compile(r"(?<=[\d.a-z])-(?=\d)")


def spells(text: str, *, days_only: bool = False) -> tuple[Days, ...]:
    """The days that a text means; none when it means no days. With `days_only` a day of the week or a month alone is no days.

    A date without a year is every year's, and so is a week.
    """
    text = " ".join(text.casefold().replace("d.", "").split()).strip(" .")
    if match := _WEEK.fullmatch(text):
        first, last = int(match[1]), int(match[2] or match[1])
        return tuple(Days(week=week) for week in range(first, last + 1)) if 1 <= first <= last <= 53 else ()
    if not days_only:
        word = fold(text).removeprefix("hver ").removeprefix("every ")
        if word in _WEEKDAYS:
            return (Days(weekday=_WEEKDAYS[word]),)
        if (match := _WHOLE_MONTH.fullmatch(text)) and (found := _month(match)):
            return (found,)
    for begin, end in [(text, text), *_halves(text)]:
        if found := _stretch(begin, end):
            return (found,)
    return ()


def _halves(text: str) -> list[tuple[str, str]]:
    """Every way to take the text as from … to …."""
    cuts = [*_BETWEEN.finditer(text), *_HYPHEN.finditer(text)]
    text_from = [(text[: cut.start()].removeprefix("fra ").removeprefix("from "), text[cut.end() :]) for cut in cuts]
    return [(first.strip(), last.strip()) for first, last in text_from]


def _month(match: re.Match[str]) -> Days | None:
    month, year = _MONTHS[match[1]], int(match[2]) if match[2] else None
    last = monthrange(year or 2000, month)[1]
    return Days(date(year or 2000, month, 1), date(year or 2000, month, last), every_year=year is None)


def _stretch(first: str, last: str) -> Days | None:
    """The days from one text to another; the first may leave out the year, or month and year, that the last has."""
    end = _parts(last)
    if end is None or end[1] is None:
        return None
    begin = _parts(first)
    if begin is None:
        return None
    year, month = end[2], end[1]
    day_from = (begin[0], begin[1] or month, begin[2] or year)
    if begin[2] is not None and year is None:
        return None
    try:
        until = date(year or 2000, month, end[0])
        since = date(day_from[2] or 2000, day_from[1], day_from[0])
        if year is not None and since > until and begin[2] is None and begin[1] is not None:
            since = since.replace(year=since.year - 1)
            if until - since > LONGEST / 2:
                return None
    except ValueError:
        return None
    if year is not None and not timedelta(0) <= until - since <= LONGEST:
        return None
    return Days(since, until, every_year=year is None)


def _parts(text: str) -> tuple[int, int | None, int | None] | None:
    """Day, month and year of a text; a month or year that is not there is None."""
    if match := _ISO.fullmatch(text):
        return int(match[3]), int(match[2]), int(match[1])
    if match := _NUMBERS.fullmatch(text):
        year = int(match[3] or match[4]) if match[3] or match[4] else None
        return int(match[1]), int(match[2]), year if year is None or year > 99 else 2000 + year
    if match := _WORDS.fullmatch(text):
        return int(match[1]), _MONTHS[match[2]], int(match[3]) if match[3] else None
    if match := _DAY_ALONE.fullmatch(text):
        return int(match[1]), None, None
    return None
