"""Dates for a set of meetings: each takes its own best day where that already keeps every rule, else CP-SAT decides."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final, TypeAlias

from netcompose.schedule.days import GAP, SAME_WEEK, SPREAD, Reason, away, monday, two_places, weekdays
from netcompose.schedule.slots import Slot, Task, open_days

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from ortools.sat.python import cp_model

    from netcompose.plan import Meeting

Key: TypeAlias = "tuple[str, int]"
Price: TypeAlias = "tuple[int, int, int, int]"

LIMIT: Final = 20.0
"""Deterministic seconds for one set of meetings that hang together."""
WEEK: Final = 1.0
"""The same for the meetings of one number in one week."""
MANY: Final = 60
"""Meetings of one week up to which CP-SAT is asked whether swapping turns could make the calendar better still."""
NOTHING: Final[frozenset[Reason]] = frozenset()


@dataclass(frozen=True, slots=True)
class Dates:
    """A day for each meeting, and its host where somebody hosts."""

    days: dict[Key, date]
    hosts: dict[Key, str]
    proven: bool = True


@dataclass(frozen=True, slots=True)
class NoDates:
    """There are none; `certain` is False when the limit was reached before that was proven."""

    certain: bool


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


def hanging_together(task: Task, slots: Sequence[Slot]) -> list[list[Slot]]:
    """Groups of meetings that have nothing to do with each other: networks that share nobody, unless all meet in the same week."""
    meetings = task.scenario.policy.meetings
    assert meetings is not None
    if meetings.same_week:
        return [list(slots)] if slots else []
    group: dict[str, str] = {slot.network: slot.network for slot in slots}

    def root(network: str) -> str:
        while group[network] != network:
            network = group[network]
        return network

    first: dict[str, str] = {}
    for slot in slots:
        for person in sorted(slot.everybody):
            one, other = root(first.setdefault(person, slot.network)), root(slot.network)
            if one != other:
                group[other] = one
    parts: dict[str, list[Slot]] = defaultdict(list)
    for slot in slots:
        parts[root(slot.network)].append(slot)
    return list(parts.values())


def collides(meeting: Meeting, task: Task) -> bool:
    """Whether a kept meeting lies at the hours at which meetings are held."""
    hours = task.scenario.policy.meetings
    assert hours is not None
    if meeting.start is None or meeting.end is None:
        return True
    return meeting.start < hours.end and hours.start < meeting.end


def free_days(task: Task, slot: Slot, relaxed: frozenset[Reason] = NOTHING) -> list[date]:
    """The days that a meeting could have beside those that are kept."""
    taken = set()
    for meeting in task.kept:
        if meeting.date is None:
            continue
        if meeting.network == slot.network or (
            collides(meeting, task)
            and any(two_places(person) not in relaxed for person in slot.everybody & present(task, meeting))
        ):
            taken.add(meeting.date)
    near = [meeting.date for meeting in task.kept if meeting.network == slot.network and meeting.date is not None]
    return [
        day
        for day in open_days(task, slot, relaxed)
        if day not in taken and (GAP in relaxed or all(abs((day - other).days) >= task.gap for other in near))
    ]


def present(task: Task, meeting: Meeting) -> frozenset[str]:
    """Who is at a kept meeting."""
    return task.attendance.get((meeting.network, meeting.number), frozenset())


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
        if other.network == slot.network and other.key in found.hosts and other.hosts[0] in slot.hosts
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
        days = free_days(
            task, replace(slot, first=max(slot.first, week), last=min(slot.last, week + timedelta(days=4)))
        )
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


def solved(
    task: Task,
    slots: Sequence[Slot],
    relaxed: frozenset[Reason] = NOTHING,
    *,
    best: bool = True,
    limit: float = LIMIT,
) -> Dates | NoDates:
    """The dates by CP-SAT, without the rules that are `relaxed`; the best ones, or any."""
    from ortools.sat.python import cp_model

    model = _Model(task, slots, relaxed)
    if model.hopeless:
        return NoDates(certain=True)
    if best:
        model.minimise()
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 1
    solver.parameters.max_deterministic_time = limit
    status = solver.solve(model.model)
    if status in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
        return model.dates(solver, proven=status == cp_model.OPTIMAL)
    return NoDates(certain=status == cp_model.INFEASIBLE)


class _Model:
    """One variable for each meeting and day; its constructor is the list of the calendar's rules."""

    def __init__(self, task: Task, slots: Sequence[Slot], relaxed: frozenset[Reason]) -> None:
        from ortools.sat.python import cp_model

        self.model = cp_model.CpModel()
        self._task, self._slots, self._relaxed = task, slots, relaxed
        self._on: dict[Key, dict[date, cp_model.IntVar]] = {
            slot.key: {day: self.model.new_bool_var("") for day in free_days(task, slot, relaxed)} for slot in slots
        }
        self._hosting: dict[Key, dict[str, cp_model.IntVar]] = {}
        self._uneven: list[cp_model.IntVar] = []
        self.hopeless = any(not days for days in self._on.values())
        if self.hopeless:
            return
        for slot in slots:
            self.model.add_exactly_one(self._on[slot.key].values())
        self._hosts()
        self._nobody_in_two_places()
        self._apart()
        meetings = task.scenario.policy.meetings
        assert meetings is not None
        if meetings.same_week and SAME_WEEK not in relaxed:
            self._one_week(meetings.spread)

    def _hosts(self) -> None:
        """Turns are swapped within a round: every host keeps one, and is there that day."""
        rounds: dict[tuple[str, frozenset[str]], list[Slot]] = defaultdict(list)
        for slot in self._slots:
            if len(slot.hosts) > 1:
                everyone = frozenset(slot.hosts) | {
                    other.hosts[0]
                    for other in self._slots
                    if other.network == slot.network and slot.hosts[0] in other.hosts
                }
                rounds[slot.network, everyone].append(slot)
                self._hosting[slot.key] = {host: self.model.new_bool_var("") for host in slot.hosts}
        for slot in self._slots:
            taking = self._hosting.get(slot.key, {})
            if taking:
                self.model.add_exactly_one(taking.values())
            for host, takes in taking.items():
                for day, on in self._on[slot.key].items():
                    if away(host) not in self._relaxed and self._task.days.is_away(host, day):
                        self.model.add_bool_or(~takes, ~on)
        for (_, everyone), turns in rounds.items():
            for host in sorted(everyone):
                self.model.add_at_most_one(
                    self._hosting[slot.key][host] for slot in turns if host in self._hosting[slot.key]
                )

    def _nobody_in_two_places(self) -> None:
        """One meeting a day for everybody who must be there or is a member."""
        at: dict[tuple[str, date], list[cp_model.IntVar]] = defaultdict(list)
        for slot in self._slots:
            for person in sorted(slot.everybody):
                for day, on in self._on[slot.key].items():
                    at[person, day].append(on)
        shared: dict[frozenset[int], list[cp_model.IntVar]] = {}
        for (person, _), meetings in at.items():
            if len(meetings) > 1 and two_places(person) not in self._relaxed:
                shared.setdefault(frozenset(on.index for on in meetings), meetings)
        for meetings in shared.values():
            self.model.add_at_most_one(meetings)

    def _apart(self) -> None:
        """Two meetings of a network in a row are at least half an even interval apart, and in their order."""
        gap = 1 if GAP in self._relaxed else self._task.gap
        for slot in self._slots:
            after = self._on.get((slot.network, slot.number + 1))
            if after is None:
                continue
            day, next_day = self._day(self._on[slot.key]), self._day(after)
            if max(self._on[slot.key]).toordinal() + gap > min(after).toordinal():
                self.model.add(next_day - day >= gap)

    @staticmethod
    def _day(days: Mapping[date, cp_model.IntVar]) -> cp_model.LinearExpr:
        from ortools.sat.python import cp_model

        least = min(days).toordinal()
        return cp_model.LinearExpr.weighted_sum(list(days.values()), [day.toordinal() - least for day in days]) + least

    def _one_week(self, spread: int) -> None:
        """All networks' meetings of one number are in one week, over so many days of it, the load of these days even if possible."""
        from ortools.sat.python import cp_model

        numbers = sorted({slot.number for slot in self._slots})
        for number in numbers:
            slots = [slot for slot in self._slots if slot.number == number]
            kept = [
                meeting.date for meeting in self._task.kept if meeting.number == number and meeting.date is not None
            ]
            others = sum(slot.number == number for slot in self._task.slots) - len(slots)
            networks = len(slots) + len(kept) + others
            wanted = min(spread, networks)
            days = {day for slot in slots for day in self._on[slot.key]}
            if others:  # meetings that are not asked about here may have any open day
                days |= {day for slot in slots for day in self._task.open_to_all(slot)}
            weeks = {monday(day): self.model.new_bool_var("") for day in sorted(days)}
            self.model.add_exactly_one(weeks.values())
            for day in kept[:1]:
                self.model.add_exactly_one([weeks[monday(day)]] if monday(day) in weeks else [])
            used, elsewhere = {}, []
            for day in sorted(days):
                here = [self._on[slot.key][day] for slot in slots if day in self._on[slot.key]]
                used[day] = self.model.new_bool_var("")
                self.model.add_implication(used[day], weeks[monday(day)])
                for on in here:
                    self.model.add_implication(on, used[day])
                if day in kept:
                    self.model.add(used[day] == 1)
                else:
                    filled = [self.model.new_bool_var("")] if others else []
                    elsewhere += filled
                    self.model.add_bool_or([*here, *filled, ~used[day]])
                if not others and wanted > 1:
                    load = cp_model.LinearExpr.sum(here) + kept.count(day)
                    off = self.model.new_int_var(0, networks, "")
                    self.model.add(load <= -(-networks // wanted) + off)
                    self.model.add(load + off >= networks // wanted * used[day])
                    self._uneven.append(off)
            self.model.add(cp_model.LinearExpr.sum(elsewhere) <= others)
            if SPREAD not in self._relaxed:
                already = len(set(kept) - used.keys())
                self.model.add(cp_model.LinearExpr.sum(list(used.values())) + already == wanted)

    def minimise(self) -> None:
        """Weeks to be avoided, then absences, then an uneven load, then days off the rhythm, then turns that are swapped."""
        from ortools.sat.python import cp_model

        prices = [(on, self._task.price(slot, day)) for slot in self._slots for day, on in self._on[slot.key].items()]
        swaps = [
            takes
            for slot in self._slots
            for host, takes in self._hosting.get(slot.key, {}).items()
            if host != slot.hosts[0]
        ]
        meetings = len(self._slots)
        off_by = len(swaps) + 1
        uneven_by = off_by * (meetings * max((price[2] for _, price in prices), default=0) + 1)
        absent_by = uneven_by * (2 * meetings + 1)
        avoid_by = absent_by * (sum(len(slot.members) for slot in self._slots) + 1)
        weights = [avoid * avoid_by + absent * absent_by + off * off_by for _, (avoid, absent, off) in prices]
        self.model.minimize(
            cp_model.LinearExpr.weighted_sum(
                [*(on for on, _ in prices), *self._uneven, *swaps],
                [*weights, *([uneven_by] * len(self._uneven)), *([1] * len(swaps))],
            )
        )

    def dates(self, solver: cp_model.CpSolver, proven: bool) -> Dates:
        """What the solver found."""
        days, hosts = {}, {}
        for slot in self._slots:
            days[slot.key] = next(day for day, on in self._on[slot.key].items() if solver.boolean_value(on))
            if slot.hosts:
                taking = self._hosting.get(slot.key)
                hosts[slot.key] = (
                    next(host for host, takes in taking.items() if solver.boolean_value(takes))
                    if taking
                    else slot.hosts[0]
                )
        return Dates(days, hosts, proven)
