"""The policy as typed settings. Every number of the rules stands here or in a policy's TOML, none in the code."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer, model_validator

from netcompose.language import Language
from netcompose.organisation import Level


class _Settings(BaseModel):
    """Unknown keys are refused, and nothing changes once read."""

    model_config = ConfigDict(extra="forbid", frozen=True)


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
    mentor_supply: bool = Field(
        default=True, description="Every network with a new leader has a member who can be mentor."
    )


class NewLeaders(_Settings):
    """Who counts as a new leader: a Yes in the sheet's column 'New leader', else a start date this recent."""

    months: int = Field(default=12, ge=0, le=120, description="Months since the start as leader.")
    as_of: date | None = Field(default=None, description="The day to count from; the day of the run when left out.")


class Goal(_Settings):
    """One thing to do as well as possible. Rank 1 comes first; goals of one rank are weighed against each other."""

    goal: Literal["mix", "new_leaders", "even_size"]
    attribute: str | None = Field(
        default=None, description="For mix: department, level, workplace, title or any column's header."
    )
    rank: int = Field(ge=1, le=99)
    weight: int = Field(default=1, ge=1, le=1000)

    @model_validator(mode="after")
    def _attribute_where_needed(self) -> Self:
        if (self.goal == "mix") != (self.attribute is not None):
            needs = "needs an attribute" if self.goal == "mix" else "takes no attribute"
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


class Meetings(_Settings):
    """How often and how long the networks meet."""

    a_year: int = Field(ge=1, le=52)
    hours: float = Field(gt=0, le=24)


class Evaluation(_Settings):
    """When the networks are evaluated, and by whom, in the policy's own words."""

    when: str
    by: str


class Policy(_Settings):
    """Everything that an organisation has decided about its networks."""

    name: str = Field(pattern=r"^[a-z0-9][a-z0-9_-]*$", description="Short name, as in --policy.")
    title: str = Field(default="", description="Whose policy it is, in a line.")
    source: str = Field(default="", description="The document it was made from.")
    language: Language | None = Field(default=None, description="da or en; that of the sheet's headers when left out.")
    participants: Participants = Participants()
    networks: Networks
    rules: Rules = Rules()
    new_leaders: NewLeaders = NewLeaders()
    goals: tuple[Goal, ...] = ()
    duties: Duties = Duties()
    meetings: Meetings | None = None
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
        return self
