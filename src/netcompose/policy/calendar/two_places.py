"""Nobody is in two places at once."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING

from netcompose.language import say, say_n
from netcompose.plan import EventKind, Verdict

if TYPE_CHECKING:
    from datetime import date

    from netcompose.plan import Meeting
    from netcompose.policy.calendar.dated import Dated

RULE = "calendar_two_places"


def judge(plan: Dated) -> Verdict:
    """Two meetings that somebody takes part in, or must be at, never lie at the same hours, nor a meeting on the seminar's day.

    Violations: pairs of such meetings for each person, and meetings on the day of the seminar.
    """
    witnesses = []
    meetings: dict[tuple[str, date], list[Meeting]] = defaultdict(list)
    for meeting, day in plan.upcoming:
        for person in {*plan.needed(meeting), *plan.members(meeting)}:
            meetings[person, day].append(meeting)
    for (person, day), there in sorted(meetings.items()):
        for one, other in combinations(there, 2):
            if _overlap(one, other):
                told = say(
                    "{name} is to be in {one} and {other} at once on {day}.",
                    name=plan.name(person),
                    one=plan.network_name(one),
                    other=plan.network_name(other),
                    day=day,
                )
                witnesses.append(told)
    seminars = {event.first for event in plan.events if event.kind is EventKind.SEMINAR}
    for meeting, day in plan.upcoming:
        if day in seminars:
            told = say(
                "Meeting {number} of {network} is on the day of the joint seminar.",
                number=meeting.number,
                network=plan.network_name(meeting),
            )
            witnesses.append(told)
    return Verdict(
        RULE,
        say("Nobody is to be in two places at once.")
        if not witnesses
        else say_n("{n} clash of meetings.", "{n} clashes of meetings.", len(witnesses)),
        violations=len(witnesses),
        witnesses=tuple(witnesses),
    )


def _overlap(one: Meeting, other: Meeting) -> bool:
    """Whether two meetings of one day overlap; one without hours lasts all day."""
    if one.start is None or one.end is None or other.start is None or other.end is None:
        return True
    return one.start < other.end and other.start < one.end
