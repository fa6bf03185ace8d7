"""Danish public holidays, reckoned from the calendar itself."""

from __future__ import annotations

from datetime import date, timedelta


def easter(year: int) -> date:
    """Easter Sunday of a year in the Gregorian calendar. Source: the anonymous algorithm in Meeus, Astronomical Algorithms, chapter 8."""
    century, rest = divmod(year, 100)
    moon = (19 * (year % 19) + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    shift = (year % 19 + 11 * moon + 22 * weekday) // 451
    month, day = divmod(moon + weekday - 7 * shift + 114, 31)
    return date(year, month, day + 1)


def holiday(day: date) -> bool:
    """Whether it is a public holiday in Denmark, or 1 May, 5 June, 24 or 31 December, on which town halls are closed.

    The church's days count from Easter Sunday; the Great Prayer Day, 26 days after it, was a holiday until 2023.
    """
    if (day.month, day.day) in {(1, 1), (5, 1), (6, 5), (12, 24), (12, 25), (12, 26), (12, 31)}:
        return True
    after = (day - easter(day.year)) // timedelta(days=1)
    return after in {-3, -2, 0, 1, 39, 49, 50} or (after == 26 and day.year < 2024)
