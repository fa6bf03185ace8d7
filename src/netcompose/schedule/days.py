"""Which days are open, and what closes the others."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache, cached_property
from typing import TYPE_CHECKING, Final, NamedTuple

import holidays

if TYPE_CHECKING:
    from collections.abc import Iterator

    from netcompose.policy.scenario import Scenario

SATURDAY: Final = 5


class Reason(NamedTuple):
    """Why something cannot be: one thing that could be otherwise, about one person or nobody."""

    kind: str
    person: str = ""


WEEKDAYS: Final = Reason("weekdays")
HOLIDAY: Final = Reason("holidays")
CLOSED: Final = Reason("closed")
GAP: Final = Reason("gap")
SPREAD: Final = Reason("spread")
SAME_WEEK: Final = Reason("same_week")


def away(person: str) -> Reason:
    """That somebody is away on the days that the sheet names."""
    return Reason("away", person)


def two_places(person: str) -> Reason:
    """That somebody cannot be in two places at once."""
    return Reason("two_places", person)


class Days:
    """The days of one organisation under one policy; without [meetings] only public holidays and the sheet's closed days count."""

    def __init__(self, scenario: Scenario) -> None:
        self._meetings = scenario.policy.meetings
        self._organisation = scenario.organisation
        self._away = {person.id: person.away for person in scenario.organisation.people if person.away}
        self._closing: dict[date, frozenset[Reason]] = {}

    def closing(self, day: date) -> frozenset[Reason]:
        """What closes a day for everybody; a weekend is not among the days that are asked about."""
        if day not in self._closing:
            found, meetings = set(), self._meetings
            if meetings is not None and not meetings.on(day):
                found.add(WEEKDAYS)
            if (meetings is None or meetings.public_holidays) and day in public_holidays(day.year):
                found.add(HOLIDAY)
            closed = any(day in days for days in self._organisation.closed)
            if closed or (meetings is not None and meetings.closed(day)):
                found.add(CLOSED)
            self._closing[day] = frozenset(found)
        return self._closing[day]

    @cached_property
    def ever_away(self) -> frozenset[str]:
        """Those whom the sheet has away at some time."""
        return frozenset(self._away)

    def is_away(self, person: str, day: date) -> bool:
        """Whether the sheet says that somebody is away that day."""
        spells = self._away.get(person)
        return spells is not None and any(day in spell for spell in spells)


def weekdays(first: date, last: date) -> Iterator[date]:
    """Mondays to Fridays, from a day to a day, both included."""
    day = first
    while day <= last:
        if day.weekday() < SATURDAY:
            yield day
        day += timedelta(days=1)


def monday(day: date) -> date:
    """The Monday of that day's week."""
    return day - timedelta(days=day.weekday())


@cache
def public_holidays(year: int) -> frozenset[date]:
    """Danish public holidays, and 1 May, 5 June, 24 and 31 December, on which town halls are closed too."""
    return frozenset(holidays.country_holidays("DK", years=year, categories=("public", "optional")))
