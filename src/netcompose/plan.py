"""The plan: who sits where, who does what, when – and how good it is, with the proof."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Final, TypeAlias

from netcompose.language import Language

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, time

    from netcompose.language import Sentence


class Status(StrEnum):
    """How good the plan is: proven best, or good with a proven gap."""

    OPTIMAL = "optimal"
    FEASIBLE = "feasible"


class Duty(StrEnum):
    """A task a person is appointed to.

    `HOST` is per meeting, `MENTOR` per new leader, the others per network; a `FACILITATOR` may be per meeting too.
    """

    CONTACT = "contact"
    CHAIR = "chair"
    FACILITATOR = "facilitator"
    NETWORK_LEADER = "network_leader"
    CO_DRIVER = "co_driver"
    REFERENCE_LEADER = "reference_leader"
    PERSONNEL_MANAGER = "personnel_manager"
    DEPUTY = "deputy"
    HOST = "host"
    MENTOR = "mentor"


NETWORK_DUTIES: Final = tuple(duty for duty in Duty if duty not in {Duty.HOST, Duty.MENTOR})
"""The duties that a network has one person for, in the order in which they are shown."""


@dataclass(frozen=True, slots=True)
class Network:
    """One network: its members' ids, in order."""

    id: str
    name: str
    members: tuple[str, ...]
    stratum: str | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "members", tuple(sorted(self.members)))


def network_name(network: str, language: Language) -> str:
    """A network's name from its id: a number is "Network 3" (da: "Netværk 3"), any other id is a name of its own."""
    if not network.isdecimal():
        return network
    return f"Netværk {network}" if language is Language.DA else f"Network {network}"


@dataclass(frozen=True)
class Composition:
    """Who sits where."""

    networks: tuple[Network, ...]

    @classmethod
    def of(cls, seats: Mapping[str, str], networks: Iterable[str]) -> Composition:
        """The composition of these networks from each member's network id, which must be one of them."""
        members: dict[str, list[str]] = {network: [] for network in networks}
        for member, network in seats.items():
            members[network].append(member)
        return cls(tuple(Network(network, network, tuple(people)) for network, people in members.items()))

    @cached_property
    def seats(self) -> dict[str, str]:
        """Network id of each member (the last one, should a foreign plan seat somebody twice)."""
        return {member: network.id for network in self.networks for member in network.members}

    def named(self, language: Language) -> Composition:
        """The same composition, its networks named in that language."""
        return Composition(
            tuple(replace(network, name=network_name(network.id, language)) for network in self.networks)
        )

    def network(self, network: str) -> Network:
        """The network with this id (KeyError when there is none)."""
        return self._by_id[network]

    @cached_property
    def _by_id(self) -> dict[str, Network]:
        return {network.id: network for network in self.networks}


@dataclass(frozen=True, slots=True)
class Appointment:
    """One person appointed to one duty in one network.

    `meeting` (from 1) is set for a host and for a facilitator of that meeting only, `mentee` for a mentor.
    """

    duty: Duty
    network: str
    person: str
    meeting: int | None = None
    mentee: str | None = None


@dataclass(frozen=True)
class Appointments:
    """Who does what; a duty that nobody could be found for is simply not here, and the judges say so.

    `unproven` are duties for which something better might exist: the search for a proof came to its limit.
    """

    all: tuple[Appointment, ...] = ()
    unproven: tuple[Duty, ...] = ()

    def of(self, duty: Duty, network: str | None = None) -> tuple[Appointment, ...]:
        """The appointments to a duty, in one network or in all."""
        return tuple(a for a in self.all if a.duty is duty and (network is None or a.network == network))

    def holder(self, duty: Duty, network: str) -> str | None:
        """Who has a duty in a network as a whole; None for nobody, and where it changes from meeting to meeting."""
        return next((a.person for a in self.of(duty, network) if a.meeting is None and a.mentee is None), None)

    def contact(self, network: str) -> str | None:
        """The contact of a network."""
        return self.holder(Duty.CONTACT, network)

    def facilitator(self, network: str, meeting: int) -> str | None:
        """The facilitator of a network's meeting, who may be the same at all its meetings."""
        here = self.of(Duty.FACILITATOR, network)
        return next((a.person for a in here if a.meeting in {meeting, None}), None)

    def host(self, network: str, meeting: int) -> str | None:
        """The host of a network's meeting."""
        return next((a.person for a in self.of(Duty.HOST, network) if a.meeting == meeting), None)

    def mentor(self, mentee: str) -> str | None:
        """The mentor of a new leader."""
        return next((a.person for a in self.of(Duty.MENTOR) if a.mentee == mentee), None)


Hosted: TypeAlias = "Mapping[str, int]"
"""How many times each person has been host before this plan; who is not in it has not been host."""


