"""The best dates: every meeting on its own best day, or every number in its best week, where that is right; else CP-SAT decides."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final, TypeAlias

from netcompose.schedule.days import monday, weekdays
from netcompose.schedule.solver import LIMIT, Dates, Key, NoDates, free_days, hanging_together, solved

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from netcompose.schedule.slots import Slot, Task

Price: TypeAlias = tuple[int, int, int, int]

WEEK: Final = 1.0
"""Deterministic seconds for the meetings of one number in one week."""
MANY: Final = 60
"""Meetings of one week up to which CP-SAT is asked whether swapping turns could make the calendar better still."""


def dates(task: Task, slots: Sequence[Slot]) -> Dates | NoDates:
    """The best dates of these meetings: fewest in weeks to be avoided, then fewest absences, then nearest the even rhythm."""
    meetings = task.scenario.policy.meetings
    assert meetings is not None
    found = Dates({}, {})
    proven, quick = True, _same_week if meetings.same_week else _each_its_best
    for part in hanging_together(task, slots):
        answer = quick(task, part) or solved(task, part, limit=LIMIT if len(part) <= MANY else LIMIT / 4)
        if isinstance(answer, NoDates):
            return answer
        found.days.update(answer.days)
        found.hosts.update(answer.hosts)
        proven &= answer.proven
    return replace(found, proven=proven)


def _each_its_best(task: Task, slots: Sequence[Slot]) -> Dates | None:
    """Every meeting on its own best day with its own host; None when these days do not go together.

    Best without a search: no calendar can be better than each meeting on the best day it could have, whoever hosts.
    """
    days: dict[Key, date] = {}
    for slot in slots:
        open_ = free_days(task, slot)
        if not open_:
            return None
        best = min((task.price(slot, day), day) for day in open_)
        own = [day for day in open_ if not slot.hosts or not task.days.is_away(slot.hosts[0], day)]
        mine = min(((task.price(slot, day), day) for day in own), default=None)
        if mine is None or mine[0] != best[0]:
            return None
        days[slot.key] = mine[1]
    busy: set[tuple[str, date]] = set()
    for slot in slots:
        day = days[slot.key]
        if any((person, day) in busy for person in slot.everybody):
            return None
        busy.update((person, day) for person in slot.everybody)
        after = days.get((slot.network, slot.number + 1))
        if after is not None and (after - day).days < task.gap:
            return None
    return Dates(days, {slot.key: slot.hosts[0] for slot in slots if slot.hosts})


def _same_week(task: Task, slots: Sequence[Slot]) -> Dates | NoDates | None:
    """All networks in one week: week by week with every host's own turn, and with turns swapped where that might be better.

    None when neither is sure to be best and the whole is small enough for CP-SAT to say, or when neither has found anything.
    """
    own = _week_by_week(task, [replace(slot, hosts=slot.hosts[:1]) for slot in slots])
    if all(len(slot.hosts) <= 1 for slot in slots):
        return own
    bound = _bound(task, slots)
    found: list[tuple[Price, int, Dates]] = []
    for answer in (own, _week_by_week(task, slots)):
        if isinstance(answer, Dates):
            price = _total(task, slots, answer)
            if price == bound:
                return replace(answer, proven=True)
            found.append((price, len(found), replace(answer, proven=False)))
    return min(found)[2] if found and len(slots) > MANY else None


def _bound(task: Task, slots: Sequence[Slot]) -> Price:
    """What the meetings cost at the least, each on its own best day of the best week for its number, whoever hosts."""
    parts = [
        min(
            (
                least
                for week in sorted({monday(day) for slot in here for day in weekdays(slot.first, slot.last)})
                if (least := _least(task, here, week)) is not None
            ),
            default=(0, 0, 0, 0),
        )
        for here in _by_number(slots)
    ]
    avoid, absent, uneven, off = (sum(part) for part in zip(*parts, strict=True))
    return avoid, absent, uneven, off


def _by_number(slots: Sequence[Slot]) -> list[list[Slot]]:
    return [[slot for slot in slots if slot.number == number] for number in sorted({slot.number for slot in slots})]


def _week_by_week(task: Task, slots: Sequence[Slot]) -> Dates | NoDates | None:
    """Number by number, each number's weeks tried in the order of what they cost at the least; hosts take turns as they are free.

    A number for which turns given before leave nobody goes first in the next try. Proven best among calendars without swapped turns.
    None when the weeks do not go together, when no order helps, or when the limit was reached.
    """
    numbers = _by_number(slots)
    for _ in range(len(numbers)):
        found, proven, stuck = Dates({}, {}), True, None
        for index, hosted in enumerate(numbers):
            here = [_with_free_hosts(slot, slots, found) for slot in hosted]
            left = all(free.hosts or not slot.hosts for slot, free in zip(hosted, here, strict=True))
            best = _best_week(task, here) if left else NoDates(certain=True)
            if best is None:
                return None
            if isinstance(best, NoDates):
                stuck = index
                break
            proven &= best.proven
            found.days.update(best.days)
            found.hosts.update(best.hosts)
        if stuck is None:
            return replace(found, proven=proven) if _apart(task, found) else None
        if all(len(slot.hosts) <= 1 for slot in slots):
            return NoDates(certain=True)
        numbers.insert(0, numbers.pop(stuck))
    return None


def _apart(task: Task, found: Dates) -> bool:
    """Whether every two meetings of a network in a row are far enough apart."""
    return all(
        (found.days[network, number + 1] - day).days >= task.gap
        for (network, number), day in found.days.items()
        if (network, number + 1) in found.days
    )


def _with_free_hosts(slot: Slot, slots: Sequence[Slot], found: Dates) -> Slot:
    """The meeting with those hosts of its round who have not been given an earlier turn of it."""
    given = {
        found.hosts[other.key]
        for other in slots
        if (other.network, other.round) == (slot.network, slot.round) and other.key in found.hosts
    }
    return replace(slot, hosts=tuple(host for host in slot.hosts if host not in given)) if given else slot


def _best_week(task: Task, slots: Sequence[Slot]) -> Dates | NoDates | None:
    """The best week for the meetings of one number; None when the limit was reached before that is known."""
    weeks = sorted(
        (least, week)
        for week in sorted({monday(day) for slot in slots for day in weekdays(slot.first, slot.last)})
        if (least := _least(task, slots, week)) is not None
    )
    best: tuple[Price, Dates] | None = None
    proven = True
    for least, week in weeks:
        if best is not None and least >= best[0]:
            break
        answer = solved(task, [_within(slot, week) for slot in slots], limit=WEEK)
        if isinstance(answer, NoDates):
            proven &= answer.certain
            continue
        proven &= answer.proven
        price = _price(task, slots, answer)
        if best is None or price < best[0]:
            best = price, answer
    if best is None:
        return NoDates(certain=True) if proven else None
    return replace(best[1], proven=proven or best[0] == weeks[0][0])


def _total(task: Task, slots: Sequence[Slot], found: Dates) -> Price:
    """What dates of all numbers cost together."""
    prices = [
        _price(task, [s for s in slots if s.number == number], found) for number in sorted({s.number for s in slots})
    ]
    avoid, absent, uneven, off = (sum(part) for part in zip(*prices, strict=True))
    return avoid, absent, uneven, off


def _within(slot: Slot, week: date) -> Slot:
    """The same meeting, confined to one week."""
    return replace(slot, first=max(slot.first, week), last=min(slot.last, week + timedelta(days=4)))


def _least(task: Task, slots: Sequence[Slot], week: date) -> Price | None:
    """What a week costs at the least, each meeting on its own best day of it, whoever hosts; None when one has no day."""
    prices = []
    for slot in slots:
        days = free_days(task, _within(slot, week))
        if not days:
            return None
        prices.append(min(task.price(slot, day) for day in days))
    avoid, absent, off = (sum(part) for part in zip(*prices, strict=True))
    return avoid, absent, 0, off


def _price(task: Task, slots: Sequence[Slot], found: Dates) -> Price:
    """What dates of one number cost: as `Task.price`, with the uneven load of the days before the rhythm."""
    meetings = task.scenario.policy.meetings
    assert meetings is not None
    avoid, absent, off = (
        sum(part) for part in zip(*(task.price(slot, found.days[slot.key]) for slot in slots), strict=True)
    )
    kept = [m.date for m in task.kept if m.number == slots[0].number and m.date is not None]
    load = Counter([*(found.days[slot.key] for slot in slots), *kept])
    networks = load.total()
    least, more = divmod(networks, min(meetings.spread, networks))
    uneven = sum(max(0, here - least - (more > 0), least - here) for here in load.values())
    return avoid, absent, uneven, off
