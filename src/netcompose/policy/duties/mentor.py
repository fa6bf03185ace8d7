"""Every new leader has a mentor among the other members of their network."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from netcompose.language import say, say_n
from netcompose.plan import NOTHING_BEFORE, Duty, Verdict
from netcompose.policy.duties.counts import Bench, tally
from netcompose.policy.duties.names import name_of
from netcompose.policy.duties.witnesses import witnesses_of

if TYPE_CHECKING:
    from netcompose.organisation import Person
    from netcompose.plan import Appointments, Composition, Past
    from netcompose.policy.scenario import Scenario

DUTY = Duty.MENTOR


def judge(
    scenario: Scenario, composition: Composition, appointments: Appointments, past: Past = NOTHING_BEFORE
) -> Verdict:
    """A mentor is an experienced fellow member, not acting, with room for the mentee.

    Violations: new leaders without a mentor although somebody in the network has room, mentors who sit elsewhere or may not be mentor,
    mentees above a mentor's limit, and second mentees while another could have taken one. Cost: how often what the policy avoids happens.
    """
    duty = scenario.policy.duties.mentor
    assert duty is not None
    bench, seats = Bench(scenario, composition, appointments, past), composition.seats
    pools = _pools(bench)
    able = {mentee: [p for p in pool if not _barred(bench, p, mentee, pool)] for mentee, pool in pools.items()}
    told = appointments.of(DUTY)
    load = Counter(a.person for a in told)
    violations, witnesses, proper = 0, [], []
    for a in told:
        mentor, mentee = name_of(scenario, a.person), name_of(scenario, a.mentee)
        if a.mentee not in pools or seats.get(a.person) != seats.get(a.mentee) or seats.get(a.person) is None:
            violations += 1
            if a.person == a.mentee or a.person not in scenario.taking_part or scenario.mentees_at_most(a.person) == 0:
                witnesses.append(say("{mentor} may not be mentor.", mentor=mentor))
            else:
                told_of = say(
                    "{mentor} is mentor of {mentee} but not in the same network.", mentor=mentor, mentee=mentee
                )
                witnesses.append(told_of if a.mentee in pools else say("{mentee} is no new leader.", mentee=mentee))
        elif a.person not in [person.id for person in able[a.mentee]]:
            violations += 1
            witnesses.append(say("{mentor} may not be mentor.", mentor=mentor))
        else:
            proper.append(a)
            if any(load[p.id] + 1 < load[a.person] and _room(scenario, load, p) for p in able[a.mentee]):
                violations += 1
                witnesses.append(
                    say_n(
                        "{mentor} has {n} mentee while others have fewer.",
                        "{mentor} has {n} mentees while others have fewer.",
                        load[a.person],
                        mentor=mentor,
                    )
                )
    for person, mentees in sorted(Counter(a.person for a in proper).items()):
        above = mentees - scenario.mentees_at_most(person)
        if above > 0:
            violations += above
            witnesses.append(
                say_n(
                    "{mentor} has {n} mentee, too many.",
                    "{mentor} has {n} mentees, too many.",
                    mentees,
                    mentor=name_of(scenario, person),
                )
            )
    lacking = sorted((pools.keys() & scenario.new) - {a.mentee for a in told})
    for mentee in lacking:
        violations += any(_room(scenario, load, person) for person in able[mentee])
        witnesses.append(say("{mentee} has no mentor.", mentee=name_of(scenario, mentee)))
    for a in proper:
        witnesses += witnesses_of(bench, duty.avoid, a, pools[a.mentee or ""])
    return Verdict(
        DUTY,
        say_n(
            "{n} new leader has a mentor.",
            "{n} new leaders have a mentor in their own network.",
            len(pools.keys() & scenario.new) - len(lacking),
        )
        if not violations
        else say_n("{n} new leader lacks a proper mentor.", "{n} new leaders lack a proper mentor.", violations),
        violations=violations,
        cost=sum(tally(bench, duty.avoid, tuple(proper), pools)),
        witnesses=tuple(witnesses),
    )


def costs(
    scenario: Scenario, composition: Composition, appointments: Appointments, past: Past = NOTHING_BEFORE
) -> tuple[list[int], list[int]]:
    """Each avoidance's and each preference's count, in the policy's order."""
    duty = scenario.policy.duties.mentor
    assert duty is not None
    bench = Bench(scenario, composition, appointments, past)
    told = appointments.of(DUTY)
    return tally(bench, duty.avoid, told, _pools(bench)), tally(bench, duty.prefer, told, _pools(bench))


def _pools(bench: Bench) -> dict[str, list[Person]]:
    """For each member who is new or has a mentor all the same, those of their network who may be mentor at all."""
    scenario = bench.scenario
    mentees = scenario.new | {a.mentee for a in bench.appointments.of(DUTY)}
    return {
        mentee: [
            scenario.organisation.person(one)
            for one in network.members
            if one != mentee and one in scenario.taking_part and scenario.mentees_at_most(one) > 0
        ]
        for network in bench.composition.networks
        for mentee in network.members
        if mentee in mentees
    }


def _barred(bench: Bench, person: Person, mentee: str, pool: list[Person]) -> bool:
    duty = bench.scenario.policy.duties.mentor
    assert duty is not None
    network = bench.composition.network(bench.composition.seats[mentee])
    return any(bench.count(name, DUTY, network, mentee, person, pool) for name in duty.never)


def _room(scenario: Scenario, load: Counter[str], person: Person) -> bool:
    return load[person.id] < scenario.mentees_at_most(person.id)
