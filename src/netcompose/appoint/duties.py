"""Hand out the policy's duties in a composition."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from netcompose.appoint.assignment import assign
from netcompose.appoint.tasks import World, mentor_terms, network_terms
from netcompose.appoint.turns import turns
from netcompose.plan import NOTHING_BEFORE, Appointment, Appointments, Duty, Past

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from netcompose.organisation import Person
    from netcompose.plan import Composition, Hosted, Network
    from netcompose.policy.scenario import Scenario

NONE: Final = Appointments()
NOBODY_YET: Final[Hosted] = {}


def appoint(
    scenario: Scenario,
    composition: Composition,
    *,
    kept: Appointments = NONE,
    history: Hosted = NOBODY_YET,
    last: Appointments = NONE,
    over: frozenset[tuple[str, int]] = NOTHING_BEFORE.over,
) -> Appointments:
    """The appointments to every duty that the policy hands out; where nobody can be found, there is none.

    `kept` are appointments that stay as they are where they are still allowed, `history` the turns as host before this plan, `last` the
    duties as the last plan had them; a meeting that is `over` keeps its host. Network leaders come first, then those who are their
    superiors, then all other duties together, and last what goes by turns from meeting to meeting.
    """
    duties = scenario.policy.duties
    world = World(scenario, composition, Past(history, last, over))
    unproven: set[Duty] = set()
    for stage in _stages(world):
        terms = [network_terms(world, duty, settings) for duty in stage if (settings := duties.of(duty)) is not None]
        if Duty.MENTOR in stage:
            terms.append(mentor_terms(world))
        assigned = assign(world, terms, kept.all)
        world = replace(world, found=(*world.found, *assigned.appointments))
        unproven |= set() if assigned.proven else {duty.duty for duty in terms}
    per_meeting = (*_hosts(world, kept), *_facilitators(world, kept))
    once = (
        a for a in world.found if not (a.duty is Duty.FACILITATOR and duties.facilitator and duties.facilitator.modes)
    )
    return Appointments(_in_order((*once, *per_meeting), composition), unproven=tuple(d for d in Duty if d in unproven))


def _stages(world: World) -> Iterator[Sequence[Duty]]:
    duties = world.scenario.policy.duties
    handed_out = duties.per_network
    first = [duty for duty in handed_out if duty == Duty.NETWORK_LEADER]
    above = [duty for duty, settings in handed_out.items() if settings.superior_of is not None]
    below = [d for d in handed_out if d not in {*first, *above} and any(handed_out[a].superior_of is d for a in above)]
    yield first
    yield below
    yield above
    rest = [duty for duty in handed_out if duty not in {*first, *above, *below}]
    yield [*rest, Duty.MENTOR] if duties.mentor is not None else rest


def _meetings(world: World) -> range:
    return range(1, world.scenario.policy.meetings_held + 1)


def _members(world: World, network: Network) -> list[Person]:
    organisation = world.scenario.organisation
    return [organisation.person(member) for member in network.members if member in organisation]


def _hosts(world: World, kept: Appointments) -> Iterator[Appointment]:
    """The host of each meeting: whoever has the duty that the policy names, or the members in turn."""
    duty = world.scenario.policy.duties.host
    if duty is None:
        return
    for network in world.composition.networks:
        if duty.same_as is not None:
            holder = world.holder(duty.same_as, network.id)
            over = world.past.held_in(network.id)
            yield from (a for a in kept.of(Duty.HOST, network.id) if a.meeting in over)
            yield from (
                Appointment(Duty.HOST, network.id, holder, meeting=meeting)
                for meeting in _meetings(world)
                if holder is not None and meeting not in over
            )
            continue
        yield from turns(
            world.scenario,
            network,
            Duty.HOST,
            _meetings(world),
            able=[person for person in _members(world, network) if person.can_host is not False],
            new_leader_first=duty.new_leader_first,
            hosted=world.past.hosted,
            kept=kept,
            over=world.past.held_in(network.id),
        )


def _facilitators(world: World, kept: Appointments) -> Iterator[Appointment]:
    """The facilitator of each meeting where that changes during the year; nobody of ours while a consultant from outside does it."""
    duty = world.scenario.policy.duties.facilitator
    if duty is None or not duty.modes:
        return
    for network in world.composition.networks:
        holder, over = world.holder(Duty.FACILITATOR, network.id), world.past.held_in(network.id)
        rolling = [meeting for meeting in _meetings(world) if duty.mode(meeting) == "rolling"]
        yield from (a for a in kept.of(Duty.FACILITATOR, network.id) if a.meeting in over and a.meeting not in rolling)
        for meeting in _meetings(world):
            if holder is not None and meeting not in over and duty.mode(meeting) in {"corps", "hr"}:
                yield Appointment(Duty.FACILITATOR, network.id, holder, meeting=meeting)
        yield from turns(
            world.scenario,
            network,
            Duty.FACILITATOR,
            rolling,
            able=_members(world, network),
            new_leader_first=False,
            hosted={},
            kept=kept,
            over=over,
        )


def _in_order(appointments: tuple[Appointment, ...], composition: Composition) -> tuple[Appointment, ...]:
    """By duty, then network, then meeting or new leader."""
    place = {network.id: index for index, network in enumerate(composition.networks)}
    duties = list(Duty)
    return tuple(
        sorted(
            appointments,
            key=lambda a: (duties.index(a.duty), place[a.network], a.meeting or 0, a.mentee or "", a.person),
        )
    )
