"""The policy as typed settings. Every number of the rules stands here or in a policy's TOML, none in the code."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Annotated, Literal, Self

from pydantic import BeforeValidator, Field, PlainSerializer, model_validator

from netcompose.language import Language
from netcompose.organisation import Level
from netcompose.policy.base import Settings as _Settings
from netcompose.policy.calendar_settings import Evaluation, Meetings, Period, Phase, Themes, phases_in_order

if TYPE_CHECKING:
    from netcompose.organisation import Person


class Size(_Settings):
    """How many members a network has: from `smallest` to `largest`. Written "8-9", or "8" for exactly eight."""

    smallest: int = Field(ge=1)
    largest: int = Field(ge=1)

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.smallest > self.largest:
            raise ValueError(
                f"the smallest size ({self.smallest}) is above the largest ({self.largest}); write {self.largest}-{self.smallest}"
            )
        return self

    @classmethod
    def parse(cls, text: str) -> Size:
        """A size from "8-9", "8–9" or "8".

        Raises:
            ValueError: the text is no size.
        """
        match = re.fullmatch(r"\s*(\d{1,6})(?:\s*(?:-|–|\.\.)\s*(\d{1,6}))?\s*", text)
        if match is None:
            raise ValueError(f"'{text}' is no size; write it like 8-9, or 8 for exactly eight")
        smallest = int(match[1])
        return cls(smallest=smallest, largest=int(match[2] or smallest))

    def __str__(self) -> str:
        return str(self.smallest) if self.smallest == self.largest else f"{self.smallest}-{self.largest}"


def _size(value: object) -> object:
    if isinstance(value, str):
        return Size.parse(value)
    return Size.parse(str(value)) if isinstance(value, int) and not isinstance(value, bool) else value


SizeText = Annotated[Size, BeforeValidator(_size), PlainSerializer(str, return_type=str)]


class Participants(_Settings):
    """Who takes part."""

    levels: tuple[Level, ...] = Field(
        default=(Level.LEADER_OF_LEADERS, Level.LEADER_OF_EMPLOYEES),
        min_length=1,
        description="Levels that take part; a Yes or No in the sheet's column 'Takes part' goes before it.",
    )
    sign_up: bool = Field(
        default=False, description="Only those who signed up take part (the sheet's column 'Signed up')."
    )
    acting: Literal["ask", "include", "exclude"] = Field(
        default="ask", description="Acting leaders: ask = listed for HR to settle, never silently placed."
    )


class Networks(_Settings):
    """How many networks, and how large."""

    size: SizeText = Field(description="Members of each network, like 8-9.")
    number: Annotated[int, Field(ge=1)] | Literal["auto"] = Field(
        default="auto", description="How many networks; auto = the number that fits the sizes best."
    )


class Rules(_Settings):
    """Hard rules that a policy can choose."""

    reporting_line: Literal["direct", "chain", "off"] = Field(
        default="direct",
        description="Who is kept apart: direct = a leader and their own superior; chain = and everybody above; off = nobody.",
    )
    reporting_depth: int | None = Field(
        default=None, ge=1, description="With chain: how many steps up are kept apart; all the way up when left out."
    )
    reporting_exempt: tuple[Level, ...] = Field(
        default=(), description="Levels whose holders may meet those below them, e.g. ['director']."
    )
    siblings: bool = Field(default=False, description="Those with the same direct superior are kept apart.")
    mentor_supply: bool = Field(
        default=True, description="Every network with a new leader has a member who can be mentor."
    )

    @model_validator(mode="after")
    def _line_settings_have_a_line(self) -> Self:
        if self.reporting_depth is not None and self.reporting_line != "chain":
            raise ValueError(
                f"reporting_depth says how far up a chain goes, but reporting_line is {self.reporting_line}"
            )
        if self.reporting_exempt and self.reporting_line == "off":
            raise ValueError("reporting_exempt names levels to exempt, but reporting_line = off keeps nobody apart")
        return self

    @property
    def reach(self) -> int | None:
        """How many steps up the reporting line nobody may meet their superior: 0 for none, None for all the way."""
        return {"off": 0, "direct": 1, "chain": self.reporting_depth}[self.reporting_line]

    def with_reporting_line(self, line: Literal["direct", "chain", "off"]) -> Rules:
        """These rules with another reporting line, without the settings that would mean nothing there."""
        changes: dict[str, object] = {"reporting_line": line}
        if line != "chain":
            changes["reporting_depth"] = None
        if line == "off":
            changes["reporting_exempt"] = ()
        return self.model_copy(update=changes)


def _has_value(person: Person, attribute: str, values: tuple[str, ...]) -> bool:
    """Whether a person's attribute is one of these values, whatever their case; for a level, the sheet's word and ours both do."""
    wanted = {value.strip().casefold() for value in values}
    value = person.attribute(attribute)
    return (value is not None and value.casefold() in wanted) or (attribute == "level" and person.level in wanted)


class ValueLimit(_Settings):
    """At least or at most so many members with a value in each network, e.g. at least one school leader."""

    attribute: str = Field(min_length=1, description="department, level, workplace, title or any column's header.")
    value: str = Field(min_length=1, description="Whom it concerns: those with this value.")
    at_least: int | None = Field(default=None, ge=1, description="Fewest of them in each network.")
    at_most: int | None = Field(default=None, ge=1, description="Most of them in each network.")
    stratum: str | None = Field(default=None, description="Only in the networks of this stratum; in all when left out.")

    @model_validator(mode="after")
    def _can_be_kept(self) -> Self:
        if self.at_least is None and self.at_most is None:
            raise ValueError(f"the limit on {self.attribute} {self.value} says neither at_least nor at_most")
        if self.at_least is not None and self.at_most is not None and self.at_least > self.at_most:
            raise ValueError(
                f"at_least ({self.at_least}) is above at_most ({self.at_most}) for {self.attribute} {self.value}"
            )
        return self

    def concerns(self, person: Person) -> bool:
        """Whether the person has the value."""
        return _has_value(person, self.attribute, (self.value,))


class Stratum(_Settings):
    """A part of the participants that is composed by itself: networks of their own, which nobody else is in."""

    name: str = Field(min_length=1, description="What the stratum is called.")
    levels: tuple[Level, ...] = Field(default=(), description="Levels in it; any when left out.")
    attribute: str | None = Field(default=None, description="A column that says who is in it.")
    values: tuple[str, ...] = Field(default=(), description="The values of that column that are in it.")
    networks: Annotated[int, Field(ge=1)] | Literal["auto"] = Field(
        default="auto", description="How many networks it has; auto = the number that fits the sizes best."
    )
    size: SizeText | None = Field(default=None, description="Members of each; that of [networks] when left out.")

    @model_validator(mode="after")
    def _says_who(self) -> Self:
        if (self.attribute is None) != (not self.values):
            raise ValueError(f"the stratum {self.name} needs attribute and values together")
        if not self.levels and self.attribute is None:
            raise ValueError(f"the stratum {self.name} says neither levels nor attribute and values")
        return self

    def concerns(self, person: Person) -> bool:
        """Whether the person belongs to it: one of its levels, and one of its values."""
        return (not self.levels or person.level in self.levels) and (
            self.attribute is None or _has_value(person, self.attribute, self.values)
        )


class NewLeaders(_Settings):
    """Who counts as a new leader: a Yes in the sheet's column 'New leader', else a start date this recent."""

    months: int = Field(default=12, ge=0, le=120, description="Months since the start as leader.")
    as_of: date | None = Field(default=None, description="The day to count from; the day of the run when left out.")


