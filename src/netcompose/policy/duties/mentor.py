"""Every new leader has a mentor among the other members of their network."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from netcompose.language import say, say_n
from netcompose.plan import Duty, Verdict

if TYPE_CHECKING:
    from netcompose.plan import Appointments, Composition
    from netcompose.policy.scenario import Scenario

DUTY = Duty.MENTOR


def judge(scenario: Scenario, composition: Composition, appointments: Appointments) -> Verdict:
    """A mentor is an experienced fellow member, not acting, with room for the mentee.

    Violations: new leaders without a mentor although the network has one to spare, mentors who sit elsewhere or may not be mentor, and
    mentees above a mentor's limit. Cost: mentees of the mentor's own department, and mentees beyond a mentor's first.
    """
    organisation, seats = scenario.organisation, composition.seats
    violations, cost, witnesses = 0, 0, []
    load: Counter[str] = Counter()
    told = {appointment.mentee for appointment in appointments.of(DUTY)}
    room = {
        network.id: sum(
            scenario.mentees_at_most(member) for member in network.members if member in scenario.taking_part
        )
        for network in composition.networks
    }
    for appointment in appointments.of(DUTY):
        room[appointment.network] = room.get(appointment.network, 0) - 1
        mentor, mentee = appointment.person, appointment.mentee
        names = [_name(scenario, someone) for someone in (mentor, mentee or "")]
        if mentor == mentee or mentor not in scenario.taking_part or scenario.mentees_at_most(mentor) == 0:
            violations += 1
            witnesses.append(say("{mentor} may not be mentor.", mentor=names[0]))
        elif mentee is None or seats.get(mentor) is None or seats.get(mentor) != seats.get(mentee):
            violations += 1
            witnesses.append(
                say("{mentor} is mentor of {mentee} but not in the same network.", mentor=names[0], mentee=names[1])
            )
        else:
            load[mentor] += 1
            department = organisation.person(mentor).department
            cost += department is not None and department == organisation.person(mentee).department
    for mentor, mentees in sorted(load.items()):
        cost += mentees - 1
        above = mentees - scenario.mentees_at_most(mentor)
        if above > 0:
            violations += above
            witnesses.append(
                say_n(
                    "{mentor} has {n} mentee, too many.",
                    "{mentor} has {n} mentees, too many.",
                    mentees,
                    mentor=organisation.person(mentor).name,
                )
            )
    for mentee in sorted(scenario.new - told):
        network = seats.get(mentee)
        violations += network is not None and room.get(network, 0) > 0
        witnesses.append(say("{mentee} has no mentor.", mentee=organisation.person(mentee).name))
    return Verdict(
        DUTY,
        say_n(
            "{n} new leader has a mentor.",
            "{n} new leaders have a mentor in their own network.",
            len(scenario.new & told),
        )
        if not violations
        else say_n("{n} new leader lacks a proper mentor.", "{n} new leaders lack a proper mentor.", violations),
        violations=violations,
        cost=cost,
        witnesses=tuple(witnesses),
    )


def _name(scenario: Scenario, person: str) -> str:
    return scenario.organisation.person(person).name if person in scenario.organisation else person
