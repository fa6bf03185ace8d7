"""A contact for each network: a chief who starts it up and carries messages, without taking part."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netcompose.appoint.assignment import assign
from netcompose.plan import Appointment, Duty

if TYPE_CHECKING:
    from netcompose.plan import Composition
    from netcompose.policy.scenario import Scenario
    from netcompose.policy.settings import ContactDuty


def contacts(scenario: Scenario, composition: Composition, duty: ContactDuty) -> tuple[Appointment, ...]:
    """One contact a network, the load even (within one) over the pool, and as few members as possible with their own superior as contact.

    Price of a chief for a network, in order: members who report directly to the chief, then members anywhere below the chief.
    Source: odder ("hvert ledernetværk har tilknyttet en fag- eller stabschef").
    """
    organisation = scenario.organisation
    pool = [
        person.id
        for person in organisation.people
        if person.level in duty.levels and person.id not in scenario.taking_part
    ]
    if not pool:
        return ()
    everybody = len(scenario.participants) + 1
    prices = {}
    for network in composition.networks:
        price = dict.fromkeys(pool, 0)
        for member in network.members:
            for steps, superior in enumerate(organisation.superiors(member)):
                if superior.id in price:
                    price[superior.id] += everybody if steps == 0 else 1
        prices[network.id] = price
    fewest, rest = divmod(len(prices), len(pool))
    most = fewest + (rest > 0)
    found = assign(prices, dict.fromkeys(pool, most), dict.fromkeys(pool, fewest), 0)
    return tuple(Appointment(Duty.CONTACT, network, person) for network, person in found.items())
