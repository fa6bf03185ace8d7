"""Every network has a contact who does not take part, and the load is even."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from netcompose.language import say, say_n
from netcompose.plan import Duty, Verdict

if TYPE_CHECKING:
    from netcompose.plan import Appointments, Composition
    from netcompose.policy.scenario import Scenario

DUTY = Duty.CONTACT


def judge(scenario: Scenario, composition: Composition, appointments: Appointments) -> Verdict:
    """Each network has one contact of the policy's levels who is in no network, and nobody has two more than another.

    Violations: networks without exactly one contact, contacts who are members or of another level, and loads too many. Where nobody is of
    the right level there can be no contact: that is told, but is no broken rule. Cost: members whose own superior is their contact.
    """
    duty, organisation = scenario.policy.duties.contact, scenario.organisation
    assert duty is not None
    pool = {person.id for person in organisation.people if person.level in duty.levels} - composition.seats.keys()
    if not pool:
        missing = say("There are no contacts: nobody in the list has a level that the policy chooses them among.")
        return Verdict(DUTY, missing, witnesses=(missing,))
    violations, cost, witnesses = 0, 0, []
    load = Counter(dict.fromkeys(pool, 0))
    for network in composition.networks:
        here = appointments.of(DUTY, network.id)
        if len(here) != 1:
            violations += 1
            witnesses.append(
                say_n("{network} has {n} contact.", "{network} has {n} contacts.", len(here), network=network.name)
            )
        for appointment in here:
            if appointment.person in pool:
                load[appointment.person] += 1
            else:
                violations += 1
                name = (
                    organisation.person(appointment.person).name
                    if appointment.person in organisation
                    else appointment.person
                )
                witnesses.append(say("{name} cannot be contact of {network}.", name=name, network=network.name))
            for member in network.members:
                if member in organisation and organisation.person(member).manager == appointment.person:
                    cost += 1
                    witnesses.append(
                        say(
                            "{member}'s own superior is the contact of {network}.",
                            member=organisation.person(member).name,
                            network=network.name,
                        )
                    )
    uneven = max(0, max(load.values()) - min(load.values()) - 1)
    if uneven:
        busiest = max(sorted(load), key=lambda person: load[person])
        witnesses.append(
            say_n(
                "{name} is contact of {n} network while others have fewer.",
                "{name} is contact of {n} networks while others have fewer.",
                load[busiest],
                name=organisation.person(busiest).name,
            )
        )
    return Verdict(
        DUTY,
        say_n(
            "Every network has a contact; {n} member has their own superior as contact.",
            "Every network has a contact; {n} members have their own superior as contact.",
            cost,
        )
        if not violations
        else say_n("{n} network has no proper contact.", "{n} networks have no proper contact.", violations),
        violations=violations + uneven,
        cost=cost,
        witnesses=tuple(witnesses),
    )
