"""What else is in the calendar: the joint seminar, phases and evaluations."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import islice
from typing import TYPE_CHECKING

from netcompose.language import say, say_n
from netcompose.plan import Clash, Event, EventKind
from netcompose.policy.calendar_settings import ends, months_after
from netcompose.schedule.days import Days, monday, weekdays

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from netcompose.plan import Meeting
    from netcompose.policy.scenario import Scenario
    from netcompose.schedule.slots import Task

FOUR_WEEKS = timedelta(weeks=4)
"""How long an evaluation after a number of meetings is open for."""


def seminar_days(task: Task) -> list[date]:
    """The days that the seminar could have, best first: no week to be avoided, fewest absences, nearest halfway between two meetings."""
    policy = task.scenario.policy
    assert policy.meetings is not None
    assert policy.meetings.seminar is not None
    number, month = policy.meetings.number(policy.period), policy.meetings.seminar.month
    ideal, _ = policy.period.part(number // 2 + 1, number)
    everybody = {*task.scenario.participants, *(person for slot in task.slots for person in slot.needed)}

    def price(day: date) -> tuple[bool, int, int, date]:
        assert policy.meetings is not None
        absent = sum(task.days.is_away(person, day) for person in everybody)
        return day.isocalendar().week in policy.meetings.avoid_weeks, absent, abs((day - ideal).days), day

    return sorted(
        (
            day
            for day in weekdays(policy.period.after(0), policy.period.last)
            if month in {None, day.month} and not task.days.closing(day)
        ),
        key=price,
    )


def without_seminar(task: Task, today: date | None) -> tuple[Clash, ...]:
    """That no open day is left for the seminar, from today on: why."""
    policy = task.scenario.policy
    assert policy.meetings is not None
    assert policy.meetings.seminar is not None
    first = max(policy.period.after(0), today or date.min)
    days = sum(day >= first for day in seminar_days(task))
    message = (
        say_n(
            "The joint seminar needs a day without meetings, but the meetings need the {n} day it could have.",
            "The joint seminar needs a day without meetings, but the meetings need all {n} days it could have.",
            days,
        )
        if days
        else say(
            "The joint seminar needs an open day from {first} to {last}, and there is none.",
            first=first,
            last=policy.period.last,
        )
        if policy.meetings.seminar.month is None
        else say(
            "The joint seminar is to be held in month {month}, which has no open day from {first} to {last}.",
            month=policy.meetings.seminar.month,
            first=first,
            last=policy.period.last,
        )
    )
    return (Clash("calendar_seminar", (), message),)


def seminar(scenario: Scenario, day: date) -> Event:
    """The joint seminar on its day."""
    assert scenario.policy.meetings is not None
    setting = scenario.policy.meetings.seminar
    assert setting is not None
    return Event(
        EventKind.SEMINAR,
        setting.title or say("Joint leadership seminar"),
        day,
        day,
        setting.start,
        ends(setting.start, setting.hours, say("the seminar")),
    )


def events(scenario: Scenario, meetings: Sequence[Meeting], joint: Event | None) -> tuple[Event, ...]:
    """Everything besides the meetings, in order of its first day."""
    parts = phases(scenario) or []
    found = [*([joint] if joint else []), *parts, *_evaluations(scenario, meetings, parts)]
    return tuple(sorted(found, key=lambda event: (event.first, event.last, event.kind)))


def phases(scenario: Scenario) -> list[Event] | None:
    """The phases one after the other, each from a Monday; a week without an open day does not count, nor one that is to be avoided.

    None when so few weeks are open that the phases are not over in ten years.
    Source: albertslund ("netværk er gået ind i testfasen efter ca. et halvt år, og testen kan f.eks. foretages over 8 uger").
    """
    if not scenario.policy.phases:
        return []
    period, found = scenario.policy.period, []
    weeks = _open_weeks(scenario, _next_monday(period.after(0)))
    for phase in scenario.policy.phases:
        begins = period.after(phase.begins_after_months or 0)
        own = list(islice((week for week in weeks if week >= begins), phase.weeks))
        if len(own) < phase.weeks:
            return None
        hours = tuple(sorted((duty.value, each) for duty, each in phase.hours.items()))
        found.append(Event(EventKind.PHASE, phase.name, own[0], own[-1] + timedelta(days=4), hours=hours))
    return found


def without_phases() -> tuple[Clash, ...]:
    """That hardly a week is open for the phases."""
    return (
        Clash(
            "calendar_phases",
            (),
            say("Too few weeks are open for the phases of the policy: they are not over in ten years."),
        ),
    )


def _open_weeks(scenario: Scenario, first: date) -> Iterator[date]:
    """The Mondays of the open weeks, for ten years."""
    days = Days(scenario)
    for number in range(520):
        week = first + timedelta(weeks=number)
        if not scenario.policy.week_off(week) and any(not days.closing(week + timedelta(days=day)) for day in range(5)):
            yield week


def _next_monday(day: date) -> date:
    return monday(day + timedelta(days=6))


def _evaluations(scenario: Scenario, meetings: Sequence[Meeting], parts: Sequence[Event]) -> Iterator[Event]:
    """The evaluation's milestones: its month, so many meetings on, so many months on, and the ends of phases."""
    policy, setting = scenario.policy, scenario.policy.evaluation
    by = setting.by if setting is not None else ""

    def evaluation(first: date, last: date) -> Event:
        return Event(EventKind.EVALUATION, say("Evaluation by {by}", by=by) if by else say("Evaluation"), first, last)

    for phase, event in zip(policy.phases, parts, strict=True):
        if phase.evaluated:
            yield evaluation(event.last, event.last)
    if setting is None:
        return
    if setting.month is not None:
        first = date.fromisoformat(f"{setting.month}-01")
        yield evaluation(first, months_after(first, 1) - timedelta(days=1))
    if setting.after_months is not None:
        first, last = (policy.period.after(months) for months in setting.months)
        yield evaluation(first, last)
    if setting.after_meetings is not None and policy.meetings is not None:
        held = [m.date for m in meetings if m.number == setting.after_meetings and m.date is not None]
        # Later than the period: where the rhythm goes on, the meeting lies in the part with its number.
        first = (
            max(held) if held else policy.period.part(setting.after_meetings, policy.meetings.number(policy.period))[1]
        )
        yield evaluation(first + timedelta(days=1), first + FOUR_WEEKS)
