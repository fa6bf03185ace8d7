"""Date a plan: the calendar around a composition and its duties."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Final

from netcompose.plan import NOTHING_BEFORE, Duty, Past
from netcompose.policy.catalogue import judge_calendar, judge_duties
from netcompose.schedule import Scheduled, schedule

if TYPE_CHECKING:
    from datetime import date

    from netcompose.plan import Appointments, Composition, Meeting
    from netcompose.policy.scenario import Scenario
    from netcompose.schedule import Calendar


@dataclass(frozen=True)
class Kept:
    """What stands of a calendar: meetings with their dates, the day of the seminar, and the day before which nothing is dated any more."""

    meetings: tuple[Meeting, ...] = ()
    seminar: date | None = None
    today: date | None = None


NOTHING_KEPT: Final = Kept()


def dated(
    scenario: Scenario,
    composition: Composition,
    appointments: Appointments,
    past: Past = NOTHING_BEFORE,
    kept: Kept = NOTHING_KEPT,
) -> Calendar:
    """The calendar; hosts swap turns only where that breaks no rule on hosting.

    A meeting that is kept stays on its day unless that breaks a rule now: first those are dated anew that do so by themselves, and if the
    others cannot stay beside them, every one that is not over yet.
    """
    staying = [meeting for meeting in kept.meetings if _stays(scenario, composition, appointments, past, meeting)]
    found = _dated(scenario, composition, appointments, past, replace(kept, meetings=tuple(staying)))
    if kept.meetings and not _right(scenario, composition, found, past):
        held = [meeting for meeting in kept.meetings if (meeting.network, meeting.number) in past.over]
        found = _dated(scenario, composition, appointments, past, replace(kept, meetings=tuple(held)))
    return found


def _dated(
    scenario: Scenario,
    composition: Composition,
    appointments: Appointments,
    past: Past,
    kept: Kept,
) -> Calendar:
    date_them = partial(
        schedule,
        scenario,
        composition,
        appointments,
        kept=kept.meetings,
        over=past.over,
        today=kept.today,
        seminar_stands=kept.seminar,
    )
    found = date_them()
    if (
        isinstance(found, Scheduled)
        and found.appointments != appointments
        and _broken_turns(scenario, composition, found.appointments, past)
        > _broken_turns(scenario, composition, appointments, past)
    ):
        return date_them(swap_turns=False)
    return found


def _stays(
    scenario: Scenario, composition: Composition, appointments: Appointments, past: Past, meeting: Meeting
) -> bool:
    """Whether a meeting can stay on its day, looked at by itself: it is over, or the day is open and whoever is needed is there."""
    if (meeting.network, meeting.number) in past.over:
        return True
    of_network = replace(composition, networks=(composition.network(meeting.network),))
    of_meetings = replace(scenario, policy=scenario.policy.model_copy(update={"phases": (), "themes": None}))
    verdicts = judge_calendar(of_meetings, of_network, appointments, (meeting,), past=_alone(scenario, meeting))
    return not any(verdict.violations for verdict in verdicts)


def _alone(scenario: Scenario, meeting: Meeting) -> Past:
    """As if all other meetings of a network were over."""
    numbers = range(1, scenario.policy.meetings_held + 1)
    return Past(over=frozenset((meeting.network, n) for n in numbers if n != meeting.number))


def _right(scenario: Scenario, composition: Composition, found: Calendar, past: Past) -> bool:
    if not isinstance(found, Scheduled):
        return False
    verdicts = judge_calendar(scenario, composition, found.appointments, found.meetings, found.events, past=past)
    return not any(verdict.violations for verdict in verdicts)


def _broken_turns(scenario: Scenario, composition: Composition, appointments: Appointments, past: Past) -> int:
    """How often the rules on hosting are broken."""
    verdicts = judge_duties(scenario, composition, appointments, past)
    return sum(verdict.violations for verdict in verdicts if verdict.rule == Duty.HOST.value)