@dataclass(frozen=True)
class Past:
    """What the duties of a plan build on: past turns as host, and the duties as the last plan had them.

    `over` are the meetings, by network and number, that have been held: who hosted them is history, whatever the rules say now.
    """

    hosted: Hosted = field(default_factory=dict)
    last: Appointments = Appointments()
    over: frozenset[tuple[str, int]] = frozenset()

    def held_in(self, network: str) -> frozenset[int]:
        """Numbers of a network's meetings that are over."""
        return frozenset(number for here, number in self.over if here == network)


NOTHING_BEFORE: Final = Past()


@dataclass(frozen=True, slots=True)
class Meeting:
    """One meeting of one network; date and time are None until the calendar is made."""

    network: str
    number: int
    date: date | None = None
    start: time | None = None
    end: time | None = None


class EventKind(StrEnum):
    """What a day or a stretch of days in the calendar is for, when it is no network's meeting."""

    SEMINAR = "seminar"
    EVALUATION = "evaluation"
    PHASE = "phase"


@dataclass(frozen=True, slots=True)
class Event:
    """Something in the calendar besides the meetings, for all networks: from `first` to `last`, both included.

    `start` and `end` are hours of a single day. `hours` says how many hours somebody with a duty needs for a phase.
    """

    kind: EventKind
    title: Sentence | str
    first: date
    last: date
    start: time | None = None
    end: time | None = None
    hours: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Theme:
    """What a network takes up at a meeting, and how many of its members wished for it."""

    network: str
    meeting: int
    theme: str
    votes: int


@dataclass(frozen=True, slots=True)
class Clash:
    """One rule that takes part in a contradiction, the ids of the people it concerns, and the sentence for HR.

    A pair of people stands for what the rule says of these two, more people for what it says of them among each other, one person for all
    that it says of them. `which` is the place in the policy of the limit that is meant, None for all limits.
    """

    rule: str
    people: tuple[str, ...]
    message: Sentence
    which: int | None = None


@dataclass(frozen=True, slots=True)
class GoalResult:
    """What a goal came to.

    `value` is the judge's cost (pairs), `unavoidable` the closed-form minimum that no composition can beat, `bound` the best value
    proven possible under all rules and higher-ranked goals. `excess` = value - unavoidable, `gap` = value - bound.
    `few_moves`: `bound` holds among plans with as few moves as this one; with more, a better value may be possible.
    """

    goal: str
    attribute: str | None
    rank: int
    value: int
    unavoidable: int
    bound: int
    few_moves: bool = False

    @property
    def excess(self) -> int:
        """Pairs above the unavoidable minimum; 0 means that no better composition exists."""
        return self.value - self.unavoidable

    @property
    def gap(self) -> int:
        """Pairs that are not yet proven unavoidable."""
        return self.value - self.bound

    @property
    def proven(self) -> bool:
        """Whether nothing better exists under the rules and the goals ranked above."""
        return self.gap == 0


@dataclass(frozen=True, slots=True)
class WorstNetwork:
    """The most pairs with the same value of an attribute that one network has, and which network (the first; None when none has any).

    `bound` is what is proven: with the values that the goals have, in no composition has the worst network fewer, unless that of an
    attribute before it has more; None where nothing is claimed.
    """

    attribute: str
    worst: int
    network: str | None
    bound: int | None = None

    @property
    def proven(self) -> bool:
        """Whether no plan of the same values has a better worst network."""
        return self.worst == self.bound


@dataclass(frozen=True, slots=True)
class Move:
    """A member whose network differs from the one in the sheet."""

    leader: str
    origin: str
    destination: str


@dataclass(frozen=True, slots=True)
class NotPlaced:
    """A leader without a seat, and why; `ask` is the person with whom HR settles it."""

    leader: str
    reason: Sentence
    ask: str | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a judge says of one rule or goal.

    `violations` counts in the rule's own units (people, pairs, seats …) and is 0 for a goal; `cost` is 0 for a hard rule.
    `summary` says what was judged, `witnesses` name who or what, one sentence each.
    """

    rule: str
    summary: Sentence
    violations: int = 0
    cost: int = 0
    witnesses: tuple[Sentence, ...] = ()
    attribute: str | None = None


@dataclass(frozen=True)
class Plan:
    """The whole answer for one organisation and policy.

    `facilitation` says for each meeting of the year, from the first, who facilitates it: corps, hr, external or rolling.
    `few_moves`: what is proven of it is proven among plans with as few moves.
    """

    policy: str
    seed: int
    status: Status
    composition: Composition
    appointments: Appointments
    meetings: tuple[Meeting, ...] = ()
    events: tuple[Event, ...] = ()
    themes: tuple[Theme, ...] = ()
    goals: tuple[GoalResult, ...] = ()
    fairness: tuple[WorstNetwork, ...] = ()
    moves: tuple[Move, ...] = ()
    not_placed: tuple[NotPlaced, ...] = ()
    verdicts: tuple[Verdict, ...] = field(default=())
    facilitation: tuple[str, ...] = ()
    few_moves: bool = False
