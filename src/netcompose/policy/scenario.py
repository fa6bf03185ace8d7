"""A scenario: one organisation under one policy, settled down to who takes part and which networks there are."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from netcompose.language import say
from netcompose.plan import NotPlaced

if TYPE_CHECKING:
    from datetime import date

    from netcompose.organisation import Organisation, Person
    from netcompose.policy.settings import Policy, Size


@dataclass(frozen=True)
class Scenario:
    """What is to be composed: `participants` (ids in order) into `networks` (ids in order).

    `new` are the participants who are new leaders; `not_placed` those of the right level who do not take part, and why.
    """

    organisation: Organisation
    policy: Policy
    participants: tuple[str, ...]
    not_placed: tuple[NotPlaced, ...]
    new: frozenset[str]
    networks: tuple[str, ...]

    @property
    def size(self) -> Size:
        """How many members a network has."""
        return self.policy.networks.size

    @cached_property
    def people(self) -> tuple[Person, ...]:
        """The participants themselves, in order of id."""
        return tuple(self.organisation.person(person) for person in self.participants)

    @cached_property
    def taking_part(self) -> frozenset[str]:
        """The participants' ids, for asking."""
        return frozenset(self.participants)

    @property
    def locked(self) -> dict[str, str]:
        """Network id of each participant who may not be moved."""
        return {person.id: person.network for person in self.people if person.locked and person.network is not None}

    @property
    def mentors_wanted(self) -> bool:
        """Whether each new leader must find a mentor in their own network."""
        return self.policy.duties.mentor is not None and self.policy.rules.mentor_supply

    def mentees_at_most(self, person: str) -> int:
        """How many new leaders a participant may be mentor for: none when new or acting themselves, or when the sheet says no."""
        duty = self.policy.duties.mentor
        someone = self.organisation.person(person)
        if duty is None or person in self.new or someone.acting or someone.can_mentor is False:
            return 0
        return duty.most_mentees if someone.max_mentees is None else someone.max_mentees

    def with_networks(self, number: int) -> Scenario:
        """The same scenario with that many networks."""
        return replace(self, networks=network_ids(self.people, number))


def draw_up(organisation: Organisation, policy: Policy, today: date) -> Scenario:
    """The scenario of an organisation under a policy, with the policy's number of networks (or the one that fits the sizes best).

    `today` is the day from which new leaders are counted when the policy names none.
    """
    seated, not_placed = [], []
    for person in organisation.people:
        reason = _why_not(person, organisation, policy)
        if reason is None:
            seated.append(person)
        elif isinstance(reason, NotPlaced):
            not_placed.append(reason)
    as_of = policy.new_leaders.as_of or today
    number = policy.networks.number
    return Scenario(
        organisation=organisation,
        policy=policy,
        participants=tuple(person.id for person in seated),
        not_placed=tuple(not_placed),
        new=frozenset(person.id for person in seated if is_new(person, as_of, policy.new_leaders.months)),
        networks=network_ids(
            tuple(seated), fitting_numbers(len(seated), policy.networks.size)[0] if number == "auto" else number
        ),
    )


def _why_not(person: Person, organisation: Organisation, policy: Policy) -> NotPlaced | str | None:
    """None when the person takes part; a reason to show when HR would expect them; "" when they are plainly outside."""
    if person.participates is True:
        return None
    if person.participates is False:
        return NotPlaced(person.id, say("the sheet says that they do not take part"))
    if person.level not in policy.participants.levels:
        return ""
    if policy.participants.sign_up and not person.signed_up:
        return NotPlaced(person.id, say("not signed up"))
    if person.acting and policy.participants.acting == "ask":
        superior = organisation.superior(person.id)
        return NotPlaced(person.id, say("acting: to be agreed"), ask=superior.id if superior else None)
    if person.acting and policy.participants.acting == "exclude":
        return NotPlaced(person.id, say("acting: does not take part"))
    return None


def is_new(person: Person, as_of: date, months: int) -> bool:
    """Whether a person is a new leader: the sheet's own word, else a start within that many months before `as_of`."""
    if person.new is not None:
        return person.new
    if person.started is None or person.started > as_of:
        return False
    whole_months = (as_of.year - person.started.year) * 12 + as_of.month - person.started.month
    return whole_months < months or (whole_months == months and as_of.day <= person.started.day)


def fitting_numbers(people: int, size: Size) -> tuple[int, ...]:
    """The numbers of networks that `people` can be dealt into, the one nearest the middle of the sizes first.

    When no number fits, the one number for which the sizes come nearest, so that it can be judged and explained.
    """
    fewest, most = -(-people // size.largest), people // size.smallest
    if fewest > most or people == 0:
        return (max(1, most),)
    middle = (size.smallest + size.largest) / 2
    return tuple(sorted(range(max(1, fewest), most + 1), key=lambda number: (abs(people / number - middle), number)))


def network_order(network: str) -> tuple[int, int, str]:
    """Sorting key of network ids: numbers by value, then names."""
    return (0, int(network), network) if network.isdecimal() else (1, 0, network)


def network_ids(people: tuple[Person, ...], number: int) -> tuple[str, ...]:
    """Ids for that many networks: those with locked seats, then those in use, then the first free numbers."""
    locked = {person.network for person in people if person.locked and person.network}
    used = {person.network for person in people if person.network}
    ids = [*sorted(locked, key=network_order), *sorted(used - locked, key=network_order)][:number]
    free = (str(i) for i in range(1, len(ids) + number + 1))
    while len(ids) < number:
        candidate = next(free)
        if candidate not in ids:
            ids.append(candidate)
    return tuple(sorted(ids, key=network_order))
