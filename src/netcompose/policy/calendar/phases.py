"""The phases follow each other, each as long as the policy says and none before its time."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from netcompose.language import say, say_n
from netcompose.plan import EventKind, Verdict
from netcompose.policy.calendar.danish_days import holiday

if TYPE_CHECKING:
    from collections.abc import Sequence

    from netcompose.plan import Event
    from netcompose.policy.scenario import Scenario

RULE = "calendar_phases"
LATE = timedelta(weeks=5)
"""A phase that is to begin after so many months begins within so many weeks of that, not counting closed weeks that are waited for."""


def judge(scenario: Scenario, events: Sequence[Event]) -> Verdict:
    """The policy's phases are all there, in their order, none overlapping the next.

    Each has as many weeks with an open day as the policy says, and begins no earlier than `begins_after_months`, nor five weeks later
    unless the phase before it is not over. Violations: phases that are missing, out of order, too short or long, too early or late.
    """
    policy = scenario.policy
    found = [event for event in events if event.kind is EventKind.PHASE]
    witnesses = []
    if [event.title for event in found] != [phase.name for phase in policy.phases]:
        witnesses.append(say("The phases are not those of the policy, in their order."))
    over: date | None = None
    for phase, event in zip(policy.phases, found, strict=False):
        weeks = sum(_is_open(scenario, event.first + timedelta(weeks=week)) for week in range(_weeks(event)))
        if weeks != phase.weeks:
            witnesses.append(
                say_n(
                    "The phase {name} has {n} week with open days, not {wanted}.",
                    "The phase {name} has {n} weeks with open days, not {wanted}.",
                    weeks,
                    name=phase.name,
                    wanted=phase.weeks,
                )
            )
        if over is not None and event.first <= over:
            witnesses.append(say("The phase {name} begins before the one before it is over.", name=phase.name))
        if phase.begins_after_months is not None:
            due = policy.period.after(phase.begins_after_months)
            latest = max(due, over or due) + LATE
            while not _is_open(scenario, latest - timedelta(days=latest.weekday())):
                latest += timedelta(weeks=1)
            if event.first < due or event.first > latest:
                witnesses.append(
                    say("The phase {name} begins on {day}, not about {due}.", name=phase.name, day=event.first, due=due)
                )
        over = event.last
    return Verdict(
        RULE,
        say_n("{n} phase, in order.", "{n} phases, one after the other.", len(found))
        if not witnesses
        else say_n("{n} remark on the phases.", "{n} remarks on the phases.", len(witnesses)),
        violations=len(witnesses),
        witnesses=tuple(witnesses),
    )


def _weeks(event: Event) -> int:
    return (event.last - event.first).days // 7 + 1


def _is_open(scenario: Scenario, week: date) -> bool:
    """Whether the week with this Monday has an open day and is not to be avoided."""
    settings = scenario.policy.meetings
    if scenario.policy.week_off(week):
        return False
    for weekday in range(5):
        day = week + timedelta(days=weekday)
        closed = any(day in days for days in scenario.organisation.closed)
        if settings is None:
            closed = closed or holiday(day)
        else:
            closed = (
                closed
                or (settings.public_holidays and holiday(day))
                or day in settings.closed_days
                or not settings.on(day)
            )
        if not closed:
            return True
    return False
