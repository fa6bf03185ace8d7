"""A year later: organisations whose networks stand, and in which some leaders have left and others come."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import TYPE_CHECKING

from bench.families import TODAY, make, networks_for, size_for
from netcompose.compose.outcome import Composed
from netcompose.compose.search import Effort, compose
from netcompose.organisation import Organisation
from netcompose.policy.scenario import strata
from netcompose.policy.settings import Size

if TYPE_CHECKING:
    from netcompose.policy.scenario import Scenario


def a_year_later(
    family: str,
    leaders: int,
    attributes: int,
    seed: int,
    *,
    leavers: int,
    joiners: int,
    promotions: int = 0,
    spread: int = 1,
) -> Scenario:
    """The scenario of so many leaders, of whom `leavers` have left since they were composed and to whom `joiners` have come.

    An organisation with all of them is drawn; the joiners, drawn among those without reports, are taken out and the rest composed; then the
    leavers go, whose reports pass to the next superior, and the joiners come without a seat. The number of networks stays; networks may
    have `spread` members more or fewer than the family's sizes say. `promotions` put somebody above a fellow member of their network.

    Raises:
        ValueError: the organisation before the changes could not be composed (a few with siblings apart).
    """
    made = make(family, leaders + joiners, attributes, seed)
    draw = Random(f"{family}/{leaders}/{seed}/{leavers}/{joiners}")
    size = size_for(leaders)
    sizes = Size(smallest=max(1, size.smallest - spread), largest=size.largest + spread)
    networks = made.policy.networks.model_copy(update={"number": networks_for(leaders), "size": sizes})
    policy = made.policy.model_copy(update={"networks": networks})
    [everybody] = strata(made.organisation, policy, TODAY)
    managers = {person.manager for person in made.organisation.people}
    coming = set(draw.sample([id for id in everybody.participants if id not in managers], joiners))
    [before] = strata(without(made.organisation, coming), policy, TODAY)
    composed = compose(before, Effort(seed=seed))
    if not isinstance(composed, Composed):
        raise ValueError("nothing to start from")  # noqa: TRY004 - not about the type
    seats = composed.composition.seats
    going = set(draw.sample(list(before.participants), leavers))
    organisation = without(made.organisation, going)
    seated = {id: replace(organisation.person(id), network=seat) for id, seat in seats.items() if id not in going}
    organisation = promoted(organisation.with_people(seated), draw, promotions)
    [after] = strata(organisation, policy, TODAY)
    return replace(after, networks=before.networks)


def promoted(organisation: Organisation, draw: Random, promotions: int) -> Organisation:
    """The organisation with so many of its members put under a fellow member of their own network who is not already below them."""
    for _ in range(promotions):
        one = draw.choice([person for person in organisation.people if person.network is not None])
        others = [
            person.id
            for person in organisation.people
            if person.network == one.network
            and person.id != one.id
            and one.id not in {superior.id for superior in organisation.superiors(person.id)}
        ]
        if others:
            organisation = organisation.with_people({one.id: replace(one, manager=draw.choice(others))})
    return organisation


def without(organisation: Organisation, going: set[str]) -> Organisation:
    """The organisation without these people; their reports pass to the next superior who stays."""

    def staying(manager: str | None) -> str | None:
        while manager in going:
            manager = organisation.person(manager).manager
        return manager

    return Organisation(tuple(replace(p, manager=staying(p.manager)) for p in organisation.people if p.id not in going))
