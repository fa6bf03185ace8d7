"""Settings on duties: who can have each, what is avoided, and what is preferred, in order."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final, Literal, Self, TypeAlias, get_args

from pydantic import Field, model_validator

from netcompose.language import say
from netcompose.organisation import Level
from netcompose.plan import NETWORK_DUTIES, Duty
from netcompose.policy.base import Settings

if TYPE_CHECKING:
    from netcompose.organisation import Person

Holding: TypeAlias = Literal[
    "holder_of_contact",
    "holder_of_chair",
    "holder_of_facilitator",
    "holder_of_network_leader",
    "holder_of_co_driver",
    "holder_of_reference_leader",
    "holder_of_personnel_manager",
    "holder_of_deputy",
]
Avoidance: TypeAlias = (
    Literal[
        "own_superior",
        "superior_above",
        "own_report",
        "same_department",
        "same_workplace",
        "same_title",
        "same_as_last_year",
        "new_leader",
        "acting_leader",
    ]
    | Holding
)
"""What can speak against somebody for a duty, each counted in people whom it concerns (see docs/rules.md)."""

Preference: TypeAlias = Literal[
    "seniority",
    "not_above",
    "other_department",
    "other_workplace",
    "other_title",
    "near_workplace",
    "complementary_competences",
    "theme_knowledge",
    "strategic_place",
    "wish",
    "wants_to_learn",
    "as_last_year",
]
"""What can speak for somebody, all else being equal."""

TakesPart: TypeAlias = Literal["yes", "no", "elsewhere", "either"]


def held(avoidance: Avoidance | Preference) -> Duty | None:
    """The duty that an avoidance is about: `holder_of_contact` avoids whoever is contact of a network; None for all else."""
    return Duty(avoidance.removeprefix("holder_of_")) if avoidance in get_args(Holding) else None


def _each_once(never: tuple[Avoidance, ...], avoid: tuple[Avoidance, ...], prefer: tuple[Preference, ...]) -> None:
    for name in never:
        if name in avoid:
            raise ValueError(say("{name} is both never and to be avoided", name=name))
    named = [*never, *avoid, *prefer]
    for entry in named:
        if named.count(entry) > 1:
            raise ValueError(say("{name} is listed twice", name=entry))


class Pool(Settings):
    """People whom a duty's holder is chosen among; with both levels and roles, those who have one of each."""

    levels: tuple[Level, ...] = Field(default=(), description="Levels they may have; any when left out.")
    roles: tuple[str, ...] = Field(
        default=(), description="Words of the sheet's column Role, of which they have one; any when left out."
    )

    def has(self, person: Person) -> bool:
        """Whether somebody is among those who may be chosen; a role such as chief counts as that level."""
        roles = {role.strip().casefold() for role in person.roles}
        by_role = {word for level in self.levels for word in _ROLES_OF_LEVELS.get(level, ())}
        level_fits = not self.levels or person.level in self.levels or bool(roles & by_role)
        return level_fits and (not self.roles or bool(roles & {role.strip().casefold() for role in self.roles}))


_ROLES_OF_LEVELS: Final[dict[Level, tuple[str, ...]]] = {
    Level.DIRECTOR: ("director", "direktør"),
    Level.CHIEF: ("chief", "chef", "fagchef", "stabschef"),
}
"""Words of the column Role that put somebody among those of a level, for duties only."""


class NetworkDuty(Pool):
    """A duty that each network has one person for."""

    types: dict[str, Pool] = Field(
        default={},
        description="Pools by the type of a given network, instead of levels and roles; a type that is not here has nobody.",
    )
    superior_of: Duty | None = Field(
        default=None, description="The holder is the direct superior of whoever has this other duty in the network."
    )
    takes_part: TakesPart = Field(
        default="either",
        description="yes = a member of the network; no = in no network; elsewhere = not in this network; either = as it comes.",
    )
    most: int | None = Field(
        default=None, ge=1, description="Networks that one person may have the duty in at the most."
    )
    even: bool = Field(default=True, description="Nobody has the duty twice more than another who could have had it.")
    never: tuple[Avoidance, ...] = Field(default=(), description="What bars somebody from the duty.")
    avoid: tuple[Avoidance, ...] = Field(
        default=(), description="What is avoided where possible, the first first; what is left is counted and shown."
    )
    prefer: tuple[Preference, ...] = Field(default=(), description="What decides between those who are left, in order.")

    @property
    def from_pool(self) -> bool:
        """Whether anybody is chosen at all."""
        return True

    def pool(self, type: str | None) -> Pool | None:
        """Who is chosen among in a network of that type; None when the type has nobody for the duty."""
        if not self.types:
            return self
        wanted = (type or "").strip().casefold()
        return next((pool for name, pool in self.types.items() if name.strip().casefold() == wanted), None)

    @model_validator(mode="after")
    def _says_each_thing_once(self) -> Self:
        _each_once(self.never, self.avoid, self.prefer)
        return self

    @model_validator(mode="after")
    def _has_one_pool(self) -> Self:
        named = [bool(self.levels or self.roles), bool(self.types), self.superior_of is not None]
        if sum(named) > 1:
            raise ValueError(say("levels and roles, types, and superior_of are three ways to say who; use one"))
        return self


