"""Every meeting has a host, in turn among the members."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from netcompose.language import say, say_n
from netcompose.plan import Duty, Verdict

if TYPE_CHECKING:
    from netcompose.plan import Appointments, Composition
    from netcompose.policy.scenario import Scenario

DUTY = Duty.HOST


def judge(scenario: Scenario, composition: Composition, appointments: Appointments) -> Verdict:
    """Each meeting is hosted by a member who can; nobody twice before all who can have hosted once; a new leader not first.

    Violations: meetings without exactly one host although a member can, hosts who are not members or cannot host, turns too early, new
    leaders who host first. Cost: meetings at a workplace that the network has already visited this year.
    """
    duty, meetings, organisation = scenario.policy.duties.host, scenario.policy.meetings, scenario.organisation
    assert duty is not None
    assert meetings is not None
    violations, cost, witnesses = 0, 0, []
    for network in composition.networks:
        members = [organisation.person(member) for member in network.members if member in organisation]
        able = {member.id for member in members if member.can_host is not False}
        may_be_first = able if duty.new_leader_first else able - scenario.new
        here = sorted((a for a in appointments.of(DUTY, network.id)), key=lambda a: (a.meeting or 0, a.person))
        by_meeting = Counter(a.meeting for a in here)
        for meeting in range(1, meetings.number(scenario.policy.period) + 1):
            if by_meeting[meeting] != 1:
                violations += by_meeting[meeting] > 1 or bool(may_be_first if meeting == 1 else able)
                witnesses.append(
                    say_n(
                        "Meeting {meeting} of {network} has {n} host.",
                        "Meeting {meeting} of {network} has {n} hosts.",
                        by_meeting[meeting],
                        meeting=meeting,
                        network=network.name,
                    )
                )
        turns = Counter({member: 0 for member in able})
        places = set()
        for a in here:
            name = organisation.person(a.person).name if a.person in organisation else a.person
            if a.person not in able:
                violations += 1
                witnesses.append(say("{name} cannot host in {network}.", name=name, network=network.name))
                continue
            if turns[a.person] > min(turns.values()):
                violations += 1
                witnesses.append(
                    say(
                        "{name} hosts again in {network} before all others have hosted.",
                        name=name,
                        network=network.name,
                    )
                )
            turns[a.person] += 1
            if a.meeting == 1 and a.person not in may_be_first:
                violations += 1
                witnesses.append(
                    say("{name} is new and hosts the first meeting of {network}.", name=name, network=network.name)
                )
            place = organisation.person(a.person).workplace
            cost += place is not None and place in places
            places.add(place)
    return Verdict(
        DUTY,
        say_n(
            "{n} meeting a year, each with a host.",
            "{n} meetings a year in each network, each with a host.",
            meetings.a_year,
        )
        if not witnesses
        else say_n("{n} remark on who hosts.", "{n} remarks on who hosts.", len(witnesses)),
        violations=violations,
        cost=cost,
        witnesses=tuple(witnesses),
    )
