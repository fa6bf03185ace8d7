"""Dates for meetings that hang together, by CP-SAT: one variable for each meeting and day."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

from netcompose.findings import Disagreement
from netcompose.schedule.days import GAP, SAME_WEEK, SPREAD, Reason, away, monday, two_places
from netcompose.schedule.slots import Slot, Task, open_days

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from ortools.sat.python import cp_model

    from netcompose.plan import Meeting

Key: TypeAlias = "tuple[str, int]"

LIMIT: Final = 20.0
"""Deterministic seconds for one set of meetings that hang together."""
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


def solved(
    task: Task,
    slots: Sequence[Slot],
    relaxed: frozenset[Reason] = NOTHING,
    *,
    best: bool = True,
    limit: float = LIMIT,
    seed: int = 1,
    presolve: bool = True,
) -> Dates | NoDates:
    """The dates by CP-SAT, without the rules that are `relaxed`; the best ones, or any.

    Raises:
        Disagreement: the solver does not take the model.
    """
    from ortools.sat.python import cp_model

    model = _Model(task, slots, relaxed)
    if model.hopeless:
        return NoDates(certain=True)
    if best:
        model.minimise()
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = seed
    solver.parameters.cp_model_presolve = presolve
    solver.parameters.max_deterministic_time = limit
    status = solver.solve(model.model)
    if status == cp_model.MODEL_INVALID:
        raise Disagreement("the solver refused the model of the calendar")
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
        rounds: dict[tuple[str, int], list[Slot]] = defaultdict(list)
        for slot in self._slots:
            if len(slot.hosts) > 1:
                rounds[slot.network, slot.round].append(slot)
                self._hosting[slot.key] = {host: self.model.new_bool_var("") for host in slot.hosts}
        for slot in self._slots:
            taking = self._hosting.get(slot.key, {})
            if taking:
                self.model.add_exactly_one(taking.values())
            for host, takes in taking.items():
                for day, on in self._on[slot.key].items():
                    if away(host) not in self._relaxed and self._task.days.is_away(host, day):
                        self.model.add_bool_or(~takes, ~on)
        for turns in rounds.values():
            for host in sorted({host for slot in turns for host in slot.hosts}):
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
