"""The benchmark's own judge, written from docs/rules.md and docs/policies.md: it imports neither composer nor judges of netcompose.

It is slow and plain on purpose. Nothing a method says of itself is believed; every figure of the benchmark comes from here.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date

    from netcompose.organisation import Organisation, Person
    from netcompose.policy.settings import Goal, Policy


@dataclass(frozen=True, slots=True)
class Judgement:
    """`broken` per rule in the rule's own units, and the pairs of each goal in the policy's order."""

    broken: dict[str, int]
    pairs: tuple[int, ...]

    @property
    def rules_broken(self) -> int:
        """All violations together; 0 for a plan that may be used."""
        return sum(self.broken.values())


class Evaluator:
    """Judges compositions of one organisation under one policy, or of a stratum of it.

    For a stratum `only` are the people in it and `elsewhere` those in others.

    `today` is the day from which new leaders are counted.
    """

    def __init__(
        self,
        organisation: Organisation,
        policy: Policy,
        today: date,
        only: Collection[str] | None = None,
        elsewhere: Collection[str] = (),
    ) -> None:
        self.policy = policy
        self.by_id = {person.id: person for person in organisation.people}
        self.participants = [
            person
            for person in organisation.people
            if takes_part(person, policy) and (only is None or person.id in only)
        ]
        here = {person.id for person in self.participants}
        self.new = {person.id for person in self.participants if is_new(person, policy, today)}
        self.line = [
            (person.id, superior)
            for person in self.participants
            for superior in self._above(person)
            if superior in here
        ]
        self.siblings = self._same_superior() if policy.rules.siblings else []
        self.limited = [
            {person.id for person in self.participants if _has(person, limit.attribute, limit.value)}
            for limit in policy.limits
        ]
        self.together = _wishes(
            self.participants, "together", {*here, *elsewhere}
        )  # in another stratum: never fulfilled
        self.apart = _wishes(self.participants, "apart", here)
        self.locked = {p.id: p.network for p in self.participants if p.locked and p.network is not None}
        self.kinds = [self._kinds(goal) for goal in policy.goals]
        self.met = [{*group} & {person.id for person in self.participants} for group in organisation.met]

    def _above(self, person: Person) -> list[str]:
        """Whom the reporting line keeps a person apart from."""
        rules = self.policy.rules
        depth = {"off": 0, "direct": 1, "chain": rules.reporting_depth or len(self.by_id)}[rules.reporting_line]
        above: list[str] = []
        step = person.manager
        while step is not None and len(above) < depth:
            above.append(step)
            step = self.by_id[step].manager
        return [superior for superior in above if self.by_id[superior].level not in rules.reporting_exempt]

    def _same_superior(self) -> list[tuple[str, str]]:
        """Pairs of participants with the same direct superior."""
        reports: dict[str, list[str]] = {}
        for person in self.participants:
            if person.manager is not None:
                reports.setdefault(person.manager, []).append(person.id)
        return [pair for people in reports.values() for pair in combinations(people, 2)]

    def _kinds(self, goal: Goal) -> dict[str, str]:
        """The kind of each participant whom a goal counts: it wants few pairs of one kind (`same`: of two; `churn`: few to leave)."""
        if goal.goal == "new_leaders":
            return dict.fromkeys(self.new, "new")
        if goal.goal == "even_size":
            return {person.id: "member" for person in self.participants}
        kinds = {}
        for person in self.participants:
            now = goal.goal in {"new_faces", "churn"}
            value = person.network if now else value_of(person, goal.attribute or "")
            if value is not None:
                kinds[person.id] = value
        return kinds

    def judge(self, networks: Mapping[str, Sequence[str]]) -> Judgement:
        """The judgement of a composition: the members of each network, by the network's id."""
        seats: dict[str, list[str]] = {}
        for network, members in networks.items():
            for member in members:
                seats.setdefault(member, []).append(network)
        costs = (
            self._cost(goal, kinds, seats, networks) for goal, kinds in zip(self.policy.goals, self.kinds, strict=True)
        )
        return Judgement(self._broken(networks, seats), tuple(costs))

    def worst(self, networks: Mapping[str, Sequence[str]]) -> tuple[int, ...]:
        """The most pairs that one network has, for each goal that mixes, in order of rank."""
        mixes = [i for i, goal in enumerate(self.policy.goals) if goal.goal == "mix"]
        mixes.sort(key=lambda i: self.policy.goals[i].rank)
        return tuple(
            max(
                sum(n * (n - 1) // 2 for n in Counter(self.kinds[i][m] for m in members if m in self.kinds[i]).values())
                for members in networks.values()
            )
            for i in mixes
        )

    def fits(self, networks: Mapping[str, Sequence[str]]) -> bool:
        """Whether every network has a size that the policy allows: a quick look before judging."""
        size = self.policy.networks.size
        return all(size.smallest <= len(members) <= size.largest for members in networks.values())

    def _broken(self, networks: Mapping[str, Sequence[str]], seats: dict[str, list[str]]) -> dict[str, int]:
        def meet(one: str, other: str) -> bool:
            return bool(set(seats.get(one, ())) & set(seats.get(other, ())))

        size, number = self.policy.networks.size, self.policy.networks.number
        return {
            "placed_once": sum(len(seats.get(person.id, ())) != 1 for person in self.participants)
            + len(seats.keys() - {person.id for person in self.participants}),
            "group_size": sum(
                max(0, size.smallest - len(members), len(members) - size.largest) for members in networks.values()
            )
            + (0 if number == "auto" else abs(len(networks) - number)),
            "reporting_line": sum(meet(one, other) for one, other in self.line),
            "siblings": sum(meet(one, other) for one, other in self.siblings),
            "locked": sum(seats.get(person, []) != [network] for person, network in self.locked.items()),
            "together": sum(not meet(one, other) for one, other in self.together),
            "apart": sum(meet(one, other) for one, other in self.apart),
            "limits": sum(
                max(0, (limit.at_least or 0) - here, here - (len(seats) if limit.at_most is None else limit.at_most))
                for limit, concerned in zip(self.policy.limits, self.limited, strict=True)
                for here in (sum(member in concerned for member in members) for members in networks.values())
            ),
            "mentor_supply": self._without_mentor(networks),
        }

    def _without_mentor(self, networks: Mapping[str, Sequence[str]]) -> int:
        if self.policy.duties.mentor is None or not self.policy.rules.mentor_supply:
            return 0
        without = 0
        for members in networks.values():
            room = sum(self._mentees(member) for member in members)
            without += max(0, sum(member in self.new for member in members) - room)
        return without

    def _mentees(self, id: str) -> int:
        person, duty = self.by_id[id], self.policy.duties.mentor
        if duty is None or id in self.new or person.acting or person.can_mentor is False:
            return 0
        return duty.most_mentees if person.max_mentees is None else person.max_mentees

    def _cost(
        self, goal: Goal, kinds: dict[str, str], seats: dict[str, list[str]], networks: Mapping[str, Sequence[str]]
    ) -> int:
        if goal.goal == "churn":
            return sum(now in networks and now not in seats.get(person, [now]) for person, now in kinds.items())
        met = Counter((network, kind) for person, kind in kinds.items() for network in seats.get(person, ()))
        alike = sum(n * (n - 1) // 2 for n in met.values())
        if goal.goal == "new_faces":
            again = [
                len({*group} & {*members} & self.by_id.keys()) for group in self.met for members in networks.values()
            ]
            alike += sum(n * (n - 1) // 2 for n in again)
        if goal.goal != "same":
            return alike
        here = Counter(network for person in kinds for network in seats.get(person, ()))
        return sum(n * (n - 1) // 2 for n in here.values()) - alike

    def unavoidable(self, networks: Sequence[str]) -> tuple[int, ...]:
        """Per goal the pairs that no composition can do without: each kind spread as evenly as possible around the locked seats.

        For `same` and `churn`, which no family uses, nothing is known here: 0.
        """
        return tuple(
            0
            if goal.goal in {"same", "churn"}
            else sum(_spread(kind, self.locked, networks) for kind in _members(kinds))
            for goal, kinds in zip(self.policy.goals, self.kinds, strict=True)
        )


def takes_part(person: Person, policy: Policy) -> bool:
    """Whether a person takes part: the sheet's own word first, then level, sign-up and what the policy says of acting leaders."""
    if person.participates is not None:
        return person.participates
    return (
        person.level in policy.participants.levels
        and (person.signed_up is True or not policy.participants.sign_up)
        and (not person.acting or policy.participants.acting == "include")
    )


def is_new(person: Person, policy: Policy, today: date) -> bool:
    """Whether a person is a new leader: the sheet's own word, else a start at most so many months before the policy's day."""
    if person.new is not None:
        return person.new
    day = policy.new_leaders.as_of or today
    if person.started is None or person.started > day:
        return False
    latest = person.started.year * 12 + person.started.month + policy.new_leaders.months
    return (day.year * 12 + day.month, day.day) <= (latest, person.started.day)


def value_of(person: Person, attribute: str) -> str | None:
    """A person's value of an attribute: one of the four fields, or a column of the sheet's own whatever its capitals."""
    if attribute == "level":
        return person.level_name
    if attribute in {"department", "workplace", "title"}:
        text: str | None = getattr(person, attribute)
        return text
    for header, text in person.own_columns:
        if header.casefold() == attribute.casefold():
            return text
    return None


def _has(person: Person, attribute: str, value: str | tuple[str, ...]) -> bool:
    """Whether a person has a value or one of some, whatever its capitals; for a level the sheet's word and the policy's both do."""
    own, several = value_of(person, attribute), (value,) if isinstance(value, str) else value
    wanted = {one.strip().casefold() for one in several}
    return (own is not None and own.casefold() in wanted) or (attribute == "level" and person.level.value in wanted)


def _wishes(people: Sequence[Person], wish: str, here: set[str]) -> set[tuple[str, str]]:
    """Pairs of participants for whom one wishes it of the other."""
    return {
        (min(person.id, other), max(person.id, other))
        for person in people
        for other in getattr(person, wish)
        if other in here and other != person.id
    }


def _members(kinds: dict[str, str]) -> list[list[str]]:
    groups: dict[str, list[str]] = {}
    for person, kind in kinds.items():
        groups.setdefault(kind, []).append(person)
    return list(groups.values())


def _spread(people: list[str], locked: Mapping[str, str], networks: Sequence[str]) -> int:
    """The fewest pairs with the locked where they are and the rest spread evenly: the lowest networks are raised, level by level."""
    counts = Counter(locked[person] for person in people if locked.get(person) in networks) if locked else Counter()
    free = len(people) - sum(counts.values())
    heights = Counter(counts[network] for network in networks) if counts else Counter({0: len(networks)})
    while free > 0:
        lowest = min(height for height, many in heights.items() if many)
        raised = min(free, heights[lowest])
        heights[lowest] -= raised
        heights[lowest + 1] += raised
        free -= raised
    return sum(many * (height * (height - 1) // 2) for height, many in heights.items())
