"""Settings on people: who takes part, who is new, and the parts that are composed by themselves."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, Literal, Self

from pydantic import Field, model_validator

from netcompose.language import say
from netcompose.organisation import Level
from netcompose.policy.base import Settings
from netcompose.policy.settings.size import MOST_NETWORKS, SizeText

if TYPE_CHECKING:
    from netcompose.organisation import Person


class Participants(Settings):
    """Who takes part."""

    levels: tuple[Level, ...] = Field(
        default=(Level.LEADER_OF_LEADERS, Level.LEADER_OF_EMPLOYEES),
        min_length=1,
        description="Levels that take part; a Yes or No in the sheet's column 'Takes part' goes before it.",
    )
    sign_up: bool = Field(
        default=False, description="Only those who signed up take part (the sheet's column 'Signed up')."
    )
    given: bool = Field(
        default=False,
        description="Only those with a Yes in the sheet's column 'Takes part' do; all of the levels where nobody has one.",
    )
    acting: Literal["ask", "include", "exclude"] = Field(
        default="ask", description="Acting leaders: ask = listed for HR to settle, never silently placed."
    )


def has_value(person: Person, attribute: str, values: tuple[str, ...]) -> bool:
    """Whether a person's attribute is one of these values, whatever their case; for a level, the sheet's word and ours both do."""
    wanted = {value.strip().casefold() for value in values}
    value = person.attribute(attribute)
    return (value is not None and value.casefold() in wanted) or (attribute == "level" and person.level in wanted)


class Stratum(Settings):
    """A part of the participants that is composed by itself: networks of their own, which nobody else is in."""

    name: str = Field(min_length=1, description="What the stratum is called.")
    levels: tuple[Level, ...] = Field(default=(), description="Levels in it; any when left out.")
    attribute: str | None = Field(default=None, description="A column that says who is in it.")
    values: tuple[str, ...] = Field(default=(), description="The values of that column that are in it.")
    networks: Annotated[int, Field(ge=1, le=MOST_NETWORKS)] | Literal["auto"] = Field(
        default="auto", description="How many networks it has; auto = the number that fits the sizes best."
    )
    size: SizeText | None = Field(default=None, description="Members of each; that of [networks] when left out.")

    @model_validator(mode="after")
    def _says_who(self) -> Self:
        if (self.attribute is None) != (not self.values):
            raise ValueError(say("the stratum {name} needs attribute and values together", name=self.name))
        if not self.levels and self.attribute is None:
            raise ValueError(say("the stratum {name} says neither levels nor attribute and values", name=self.name))
        return self

    def concerns(self, person: Person) -> bool:
        """Whether the person belongs to it: one of its levels, and one of its values."""
        return (not self.levels or person.level in self.levels) and (
            self.attribute is None or has_value(person, self.attribute, self.values)
        )


class NewLeaders(Settings):
    """Who counts as a new leader: a Yes in the sheet's column 'New leader', else a start date this recent."""

    months: int = Field(default=12, ge=0, le=120, description="Months since the start as leader.")
    as_of: date | None = Field(default=None, description="The day to count from; the day of the run when left out.")
