"""A scenario: one organisation under one policy, settled down to who takes part and which networks there are."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import count, islice
from typing import TYPE_CHECKING

from netcompose.language import say
from netcompose.organisation import Level
from netcompose.plan import Composition, NotPlaced

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date

    from netcompose.organisation import Organisation, Person
    from netcompose.plan import Network
    from netcompose.policy.settings import Policy, Size, Stratum


@dataclass(frozen=True)
class Scenario:
    """What is to be composed: `participants` (ids in order) into `networks` (ids in order).

    `new` are the participants who are new leaders; `not_placed` those of the right level who do not take part, and why.
    A policy with strata makes a scenario of each: then `stratum` is its name, `elsewhere` are the participants of the other strata, and
    `reserved` the networks that the sheet gives to these.
    """

    organisation: Organisation
    policy: Policy
    participants: tuple[str, ...]
    not_placed: tuple[NotPlaced, ...]
    new: frozenset[str]
    networks: tuple[str, ...]
    stratum: str | None = None
    elsewhere: frozenset[str] = field(default=frozenset(), repr=False)
    reserved: frozenset[str] = frozenset()

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
        """Network id of each participant who may not be moved: of all of them where the networks are given."""
        given = self.policy.networks.given
        return {
            person.id: person.network
            for person in self.people
            if (person.locked or given) and person.network is not None
        }

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

    def with_networks(self, number: int, taken: Collection[str] = ()) -> Scenario:
        """The same scenario with that many networks; `taken` are ids that other strata have been given meanwhile."""
        if self.policy.networks.given:
            return self
        return replace(self, networks=network_ids(self.people, number, {*self.reserved, *taken}))

    @property
    def numbers(self) -> tuple[int, ...]:
        """The numbers of networks to try, the best first: the policy's own, or those that the sizes allow."""
        number = self.policy.networks.number
        if self.policy.networks.given:
            return (len(self.networks),)
        return fitting_numbers(len(self.participants), self.size) if number == "auto" else (number,)

    def theme(self, network: Network) -> str | None:
        """What a given network is about, as its leader's row says."""
        return self._fact(network, self.policy.networks.theme_column)

    def type(self, network: Network) -> str | None:
        """What type a given network is of."""
        return self._fact(network, self.policy.networks.type_column)

    def field(self, network: Network) -> str | None:
        """The department that a given network's theme is about."""
        return self._fact(network, self.policy.networks.field_column)

    def _fact(self, network: Network, column: str | None) -> str | None:
        if column is None:
            return None
        people = [self.organisation.person(member) for member in network.members if member in self.organisation]
        return next((fact for person in people if (fact := person.attribute(column))), None)


def draw_up(organisation: Organisation, policy: Policy, today: date) -> Scenario:
    """The scenario of an organisation under a policy, with the policy's number of networks (or the one that fits the sizes best).

    All participants are in it, whatever strata the policy has; see `strata`. `today` is the day from which new leaders are counted when
    the policy names none.
    """
    seated, not_placed = _seated(organisation, policy)
    return _scenario(organisation, policy, seated, not_placed, today)


def strata(organisation: Organisation, policy: Policy, today: date) -> tuple[Scenario, ...]:
    """A scenario of each stratum, in the policy's order, each to be composed by itself; just one when the policy has no strata.

    Everybody belongs to the first stratum that concerns them; a participant whom none concerns is not placed. Each scenario's policy is
    that of its stratum: its size and number of networks, and the limits that hold there. Networks that the sheet uses stay with the
    stratum that most of their locked members, then most of their members, belong to; the others are numbered on from stratum to stratum.
    Somebody who does not take part is listed under the stratum they would be in, or the first one. Source: aalborg.
    """
    if not policy.strata:
        return (draw_up(organisation, policy, today),)
    seated, not_placed = _seated(organisation, policy)
    homes: dict[str, list[Person]] = {stratum.name: [] for stratum in policy.strata}
    reasons: dict[str, list[NotPlaced]] = {stratum.name: [] for stratum in policy.strata}
    first = policy.strata[0].name
    for person in seated:
        home = _stratum_of(person, policy)
        if home is None:
            reasons[first].append(NotPlaced(person.id, say("belongs to none of the policy's strata")))
        else:
            homes[home].append(person)
    for left in not_placed:
        reasons[_stratum_of(organisation.person(left.leader), policy) or first].append(left)
    everybody = frozenset(person.id for people in homes.values() for person in people)
    owners = _owners(homes)
    taken: set[str] = set()
    scenarios = []
    for stratum in policy.strata:
        people = homes[stratum.name]
        scenario = replace(
            _scenario(
                organisation,
                _policy_of(stratum, policy),
                people,
                sorted(reasons[stratum.name], key=lambda left: left.leader),
                today,
            ),
            stratum=stratum.name,
            elsewhere=everybody - {person.id for person in people},
            reserved=frozenset(network for network, owner in owners.items() if owner != stratum.name),
        )
        scenario = scenario.with_networks(len(scenario.networks), taken)
        taken.update(scenario.networks)
        scenarios.append(scenario)
    return tuple(scenarios)


