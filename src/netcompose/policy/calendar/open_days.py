"""No meeting is held on a day that is closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netcompose.language import say, say_n
from netcompose.plan import EventKind, Verdict
from netcompose.policy.calendar.danish_days import holiday

if TYPE_CHECKING:
    from datetime import date

    from netcompose.language import Sentence
    from netcompose.policy.calendar.dated import Dated

RULE = "calendar_open_days"


def judge(plan: Dated) -> Verdict:
    """Meetings and the seminar are on the policy's days of the week, not on a weekend, a public holiday, a closed week or a closed day.

    Violations: meetings and seminars on such a day.
    """
    witnesses = []
    for meeting, day in plan.upcoming:
        why = _closed(plan, day)
        if why is not None:
            told = say(
                "Meeting {number} of {network} is on {day}: {why}.",
                number=meeting.number,
                network=plan.network_name(meeting),
                day=day,
                why=why,
            )
            witnesses.append(told)
    for event in plan.events:
        if event.kind is EventKind.SEMINAR and (why := _closed(plan, event.first)) is not None:
            witnesses.append(say("The joint seminar is on {day}: {why}.", day=event.first, why=why))
    return Verdict(
        RULE,
        say_n("{n} meeting, on an open day.", "{n} meetings, all on open days.", len(plan.days))
        if not witnesses
        else say_n("{n} meeting is on a closed day.", "{n} meetings are on closed days.", len(witnesses)),
        violations=len(witnesses),
        witnesses=tuple(witnesses),
    )


def _closed(plan: Dated, day: date) -> Sentence | None:
    settings = plan.settings
    if day.isoweekday() > 5:
        return say("a weekend")
    if settings.public_holidays and holiday(day):
        return say("a public holiday or a day on which town halls are closed")
    if day.isocalendar().week in settings.closed_weeks:
        return say("week {week} is closed", week=day.isocalendar().week)
    if day in settings.closed_days or any(day in days for days in plan.scenario.organisation.closed):
        return say("a closed day")
    if not settings.on(day):
        return say("not a day of the week on which meetings are held")
    return None
