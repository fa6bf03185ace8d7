"""Duties after a change of members: whoever can keep a duty keeps it, only what is broken is handed on."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from netcompose.appoint import appoint
from netcompose.plan import Appointments, Duty

if TYPE_CHECKING:
    from collections.abc import Mapping

    from netcompose.plan import Appointment, Composition, Past
    from netcompose.policy.scenario import Scenario
    from netcompose.tasks.differences import Differences


def keep(
    scenario: Scenario, composition: Composition, before: Appointments, differences: Differences, past: Past
) -> Appointments:
    """The appointments of the last plan as far as they are still allowed, and others in place of the rest.

    A successor inherits the turns as host; somebody whose id has changed keeps every duty. Meetings that are over keep whoever had a turn.
    """
    heirs = {s.old: s.new for s in differences.successions}
    renamed = {s.old: s.new for s in differences.successions if s.same_person}
    here = {network.id for network in composition.networks}
    kept = tuple(
        _inherited(a, heirs if a.duty is Duty.HOST and not _over(a, past) else renamed, renamed, composition)
        for a in before.all
        if a.network in here or a.duty is Duty.MENTOR
    )
    after = appoint(scenario, composition, kept=Appointments(kept), history=past.hosted, over=past.over)
    return before if set(after.all) == set(before.all) and not after.unproven else after


def _over(a: Appointment, past: Past) -> bool:
    return (a.network, a.meeting) in past.over


def _inherited(
    a: Appointment, heirs: Mapping[str, str], renamed: Mapping[str, str], composition: Composition
) -> Appointment:
    """An appointment as it would go on: to the heir, and a mentor's where the new leader sits now."""
    mentee = None if a.mentee is None else renamed.get(a.mentee, a.mentee)
    network = a.network if mentee is None else composition.seats.get(mentee, a.network)
    return replace(a, person=heirs.get(a.person, a.person), mentee=mentee, network=network)
