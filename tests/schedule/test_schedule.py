"""Dates: the judges agree with them, no calendar is better, and each rule has a case just inside and just outside."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import date, time, timedelta
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ortools.sat.python import cp_model

from netcompose.findings import Disagreement
from netcompose.organisation import Days, Level, Organisation
from netcompose.plan import Appointment, Appointments, Composition, Duty, EventKind, Meeting
from netcompose.policy.calendar.danish_days import holiday
from netcompose.policy.catalogue import judge_calendar
from netcompose.schedule import NoDatesInTime, Scheduled, Unschedulable, cause, schedule
from netcompose.schedule.days import away, public_holidays
from netcompose.schedule.solver import Dates, NoDates
from worlds import leader, policy, scenario

if TYPE_CHECKING:
    from netcompose.policy.scenario import Scenario

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "benchmarks"))

import closed_days

calendar_module = sys.modules["netcompose.schedule.schedule"]

FIRST = date(2026, 9, 1)
NONE = Appointments()


def world(
    networks: int = 2, *, away: dict[str, tuple[Days, ...]] | None = None, closed: tuple[Days, ...] = (), **given: Any
) -> tuple[Scenario, Composition]:
    """Networks of two members (a1, a2; b1, b2; …) and two chiefs (c1, c2) outside them."""
    absent = away or {}
    people = [
        leader(f"{chr(96 + n)}{m}", workplace=f"Place {chr(96 + n)}{m}", away=absent.get(f"{chr(96 + n)}{m}", ()))
        for n in range(1, networks + 1)
        for m in (1, 2)
    ]
    people += [leader(f"z{i}", level=Level.CHIEF, level_name="Chef", away=absent.get(f"z{i}", ())) for i in (1, 2)]
    meetings = {"a_year": 3, "hours": 2, **given.pop("meetings", {})}
    settings_ = policy(
        size="2", number=networks, meetings=meetings, period={"first": FIRST, **given.pop("period", {})}, **given
    )
    made = scenario(people, settings_)
    made = replace(made, organisation=replace(made.organisation, closed=closed))
    seats = {person: str(ord(person[0]) - 96) for person in made.participants}
    return made, Composition.of(seats, made.networks)


def dated(made: Scenario, composition: Composition, duties: Appointments = NONE, **more: Any) -> Scheduled:
    """The calendar, which there must be, and which every judge must pass."""
    answer = schedule(made, composition, duties, **more)
    assert isinstance(answer, Scheduled), answer
    verdicts = judge_calendar(made, composition, answer.appointments, answer.meetings, answer.events)
    assert [str(w) for v in verdicts if v.violations for w in v.witnesses] == []
    return answer


def hosts(*turns: tuple[str, int, str]) -> Appointments:
    return Appointments(tuple(Appointment(Duty.HOST, network, person, meeting=n) for network, n, person in turns))


def days(calendar: Scheduled, network: str = "1") -> list[date]:
    return [m.date for m in calendar.meetings if m.network == network and m.date is not None]


def test_danish_public_holidays_are_those_of_the_library() -> None:
    """Those that dates are judged by are reckoned apart from those that they are found with."""
    for year in range(1980, 2101):
        known = {day for day in public_holidays(year) if day.year == year}
        judged = {day for n in range(366) if holiday(day := date(year, 1, 1) + timedelta(days=n)) and day.year == year}
        assert judged == known, year


@pytest.mark.parametrize("seed", range(20))
def test_bad_years_are_dated_or_their_smallest_cause_is_proved(seed: int) -> None:
    assert closed_days.outcome(closed_days.world(seed)) != "out of time"


def test_three_meetings_lie_one_in_each_third_of_the_year_and_the_networks_take_turns() -> None:
    made, composition = world(4)
    calendar = dated(made, composition)
    for network in composition.networks:
        first, second, third = days(calendar, network.id)
        assert FIRST <= first < date(2027, 1, 1) <= second < date(2027, 5, 1) <= third < FIRST.replace(year=2027)
    assert len({m.date for m in calendar.meetings if m.number == 1}) == 4
    assert {(m.start, m.end) for m in calendar.meetings} == {(time(9), time(11))}
    assert calendar.proven


def test_every_second_month_is_a_meeting_in_each_pair_of_months() -> None:
    made, composition = world(2, meetings={"a_year": 6, "every_months": 2, "hours": 3})
    calendar = dated(made, composition)
    months = [(day.year * 12 + day.month - FIRST.year * 12 - FIRST.month) // 2 for day in days(calendar)]
    assert months == [0, 1, 2, 3, 4, 5]


def test_a_policy_without_meetings_has_none() -> None:
    made, composition = world(2)
    bare = replace(made, policy=made.policy.model_copy(update={"meetings": None}))
    assert schedule(bare, composition, NONE) == Scheduled((), (), NONE)


def test_all_networks_meet_in_one_week_over_three_days() -> None:
    made, composition = world(7, meetings={"same_week": True, "days": 3})
    calendar = dated(made, composition)
    for number in (1, 2, 3):
        there = [m.date for m in calendar.meetings if m.number == number and m.date is not None]
        assert len({day.isocalendar()[:2] for day in there}) == 1
        loads = sorted(there.count(day) for day in set(there))
        assert loads == [2, 2, 3]


def test_a_chief_with_two_networks_in_one_week_is_never_in_two_places() -> None:
    made, composition = world(3, meetings={"same_week": True, "days": 2})
    chairs = Appointments(tuple(Appointment(Duty.CHAIR, n, "z1" if n != "3" else "z2") for n in ("1", "2", "3")))
    calendar = dated(made, composition, chairs)
    assert all(one != other for one, other in zip(days(calendar, "1"), days(calendar, "2"), strict=True))


def test_a_chief_hosts_every_meeting_of_a_network_that_meets_in_the_same_week_as_all() -> None:
    made, composition = world(3, meetings={"same_week": True, "days": 2})
    chairs = hosts(*((n, k, f"{c}1") for n, c in (("1", "a"), ("2", "b"), ("3", "c")) for k in (1, 2, 3)))
    calendar = dated(made, composition, chairs)
    assert calendar.appointments == chairs
    assert calendar.proven


def test_a_chief_with_more_networks_than_days_makes_it_impossible_and_is_named() -> None:
    made, composition = world(3, meetings={"same_week": True, "days": 2})
    chairs = Appointments(tuple(Appointment(Duty.CHAIR, n, "z1") for n in ("1", "2", "3")))
    answer = schedule(made, composition, chairs)
    assert isinstance(answer, Unschedulable)
    assert [(clash.rule, clash.people) for clash in answer.conflict if clash.people] == [
        ("calendar_two_places", ("z1",))
    ]
    assert {clash.rule for clash in answer.conflict} >= {"calendar_same_week", "calendar_two_places"}


def test_the_seminar_has_a_day_without_meetings_in_its_month() -> None:
    made, composition = world(2, meetings={"seminar": {"month": 11, "hours": 7, "title": "Dag"}})
    calendar = dated(made, composition)
    (seminar,) = [event for event in calendar.events if event.kind is EventKind.SEMINAR]
    assert (seminar.first.month, seminar.title, seminar.start, seminar.end) == (11, "Dag", time(9), time(16))
    assert seminar.first not in {meeting.date for meeting in calendar.meetings}


def test_the_meetings_give_way_to_the_only_day_the_seminar_could_have() -> None:
    open_day = date(2026, 11, 3)  # the best day of a meeting, and the only open one of the month
    closed = (Days(date(2026, 11, 1), date(2026, 11, 2)), Days(date(2026, 11, 4), date(2026, 11, 30)))
    made, composition = world(1, closed=closed, meetings={"seminar": {"month": 11}})
    calendar = dated(made, composition)
    assert [event.first for event in calendar.events] == [open_day]
    assert open_day not in days(calendar)


def test_a_seminar_without_a_day_is_told() -> None:
    closed = (Days(date(2026, 11, 1), date(2026, 11, 30)),)
    made, composition = world(1, closed=closed, meetings={"seminar": {"month": 11}})
    answer = schedule(made, composition, NONE)
    assert isinstance(answer, Unschedulable)
    assert [clash.rule for clash in answer.conflict] == ["calendar_seminar"]


def test_hosts_swap_turns_where_the_dates_ask_for_it() -> None:
    away = {"a1": (Days(FIRST, date(2026, 12, 31)),)}  # the whole first third
    made, composition = world(1, away=away)
    calendar = dated(made, composition, hosts(("1", 1, "a1"), ("1", 2, "a2"), ("1", 3, "a1")))
    assert [calendar.appointments.host("1", n) for n in (1, 2, 3)] == ["a2", "a1", "a1"]


def test_hosts_keep_their_turns_where_that_is_asked_for() -> None:
    made, composition = world(1, away={"a1": (Days(FIRST, date(2026, 12, 31)),)})
    answer = schedule(made, composition, hosts(("1", 1, "a1"), ("1", 2, "a2")), swap_turns=False)
    assert isinstance(answer, Unschedulable)
    assert [(c.rule, c.people) for c in answer.conflict] == [("calendar_rhythm", ()), ("calendar_present", ("a1",))]
    assert "Leader a1 must be there, and is away on" in str(answer.conflict[1].message)


def test_a_new_leader_takes_nobodys_first_turn() -> None:
    made, composition = world(1, away={"a1": (Days(FIRST, date(2026, 12, 31)),)})
    made = replace(made, new=frozenset({"a2"}))
    answer = schedule(made, composition, hosts(("1", 1, "a1"), ("1", 2, "a2")))
    assert isinstance(answer, Unschedulable)


def test_a_member_who_is_away_moves_the_date_but_makes_nothing_impossible() -> None:
    made, composition = world(1)
    usual = days(dated(made, composition))
    away = {"a1": tuple(Days(day, day) for day in usual)}
    moved = dated(*world(1, away=away))
    assert not set(days(moved)) & set(usual)
    always = dated(*world(1, away={"a1": (Days(FIRST, date(2028, 1, 1)),)}))
    assert days(always) == usual


def test_weeks_to_be_avoided_are_kept_off_unless_nothing_else_is_open() -> None:
    made, composition = world(1, period={"months": 1}, meetings={"a_year": 12, "avoid_weeks": (37, 38)})
    (day,) = days(dated(made, composition))
    assert day.isocalendar().week not in {37, 38}
    made, composition = world(1, period={"months": 1}, meetings={"a_year": 12, "avoid_weeks": tuple(range(1, 54))})
    assert len(days(dated(made, composition))) == 1


def test_a_kept_meeting_stays_and_the_others_keep_clear_of_it() -> None:
    made, composition = world(2)
    chairs = Appointments((Appointment(Duty.CHAIR, "1", "z1"), Appointment(Duty.CHAIR, "2", "z1")))
    kept = Meeting("1", 1, days(dated(made, composition, chairs), "2")[0], time(9), time(11))
    calendar = dated(made, composition, chairs, kept=[kept])
    assert kept in calendar.meetings
    assert days(calendar, "2")[0] != kept.date


@pytest.mark.parametrize(
    ("start", "end", "free"), [(time(10), time(12), False), (time(13), time(15), True), (None, None, False)]
)
def test_a_kept_meeting_takes_the_day_from_a_chair_at_its_hours_only(
    start: time | None, end: time | None, free: bool
) -> None:
    made, composition = world(2)
    chairs = Appointments((Appointment(Duty.CHAIR, "1", "z1"), Appointment(Duty.CHAIR, "2", "z1")))
    usual = days(dated(made, composition, chairs), "2")[0]
    kept = Meeting("1", 1, usual, start, end)
    calendar = schedule(made, composition, chairs, kept=[kept])
    assert isinstance(calendar, Scheduled)
    assert (days(calendar, "2")[0] == usual) is free


def test_the_seminar_keeps_clear_of_a_kept_meeting() -> None:
    made, composition = world(1, meetings={"seminar": {"month": 11}})
    [usual] = [event.first for event in dated(made, composition).events]
    calendar = dated(made, composition, kept=[Meeting("1", 1, usual, time(9), time(11))])
    [seminar] = [event.first for event in calendar.events]
    assert (seminar.month, seminar != usual) == (11, True)


def test_the_seminar_stays_where_it_stands_or_was_held() -> None:
    made, composition = world(1, meetings={"seminar": {"month": 11}})

    def seminar(stands: date, **more: Any) -> date:
        calendar = schedule(made, composition, NONE, seminar_stands=stands, **more)
        assert isinstance(calendar, Scheduled)
        return calendar.events[0].first

    assert seminar(date(2026, 11, 24)) == date(2026, 11, 24)
    assert seminar(date(2026, 11, 29)) == seminar(date(2027, 5, 4)) == date(2026, 11, 30)  # a Sunday; another month
    held = {"today": date(2026, 12, 1), "over": frozenset({("1", 1)})}
    assert seminar(date(2026, 10, 6), **held) == date(2026, 10, 6)


def test_kept_meetings_of_one_week_draw_the_others_to_it() -> None:
    made, composition = world(3, meetings={"same_week": True, "days": 2})
    calendar = dated(made, composition, kept=[Meeting("1", 1, date(2026, 9, 15), time(9), time(11))])
    first = [meeting.date for meeting in calendar.meetings if meeting.number == 1 and meeting.date is not None]
    assert {day.isocalendar()[:2] for day in first} == {(2026, 38)}
    assert len(set(first)) == 2


def test_a_meeting_that_has_no_day_is_told_with_what_closes_its_days() -> None:
    """Holidays, closed days and days of the week each close some; a reason that is not needed is not told."""
    fridays = {"weekdays": ["friday"], "closed_weeks": (), "a_year": 12}
    shut = (Days(date(2027, 3, 1), date(2027, 3, 25)),)
    made, composition = world(1, closed=shut, meetings=fridays, period={"first": date(2027, 3, 1), "months": 1})
    answer = schedule(made, composition, NONE)
    assert isinstance(answer, Unschedulable)
    assert [str(clash.message) for clash in answer.conflict] == [
        "Meeting 1 of 1 is to be held from 2027-03-01 to 2027-03-31.",
        "19 weekdays in that time are in closed weeks or on the list of closed days.",
        "3 weekdays in that time are public holidays, or days on which town halls are closed.",
        "Meetings are held only on: Friday.",
    ]


def test_of_many_reasons_none_is_told_that_could_be_left_out() -> None:
    many = [frozenset({away(f"p{n:02}"), away(f"p{n + 1:02}")}) for n in range(cause.FEW + 5)]
    chosen = set(cause.fewest_that_cover(many))
    assert all(chosen & some for some in many)
    assert not any(all((chosen - {one}) & some for some in many) for one in chosen)


def test_the_same_scenario_gives_the_same_calendar() -> None:
    made, composition = world(5, meetings={"same_week": True, "days": 3, "seminar": {}})
    assert schedule(made, composition, NONE) == schedule(made, composition, NONE)


def test_phases_come_one_after_the_other_and_the_test_begins_half_a_year_in() -> None:
    phases = [
        {"name": "Start", "weeks": 4, "hours": {"network_leader": 20}},
        {"name": "Design", "weeks": 6},
        {"name": "Test", "weeks": 8, "begins_after_months": 6, "evaluated": True},
    ]
    made, composition = world(1, phases=phases)
    calendar = dated(made, composition)
    start, design, test = [event for event in calendar.events if event.kind is EventKind.PHASE]
    assert (start.first, start.hours) == (date(2026, 9, 7), (("network_leader", 20.0),))
    assert design.first == start.last + timedelta(days=3)
    assert design.last == date(2026, 11, 20)  # six weeks, and week 42 between them
    assert test.first == date(2027, 3, 1)
    assert test.last == date(2027, 4, 23)  # eight weeks, Easter's among them, which has open days
    (evaluation,) = [event for event in calendar.events if event.kind is EventKind.EVALUATION]
    assert evaluation.first == test.last


def test_phases_without_an_open_week_are_told() -> None:
    closed = (Days(date(2000, 1, 1), date(2000, 12, 31), every_year=True),)
    made, composition = world(1, closed=closed, phases=[{"name": "Start", "weeks": 1}])
    answer = schedule(made, composition, NONE)
    assert isinstance(answer, Unschedulable)
    assert [clash.rule for clash in answer.conflict] == ["calendar_phases"]


@pytest.mark.parametrize(
    ("setting", "first", "last"),
    [
        ({"month": "2027-01"}, date(2027, 1, 1), date(2027, 1, 31)),
        ({"after_months": "6-12"}, date(2027, 3, 1), date(2027, 9, 1)),
        ({"after_months": "6"}, date(2027, 3, 1), date(2027, 3, 1)),
    ],
)
def test_evaluations_stand_in_the_calendar(setting: dict[str, str], first: date, last: date) -> None:
    made, composition = world(1, evaluation={"by": "Chefforum", **setting})
    (event,) = dated(made, composition).events
    assert (event.kind, event.first, event.last, str(event.title)) == (
        EventKind.EVALUATION,
        first,
        last,
        "Evaluation by Chefforum",
    )


def test_the_evaluation_after_six_meetings_comes_after_the_last_network_has_held_six() -> None:
    made, composition = world(2, meetings={"a_year": 6}, evaluation={"after_meetings": 6})
    calendar = dated(made, composition)
    sixth = max(m.date for m in calendar.meetings if m.number == 6 and m.date is not None)
    assert [event.first for event in calendar.events] == [sixth + timedelta(days=1)]


def test_six_meetings_of_three_a_year_are_two_years() -> None:
    made, composition = world(2, evaluation={"after_meetings": 6})
    assert [event.first for event in dated(made, composition).events] == [date(2028, 9, 1)]


TINY = {"a_year": 24, "hours": 2, "closed_weeks": (), "avoid_weeks": (37, 38), "weekdays": ("monday", "thursday")}


@st.composite
def tiny(draw: st.DrawFn) -> tuple[Scenario, Composition, Appointments]:
    """Two networks with two meetings in a month of nine days: few enough to try every calendar."""
    spell = st.builds(
        lambda n, k: Days(FIRST + timedelta(days=n), FIRST + timedelta(days=n + k)),
        st.integers(0, 28),
        st.sampled_from([0, 3, 7]),
    )
    some = st.lists(spell, max_size=3).map(tuple)
    away = {person: draw(some) for person in ("a1", "a2", "b1", "z1")}
    closed = draw(st.lists(spell, max_size=3).map(tuple))
    meetings = {**TINY, "same_week": draw(st.booleans())}
    if meetings["same_week"]:
        meetings["days"] = draw(st.integers(1, 2))
    made, composition = world(2, away=away, closed=closed, period={"months": 1}, meetings=meetings)
    duties = [Appointment(Duty.CHAIR, n, "z1") for n in ("1", "2") if draw(st.booleans())]
    if draw(st.booleans()):
        duties += hosts(("1", 1, "a1"), ("1", 2, "a2"), ("2", 1, "b1")).all
    return made, composition, Appointments(tuple(duties))


@settings(max_examples=15, deadline=None)
@given(tiny())
def test_every_calendar_of_tiny_worlds(given: tuple[Scenario, Composition, Appointments]) -> None:
    """There is a calendar exactly when some choice of days and turns passes the judges, and it is as good as the best of these."""
    made, composition, duties = given
    month = [FIRST + timedelta(days=n) for n in range(30)]
    month = [day for day in month if day.weekday() in {0, 3}]
    turns = [duties]
    if duties.of(Duty.HOST):
        turns.append(
            Appointments(tuple(replace(a, person={"a1": "a2", "a2": "a1"}.get(a.person, a.person)) for a in duties.all))
        )
    best: tuple[int, int] | None = None
    keys = [("1", 1), ("1", 2), ("2", 1), ("2", 2)]
    halves = {
        1: [day for day in month if day < date(2026, 9, 16)],
        2: [day for day in month if day >= date(2026, 9, 16)],
    }
    for chosen in product(*(halves[number] for _, number in keys)):
        meetings = tuple(Meeting(n, k, day, time(9), time(11)) for (n, k), day in zip(keys, chosen, strict=True))
        for hosting in turns:
            verdicts = judge_calendar(made, composition, hosting, meetings)
            if not any(verdict.violations for verdict in verdicts):
                cost = {verdict.rule: verdict.cost for verdict in verdicts}
                price = cost["calendar_quiet_weeks"], cost["calendar_present"]
                best = price if best is None else min(best, price)
    answer = schedule(made, composition, duties)
    assert isinstance(answer, Scheduled) == (best is not None)
    if isinstance(answer, Scheduled):
        verdicts = judge_calendar(made, composition, answer.appointments, answer.meetings)
        cost = {verdict.rule: verdict.cost for verdict in verdicts}
        assert not any(verdict.violations for verdict in verdicts)
        assert (cost["calendar_quiet_weeks"], cost["calendar_present"]) == best


def test_days_of_every_year_and_week() -> None:
    winter = Days(date(2000, 12, 20), date(2000, 1, 2), every_year=True)
    assert [day in winter for day in (date(2026, 12, 19), date(2026, 12, 20), date(2027, 1, 2), date(2027, 1, 3))] == [
        False,
        True,
        True,
        False,
    ]
    assert date(2026, 10, 12) in Days(week=42)
    assert date(2026, 10, 19) not in Days(week=42)
    assert date(2026, 10, 12) in Days(weekday=0)
    assert date(2026, 10, 12) not in Days()


def test_an_organisation_keeps_its_closed_days_when_people_change() -> None:
    organisation = Organisation((leader("1"),), (Days(week=42),))
    assert organisation.with_people({"1": leader("1", department="A")}).closed == (Days(week=42),)


def impossible_chairs() -> tuple[Scenario, Composition, Appointments]:
    """One chief who leads three networks that meet in the same two days: CP-SAT finds that there is no calendar."""
    made, composition = world(3, meetings={"same_week": True, "days": 2})
    return made, composition, Appointments(tuple(Appointment(Duty.CHAIR, n, "z1") for n in ("1", "2", "3")))


def test_no_calendar_is_said_only_after_a_second_search_with_other_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[int, bool]] = []
    real = cause.solved

    def noted(*arguments: Any, seed: int = 1, presolve: bool = True, **more: Any) -> Any:
        asked.append((seed, presolve))
        return real(*arguments, seed=seed, presolve=presolve, **more)

    monkeypatch.setattr(cause, "solved", noted)
    assert isinstance(schedule(*impossible_chairs()), Unschedulable)
    assert asked[-1] == (2, False)


@pytest.mark.parametrize("second", ["dates", "unknown", "unknown, then none"])
def test_what_the_second_search_says_decides(monkeypatch: pytest.MonkeyPatch, second: str) -> None:
    real = cause.solved

    def other(*arguments: Any, seed: int = 1, presolve: bool = True, **more: Any) -> Any:
        if seed == 1:
            return real(*arguments, **more)
        if second == "dates":
            return Dates({}, {})
        return NoDates(certain=presolve and second == "unknown, then none")

    monkeypatch.setattr(cause, "solved", other)
    match second:
        case "dates":
            with pytest.raises(Disagreement, match="two searches"):
                schedule(*impossible_chairs())
        case "unknown":
            assert schedule(*impossible_chairs()) == NoDatesInTime()
        case _:
            assert isinstance(schedule(*impossible_chairs()), Unschedulable)


def test_a_seminar_that_no_search_could_rule_out_in_time_is_not_called_impossible(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    open_day = date(2026, 11, 3)
    closed = (Days(date(2026, 11, 1), date(2026, 11, 2)), Days(date(2026, 11, 4), date(2026, 11, 30)))
    made, composition = world(1, closed=closed, meetings={"seminar": {"month": 11}})
    first = Dates({("1", 1): open_day}, {})  # the meeting would have to give way, and nobody can say whether it can
    monkeypatch.setattr(calendar_module, "dates", lambda task, slots: NoDates(certain=False) if task.blocked else first)
    assert schedule(made, composition, NONE) == NoDatesInTime()


def test_a_calendar_that_the_solver_does_not_take_is_our_bug(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cp_model.CpSolver, "solve", lambda *_: cp_model.MODEL_INVALID)
    with pytest.raises(Disagreement, match="refused"):
        schedule(*impossible_chairs())


def test_days_of_the_week_are_loaded_unevenly_only_where_hosts_leave_no_choice() -> None:
    open_days = (Days(date(2026, 9, 1), date(2026, 9, 6)), Days(date(2026, 9, 9), date(2026, 9, 30)))
    meetings = {"a_year": 12, "same_week": True, "days": 2, "closed_weeks": ()}

    def loads(away: str) -> list[int]:
        tuesday = {host: (Days(date(2026, 9, 8), date(2026, 9, 8)),) for host in away.split()}
        made, composition = world(4, away=tuesday, closed=open_days, period={"months": 1}, meetings=meetings)
        turns = hosts(*((network, 1, f"{host}1") for network, host in zip("1234", "abcd", strict=True)))
        held = [meeting.date for meeting in dated(made, composition, turns).meetings]
        return [held.count(date(2026, 9, 7)), held.count(date(2026, 9, 8))]

    assert loads("") == [2, 2]
    assert loads("a1 b1") == [2, 2]
    assert loads("a1 b1 c1") == [3, 1]


def test_the_seminar_is_on_a_day_on_which_fewest_are_away() -> None:
    def day(*away: date) -> date:
        absent = {"a1": tuple(Days(day, day) for day in away)}
        made, composition = world(2, away=absent, meetings={"seminar": {"month": 11}})
        return next(event.first for event in dated(made, composition).events if event.kind is EventKind.SEMINAR)

    best = day()
    second = day(best)
    assert second != best
    assert day(best, second) not in {best, second}
    month = [date(2026, 11, n) for n in range(1, 31)]
    assert day(*month) == best  # away on all of them: as if on none