def apportioned(composition: Composition, scenarios: Sequence[Scenario]) -> tuple[Composition, ...]:
    """Each stratum's part of a composition, to be judged by itself: a network goes to the stratum that most of its members belong to.

    With as many members of several strata, or none of any, it goes to the stratum that has its id, else to the first of these.
    """
    parts: list[list[Network]] = [[] for _ in scenarios]
    for network in composition.networks:
        members = [sum(member in scenario.taking_part for member in network.members) for scenario in scenarios]
        best = max(
            range(len(scenarios)), key=lambda i: (members[i], network.id in scenarios[i].networks, -i), default=None
        )
        if best is not None:
            parts[best].append(network)
    return tuple(Composition(tuple(part)) for part in parts)


def _stratum_of(person: Person, policy: Policy) -> str | None:
    return next((stratum.name for stratum in policy.strata if stratum.concerns(person)), None)


def _policy_of(stratum: Stratum, policy: Policy) -> Policy:
    """The policy as it holds for one stratum."""
    networks = {"number": stratum.networks, "size": stratum.size or policy.networks.size}
    return policy.model_copy(
        update={
            "networks": policy.networks.model_copy(update=networks),
            "limits": tuple(limit for limit in policy.limits if limit.stratum in {None, stratum.name}),
            "strata": (),
        }
    )


def _owners(homes: dict[str, list[Person]]) -> dict[str, str]:
    """Which stratum each network of the sheet stays with."""
    claims: Counter[tuple[str, str]] = Counter()
    weight = 1 + sum(map(len, homes.values()))  # one locked member outweighs all who merely sit there
    for name, people in homes.items():
        for person in people:
            if person.network is not None:
                claims[person.network, name] += weight if person.locked else 1
    owners: dict[str, str] = {}
    for (network, name), _ in claims.most_common():
        owners.setdefault(network, name)
    return owners


def _seated(organisation: Organisation, policy: Policy) -> tuple[list[Person], list[NotPlaced]]:
    """Who takes part, and who does not although HR would expect it."""
    seated, not_placed = [], []
    for person in organisation.people:
        reason = _why_not(person, organisation, policy)
        if reason is None:
            seated.append(person)
        elif isinstance(reason, NotPlaced):
            not_placed.append(reason)
    return seated, not_placed


def _scenario(
    organisation: Organisation,
    policy: Policy,
    seated: Sequence[Person],
    not_placed: Sequence[NotPlaced],
    today: date,
) -> Scenario:
    as_of = policy.new_leaders.as_of or today
    number = policy.networks.number
    given = {person.network for person in seated if person.network is not None} if policy.networks.given else None
    return Scenario(
        organisation=organisation,
        policy=policy,
        participants=tuple(person.id for person in seated),
        not_placed=tuple(not_placed),
        new=frozenset(person.id for person in seated if is_new(person, as_of, policy.new_leaders.months)),
        networks=tuple(sorted(given, key=network_order))
        if given
        else network_ids(
            tuple(seated), fitting_numbers(len(seated), policy.networks.size)[0] if number == "auto" else number
        ),
    )


def _why_not(person: Person, organisation: Organisation, policy: Policy) -> NotPlaced | str | None:
    """None when the person takes part; a reason to show when HR would expect them; "" when they are plainly outside."""
    if person.participates is not False and policy.networks.given and person.network is None:
        return NotPlaced(person.id, say("has no network in the sheet")) if person.participates else ""
    if person.participates is True:
        return None
    if policy.participants.given and organisation.somebody_participates:
        return ""
    if person.participates is False:
        return NotPlaced(person.id, say("the sheet says that they do not take part"))
    if person.level not in policy.participants.levels:
        return ""
    if policy.participants.sign_up and not person.signed_up:
        return NotPlaced(person.id, say("not signed up"))
    if person.acting and policy.participants.acting == "ask":
        superiors = list(organisation.superiors(person.id))
        chiefs = [superior for superior in superiors if superior.level in {Level.CHIEF, Level.DIRECTOR}]
        asked = next(iter(chiefs or superiors), None)
        return NotPlaced(person.id, say("acting: to be agreed"), ask=asked.id if asked else None)
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


def network_ids(people: tuple[Person, ...], number: int, taken: Collection[str] = ()) -> tuple[str, ...]:
    """Ids for that many networks, none of them `taken`: those with locked seats, then those in use, then the first free numbers."""
    locked = {person.network for person in people if person.locked and person.network}
    used = {person.network for person in people if person.network}
    inherited = [*sorted(locked, key=network_order), *sorted(used - locked, key=network_order)]
    ids = [network for network in inherited if network not in taken][:number]
    beside = {*ids, *taken}
    free = (candidate for i in count(1) if (candidate := str(i)) not in beside)
    return tuple(sorted([*ids, *islice(free, number - len(ids))], key=network_order))
