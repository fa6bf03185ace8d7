"""Settings on networks: how many and how large, the hard rules and the ranked goals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal, Self

from pydantic import Field, model_validator

from netcompose.language import listed, say, value_name
from netcompose.organisation import Level
from netcompose.policy.base import Settings
from netcompose.policy.settings.people import has_value
from netcompose.policy.settings.size import MOST_NETWORKS, SizeText

if TYPE_CHECKING:
    from netcompose.language import Value
    from netcompose.organisation import Person


class Networks(Settings):
    """How many networks, and how large."""

    size: SizeText = Field(description="Members of each network, like 8-9.")
    number: Annotated[int, Field(ge=1, le=MOST_NETWORKS)] | Literal["auto"] = Field(
        default="auto", description="How many networks; auto = the number that fits the sizes best."
    )
    given: bool = Field(
        default=False, description="The networks stand in the sheet's column Network and are not composed anew."
    )
    theme_column: str | None = Field(
        default=None, description="The header of a given network's theme, on its leader's row."
    )
    type_column: str | None = Field(
        default=None, description="The header of a given network's type, on its leader's row."
    )
    field_column: str | None = Field(
        default=None, description="The header of the department that the theme is about, on the network leader's row."
    )

    @model_validator(mode="after")
    def _given_networks_are_counted_in_the_sheet(self) -> Self:
        if self.given and self.number != "auto":
            raise ValueError(
                say("given networks are as many as the sheet has; number = {number} says otherwise", number=self.number)
            )
        return self


class Rules(Settings):
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
                say(
                    "reporting_depth says how far up a chain goes, but reporting_line is {line}",
                    line=self.reporting_line,
                )
            )
        if self.reporting_exempt and self.reporting_line == "off":
            raise ValueError(
                say("reporting_exempt names levels to exempt, but reporting_line = off keeps nobody apart")
            )
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


class ValueLimit(Settings):
    """At least or at most so many members with a value in each network, e.g. at least one school leader."""

    attribute: str = Field(min_length=1, description="department, level, workplace, title or any column's header.")
    value: str | tuple[str, ...] = Field(
        min_length=1, description="Whom it concerns: those with this value, or with one of these."
    )
    at_least: int | None = Field(default=None, ge=1, description="Fewest of them in each network.")
    at_most: int | None = Field(default=None, ge=1, description="Most of them in each network.")
    stratum: str | None = Field(default=None, description="Only in the networks of this stratum; in all when left out.")

    @model_validator(mode="after")
    def _can_be_kept(self) -> Self:
        if self.at_least is None and self.at_most is None:
            raise ValueError(
                say(
                    "the limit on {attribute} {values} says neither at_least nor at_most",
                    attribute=self.attribute,
                    values=self.named,
                )
            )
        if self.at_least is not None and self.at_most is not None and self.at_least > self.at_most:
            raise ValueError(
                say(
                    "at_least ({least}) is above at_most ({most}) for {attribute} {values}",
                    least=self.at_least,
                    most=self.at_most,
                    attribute=self.attribute,
                    values=self.named,
                )
            )
        return self

    def concerns(self, person: Person) -> bool:
        """Whether the person has the value."""
        return has_value(person, self.attribute, self.values)

    @property
    def values(self) -> tuple[str, ...]:
        """All the values that it concerns."""
        return (self.value,) if isinstance(self.value, str) else self.value

    @property
    def named(self) -> str:
        """The values as they are written."""
        return " / ".join(self.values)

    @property
    def label(self) -> Value:
        """The values as HR calls them."""
        names = [value_name(self.attribute, value) for value in self.values]
        return names[0] if len(names) == 1 else listed(*names)


class Goal(Settings):
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
            raise ValueError(
                say("the goal {goal} needs an attribute", goal=self.goal)
                if wanted
                else say("the goal {goal} takes no attribute", goal=self.goal)
            )
        return self