class Goal(_Settings):
    """One thing to do as well as possible. Rank 1 comes first; goals of one rank are weighed against each other."""

    goal: Literal["mix", "same", "new_leaders", "even_size", "new_faces", "churn"]
    attribute: str | None = Field(
        default=None, description="For mix and same: department, level, workplace, title or any column's header."
    )
    rank: int = Field(ge=1, le=99)
    weight: int = Field(default=1, ge=1, le=1000)

    @model_validator(mode="after")
    def _attribute_where_needed(self) -> Self:
        wanted = self.goal in {"mix", "same"}
        if wanted != (self.attribute is not None):
            needs = "needs an attribute" if wanted else "takes no attribute"
            raise ValueError(f"the goal {self.goal} {needs}")
        return self


class ContactDuty(_Settings):
    """The contact of a network: starts it up and carries messages, without taking part."""

    levels: tuple[Level, ...] = Field(
        default=(Level.CHIEF,), min_length=1, description="Levels a contact is chosen among."
    )


class MentorDuty(_Settings):
    """The mentor of each new leader, among the network's other members."""

    most_mentees: int = Field(default=2, ge=1, description="How many new leaders one mentor may have at the most.")


class HostDuty(_Settings):
    """The host of each meeting, at their own workplace."""

    new_leader_first: bool = Field(default=False, description="Whether a new leader may host the first meeting.")


