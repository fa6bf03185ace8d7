"""Date a plan: the calendar around a composition and its duties."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netcompose.plan import NOTHING_BEFORE, Duty
from netcompose.policy.catalogue import judge_duties
from netcompose.schedule import Scheduled, schedule

if TYPE_CHECKING:
    from collections.abc import Sequence

    from netcompose.plan import Appointments, Composition, Meeting, Past
    from netcompose.policy.scenario import Scenario
    from netcompose.schedule import Calendar


def dated(
    scenario: Scenario,
    composition: Composition,
    appointments: Appointments,
    past: Past = NOTHING_BEFORE,
    kept: Sequence[Meeting] = (),
) -> Calendar:
    """The calendar; hosts swap turns only where that breaks no rule on hosting."""
    found = schedule(scenario, composition, appointments, kept=kept)
    if (
        isinstance(found, Scheduled)
        and found.appointments != appointments
        and _broken_turns(scenario, composition, found.appointments, past)
        > _broken_turns(scenario, composition, appointments, past)
    ):
        return schedule(scenario, composition, appointments, kept=kept, swap_turns=False)
    return found


def _broken_turns(scenario: Scenario, composition: Composition, appointments: Appointments, past: Past) -> int:
    """How often the rules on hosting are broken."""
    verdicts = judge_duties(scenario, composition, appointments, past)
    return sum(verdict.violations for verdict in verdicts if verdict.rule == Duty.HOST.value)
