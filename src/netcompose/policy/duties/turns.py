"""What goes by turns from meeting to meeting: hosts, and members who facilitate one after the other."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from netcompose.language import say, say_n
from netcompose.plan import NOTHING_BEFORE, Duty, Verdict
from netcompose.policy.duties.names import DUTY_NAMES, name_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from netcompose.language import Sentence, Value
    from netcompose.plan import Appointments, Composition, Network, Past
    from netcompose.policy.scenario import Scenario


def judge_hosts(
    scenario: Scenario, composition: Composition, appointments: Appointments, past: Past = NOTHING_BEFORE
) -> Verdict:
    """Each meeting is hosted by a member who can; nobody twice before all who can have hosted once; a new leader not first.

    Where the policy has another duty's holder host, it is that person. Violations: meetings without exactly one host although a member can,
    hosts who are not members or cannot host, turns too early, new leaders who host first. Cost: meetings at a workplace that the network
    has already visited this year.
    """
    duty, meetings, organisation = scenario.policy.duties.host, scenario.policy.meetings_held, scenario.organisation
    assert duty is not None
    violations, cost, witnesses = 0, 0, []
    for network in composition.networks:
        if duty.same_as is not None:
            holder = appointments.holder(duty.same_as, network.id)
            able = frozenset() if holder is None else frozenset({holder})
        else:
            members = [organisation.person(member) for member in network.members if member in organisation]
            able = frozenset(member.id for member in members if member.can_host is not False)
        hosted: Mapping[str, int] = {} if duty.same_as is not None else past.hosted
        first = duty.new_leader_first or duty.same_as is not None
        over = past.held_in(network.id)
        numbers = range(1, meetings + 1)
        broken, told = _rounds(Duty.HOST, scenario, network, appointments, numbers, able, first, hosted, over)
        violations += broken
        witnesses += told
        places: set[str | None] = {None}
        for a in sorted(appointments.of(Duty.HOST, network.id), key=lambda a: (a.meeting or 0, a.person)):
            place = organisation.person(a.person).workplace if a.person in able else None
            cost += place is not None and place in places and duty.same_as is None
            places.add(place)
    return Verdict(
        Duty.HOST,
        say_n(
            "{n} meeting a year, each with a host.",
            "{n} meetings a year in each network, each with a host.",
            meetings,
        )
        if not witnesses
        else say_n("{n} remark on who hosts.", "{n} remarks on who hosts.", len(witnesses)),
        violations=violations,
        cost=cost,
        witnesses=tuple(witnesses),
    )


def judge_facilitators(
    scenario: Scenario, composition: Composition, appointments: Appointments, past: Past = NOTHING_BEFORE
) -> tuple[int, list[Sentence]]:
    """Violations and witnesses of the meetings that members facilitate in turn, and of those that nobody of ours is to facilitate."""
    duty, meetings = scenario.policy.duties.facilitator, scenario.policy.meetings_held
    assert duty is not None
    if not duty.modes:
        return 0, []
    violations, witnesses = 0, []
    rolling = [meeting for meeting in range(1, meetings + 1) if duty.mode(meeting) == "rolling"]
    for network in composition.networks:
        able = frozenset(member for member in network.members if member in scenario.organisation)
        over = past.held_in(network.id)
        broken, told = _rounds(Duty.FACILITATOR, scenario, network, appointments, rolling, able, False, {}, over)
        violations += broken
        witnesses += told
        for a in appointments.of(Duty.FACILITATOR, network.id):
            if a.meeting is not None and a.meeting not in over and duty.mode(a.meeting) == "external":
                violations += 1
                witnesses.append(
                    say(
                        "{name} facilitates meeting {meeting} of {network}, which is for a consultant from outside.",
                        name=name_of(scenario, a.person),
                        meeting=a.meeting,
                        network=network.name,
                    )
                )
    return violations, witnesses


def _rounds(
    duty: Duty,
    scenario: Scenario,
    network: Network,
    appointments: Appointments,
    meetings: list[int] | range,
    able: frozenset[str],
    new_leader_first: bool,
    hosted: Mapping[str, int],
    over: frozenset[int],
) -> tuple[int, list[Sentence]]:
    """One able member a meeting, in rounds: nobody again before all others who can have had their turn since.

    A meeting that is `over` only counts as the turn of whoever had it.
    """
    violations: int = 0
    witnesses: list[Sentence] = []
    here = [a for a in appointments.of(duty, network.id) if a.meeting in meetings or duty is Duty.HOST]
    by_meeting = Counter(a.meeting for a in here)
    before = {member: (False, hosted.get(member, 0)) for member in able}
    what = DUTY_NAMES[duty]
    for meeting in meetings:
        if meeting in over:
            before |= {a.person: (True, meeting) for a in here if a.meeting == meeting and a.person in able}
            continue
        may = able if new_leader_first or meeting != meetings[0] else able - scenario.new
        if by_meeting[meeting] != 1:
            violations += by_meeting[meeting] > 1 or bool(may)
            witnesses.append(
                say_n(
                    "Meeting {meeting} of {network} has {n} {duty}.",
                    "Meeting {meeting} of {network} has {n} people as {duty}.",
                    by_meeting[meeting],
                    meeting=meeting,
                    network=network.name,
                    duty=what,
                )
            )
        for a in sorted((a for a in here if a.meeting == meeting), key=lambda a: a.person):
            words: dict[str, Value] = {"name": name_of(scenario, a.person), "duty": what, "network": network.name}
            if a.person not in able:
                violations += 1
                witnesses.append(say("{name} cannot be {duty} in {network}.", **words))
                continue
            if a.person not in may:
                violations += 1
                witnesses.append(say("{name} is new and {duty} at the first meeting of {network}.", **words))
            if any(before[other] < before[a.person] for other in may):
                violations += 1
                witnesses.append(say("{name} is {duty} again in {network} before all others have been.", **words))
            before[a.person] = (True, meeting)
    for a in here:
        if a.meeting not in meetings:
            violations += 1
            witnesses.append(say("{network} has no meeting {meeting}.", network=network.name, meeting=a.meeting or 0))
    return violations, witnesses
