"""Why there is no calendar: the smallest set of meetings and reasons that contradict each other, in sentences."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Final, TypeVar

from netcompose.findings import Disagreement
from netcompose.language import listed, say, say_n
from netcompose.plan import Clash
from netcompose.policy.scenario import network_order
from netcompose.schedule.days import CLOSED, GAP, HOLIDAY, SAME_WEEK, SPREAD, WEEKDAYS, Reason, two_places, weekdays
from netcompose.schedule.slots import open_days
from netcompose.schedule.solver import Dates, NoDates, hanging_together, solved

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from netcompose.language import Sentence
    from netcompose.plan import Composition
    from netcompose.schedule.slots import Slot, Task

T = TypeVar("T")

FEW: Final = 10
"""Up to so many reasons every combination of them is looked at, so that the smallest is found; of more, none that could be left out."""


def smallest_cause(task: Task, composition: Composition) -> tuple[Clash, ...] | None:
    """The meetings that cannot be dated together, and the fewest reasons why: lift any one of them and there is a calendar for these.

    None when a second search with other settings cannot tell in time that there is none.

    Raises:
        Disagreement: the second search finds dates after all.
    """
    slots, reasons = core(task)
    answer = solved(task, slots, best=False, seed=2, presolve=False)
    if isinstance(answer, NoDates) and not answer.certain:
        answer = solved(task, slots, best=False, seed=2)
    if isinstance(answer, Dates):
        raise Disagreement("two searches disagree on whether there are dates")
    return tuple(_sentences(task, composition, slots, reasons)) if answer.certain else None


def core(task: Task) -> tuple[list[Slot], list[Reason]]:
    """Meetings that no days can be found for, and why; of those that have no day even by themselves, the one with the fewest reasons."""
    return _alone(task) or _together(task)


def _alone(task: Task) -> tuple[list[Slot], list[Reason]] | None:
    """A meeting that has no day even by itself, with the fewest reasons, each of the days being closed by one of them."""
    best: tuple[list[Slot], list[Reason]] | None = None
    for slot in task.slots:
        if open_days(task, slot):
            continue
        closing = [task.reasons(slot, day) for day in weekdays(slot.first, slot.last)]
        reasons = fewest_that_cover(closing)
        if best is None or len(reasons) < len(best[1]):
            best = ([slot], reasons)
    return best


def fewest_that_cover(sets: Sequence[frozenset[Reason]]) -> list[Reason]:
    """The fewest reasons that have one in each of these sets."""
    every = sorted(frozenset[Reason]().union(*sets))
    if len(every) <= FEW:
        for size in range(len(every) + 1):
            for chosen in combinations(every, size):
                if all(some & set(chosen) for some in sets):
                    return list(chosen)
    return shrunk(every, lambda chosen: all(some & set(chosen) for some in sets))


def shrunk(items: Sequence[T], holds: Callable[[Sequence[T]], bool]) -> list[T]:
    """A part of the items for which it still holds, and from which none can be taken: halves first, then ever smaller pieces."""
    left, size = list(items), max(1, len(items) // 2)
    while True:
        start = 0
        while start < len(left):
            rest = left[:start] + left[start + size :]
            if holds(rest):
                left = rest
            else:
                start += size
        if size == 1:
            return left
        size = max(1, size // 2)


def _together(task: Task) -> tuple[list[Slot], list[Reason]]:
    """Meetings that have days each, but not together."""

    def none(slots: Sequence[Slot], relaxed: frozenset[Reason]) -> bool:
        answer = solved(task, slots, relaxed, best=False)
        return isinstance(answer, NoDates) and answer.certain

    numbers = sorted({slot.number for slot in task.slots})
    parts = [[slot for slot in task.slots if slot.number == number] for number in numbers]  # small, and often enough
    parts += hanging_together(task, task.slots)
    part = next((part for part in parts if none(part, frozenset())), list(task.slots))
    return min(
        (_needed(task, order, none) for order in (part, part[::-1])), key=lambda core: len(core[0]) + len(core[1])
    )


def _needed(
    task: Task, part: Sequence[Slot], none: Callable[[Sequence[Slot], frozenset[Reason]], bool]
) -> tuple[list[Slot], list[Reason]]:
    """Of meetings that cannot be dated, and of all reasons, those that are needed; which ones they are depends on the order."""
    slots = shrunk(part, lambda some: none(some, frozenset()))
    every = sorted(_reasons(task, slots))
    reasons = shrunk(every, lambda some: none(slots, frozenset(every) - frozenset(some)))
    return sorted(slots, key=lambda slot: (slot.number, network_order(slot.network))), reasons


def _reasons(task: Task, slots: Sequence[Slot]) -> set[Reason]:
    """Everything that could be otherwise about these meetings."""
    meetings = task.scenario.policy.meetings
    assert meetings is not None
    found = {GAP, SAME_WEEK, SPREAD} if meetings.same_week else {GAP}
    for slot in slots:
        for person in slot.everybody:
            found.add(two_places(person))
        for host in slot.hosts:
            found.add(Reason("away", host))
        for day in weekdays(slot.first, slot.last):
            found |= task.reasons(slot, day)
    return found


def _sentences(
    task: Task, composition: Composition, slots: Sequence[Slot], reasons: Sequence[Reason]
) -> Iterator[Clash]:
    """One clash for each meeting, and one for each reason."""
    meetings, organisation = task.scenario.policy.meetings, task.scenario.organisation
    assert meetings is not None
    days = sorted({day for slot in slots for day in weekdays(slot.first, slot.last)})
    for slot in slots:
        yield Clash(
            "calendar_rhythm",
            (),
            say(
                "Meeting {number} of {network} is to be held from {first} to {last}.",
                number=slot.number,
                network=composition.network(slot.network).name,
                first=slot.first,
                last=slot.last,
            ),
        )
    for reason in reasons:
        shut = sum(any(reason in task.reasons(slot, day) for slot in slots) for day in days)
        if reason == WEEKDAYS:
            yield Clash(
                "calendar_open_days",
                (),
                say("Meetings are held only on: {days}.", days=listed(*weekday_names(meetings.weekdays))),
            )
        elif reason == HOLIDAY:
            yield Clash(
                "calendar_open_days",
                (),
                say_n(
                    "{n} weekday in that time is a public holiday, or a day on which town halls are closed.",
                    "{n} weekdays in that time are public holidays, or days on which town halls are closed.",
                    shut,
                ),
            )
        elif reason == CLOSED:
            yield Clash(
                "calendar_open_days",
                (),
                say_n(
                    "{n} weekday in that time is in a closed week or on the list of closed days.",
                    "{n} weekdays in that time are in closed weeks or on the list of closed days.",
                    shut,
                ),
            )
        elif reason == GAP:
            yield Clash(
                "calendar_rhythm",
                (),
                say_n(
                    "A network's meetings are at least {n} day apart.",
                    "A network's meetings are at least {n} days apart.",
                    task.gap,
                ),
            )
        elif reason == SAME_WEEK:
            yield Clash("calendar_same_week", (), say("All networks meet in one and the same week."))
        elif reason == SPREAD:
            yield Clash(
                "calendar_same_week",
                (),
                say_n(
                    "The networks are spread over {n} day of that week.",
                    "The networks are spread over {n} days of that week.",
                    meetings.spread,
                ),
            )
        else:
            name = organisation.person(reason.person).name if reason.person in organisation else reason.person
            yield _personal(reason, name, len([day for day in days if task.days.is_away(reason.person, day)]))


def _personal(reason: Reason, name: str, days_away: int) -> Clash:
    if reason.kind == "away":
        message = say_n(
            "{name} must be there, and is away on {n} weekday of that time.",
            "{name} must be there, and is away on {n} weekdays of that time.",
            days_away,
            name=name,
        )
        return Clash("calendar_present", (reason.person,), message)
    return Clash("calendar_two_places", (reason.person,), say("{name} cannot be in two places at once.", name=name))


def weekday_names(weekdays: Sequence[str]) -> list[Sentence]:
    """Days of the week, as a reader calls them."""
    names = {
        "monday": say("Monday"),
        "tuesday": say("Tuesday"),
        "wednesday": say("Wednesday"),
        "thursday": say("Thursday"),
        "friday": say("Friday"),
    }
    return [names[day] for day in weekdays if day in names]
