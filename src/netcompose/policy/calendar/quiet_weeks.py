"""Meetings keep off the weeks in which people have holidays, where they can."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netcompose.language import say, say_n
from netcompose.plan import Verdict

if TYPE_CHECKING:
    from netcompose.policy.calendar.dated import Dated

RULE = "calendar_quiet_weeks"


def judge(plan: Dated) -> Verdict:
    """Cost: meetings in one of the policy's `avoid_weeks`. Never a violation."""
    witnesses = [
        say(
            "Meeting {number} of {network} is in week {week}, which is to be avoided.",
            number=meeting.number,
            network=plan.network_name(meeting),
            week=day.isocalendar().week,
        )
        for meeting, day in plan.days
        if day.isocalendar().week in plan.settings.avoid_weeks
    ]
    return Verdict(
        RULE,
        say_n("{n} meeting is in a week to be avoided.", "{n} meetings are in weeks to be avoided.", len(witnesses)),
        cost=len(witnesses),
        witnesses=tuple(witnesses),
    )
