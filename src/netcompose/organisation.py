"""The organisation as read from the org chart: people and the reporting lines between them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date


class Level(StrEnum):
    """A leader's level in the hierarchy, from the top; `OTHER` leads nobody but is listed for a duty."""

    DIRECTOR = "director"
    CHIEF = "chief"
    LEADER_OF_LEADERS = "leader_of_leaders"
    LEADER_OF_EMPLOYEES = "leader_of_employees"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the input something stood: a sheet and a row number as the spreadsheet shows it (from 1)."""

    sheet: str
    row: int


@dataclass(frozen=True, slots=True)
class Days:
    """Some days: from `first` to `last`, both included, or the same `weekday` of every week (0 is Monday), or one `week` of every year.

    With `every_year` they come back. For days of every year only day and month count; they may run over New Year.
    """

    first: date | None = None
    last: date | None = None
    every_year: bool = False
    weekday: int | None = None
    week: int | None = None

    def __contains__(self, day: date) -> bool:
        if self.weekday is not None:
            return day.weekday() == self.weekday
        if self.week is not None:
            return day.isocalendar().week == self.week
        if self.first is None or self.last is None:
            return False
        if not self.every_year:
            return self.first <= day <= self.last
        first, last, when = (self.first.month, self.first.day), (self.last.month, self.last.day), (day.month, day.day)
        return first <= when <= last if first <= last else when >= first or when <= last


@dataclass(frozen=True, slots=True)
class Topic:
    """A theme in the topic bank, with the votes that stand beside it, and the meeting that is to take it up when that is decided."""

    name: str
    votes: int = 0
    meeting: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One person of the organisation, as the sheet has them.

    A text that the sheet leaves empty is `None`; so is a yes/no that nobody answered. `manager` is the id of the nearest superior
    who is in the organisation (vacant posts and people outside it have been followed through), `None` only at a root.
    `level_name` is the level's name as written, or as derived in the sheet's language; `level` is what it means.
    `hosted` is how many times they have been host up to now, the plan that they are read from included.
    `unavailable` is as written, `away` what it means. `own_columns` carries the sheet's other columns, (header, text), in their order.
    """

    id: str
    name: str
    level: Level
    level_name: str
    manager: str | None = None
    title: str | None = None
    email: str | None = None
    department: str | None = None
    workplace: str | None = None
    started: date | None = None
    new: bool | None = None
    acting: bool = False
    participates: bool | None = None
    signed_up: bool | None = None
    network: str | None = None
    locked: bool = False
    together: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()
    can_host: bool | None = None
    can_mentor: bool | None = None
    max_mentees: int | None = None
    competences: tuple[str, ...] = ()
    wishes: tuple[str, ...] = ()
    unavailable: tuple[str, ...] = ()
    away: tuple[Days, ...] = ()
    roles: tuple[str, ...] = ()
    own_columns: tuple[tuple[str, str], ...] = ()
    place: Place | None = field(default=None, compare=False)
    hosted: int | None = field(default=None, compare=False)

    def attribute(self, name: str) -> str | None:
        """The value to mix by: "department", "level", "workplace", "title" or the header of any other column."""
        match name:
            case "level":
                return self.level_name
            case "department" | "workplace" | "title":
                value = getattr(self, name)
                assert value is None or isinstance(value, str)
                return value
            case _:
                wanted = name.casefold()
                return next((text for header, text in self.own_columns if header.casefold() == wanted), None)


@dataclass(frozen=True)
class Organisation:
    """People, in order of id, and the reporting lines between them; the days on which the organisation is closed, and its topic bank.

    `met` are groups of ids who shared a network in earlier plans than the one that the people carry, each group once; they may name people
    who are no longer here. `former` are the ids and names of those who are gone, but of whom the plan's history tells.

    Raises:
        ValueError: two people share an id; a manager, a together or an apart is not in the organisation; a reporting line runs in a circle.
    """

    people: tuple[Person, ...]
    closed: tuple[Days, ...] = ()
    topics: tuple[Topic, ...] = ()
    met: tuple[tuple[str, ...], ...] = field(default=(), repr=False)
    former: tuple[tuple[str, str], ...] = field(default=(), repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "people", tuple(sorted(self.people, key=lambda person: person.id)))
        if len(self._by_id) != len(self.people):
            raise ValueError("two people share an id")
        for person in self.people:
            if not {*person.together, *person.apart, *filter(None, [person.manager])} <= self._by_id.keys():
                raise ValueError("a person refers to somebody who is not in the organisation")
        above_root: set[str] = set()
        for person in self.people:
            walked: set[str] = set()
            step: str | None = person.id
            while step is not None and step not in above_root:
                if step in walked:
                    raise ValueError("a reporting line runs in a circle")
                walked.add(step)
                step = self._by_id[step].manager
            above_root |= walked

    @cached_property
    def _by_id(self) -> dict[str, Person]:
        return {person.id: person for person in self.people}

    @cached_property
    def _reports(self) -> dict[str, tuple[Person, ...]]:
        reports: dict[str, list[Person]] = {}
        for person in self.people:
            if person.manager is not None:
                reports.setdefault(person.manager, []).append(person)
        return {manager: tuple(people) for manager, people in reports.items()}

    @cached_property
    def somebody_participates(self) -> bool:
        """Whether the sheet says of anybody that they take part."""
        return any(person.participates for person in self.people)

    def __contains__(self, person: str) -> bool:
        return person in self._by_id

    def __len__(self) -> int:
        return len(self.people)

    def person(self, person: str) -> Person:
        """The person with this id (KeyError when there is none)."""
        return self._by_id[person]

    def name(self, person: str) -> str:
        """What somebody is called, or was; the id of somebody of whom nothing is known."""
        return self._by_id[person].name if person in self._by_id else dict(self.former).get(person, person)

    def superior(self, person: str) -> Person | None:
        """The direct superior, or None at a root."""
        manager = self._by_id[person].manager
        return None if manager is None else self._by_id[manager]

    def superiors(self, person: str) -> Iterator[Person]:
        """All superiors, nearest first, up to the root."""
        step = self.superior(person)
        while step is not None:
            yield step
            step = self.superior(step.id)

    def reports(self, person: str) -> tuple[Person, ...]:
        """Those who report directly to this person, in order of id."""
        return self._reports.get(person, ())

    def with_people(self, changes: Mapping[str, Person]) -> Organisation:
        """The same organisation with some people replaced, by id."""
        return replace(self, people=tuple(changes.get(person.id, person) for person in self.people))
