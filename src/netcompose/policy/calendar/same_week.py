"""All networks meet in one week, over its days, at the same time of day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netcompose.language import say, say_n
from netcompose.plan import Verdict

if TYPE_CHECKING:
    from netcompose.policy.calendar.dated import Dated

RULE = "calendar_same_week"


def judge(plan: Dated) -> Verdict:
    """Every number's meetings are in one and the same week, spread over `days` days of it, and begin at the same hour.

    With fewer networks than days, each has a day of its own. Violations: numbers whose meetings are in several weeks, over fewer or more
    days, or begin at different hours. Cost: networks on a day above or below an even load. Nothing is asked when same_week is false.
    """
    if not plan.settings.same_week:
        return Verdict(RULE, say("The networks need not meet in the same week."))
    witnesses, cost = [], 0
    for number in sorted({meeting.number for meeting in plan.meetings} - {number for _, number in plan.over}):
        here = [(meeting, day) for meeting, day in plan.days if meeting.number == number]
        if not here:
            continue
        days = sorted({day for _, day in here})
        wanted = min(plan.settings.spread, len(here))
        if len({day.isocalendar()[:2] for day in days}) > 1:
            witnesses.append(say("Meetings {number} are not all in one week.", number=number))
        elif len(days) != wanted:
            witnesses.append(
                say_n(
                    "Meetings {number} are on {n} day of the week, not on {wanted}.",
                    "Meetings {number} are on {n} days of the week, not on {wanted}.",
                    len(days),
                    number=number,
                    wanted=wanted,
                )
            )
        if len({meeting.start for meeting, _ in here}) > 1:
            witnesses.append(say("Meetings {number} do not begin at the same hour.", number=number))
        least, more = divmod(len(here), wanted)
        loads = (sum(day == other for _, other in here) for day in days)
        cost += sum(max(0, load - least - (more > 0), least - load) for load in loads)
    return Verdict(
        RULE,
        say_n(
            "All networks meet in one week, over {n} day of it, at the same hour.",
            "All networks meet in one week, over {n} days of it, at the same hour.",
            plan.settings.spread,
        )
        if not witnesses
        else say_n(
            "{n} time the networks do not meet together.",
            "{n} times the networks do not meet together.",
            len(witnesses),
        ),
        violations=len(witnesses),
        cost=cost,
        witnesses=tuple(witnesses),
    )
