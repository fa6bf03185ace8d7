"""Duties after a change of members: whoever can keep a duty keeps it, only what is broken is handed on."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from netcompose.appoint import appoint
from netcompose.plan import Appointments, Duty

if TYPE_CHECKING:
    from collections.abc import Mapping

    from netcompose.plan import Appointment, Composition, Hosted
    from netcompose.policy.scenario import Scenario
    from netcompose.tasks.differences import Differences


def keep(
    scenario: Scenario, composition: Composition, before: Appointments, differences: Differences, hosted: Hosted
) -> Appointments:
    """The appointments of the last plan as far as they are still allowed, and others in place of the rest.

    A successor inherits the turns as host; somebody whose id has changed keeps every duty. `hosted` are the turns before this plan.
    """
    heirs = {s.old: s.new for s in differences.successions}
    renamed = {s.old: s.new for s in differences.successions if s.same_person}
    kept = tuple(_inherited(a, heirs if a.duty is Duty.HOST else renamed, renamed, composition) for a in before.all)
    after = appoint(scenario, composition, kept=Appointments(kept), history=hosted)
    return before if set(after.all) == set(before.all) and not after.unproven else after


def _inherited(
    a: Appointment, heirs: Mapping[str, str], renamed: Mapping[str, str], composition: Composition
) -> Appointment:
    """An appointment as it would go on: to the heir, and a mentor's where the new leader sits now."""
    mentee = None if a.mentee is None else renamed.get(a.mentee, a.mentee)
    network = a.network if mentee is None else composition.seats.get(mentee, a.network)
    return replace(a, person=heirs.get(a.person, a.person), mentee=mentee, network=network)
