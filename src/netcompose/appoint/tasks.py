"""What is to be handed out: a task for each network and each new leader, and who may take it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from netcompose.plan import Duty

if TYPE_CHECKING:
    from netcompose.organisation import Person
    from netcompose.plan import Appointment, Composition, Network, Past
    from netcompose.policy.scenario import Scenario
    from netcompose.policy.settings import Avoidance, NetworkDuty, Pool, Preference


@dataclass(frozen=True)
class World:
    """All that a price may depend on; `found` are the appointments that others build on."""

    scenario: Scenario
    composition: Composition
    past: Past
    found: tuple[Appointment, ...] = ()

    def holder(self, duty: Duty, network: str) -> str | None:
        """Who has been found for a duty in a network."""
        return next((a.person for a in self.found if a.duty is duty and a.network == network), None)


@dataclass(frozen=True)
class Task:
    """One duty in one network, or for one new leader; `subjects` are those whom it concerns, `people` those who may take it."""

    duty: Duty
    network: Network
    mentee: str | None
    subjects: tuple[str, ...]
    people: tuple[str, ...]


@dataclass(frozen=True)
class Terms:
    """How one duty is handed out: limits on each person, what is avoided and what is preferred, in order."""

    duty: Duty
    tasks: tuple[Task, ...]
    most: dict[str, int]
    even: bool
    never: tuple[Avoidance, ...]
    avoid: tuple[Avoidance, ...]
    prefer: tuple[Preference, ...]


def network_terms(world: World, duty: Duty, settings: NetworkDuty) -> Terms:
    """A duty that each network has one person for."""
    tasks = []
    for network in world.composition.networks:
        chosen_by = settings.pool(world.scenario.type(network))
        if chosen_by is None or not settings.from_pool:
            continue  # a type of network that has nobody for this duty
        tasks.append(
            Task(duty, network, None, _subjects(world, duty, network), _pool(world, settings, chosen_by, network))
        )
    everybody = {person for task in tasks for person in task.people}
    most = dict.fromkeys(everybody, settings.most) if settings.most is not None else {}
    return Terms(duty, tuple(tasks), most, settings.even, settings.never, settings.avoid, settings.prefer)


def mentor_terms(world: World) -> Terms:
    """A mentor for each new leader: an experienced member of their network, one new leader each while others are free."""
    scenario, settings = world.scenario, world.scenario.policy.duties.mentor
    assert settings is not None
    tasks: list[Task] = []
    most: dict[str, int] = {}
    for network in world.composition.networks:
        able = [m for m in network.members if m in scenario.taking_part and scenario.mentees_at_most(m) > 0]
        most |= {member: scenario.mentees_at_most(member) for member in able}
        for mentee in network.members:
            if mentee in scenario.new:
                tasks.append(Task(Duty.MENTOR, network, mentee, (mentee,), tuple(m for m in able if m != mentee)))
    return Terms(Duty.MENTOR, tuple(tasks), most, True, settings.never, settings.avoid, settings.prefer)


def _subjects(world: World, duty: Duty, network: Network) -> tuple[str, ...]:
    """Whom a duty concerns: the network leader where there is one, else the members."""
    leader = world.holder(Duty.NETWORK_LEADER, network.id) if duty is not Duty.NETWORK_LEADER else None
    here = (leader,) if leader is not None else network.members
    return tuple(person for person in here if person in world.scenario.organisation)


def _pool(world: World, settings: NetworkDuty, chosen_by: Pool, network: Network) -> tuple[str, ...]:
    """Who may have the duty in a network, in order of id; what bars them one by one comes later."""
    organisation = world.scenario.organisation
    if settings.superior_of is not None:
        below = world.holder(settings.superior_of, network.id)
        superior = organisation.superior(below) if below is not None and below in organisation else None
        people: tuple[Person, ...] = () if superior is None else (superior,)
    else:
        people = organisation.people
    seats = world.composition.seats
    return tuple(
        person.id
        for person in people
        if chosen_by.has(person)
        and {
            "yes": person.id in network.members,
            "no": person.id not in seats,
            "elsewhere": person.id not in network.members,
            "either": True,
        }[settings.takes_part]
    )
