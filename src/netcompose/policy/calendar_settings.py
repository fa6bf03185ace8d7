"""The settings that have to do with time: period, meetings, seminar, themes, phases and evaluation."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal, Self, TypeAlias

from pydantic import Field, model_validator

from netcompose.language import listed, say
from netcompose.plan import Duty
from netcompose.policy.base import Settings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from netcompose.language import Sentence

Weekday: TypeAlias = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
WEEKDAYS: tuple[Weekday, ...] = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
Week: TypeAlias = Annotated[int, Field(ge=1, le=53)]
IN_A_MONTH: Final = r"^\d{4}-(0[1-9]|1[0-2])$"
MONTHS_ON: Final = r"^\d{1,2}(-\d{1,2})?$"


class Period(Settings):
    """The time that is planned: `months` from its first day."""

    first: date | None = Field(
        default=None, description="Its first day; the first of the month after the run when left out."
    )
    months: int = Field(default=12, ge=1, le=60, description="How many months are planned.")

    @staticmethod
    def starts(today: date) -> date:
        """The first day of a period that nobody has settled: the first of the next month."""
        return months_after(today.replace(day=1), 1)

    def after(self, months: float) -> date:
        """The day that many months into the period."""
        assert self.first is not None
        return months_after(self.first, months)

    @property
    def last(self) -> date:
        """Its last day."""
        return self.after(self.months) - timedelta(days=1)

    def part(self, number: int, parts: int) -> tuple[date, date]:
        """First and last day of one of so many equal parts of the period, counted from 1.

        Part i begins (i - 1) * months / parts months into the period; a broken month is rounded to whole days.
        """
        return (
            self.after((number - 1) * self.months / parts),
            self.after(number * self.months / parts) - timedelta(days=1),
        )


def months_after(day: date, months: float) -> date:
    """The day so many months later; the last of the month where there is no such day, and part of a month in whole days."""
    whole = int(months)
    year, month = divmod(day.year * 12 + day.month - 1 + whole, 12)
    length = monthrange(year, month + 1)[1]
    there = date(year, month + 1, min(day.day, length))
    return there + timedelta(days=round((months - whole) * length))


class Seminar(Settings):
    """One day of the period on which all networks come together."""

    title: str = Field(default="", description="What it is called; a seminar when left out.")
    hours: float = Field(default=6, gt=0, le=24, description="How long it lasts.")
    start: time = Field(default=time(9), description="When it begins.")
    month: int | None = Field(
        default=None, ge=1, le=12, description="In which month; where it fits best when left out."
    )

    @model_validator(mode="after")
    def _ends_the_same_day(self) -> Self:
        ends(self.start, self.hours, say("the seminar"))
        return self


class Meetings(Settings):
    """How often, how long and when the networks meet."""

    a_year: int = Field(ge=1, le=52, description="How many meetings a year each network has.")
    every_months: int | None = Field(
        default=None, ge=1, le=12, description="Instead of a_year: a meeting every so many months."
    )
    hours: float = Field(gt=0, le=24, description="How long a meeting lasts.")
    start: time = Field(default=time(9), description="When a meeting begins.")
    weekdays: tuple[Weekday, ...] = Field(
        default=WEEKDAYS[:5], description="Days of the week on which meetings are held."
    )
    public_holidays: bool = Field(
        default=True, description="Keep off Danish public holidays, 1 May, 5 June, 24 and 31 December."
    )
    closed_weeks: tuple[Week, ...] = Field(default=(42,), description="Weeks of every year without meetings.")
    closed_days: tuple[date, ...] = Field(default=(), description="Days without meetings.")
    avoid_weeks: tuple[Week, ...] = Field(
        default=(1, 7, 28, 29, 30, 31, 52, 53), description="Weeks with meetings only where no others are left."
    )
    same_week: bool = Field(default=False, description="All networks hold a meeting in one and the same week.")
    days: int | None = Field(
        default=None, ge=1, le=5, description="With same_week: over how many days of that week they are spread."
    )
    needed: tuple[Duty, ...] = Field(
        default=(Duty.HOST, Duty.CHAIR, Duty.FACILITATOR), description="Whose presence each meeting needs."
    )
    needed_first: tuple[Duty, ...] = Field(
        default=(Duty.CONTACT,), description="Whose presence a network's first meeting needs as well."
    )
    seminar: Seminar | None = Field(default=None, description="One joint seminar in the period.")

    @model_validator(mode="before")
    @classmethod
    def _rhythm(cls, given: Any) -> Any:
        """A meeting every second month is six a year."""
        if not isinstance(given, dict) or not isinstance(every := given.get("every_months"), int) or every < 1:
            return given
        if 12 % every:
            raise ValueError(
                say("every_months = {every} does not divide a year; write 1, 2, 3, 4, 6 or 12", every=every)
            )
        if given.get("a_year", 12 // every) != 12 // every:
            raise ValueError(
                say(
                    "every_months = {every} makes {n} meetings a year, but a_year = {a_year}",
                    every=every,
                    n=12 // every,
                    a_year=str(given["a_year"]),
                )
            )
        return {**given, "a_year": 12 // every}

    @model_validator(mode="after")
    def _has_open_days(self) -> Self:
        if not self.weekdays:
            raise ValueError(say("weekdays is empty, and a week without open days has no room for a meeting"))
        if weekend := [day for day in self.weekdays if WEEKDAYS.index(day) > 4]:
            raise ValueError(say("weekdays names {days}, but no meeting is held on a weekend", days=listed(*weekend)))
        if len(set(self.closed_weeks)) >= 52:
            raise ValueError(say("closed_weeks leaves no week of the year open"))
        return self

    @model_validator(mode="after")
    def _spread_fits_the_week(self) -> Self:
        if self.days is not None and not self.same_week:
            raise ValueError(
                say("days says over how many days of one week the networks are spread, but same_week is false")
            )
        if self.days is not None and self.days > len(set(self.weekdays)):
            raise ValueError(
                say(
                    "days = {days} spreads the networks over more days than weekdays allows ({allowed})",
                    days=self.days,
                    allowed=len(set(self.weekdays)),
                )
            )
        return self

    @model_validator(mode="after")
    def _ends_the_same_day(self) -> Self:
        ends(self.start, self.hours, say("a meeting"))
        return self

    def number(self, period: Period) -> int:
        """How many meetings each network has in the period: `a_year` for every twelve months, at least one."""
        return max(1, round(self.a_year * period.months / 12))

    @property
    def spread(self) -> int:
        """Over how many days of a week the networks are spread when all meet in the same week."""
        return self.days or min(3, len(set(self.weekdays)))

    @property
    def end(self) -> time:
        """When a meeting ends."""
        return ends(self.start, self.hours, say("a meeting"))

    def on(self, day: date) -> bool:
        """Whether meetings are held on that day of the week."""
        return WEEKDAYS[day.weekday()] in self.weekdays

    def closed(self, day: date) -> bool:
        """Whether the policy itself closes that day."""
        return day.isocalendar().week in self.closed_weeks or day in self.closed_days


def ends(start: time, hours: float, what: Sentence) -> time:
    """When something that begins then and lasts so long is over.

    Raises:
        ValueError: after midnight.
    """
    begun = datetime.combine(date(2000, 1, 3), start)
    over = begun + timedelta(minutes=round(hours * 60))
    if over.date() > begun.date():
        raise ValueError(
            say(
                "{what} that begins at {start} and lasts {hours} hours ends after midnight",
                what=what,
                start=f"{start:%H:%M}",
                hours=hours,
            )
        )
    return over.time()


class Themes(Settings):
    """What the networks take up, from the leaders' wishes and the topic bank."""

    scope: Literal["network", "all"] = Field(
        default="network", description="A programme for each network by its members' wishes, or one for all."
    )
    per_meeting: int = Field(default=1, ge=1, le=5, description="How many themes a meeting takes up.")