class ContactDuty(NetworkDuty):
    """The contact of a network: starts it up and carries messages, without taking part."""

    levels: tuple[Level, ...] = Field(
        default=(Level.CHIEF,), min_length=1, description="Levels a contact is chosen among."
    )
    takes_part: TakesPart = "no"
    avoid: tuple[Avoidance, ...] = ("own_superior",)
    prefer: tuple[Preference, ...] = ("not_above",)


class ChairDuty(NetworkDuty):
    """The chair: a chief who takes part in the network and leads its meetings."""

    levels: tuple[Level, ...] = Field(
        default=(Level.DIRECTOR, Level.CHIEF), min_length=1, description="Levels a chair is chosen among."
    )
    takes_part: TakesPart = "yes"
    avoid: tuple[Avoidance, ...] = ("own_superior",)
    prefer: tuple[Preference, ...] = ("not_above", "seniority")


class FacilitatorMode(Settings):
    """One part of the year, and who facilitates in it."""

    mode: Literal["corps", "hr", "external", "rolling"] = Field(
        description="corps = the duty's pool; hr = the pool too, or nobody by name; external = nobody of the list; rolling = the members."
    )
    from_meeting: int = Field(default=1, ge=1, description="The first meeting that it holds for.")


class FacilitatorDuty(NetworkDuty):
    """The facilitator: from a corps, from HR, from outside, or the members in turn – and from one to the next during the year."""

    takes_part: TakesPart = "elsewhere"
    modes: tuple[FacilitatorMode, ...] = Field(
        default=(), description="Who facilitates from which meeting on; the pool throughout when left out."
    )

    @property
    def _named(self) -> bool:
        return bool(self.levels or self.roles or self.types or self.superior_of)

    @property
    def from_pool(self) -> bool:
        """Whether one of the pool facilitates any meeting: not while it is all rolling, or HR and others send somebody unnamed."""
        return self._named and (not self.modes or any(part.mode in {"corps", "hr"} for part in self.modes))

    @model_validator(mode="after")
    def _somebody_facilitates(self) -> Self:
        if not self._named and (not self.modes or any(part.mode == "corps" for part in self.modes)):
            raise ValueError(say("the facilitators are a corps, but neither levels nor roles say who is in it"))
        return self

    @model_validator(mode="after")
    def _modes_follow_each_other(self) -> Self:
        starts = [mode.from_meeting for mode in self.modes]
        if starts and starts[0] != 1:
            raise ValueError(
                say(
                    "the first of the modes begins at meeting {meeting}; nobody facilitates before it",
                    meeting=starts[0],
                )
            )
        for earlier, later in pairwise(starts):
            if later <= earlier:
                raise ValueError(
                    say("from_meeting = {later} stands after from_meeting = {earlier}", later=later, earlier=earlier)
                )
        return self

    def mode(self, meeting: int) -> Literal["corps", "hr", "external", "rolling"]:
        """Who facilitates a meeting."""
        return next((part.mode for part in reversed(self.modes) if part.from_meeting <= meeting), "corps")


class NetworkLeaderDuty(NetworkDuty):
    """The network leader of a given network: one of its members."""

    takes_part: TakesPart = "yes"


class CoDriverDuty(NetworkDuty):
    """The co-driver: stands beside the network leader, and learns to lead networks."""


class ReferenceLeaderDuty(NetworkDuty):
    """The reference leader: links the theme and the hierarchy."""


class PersonnelManagerDuty(NetworkDuty):
    """The personnel manager: the network leader's own superior, read from the org chart."""

    superior_of: Duty | None = Duty.NETWORK_LEADER
    even: bool = False


