"""Duties after a change of members: whoever can keep a duty keeps it, only what is broken is handed on."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from netcompose.appoint import appoint
from netcompose.plan import Appointments, Duty
from netcompose.policy.catalogue import judge_duties

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from netcompose.plan import Appointment, Composition
    from netcompose.policy.scenario import Scenario


def keep(scenario: Scenario, composition: Composition, before: Appointments, heirs: Mapping[str, str]) -> Appointments:
    """The appointments of the last plan as far as they are still allowed, and others in place of the rest.

    `heirs` are who takes whose place (old → new): the turns as host pass with it. A duty whose kept appointments cannot be completed to the
    judges' content (a mentor overburdened, turns out of order) is handed out anew.
    """
    fresh = appoint(scenario, composition)
    if not before.all:
        return fresh
    whole: list[Appointment] = []
    for duty in Duty:
        found = _of_duty(scenario, composition, duty, before, fresh, heirs)
        whole.extend(found)
    kept = Appointments(_in_order(whole, composition))
    broken = {verdict.rule for verdict in judge_duties(scenario, composition, kept) if verdict.violations}
    if not broken:
        return before if set(kept.all) == set(before.all) else kept
    return Appointments(
        _in_order([a for duty in Duty for a in (fresh if duty.value in broken else kept).of(duty)], composition)
    )


def _of_duty(
    scenario: Scenario,
    composition: Composition,
    duty: Duty,
    before: Appointments,
    fresh: Appointments,
    heirs: Mapping[str, str],
) -> list[Appointment]:
    """The kept appointments to one duty, and for what they leave open the fresh ones', by whoever has least to do."""
    wanted = {_task(a): a for a in fresh.of(duty)}
    kept: dict[tuple[object, ...], Appointment] = {}
    for a in before.of(duty):
        mine = replace(a, person=heirs.get(a.person, a.person) if duty is Duty.HOST else a.person)
        mine = replace(mine, mentee=heirs.get(a.mentee or "", a.mentee)) if duty is Duty.MENTOR else mine
        if duty is Duty.MENTOR and mine.mentee is not None:
            mine = replace(mine, network=composition.seats.get(mine.mentee, mine.network))
        if _task(mine) in wanted and _task(mine) not in kept and _allowed(scenario, composition, mine):
            kept[_task(mine)] = mine
    load = Counter((a.network, a.person) for a in kept.values())
    for task, a in wanted.items():
        if task not in kept:
            pool = _others(scenario, composition, a, fresh)
            person = min(pool, key=lambda p: (load[a.network, p], pool.index(p)))
            kept[task] = replace(a, person=person)
            load[a.network, person] += 1
    return list(kept.values())


def _task(a: Appointment) -> tuple[object, ...]:
    return a.duty, None if a.duty is Duty.MENTOR else a.network, a.meeting, a.mentee


def _allowed(scenario: Scenario, composition: Composition, a: Appointment) -> bool:
    """Whether somebody may still have a duty, looked at by itself."""
    if a.network not in {network.id for network in composition.networks} or a.person not in scenario.organisation:
        return False
    seat, person = composition.seats.get(a.person), scenario.organisation.person(a.person)
    match a.duty:
        case Duty.HOST:
            host = scenario.policy.duties.host
            first = host is not None and not host.new_leader_first and a.meeting == 1
            return seat == a.network and person.can_host is not False and not (first and a.person in scenario.new)
        case Duty.MENTOR:
            return seat == a.network and a.person != a.mentee and scenario.mentees_at_most(a.person) > 0
        case Duty.CONTACT:
            contact = scenario.policy.duties.contact
            return seat is None and contact is not None and person.level in contact.levels


def _others(scenario: Scenario, composition: Composition, a: Appointment, fresh: Appointments) -> list[str]:
    """Who may take an open task: for a host's turn the members, for all else whoever was found afresh; the fresh choice first."""
    if a.duty is not Duty.HOST:
        return [a.person]
    turns = [other.person for other in fresh.of(Duty.HOST, a.network)]
    members = [
        m for m in composition.network(a.network).members if _allowed(scenario, composition, replace(a, person=m))
    ]
    return list(dict.fromkeys([a.person, *(p for p in turns if p in members), *members]))


def _in_order(appointments: Iterable[Appointment], composition: Composition) -> tuple[Appointment, ...]:
    """By duty, then network, then meeting or new leader."""
    place = {network.id: index for index, network in enumerate(composition.networks)}
    duties = list(Duty)
    return tuple(
        sorted(
            appointments,
            key=lambda a: (duties.index(a.duty), place[a.network], a.meeting or 0, a.mentee or "", a.person),
        )
    )