class Phase(Settings):
    """A stretch of the networks' work, one after the other from the period's first day."""

    name: str = Field(min_length=1, description="What it is called.")
    weeks: int = Field(ge=1, le=104, description="How many weeks it lasts; weeks without an open day do not count.")
    begins_after_months: float | None = Field(
        default=None,
        gt=0,
        le=60,
        description="How far into the period it begins at the earliest; when the one before ends if left out.",
    )
    hours: dict[Duty, Annotated[float, Field(ge=0, le=9_999)]] = Field(
        default={}, description="Hours that the holder of a duty needs for it, e.g. network_leader = 30."
    )
    evaluated: bool = Field(default=False, description="Whether there is an evaluation at its end.")


def phases_in_order(phases: Sequence[Phase]) -> None:
    """That a phase is not to begin before the ones ahead of it can be over.

    Raises:
        ValueError: one is.
    """
    weeks = 0.0
    for phase in phases:
        if phase.begins_after_months is not None:
            earliest = phase.begins_after_months * 52 / 12
            if weeks > earliest + 4:
                raise ValueError(
                    say(
                        "the phase {name} begins after {months} months, but the phases before it take {weeks} weeks",
                        name=phase.name,
                        months=phase.begins_after_months,
                        weeks=weeks,
                    )
                )
            weeks = max(weeks, earliest)
        weeks += phase.weeks
    if len({phase.name.casefold() for phase in phases}) < len(phases):
        raise ValueError(say("two phases have the same name"))


class Evaluation(Settings):
    """When the networks are evaluated, and by whom, in the policy's own words; and as dates where these can be set."""

    when: str = Field(default="", description="When, in the policy's own words.")
    by: str = Field(default="", description="Who evaluates.")
    month: str | None = Field(default=None, pattern=IN_A_MONTH, description="In a month, like 2027-01.")
    after_meetings: int | None = Field(default=None, ge=1, le=520, description="After so many meetings.")
    after_months: str | None = Field(
        default=None, pattern=MONTHS_ON, description="So many months into the period, like 6-12."
    )

    @model_validator(mode="after")
    def _months_in_order(self) -> Self:
        if self.after_months is not None:
            first, last = self.months
            if first > last:
                raise ValueError(
                    say(
                        "after_months {months} ends before it begins; write {last}-{first}",
                        months=self.after_months,
                        last=last,
                        first=first,
                    )
                )
        return self

    @property
    def months(self) -> tuple[int, int]:
        """After how many months it begins and ends; of `after_months`, which must be set."""
        assert self.after_months is not None
        first, _, last = self.after_months.partition("-")
        return int(first), int(last or first)
