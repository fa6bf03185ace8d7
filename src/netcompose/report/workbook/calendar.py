"""The calendar: meetings by date, themes with their votes, phases with their hours; and the closed days and topics that were read."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final

from netcompose.language import listed, say
from netcompose.plan import Duty, Event, EventKind, Meeting
from netcompose.policy.duties.names import DUTY_NAMES
from netcompose.report.dates import short_day, weekday
from netcompose.report.workbook import palette
from netcompose.sheets import Column, Heading, Sheet

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import time

    from netcompose.language import Value
    from netcompose.organisation import Days
    from netcompose.report.view import View
    from netcompose.report.workbook.book import Book

UNDATED: Final = date.max


def write_calendar(book: Book) -> None:
    """Every sheet about time that has something to say."""
    _write_meetings(book)
    _write_themes(book)
    _write_phases(book)
    _write_topics(book)
    _write_closed_days(book)


def _titles(book: Book, headings: dict[Heading | Column, int]) -> dict[str, int]:
    return {heading.title(book.view.language): width for heading, width in headings.items()}


def _write_meetings(book: Book) -> None:
    """One row a meeting in the order of their dates, with the seminar and the evaluations between them."""
    view = book.view
    entries = _entries(view)
    if not entries:
        return
    headings: dict[Heading | Column, int] = {
        Heading.DATE: 90,
        Heading.WEEKDAY: 80,
        Heading.START: 75,
        Heading.END: 75,
        Column.NETWORK: 120,
        Heading.MEETING: 60,
    }
    if Duty.HOST in view.duties:
        headings |= {Heading.HOST: 150, Heading.HOST_ID: 90, Heading.PLACE: 150}
    if view.plan.themes:
        headings[Heading.THEME] = 160
    rows = [_meeting(view, e) if isinstance(e, Meeting) else _event(view, e, len(headings)) for e in entries]

    def look(row: int, column: int) -> dict[str, Any]:
        joint = {} if isinstance(entries[row], Meeting) else {"bg_color": palette.PALE, "bold": True}
        return {**joint, "align": "center"} if column in {2, 3, 5} else joint

    book.page(Sheet.MEETINGS).table(0, _titles(book, headings), rows, look)


def _entries(view: View) -> list[Meeting | Event]:
    """Meetings and joint events by date; meetings of one day in the order of the networks."""
    place = {network.id: index for index, network in enumerate(view.networks)}

    def order(entry: Meeting | Event) -> tuple[date, int, int]:
        if isinstance(entry, Event):
            return entry.first, -1, 0
        return entry.date or UNDATED, place.get(entry.network, len(place)), entry.number

    joint = (event for event in view.plan.events if event.kind is not EventKind.PHASE)
    return sorted([*view.plan.meetings, *joint], key=order)


def _meeting(view: View, meeting: Meeting) -> list[Value | None]:
    cells: list[Value | None] = [
        meeting.date,
        weekday(meeting.date, view.language) if meeting.date else None,
        _hour(meeting.start),
        _hour(meeting.end),
        view.network_name(meeting.network),
        meeting.number,
    ]
    if Duty.HOST in view.duties:
        host = view.host(meeting.network, meeting.number)
        cells += [host.name, host.id, host.workplace] if host else [None, None, None]
    if view.plan.themes:
        cells.append("; ".join(view.themes(meeting.network, meeting.number)) or None)
    return cells


def _event(view: View, event: Event, columns: int) -> list[Value | None]:
    title = event.title if event.first == event.last else say("{title}, until {day}", title=event.title, day=event.last)
    cells: list[Value | None] = [
        event.first,
        weekday(event.first, view.language),
        _hour(event.start),
        _hour(event.end),
        title,
    ]
    return [*cells, *[None] * (columns - len(cells))]


def _write_themes(book: Book) -> None:
    """One row a theme of a network's meeting, with its votes; one for all networks when they have the same programme."""
    view = book.view
    if not view.plan.themes:
        return
    networks = {network.id: index for index, network in enumerate(view.networks)}
    joint = view.policy.themes is not None and view.policy.themes.scope == "all"
    shown = [theme for theme in view.plan.themes if not joint or theme.network == view.networks[0].id]
    shown.sort(key=lambda theme: (networks.get(theme.network, -1), theme.meeting))
    rows: list[list[Value | None]] = [
        [
            say("all networks") if joint else view.network_name(theme.network),
            theme.meeting,
            None if joint else (meeting.date if (meeting := view.meeting(theme.network, theme.meeting)) else None),
            theme.theme,
            theme.votes,
        ]
        for theme in shown
    ]
    headings: dict[Heading | Column, int] = {
        Column.NETWORK: 120,
        Heading.MEETING: 60,
        Heading.DATE: 90,
        Heading.THEME: 300,
        Heading.VOTES: 80,
    }
    if joint:  # each network has its own day
        del headings[Heading.DATE]
        rows = [[*row[:2], *row[3:]] for row in rows]
    book.page(Sheet.THEMES).table(
        0,
        _titles(book, headings),
        rows,
        lambda row, column: {"align": "center"} if column in {1, len(headings) - 1} else {},
    )