class DeputyDuty(NetworkDuty):
    """The deputy: a member who stands in for the chair or the contact."""

    takes_part: TakesPart = "yes"


class MentorDuty(Settings):
    """The mentor of each new leader, among the network's other members."""

    most_mentees: int = Field(default=2, ge=1, description="How many new leaders one mentor may have at the most.")
    never: tuple[Avoidance, ...] = Field(default=(), description="What bars somebody from being the mentor.")
    avoid: tuple[Avoidance, ...] = Field(
        default=("superior_above", "same_department"),
        description="What is avoided where possible, the first first; what is left is counted and shown.",
    )
    prefer: tuple[Preference, ...] = Field(
        default=("other_workplace", "other_title", "seniority"),
        description="What decides between those who are left, in order.",
    )

    @model_validator(mode="after")
    def _says_each_thing_once(self) -> Self:
        _each_once(self.never, self.avoid, self.prefer)
        return self


class HostDuty(Settings):
    """The host of each meeting, at their own workplace."""

    new_leader_first: bool = Field(default=False, description="Whether a new leader may host the first meeting.")
    same_as: Duty | None = Field(
        default=None,
        description="Whoever has this duty in the network hosts all its meetings; the members in turn when left out.",
    )


class Duties(Settings):
    """The duties that the policy hands out; one that is left out is not handed out."""

    contact: ContactDuty | None = None
    chair: ChairDuty | None = None
    facilitator: FacilitatorDuty | None = None
    network_leader: NetworkLeaderDuty | None = None
    co_driver: CoDriverDuty | None = None
    reference_leader: ReferenceLeaderDuty | None = None
    personnel_manager: PersonnelManagerDuty | None = None
    deputy: DeputyDuty | None = None
    mentor: MentorDuty | None = None
    host: HostDuty | None = None
    learning_wishes: tuple[str, ...] = Field(
        default=("netværksleder", "netværksledelse", "network leader"),
        description="Words in the sheet's column Wishes by which somebody asks to learn to lead networks (wants_to_learn).",
    )

    def of(self, duty: Duty) -> NetworkDuty | None:
        """The settings of a duty that each network has one person for; None when the policy does not hand it out."""
        found = getattr(self, duty.value) if duty in NETWORK_DUTIES else None
        assert found is None or isinstance(found, NetworkDuty)
        return found

    @property
    def per_network(self) -> dict[Duty, NetworkDuty]:
        """All that each network has one person for, in order."""
        return {duty: settings for duty in NETWORK_DUTIES if (settings := self.of(duty)) is not None}

    @property
    def builds_on_the_last(self) -> bool:
        """Whether any duty is to stay as it was in the last plan, or to change."""
        words = {word for duty in self.per_network.values() for word in (*duty.never, *duty.avoid, *duty.prefer)}
        words |= {*self.mentor.never, *self.mentor.avoid, *self.mentor.prefer} if self.mentor is not None else set()
        return not words.isdisjoint({"same_as_last_year", "as_last_year"})

    def hands_out(self, duty: Duty) -> bool:
        """Whether the policy has the duty."""
        return getattr(self, duty.value) is not None

    @model_validator(mode="after")
    def _duties_that_are_named_exist(self) -> Self:
        for duty, settings in self.per_network.items():
            other = settings.superior_of
            if other is not None and (other is duty or self.of(other) is None):
                raise ValueError(
                    say(
                        "{duty} is the superior of {other}, which is not handed out", duty=duty.value, other=other.value
                    )
                )
            if other is not None and other in NETWORK_DUTIES and self.per_network[other].superior_of is not None:
                raise ValueError(
                    say(
                        "{duty} is the superior of {other}, who is a superior already",
                        duty=duty.value,
                        other=other.value,
                    )
                )
        wanted = [
            (duty, name) for duty, settings in self.per_network.items() for name in (*settings.never, *settings.avoid)
        ]
        wanted += [(Duty.MENTOR, name) for name in (*self.mentor.never, *self.mentor.avoid)] if self.mentor else []
        for duty, name in wanted:
            other = held(name)
            if other is duty or (other is not None and self.of(other) is None):
                raise ValueError(
                    say(
                        "{duty} has {name}, but {other} is not another duty that is handed out",
                        duty=duty.value,
                        name=name,
                        other=other.value,
                    )
                )
        if self.host is not None and self.host.same_as is not None and self.of(self.host.same_as) is None:
            raise ValueError(
                say("the host is the same as {duty}, which is not handed out", duty=self.host.same_as.value)
            )
        return self
