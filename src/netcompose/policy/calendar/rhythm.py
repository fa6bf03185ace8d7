"""Every network meets as often, as long and as evenly as the policy says."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from netcompose.language import say, say_n
from netcompose.plan import Verdict

if TYPE_CHECKING:
    from netcompose.language import Sentence, Value
    from netcompose.plan import Meeting
    from netcompose.policy.calendar.dated import Dated

RULE = "calendar_rhythm"


def judge(plan: Dated) -> Verdict:
    """Each network has its meetings, dated: number i in the i-th equal part of the period, and half a part after the one before.

    Half a part is rounded down to whole days, and is a day at the least. Each lasts as long as the policy says.
    Violations: meetings that are missing or without a date, outside their part, too soon after the one before, or of another length.
    """
    witnesses: list[Sentence] = []
    length = (plan.period.last - plan.period.after(0)).days + 1
    gap = max(1, length // plan.number // 2)
    by_number = {(meeting.network, meeting.number): meeting for meeting in plan.meetings}
    for network in plan.composition.networks:
        for number in range(1, plan.number + 1):
            meeting = by_number.get((network.id, number))
            before = by_number.get((network.id, number - 1))
            if (network.id, number) in plan.over:
                continue
            what: dict[str, Value] = {"number": number, "network": network.name}
            if meeting is None or meeting.date is None:
                witnesses.append(say("Meeting {number} of {network} has no date.", **what))
                continue
            first, last = plan.period.part(number, plan.number)
            if not first <= meeting.date <= last:
                witnesses.append(
                    say(
                        "Meeting {number} of {network} is on {day}, not between {first} and {last}.",
                        **what,
                        day=meeting.date,
                        first=first,
                        last=last,
                    )
                )
            if before is not None and before.date is not None and (meeting.date - before.date).days < gap:
                witnesses.append(
                    say_n(
                        "Meeting {number} of {network} is less than {n} day after the one before.",
                        "Meeting {number} of {network} is less than {n} days after the one before.",
                        gap,
                        **what,
                    )
                )
            if not _right_length(meeting, plan.settings.hours):
                witnesses.append(
                    say("Meeting {number} of {network} does not last {hours} hours.", **what, hours=plan.settings.hours)
                )
    return Verdict(
        RULE,
        say_n(
            "{n} meeting in each network, of {hours} hours.",
            "{n} meetings in each network, evenly spread, of {hours} hours each.",
            plan.number,
            hours=plan.settings.hours,
        )
        if not witnesses
        else say_n("{n} break of the rhythm.", "{n} breaks of the rhythm.", len(witnesses)),
        violations=len(witnesses),
        witnesses=tuple(witnesses),
    )


def _right_length(meeting: Meeting, hours: float) -> bool:
    """Whether a meeting lasts so long, to the minute."""
    if meeting.date is None or meeting.start is None or meeting.end is None:
        return False
    lasts = datetime.combine(meeting.date, meeting.end) - datetime.combine(meeting.date, meeting.start)
    return abs(lasts - timedelta(hours=hours)) < timedelta(minutes=1)