def _write_phases(book: Book) -> None:
    """Hours for each person with a duty and each phase, the phases with their dates in the headings; without hours a row a phase."""
    view = book.view
    phases = [event for event in view.plan.events if event.kind is EventKind.PHASE]
    if not phases:
        return
    people = _with_hours(view, phases)
    page = book.page(Sheet.PHASES)
    if not people:
        headings: dict[Heading | Column, int] = {
            Heading.PHASE: 180,
            Heading.FROM: 90,
            Heading.UNTIL: 90,
            Heading.WEEKS: 60,
        }
        page.table(
            0, _titles(book, headings), ([phase.title, phase.first, phase.last, _weeks(phase)] for phase in phases)
        )
        return
    titles = _titles(book, {Column.NETWORK: 110, Heading.DUTY: 120, Heading.PERSON: 150})
    for phase in phases:
        first, last = (short_day(day, view.language) for day in (phase.first, phase.last))
        titles[f"{view.say(phase.title)}\n{first}\n– {last}"] = 100
    titles[Heading.TOTAL.title(view.language)] = 60
    rows: list[list[Value | None]] = []
    for network, duty, name in people:
        hours = [dict(phase.hours).get(duty.value, 0.0) for phase in phases]
        rows.append([view.network_name(network), DUTY_NAMES[duty], name, *hours, sum(hours)])
    page.table(0, titles, rows, lambda row, column: {"bold": True} if column == len(phases) + 3 else {})


def _with_hours(view: View, phases: Sequence[Event]) -> list[tuple[str, Duty, str]]:
    """Network, duty and name of everybody whom some phase needs hours of."""
    duties = [duty for duty in Duty if any(duty.value in dict(phase.hours) for phase in phases)]
    return [
        (network.id, duty, view.person(a.person).name)
        for network in view.networks
        for duty in duties
        for a in view.plan.appointments.of(duty, network.id)[:1]
    ]


def _weeks(phase: Event) -> int:
    return (phase.last - phase.first).days // 7 + 1


def _write_topics(book: Book) -> None:
    """The topic bank as it was read, so that this workbook stands alone next time."""
    view, topics = book.view, book.view.organisation.topics
    if not topics:
        return
    taken: dict[str, list[str]] = {}
    for theme in view.plan.themes:
        taken.setdefault(theme.theme.casefold(), []).append(view.network_name(theme.network))
    rows: list[list[Value | None]] = [
        [
            topic.name,
            topic.votes,
            topic.meeting,
            listed(*taken[topic.name.casefold()]) if topic.name.casefold() in taken else None,
        ]
        for topic in topics
    ]
    headings: dict[Heading | Column, int] = {
        Heading.THEME: 300,
        Heading.VOTES: 80,
        Heading.MEETING: 60,
        Heading.TAKEN_UP_BY: 260,
    }
    book.page(Sheet.TOPICS).table(0, _titles(book, headings), rows)


def _write_closed_days(book: Book) -> None:
    """The closed days as they were read."""
    if not book.view.organisation.closed:
        return
    rows = [_closed(days) for days in book.view.organisation.closed]
    headings: dict[Heading | Column, int] = {Heading.FROM: 130, Heading.UNTIL: 130}
    book.page(Sheet.CLOSED_DAYS).table(0, _titles(book, headings), rows)


def _closed(days: Days) -> list[Value | None]:
    """Days as the reader finds them again: dates, days of every year without the year, a week, a day of the week."""
    if days.week is not None:
        return [say("week {n}", n=days.week), None]
    if days.weekday is not None:
        return [WEEKDAYS[days.weekday], None]
    if days.first is None or days.last is None:
        return [None, None]
    if days.every_year:
        return [f"{day.day}/{day.month}" for day in (days.first, days.last)]
    return [days.first, days.last]


WEEKDAYS: Final = (say("Monday"), say("Tuesday"), say("Wednesday"), say("Thursday"), say("Friday"))


def _hour(hour: time | None) -> str | None:
    return None if hour is None else hour.isoformat("minutes")
