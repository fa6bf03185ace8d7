"""What is to be dated, and everything in the calendar besides: best days, turns, the seminar, phases and evaluations."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_schedule import FIRST, NONE, days, hosts, world

from effort import examples
from netcompose.organisation import Days, Level
from netcompose.plan import Appointment, Appointments, Duty, EventKind, Meeting
from netcompose.schedule import Scheduled, Unschedulable, schedule
from netcompose.schedule.events import events, seminar_days
from netcompose.schedule.slots import task
from netcompose.schedule.solver import collides, free_days, hanging_together

if TYPE_CHECKING:
    from netcompose.plan import Composition
    from netcompose.policy.scenario import Scenario
    from netcompose.schedule.slots import Task


def whole(
    made: tuple[Scenario, Composition], duties: Appointments = NONE, kept: tuple[Meeting, ...] = (), **more: Any
) -> Task:
    return task(*made, duties, kept, more.pop("swap", True), **more)


@settings(max_examples=examples(80), deadline=None)
@given(st.integers(1, 12), st.integers(1, 4), st.booleans(), st.sets(st.integers(1, 52), max_size=20), st.booleans())
def test_even_dates_are_the_open_days_nearest_the_middle(
    number: int, a_year: int, same_week: bool, avoid: set[int], few: bool
) -> None:
    """As many in a row as there are networks, up to two weeks of them; outside the weeks to be avoided where that can be."""
    weekdays = ["tuesday", "thursday"] if few else ["monday", "tuesday", "wednesday", "thursday", "friday"]
    meetings = {"a_year": a_year, "same_week": same_week, "avoid_weeks": tuple(avoid), "weekdays": weekdays}
    made = world(number, meetings=meetings)
    found = whole(made)
    span = 1 if same_week else min(number, 2 * len(weekdays))
    for k in range(1, a_year + 1):
        first, last = made[0].policy.period.part(k, a_year)
        middle = first + (last - first) // 2
        every = [first + timedelta(days=n) for n in range((last - first).days + 1)]
        open_ = [day for day in every if day.weekday() < 5 and not found.days.closing(day)]
        good = [day for day in open_ if day.isocalendar().week not in avoid] or open_
        ideals = [slot.ideal for slot in found.slots if slot.number == k]
        assert ideals == [ideals[n % span] for n in range(number)]  # in turn
        chosen = ideals[:span]
        start = good.index(chosen[0])
        assert chosen == good[start : start + len(chosen)]
        far = sum(abs((day - middle).days) for day in chosen)
        others = [good[i : i + span] for i in range(len(good) - span + 1)]
        assert far == min(sum(abs((day - middle).days) for day in block) for block in others)


def test_a_meeting_lies_in_its_part_but_not_before_today_and_not_when_it_is_kept_or_over() -> None:
    made = world(2)
    kept = (Meeting("2", 1, date(2026, 10, 1), time(9), time(11)),)
    found = whole(made, kept=kept, over=frozenset({("1", 1)}), today=date(2027, 2, 1))
    assert [(s.key, s.first, s.last) for s in found.slots] == [
        (("1", 2), date(2027, 2, 1), date(2027, 4, 30)),
        (("1", 3), date(2027, 5, 1), date(2027, 8, 31)),
        (("2", 2), date(2027, 2, 1), date(2027, 4, 30)),
        (("2", 3), date(2027, 5, 1), date(2027, 8, 31)),
    ]
    assert found.kept == kept
    assert found.gap == 60
    assert whole(world(1, meetings={"a_year": 52}), today=None).gap == 3
    assert [
        whole(world(1, meetings={"a_year": n}, period={"months": m})).gap for n, m in ((52, 1), (24, 1), (1, 12))
    ] == [3, 7, 182]


def test_who_must_be_at_a_meeting_and_who_is_there() -> None:
    made = world(2)
    duties = Appointments(
        (
            Appointment(Duty.CHAIR, "1", "z1"),
            Appointment(Duty.CONTACT, "1", "z2"),
            Appointment(Duty.DEPUTY, "1", "a2"),
            Appointment(Duty.FACILITATOR, "1", "b1", meeting=2),
            *hosts(("1", 1, "a1"), ("1", 2, "a2"), ("1", 3, "a1")).all,
        )
    )
    kept = Meeting("1", 3, date(2027, 6, 1), time(9), time(11))
    found = whole(made, duties, (kept,))
    at = {slot.key: slot for slot in found.slots}
    assert (at["1", 1].needed, at["1", 1].hosts, at["1", 1].round) == (("z1", "z2"), ("a1", "a2"), 0)
    assert (at["1", 2].needed, at["1", 2].hosts, at["1", 2].round) == (("b1", "z1"), ("a2", "a1"), 0)
    assert (at["2", 1].needed, at["2", 1].hosts) == ((), ())
    assert at["1", 1].everybody == {"a1", "a2", "z1", "z2"}
    assert at["1", 1].surely == ("z1", "z2")
    assert found.attendance == {("1", 3): {"a1", "a2", "z1"}}
    guest = Appointments((Appointment(Duty.HOST, "1", "b2", meeting=3), Appointment(Duty.HOST, "2", "z2", meeting=3)))
    assert whole(made, guest, (kept,)).attendance == {("1", 3): {"a1", "a2", "b2"}}
    alone = {slot.key: slot for slot in whole(made, duties, swap=False).slots}
    assert (alone["1", 1].hosts, alone["1", 2].hosts) == (("a1",), ("a2",))
    assert alone["1", 1].surely == ("z1", "z2", "a1")
    hostless = world(2, meetings={"needed": ["chair"]})
    assert {slot.hosts for slot in whole(hostless, duties).slots} == {()}


@pytest.mark.parametrize(
    ("turns", "fixed", "found"),
    [
        ("abab", (), {1: "ab", 2: "ba", 3: "ab", 4: "ba"}),  # two rounds: nobody hosts twice in one
        ("abcd", (), {1: "abcd", 2: "bacd", 3: "cabd", 4: "dabc"}),
        ("abca", (), {1: "abc", 2: "bac", 3: "cab", 4: "a"}),
        ("aaaa", (), {1: "a", 2: "a", 3: "a", 4: "a"}),
        ("abcd", (2,), {1: "acd", 3: "cad", 4: "dac"}),
    ],
)
def test_turns_are_swapped_within_a_round(turns: str, fixed: tuple[int, ...], found: dict[int, str]) -> None:
    made, composition = world(1, meetings={"a_year": 4})
    duties = hosts(*(("1", n, host) for n, host in enumerate(turns, start=1)))
    over = frozenset(("1", n) for n in fixed)
    slots = task(made, composition, duties, (), True, over).slots
    assert {slot.number: "".join(slot.hosts) for slot in slots} == found
    numbers = [sum(turns[:n].count(c) for c in turns[n]) for n in range(4)]
    assert [slot.round for slot in slots if not fixed] == ([] if fixed else numbers)


def test_nobody_new_takes_the_first_turn_unless_the_policy_lets_them() -> None:
    for lets in (False, True):
        made, composition = world(1, duties={"host": {"new_leader_first": lets}})
        made = replace(made, new=frozenset({"a2"}))
        slots = task(made, composition, hosts(("1", 1, "a1"), ("1", 2, "a2")), (), True).slots
        assert [slot.hosts for slot in slots] == [("a1", "a2") if lets else ("a1",), ("a2", "a1"), ()]


def test_what_a_day_costs() -> None:
    away = {"a1": (Days(date(2026, 10, 5), date(2026, 10, 9)),), "z1": (Days(date(2026, 10, 5), date(2026, 10, 9)),)}
    chair = Appointments((Appointment(Duty.CHAIR, "1", "z1"),))
    for same_week, off in ((False, [0, 1, 1, 7, 31]), (True, [0, 0, 0, 1, 4])):
        made = world(1, away=away, meetings={"same_week": same_week, "avoid_weeks": [45]})
        found = whole(made, chair)
        slot = replace(found.slots[0], ideal=date(2026, 10, 6))
        days_ = [date(2026, 10, d) for d in (6, 7, 5, 13)] + [date(2026, 11, 6)]
        assert [found.price(slot, day) for day in days_] == [
            (0, 1, off[0]),
            (0, 1, off[1]),
            (0, 1, off[2]),
            (0, 0, off[3]),
            (1, 0, off[4]),
        ]
    hosting = whole(world(1, away=away), hosts(("1", 1, "a1")), swap=False)
    slot = replace(hosting.slots[0], ideal=date(2026, 10, 6))
    assert hosting.price(slot, date(2026, 10, 6)) == (0, 0, 0)  # whoever must be there is no absent member


def test_kept_meetings_take_the_days_of_those_who_are_there() -> None:
    kept = (
        Meeting("1", 1, date(2026, 10, 6), time(9), time(11)),
        Meeting("2", 1, date(2026, 10, 7), time(9), time(11)),
    )
    made = world(3)
    chairs = Appointments((Appointment(Duty.CHAIR, "2", "z1"), Appointment(Duty.CHAIR, "3", "z1")))
    found = whole(made, chairs, kept)
    (third,) = [slot for slot in found.slots if slot.key == ("3", 1)]
    free = free_days(found, third)
    assert date(2026, 10, 6) in free
    assert date(2026, 10, 7) not in free  # the chair is at that of 2
    second = next(slot for slot in found.slots if slot.key == ("1", 2))
    near = free_days(found, replace(second, first=date(2026, 10, 1)))
    assert min(near) == date(2026, 12, 7)  # sixty days are the 5th, a Saturday
    before = free_days(found, replace(second, first=date(2026, 8, 3), last=date(2026, 10, 5)))
    assert max(before) == date(2026, 8, 7)


@pytest.mark.parametrize(
    ("start", "end", "clash"),
    [(time(9), time(11), True), (time(11), time(12), False), (time(8), time(9), False), (time(10, 59), time(12), True), (time(8), time(9, 1), True), (None, time(8), True), (time(12), None, True)],
)  # fmt: skip
def test_a_kept_meeting_at_other_hours_is_in_nobodys_way(start: time | None, end: time | None, clash: bool) -> None:
    kept = Meeting("1", 1, date(2026, 10, 6), start, end)
    found = whole(
        world(2), Appointments((Appointment(Duty.CHAIR, "1", "z1"), Appointment(Duty.CHAIR, "2", "z1"))), (kept,)
    )
    assert collides(kept, found) is clash
    (slot,) = [slot for slot in found.slots if slot.key == ("2", 1)]
    assert (kept.date in free_days(found, slot)) is not clash


def test_networks_that_share_somebody_hang_together() -> None:
    made = world(5)
    chairs = Appointments(
        tuple(Appointment(Duty.CHAIR, n, p) for n, p in (("1", "z1"), ("3", "z1"), ("3", "z2"), ("4", "z2")))
    )
    parts = hanging_together(found := whole(made, chairs), found.slots)
    assert [sorted({slot.network for slot in part}) for part in parts] == [["1", "3", "4"], ["2"], ["5"]]
    assert sum(map(len, parts)) == len(found.slots)
    together = whole(world(5, meetings={"same_week": True}))
    assert hanging_together(together, together.slots) == [list(together.slots)]
    assert hanging_together(together, []) == []


def test_the_days_of_the_seminar_the_best_first() -> None:
    """Not in a week to be avoided, then with fewest away, then nearest the middle of the period."""
    away = {"a1": (Days(date(2026, 11, 2), date(2026, 11, 6)),), "z1": (Days(date(2026, 11, 9), date(2026, 11, 13)),)}
    made = world(1, away=away, meetings={"seminar": {"month": 11}, "avoid_weeks": [46, 47], "a_year": 2})
    found = seminar_days(whole(made, Appointments((Appointment(Duty.CHAIR, "1", "z1"),))))
    # the middle is in March: the later the better
    fine = [30, *range(27, 22, -1)]
    assert [day.day for day in found] == [*fine, *range(6, 1, -1), *range(20, 15, -1), *range(13, 8, -1)]
    assert {day.month for day in found} == {11}
    free = seminar_days(whole(world(1, meetings={"seminar": {}, "a_year": 2, "avoid_weeks": []})))
    assert free[0] == date(2027, 3, 1)
    one = seminar_days(whole(world(1, meetings={"seminar": {}, "a_year": 3, "avoid_weeks": []})))
    assert one[0] == date(
        2026, 12, 30
    )  # nearest to where the second of three parts begins: New Year's Eve and Day are closed


def test_the_seminar_stays_where_it_stands_and_is_not_before_today() -> None:
    made, composition = world(1, meetings={"seminar": {"month": 11}})

    def day(**more: Any) -> date:
        answer = schedule(made, composition, NONE, **more)
        assert isinstance(answer, Scheduled)
        return next(event.first for event in answer.events if event.kind is EventKind.SEMINAR)

    best = day()
    assert day(seminar_stands=date(2026, 11, 12)) == date(2026, 11, 12)
    assert day(seminar_stands=date(2026, 11, 14)) == best  # a Saturday
    assert day(seminar_stands=date(2026, 10, 6), today=date(2026, 10, 7)) == date(2026, 10, 6)  # held, in another month
    assert day(seminar_stands=date(2026, 10, 7), today=date(2026, 10, 7)) != date(2026, 10, 7)
    assert day(today=best) == best
    assert day(today=date(2026, 11, 20)) >= date(2026, 11, 20)
    gone = schedule(made, composition, NONE, today=date(2026, 12, 1))
    assert isinstance(gone, Unschedulable)
    assert [str(clash.message) for clash in gone.conflict] == [
        "The joint seminar is to be held in month 11, which has no open day from 2026-12-01 to 2027-08-31."
    ]


def test_a_kept_meeting_keeps_its_day_from_the_seminar() -> None:
    made, composition = world(1, meetings={"seminar": {"month": 11}})
    answer = schedule(made, composition, NONE)
    assert isinstance(answer, Scheduled)
    best = next(event.first for event in answer.events)
    kept = [Meeting("1", 1, best, time(9), time(11))]
    other = schedule(made, composition, NONE, kept=kept)
    assert isinstance(other, Scheduled)
    assert next(event.first for event in other.events) != best
    assert days(other)[0] == best


@pytest.mark.parametrize(
    ("seminar", "closed", "message"),
    [
        ({"month": 11}, (Days(date(2026, 11, 1), date(2026, 11, 30)),), "The joint seminar is to be held in month 11, which has no open day from 2026-09-01 to 2027-08-31."),
        ({}, (), "The joint seminar needs a day without meetings, but the meetings need all 2 days it could have."),
    ],
)  # fmt: skip
def test_why_the_seminar_has_no_day(seminar: dict[str, Any], closed: tuple[Days, ...], message: str) -> None:
    if closed:
        made, composition = world(1, closed=closed, meetings={"seminar": seminar})
    else:
        only = (Days(date(2026, 9, 1), date(2026, 9, 6)), Days(date(2026, 9, 9), date(2026, 9, 30)))
        meetings = {"a_year": 12, "seminar": seminar, "closed_weeks": (), "same_week": False}
        made, composition = world(2, period={"months": 1}, meetings=meetings, closed=only)
        chairs = Appointments((Appointment(Duty.CHAIR, "1", "z1"), Appointment(Duty.CHAIR, "2", "z1")))
        answer = schedule(made, composition, chairs)
        assert isinstance(answer, Unschedulable)
        assert [str(clash.message) for clash in answer.conflict] == [message]
        return
    answer = schedule(made, composition, NONE)
    assert isinstance(answer, Unschedulable)
    assert [(clash.rule, clash.people, str(clash.message)) for clash in answer.conflict] == [
        ("calendar_seminar", (), message)
    ]


def test_phases_that_never_end_are_told() -> None:
    closed = (Days(date(2000, 1, 1), date(2000, 12, 31), every_year=True),)
    made, composition = world(1, closed=closed, phases=[{"name": "Start", "weeks": 1}])
    answer = schedule(made, composition, NONE)
    assert isinstance(answer, Unschedulable)
    assert [(c.rule, c.people, str(c.message)) for c in answer.conflict] == [
        ("calendar_phases", (), "Too few weeks are open for the phases of the policy: they are not over in ten years.")
    ]


def test_what_else_is_in_the_calendar_is_in_order() -> None:
    phases = [
        {"name": "B", "weeks": 1, "hours": {"network_leader": 2, "chair": 1}},
        {"name": "C", "weeks": 2, "evaluated": True},
    ]
    evaluation = {"month": "2026-10", "after_meetings": 2, "after_months": "1-2"}
    made, _ = world(1, phases=phases, evaluation=evaluation, meetings={"closed_weeks": []})
    found = events(
        made,
        (Meeting("1", 2, date(2027, 1, 5)), Meeting("2", 2, date(2027, 2, 5)), Meeting("1", 3, date(2027, 6, 1))),
        None,
    )
    assert [(event.kind, str(event.title), event.first, event.last) for event in found] == [
        (EventKind.PHASE, "B", date(2026, 9, 7), date(2026, 9, 11)),
        (EventKind.PHASE, "C", date(2026, 9, 14), date(2026, 9, 25)),
        (EventKind.EVALUATION, "Evaluation", date(2026, 9, 25), date(2026, 9, 25)),
        (EventKind.EVALUATION, "Evaluation", date(2026, 10, 1), date(2026, 10, 31)),
        (EventKind.EVALUATION, "Evaluation", date(2026, 10, 1), date(2026, 11, 1)),
        (EventKind.EVALUATION, "Evaluation", date(2027, 2, 6), date(2027, 3, 5)),
    ]
    assert found[0].hours == (("chair", 1.0), ("network_leader", 2.0))
    undated = events(made, (), None)
    assert undated[-1].first == date(2027, 5, 1)  # the second of three parts ends the day before
    assert {person.level for person in made.people} == {Level.LEADER_OF_EMPLOYEES}


def test_the_seminar_has_the_title_and_hours_of_the_policy() -> None:
    made, composition = world(1, meetings={"seminar": {"start": "08:30:00", "hours": 5.5}})
    answer = schedule(made, composition, NONE)
    assert isinstance(answer, Scheduled)
    (event,) = answer.events
    assert (str(event.title), event.start, event.end, event.first) == (
        "Joint leadership seminar",
        time(8, 30),
        time(14),
        event.last,
    )


def test_meetings_stand_in_the_order_of_their_networks() -> None:
    made, composition = world(3)
    gone = Meeting("9", 1, date(2026, 10, 1), time(9), time(11))  # of a network that is there no more
    answer = schedule(made, composition, NONE, kept=[gone])
    assert isinstance(answer, Scheduled)
    assert [(m.network, m.number) for m in answer.meetings] == [("9", 1), *((n, k) for n in "123" for k in (1, 2, 3))]
    assert min(days(answer)) >= FIRST


def test_a_seminar_for_which_the_rest_of_the_period_has_no_open_day_is_told() -> None:
    closed = (Days(date(2027, 8, 1), date(2027, 8, 31)),)
    made, composition = world(1, closed=closed, meetings={"seminar": {}})
    usual = schedule(made, composition, NONE)
    assert isinstance(usual, Scheduled)
    answer = schedule(made, composition, NONE, kept=usual.meetings, today=date(2027, 8, 2))
    assert isinstance(answer, Unschedulable)
    assert [str(clash.message) for clash in answer.conflict] == [
        "The joint seminar needs an open day from 2027-08-02 to 2027-08-31, and there is none."
    ]
