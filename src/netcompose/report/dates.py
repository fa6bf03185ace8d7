"""Days and hours as people write them."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from babel.dates import format_date

if TYPE_CHECKING:
    from datetime import date, time

    from netcompose.language import Language
    from netcompose.plan import Event, Meeting


@lru_cache(maxsize=10_000)
def long_day(day: date, language: Language) -> str:
    """A day with its weekday, e.g. "tirsdag den 20. januar 2026"."""
    return format_date(day, "full", locale=_locale(language))


@lru_cache(maxsize=10_000)
def short_day(day: date, language: Language) -> str:
    """A day in few letters, e.g. "20. jan. 2026"."""
    return format_date(day, "medium" if _locale(language) == "en_GB" else "d. MMM y", locale=_locale(language))


@lru_cache(maxsize=10_000)
def weekday(day: date, language: Language) -> str:
    """The day of the week, e.g. "tirsdag"."""
    return format_date(day, "EEEE", locale=_locale(language))


@lru_cache(maxsize=10_000)
def month(day: date, language: Language) -> str:
    """A month with its year, e.g. "januar 2026"."""
    return format_date(day, "LLLL y", locale=_locale(language))


def hours(meeting: Meeting | Event, language: Language) -> str:
    """From and to, e.g. "kl. 9.00–11.00"; "" when no hour is set."""
    told = "–".join(_hour(hour, language) for hour in (meeting.start, meeting.end) if hour is not None)
    return f"kl. {told}" if told and _locale(language) == "da" else told


def _hour(hour: time, language: Language) -> str:
    return f"{hour.hour}.{hour.minute:02}" if _locale(language) == "da" else hour.isoformat("minutes")


def _locale(language: Language) -> str:
    """Babel's name of a language; English is written the British way, day first."""
    return "da" if language.value == "da" else "en_GB"
