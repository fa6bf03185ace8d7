"""The whole policy: every table of the TOML, and what the tables may not say together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from pydantic import Field, model_validator

from netcompose.language import Language, listed, say
from netcompose.organisation import Level
from netcompose.policy.base import Settings
from netcompose.policy.calendar_settings import Evaluation, Meetings, Period, Phase, Themes, phases_in_order
from netcompose.policy.settings.duties import Duties
from netcompose.policy.settings.people import NewLeaders, Participants, Stratum
from netcompose.policy.settings.rules import Goal, Networks, Rules, ValueLimit

if TYPE_CHECKING:
    from datetime import date


class Policy(Settings):
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
                raise ValueError(say("the goal {goal} is listed twice", goal=" ".join(filter(None, (goal, attribute)))))
        for goal, attribute in named:
            if goal == "same" and ("mix", attribute) in named:
                raise ValueError(say("{attribute} cannot be both mixed and kept the same", attribute=str(attribute)))
        return self

    @model_validator(mode="after")
    def _duties_have_somebody_to_choose_among(self) -> Self:
        """Members hold a duty for members, and others the duties of others; strata, sign-up and the sheet may still empty a pool."""
        taking_part = set(self.participants.levels)
        for duty, settings in self.duties.per_network.items():
            levels = set(settings.levels)
            if settings.takes_part == "yes" and levels and not levels & taking_part:
                raise ValueError(
                    say(
                        "the {duty} is a member of the network, but {levels} take no part in the networks",
                        duty=duty.value,
                        levels=listed(*sorted(levels)),
                    )
                )
            if settings.types and self.networks.type_column is None:
                raise ValueError(
                    say(
                        "the {duty} depends on the type of network, but [networks] names no type_column",
                        duty=duty.value,
                    )
                )
        facilitator = self.duties.facilitator
        if facilitator is not None and facilitator.modes and self.meetings is None:
            raise ValueError(say("the facilitator changes from meeting to meeting, but there are no [meetings]"))
        return self

    @model_validator(mode="after")
    def _limits_differ(self) -> Self:
        seen: set[tuple[str, str, str | None]] = set()
        strata = {stratum.name for stratum in self.strata}
        for limit in self.limits:
            named = (limit.attribute.casefold(), limit.named.strip().casefold(), limit.stratum)
            if named in seen:
                raise ValueError(
                    say(
                        "the limit on {attribute} {values} is listed twice",
                        attribute=limit.attribute,
                        values=limit.named,
                    )
                )
            if limit.stratum is not None and limit.stratum not in strata:
                raise ValueError(
                    say(
                        "the limit on {attribute} {values} is for a stratum {stratum} that is not listed",
                        attribute=limit.attribute,
                        values=limit.named,
                        stratum=limit.stratum,
                    )
                )
            seen.add(named)
        return self

    @model_validator(mode="after")
    def _strata_have_their_own_networks(self) -> Self:
        names = [stratum.name for stratum in self.strata]
        for name in names:
            if names.count(name) > 1:
                raise ValueError(say("the stratum {name} is listed twice", name=name))
        if self.strata and self.networks.number != "auto":
            raise ValueError(say("[networks] sets a number, but each of the [[strata]] has its own"))
        for stratum in self.strata:
            if strange := [level.value for level in stratum.levels if level not in self.participants.levels]:
                raise ValueError(
                    say(
                        "the stratum {name} is for {levels}, which [participants] levels leaves out",
                        name=stratum.name,
                        levels=listed(*strange),
                    )
                )
        return self

    @model_validator(mode="after")
    def _phases_follow_each_other(self) -> Self:
        phases_in_order(self.phases)
        return self

    @property
    def meetings_held(self) -> int:
        """How many meetings each network has in the period; none without [meetings]."""
        return self.meetings.number(self.period) if self.meetings is not None else 0

    @property
    def attributes_asked(self) -> tuple[str, ...]:
        """Every attribute and column that goals, limits, strata or given networks ask about, each once."""
        networks = self.networks
        asked = (
            *(goal.attribute for goal in self.goals),
            *(limit.attribute for limit in self.limits),
            *(stratum.attribute for stratum in self.strata),
            *(networks.theme_column, networks.type_column, networks.field_column),
        )
        return tuple(dict.fromkeys(attribute for attribute in asked if attribute))

    @property
    def values_named(self) -> tuple[str, ...]:
        """Every value of an attribute, type of network and wish that the policy speaks of by name, each once."""
        limits = ((limit.value,) if isinstance(limit.value, str) else limit.value for limit in self.limits)
        named = (
            *(value for values in limits for value in values),
            *(value for stratum in self.strata for value in stratum.values),
            *(type for duty in self.duties.per_network.values() for type in duty.types),
            *self.duties.learning_wishes,
        )
        return tuple(dict.fromkeys(named))

    def week_off(self, day: date) -> bool:
        """Whether a day lies in a closed week or one to be avoided; without [meetings] in those that it has by default."""
        weeks = self.meetings or Meetings(a_year=1, hours=1)
        return day.isocalendar().week in {*weeks.closed_weeks, *weeks.avoid_weeks}

    def starting(self, today: date) -> Policy:
        """The policy with the first day of its period settled: its own, else the first of the next month."""
        if self.period.first is not None:
            return self
        period = self.period.model_copy(update={"first": self.period.starts(self.new_leaders.as_of or today)})
        return self.model_copy(update={"period": period})