class Duties(_Settings):
    """The duties that the policy hands out; one that is left out is not handed out."""

    contact: ContactDuty | None = None
    mentor: MentorDuty | None = None
    host: HostDuty | None = None


class Policy(_Settings):
    """Everything that an organisation has decided about its networks."""

    name: str = Field(pattern=r"^[a-z0-9][a-z0-9_-]*$", description="Short name, as in --policy.")
    title: str = Field(default="", description="Whose policy it is, in a line.")
    source: str = Field(default="", description="The document it was made from.")
    language: Language | None = Field(default=None, description="da or en; that of the sheet's headers when left out.")
    participants: Participants = Participants()
    networks: Networks
    rules: Rules = Rules()
    limits: tuple[ValueLimit, ...] = ()
    strata: tuple[Stratum, ...] = ()
    new_leaders: NewLeaders = NewLeaders()
    goals: tuple[Goal, ...] = ()
    duties: Duties = Duties()
    period: Period = Period()
    meetings: Meetings | None = None
    themes: Themes | None = None
    phases: tuple[Phase, ...] = ()
    evaluation: Evaluation | None = None
    levels: dict[Level, tuple[str, ...]] = Field(
        default={}, description="Names of levels in the sheet, e.g. chief = ['Fagchef']."
    )
    columns: dict[str, str] = Field(
        default={}, description="Which header holds which field, e.g. department = 'Org.enhed'."
    )

    @model_validator(mode="after")
    def _goals_differ(self) -> Self:
        named = [(goal.goal, goal.attribute) for goal in self.goals]
        for goal, attribute in named:
            if named.count((goal, attribute)) > 1:
                raise ValueError(f"the goal {goal} {attribute or ''} is listed twice".replace("  ", " "))
        for goal, attribute in named:
            if goal == "same" and ("mix", attribute) in named:
                raise ValueError(f"{attribute} cannot be both mixed and kept the same")
        return self

    @model_validator(mode="after")
    def _limits_differ(self) -> Self:
        seen: set[tuple[str, str, str | None]] = set()
        strata = {stratum.name for stratum in self.strata}
        for limit in self.limits:
            named = (limit.attribute.casefold(), limit.value.strip().casefold(), limit.stratum)
            if named in seen:
                raise ValueError(f"the limit on {limit.attribute} {limit.value} is listed twice")
            if limit.stratum is not None and limit.stratum not in strata:
                raise ValueError(
                    f"the limit on {limit.attribute} {limit.value} is for a stratum {limit.stratum} that is not listed"
                )
            seen.add(named)
        return self

    @model_validator(mode="after")
    def _strata_have_their_own_networks(self) -> Self:
        names = [stratum.name for stratum in self.strata]
        for name in names:
            if names.count(name) > 1:
                raise ValueError(f"the stratum {name} is listed twice")
        if self.strata and self.networks.number != "auto":
            raise ValueError("[networks] sets a number, but each of the [[strata]] has its own")
        for stratum in self.strata:
            if strange := [level.value for level in stratum.levels if level not in self.participants.levels]:
                raise ValueError(
                    f"the stratum {stratum.name} is for {', '.join(strange)}, which [participants] levels leaves out"
                )
        return self

    @model_validator(mode="after")
    def _phases_follow_each_other(self) -> Self:
        phases_in_order(self.phases)
        return self

    def starting(self, today: date) -> Policy:
        """The policy with the first day of its period settled: its own, else the first of the next month."""
        if self.period.first is not None:
            return self
        period = self.period.model_copy(update={"first": self.period.starts(self.new_leaders.as_of or today)})
        return self.model_copy(update={"period": period})
