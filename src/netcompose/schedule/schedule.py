"""Date everything that a policy plans in a composition."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from netcompose.plan import Appointment, Appointments, Duty, Meeting
from netcompose.policy.scenario import network_order
from netcompose.schedule.events import events, phases, seminar, seminar_days, without_phases, without_seminar
from netcompose.schedule.outcome import NoDatesInTime, Scheduled, Unschedulable
from netcompose.schedule.search import dates
from netcompose.schedule.slots import task
from netcompose.schedule.solver import NoDates

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from netcompose.plan import Composition
    from netcompose.policy.scenario import Scenario
    from netcompose.schedule.outcome import Calendar
    from netcompose.schedule.slots import Task
    from netcompose.schedule.solver import Dates


def schedule(
    scenario: Scenario,
    composition: Composition,
    appointments: Appointments,
    *,
    kept: Sequence[Meeting] = (),
    swap_turns: bool = True,
    over: frozenset[tuple[str, int]] = frozenset(),
    today: date | None = None,
    seminar_stands: date | None = None,
) -> Calendar:
    """A date for every meeting in the policy's period, whose first day is settled, and for what else it plans.

    A meeting that is `kept` stays as it is, one that is `over` (by network and number) gets no date any more, and none lies before `today`;
    the seminar stays on the day where it `stands` if it can. With `swap_turns` hosts may swap turns within a round, when the dates ask for
    it.
    A policy without meetings has an empty calendar, but for its phases and evaluations.

    Hard: open days only (no weekend, public holiday, closed week or day), in the meeting's own part of the period and half a part after
    the one before, whoever must be there is not away, nobody in two places; with same_week all in one week, spread over its days.
    Best: fewest meetings in weeks to be avoided, then fewest absent members, then nearest the even rhythm.
    Source: odder, nyborg, aalborg, danica (docs/policies.md).
    """
    if phases(scenario) is None:
        return Unschedulable(without_phases())
    if scenario.policy.meetings is None:
        return Scheduled((), events(scenario, (), None), appointments)
    whole = task(scenario, composition, appointments, kept, swap_turns, over, today)
    found = dates(whole, whole.slots)
    if isinstance(found, NoDates):
        from netcompose.schedule.cause import smallest_cause  # here, because most calendars need no cause

        cause = smallest_cause(whole, composition) if found.certain else None
        return Unschedulable(cause) if cause is not None else NoDatesInTime()
    if scenario.policy.meetings.seminar is None:
        return _calendar(whole, found, appointments, composition)
    certain = True
    for day in _seminar_days(whole, seminar_stands, today):
        kept_clear = all(meeting.date != day for meeting in whole.kept)
        if not kept_clear:
            continue
        beside = (
            found if day not in found.days.values() else dates(replace(whole, blocked=frozenset({day})), whole.slots)
        )
        if not isinstance(beside, NoDates):
            return _calendar(replace(whole, blocked=frozenset({day})), beside, appointments, composition)
        certain &= beside.certain
    return Unschedulable(without_seminar(whole, today)) if certain else NoDatesInTime()


def _seminar_days(task: Task, stands: date | None, today: date | None) -> list[date]:
    """The days that the seminar could have, best first: the one where it stands before all others, also when it has been held."""
    days = seminar_days(task)
    if stands is not None and (stands in days or (today is not None and stands < today)):
        return [stands, *(day for day in days if day != stands)]
    return [day for day in days if today is None or day >= today]


def _calendar(task: Task, found: Dates, appointments: Appointments, composition: Composition) -> Scheduled:
    """The calendar of these dates."""
    hours = task.scenario.policy.meetings
    assert hours is not None
    meetings = [
        *task.kept,
        *(Meeting(network, number, day, hours.start, hours.end) for (network, number), day in found.days.items()),
    ]
    order = {network.id: index for index, network in enumerate(composition.networks)}
    meetings.sort(key=lambda meeting: (order.get(meeting.network, -1), network_order(meeting.network), meeting.number))
    day = next(iter(task.blocked), None)
    return Scheduled(
        tuple(meetings),
        events(task.scenario, tuple(meetings), seminar(task.scenario, day) if day is not None else None),
        _with_turns(appointments, found),
        found.proven,
    )


def _with_turns(appointments: Appointments, found: Dates) -> Appointments:
    """The appointments with the hosts that the dates gave."""

    def turned(a: Appointment) -> Appointment:
        if a.duty is not Duty.HOST or a.meeting is None:
            return a
        return replace(a, person=found.hosts.get((a.network, a.meeting), a.person))

    return replace(appointments, all=tuple(map(turned, appointments.all)))
