"""Ways out of a calendar that cannot be made: what is offered, and what the calendar is like then."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from netcompose.organisation import Days, Level
from netcompose.plan import Appointment, Appointments, Composition, Duty, Network
from netcompose.schedule import Unschedulable, schedule
from netcompose.tasks.calendar_ways_out import calendar_changes
from worlds import leader, policy, scenario

FIRST = date(2026, 9, 1)
FIRST_THIRD = Days(FIRST, date(2026, 12, 31))
"""In which the first of three meetings is held."""


def ways(
    networks: int = 1,
    *,
    chairs: tuple[str, ...] = (),
    away: tuple[Days, ...] = (),
    closed: tuple[Days, ...] = (),
    period: dict[str, Any] | None = None,
    **meetings: Any,
) -> dict[str, str]:
    """What is offered where so many networks of two cannot be dated: each change, and the calendar that comes of it.

    `chairs` are those of the networks in turn; the chief z is `away`.
    """
    members = {str(n): (f"a{n}", f"b{n}") for n in range(1, networks + 1)}
    people = [leader(id, workplace=id) for pair in members.values() for id in pair]
    people.append(leader("z", name="Zita Zahle", level=Level.CHIEF, level_name="Chef", away=away))
    settings = policy(
        "2",
        networks,
        duties={},
        meetings={"a_year": 3, "hours": 2, **meetings},
        period={"first": FIRST, **(period or {})},
    )
    made = scenario(people, settings)
    made = replace(made, organisation=replace(made.organisation, closed=closed))
    composition = Composition(tuple(Network(n, f"Network {n}", pair) for n, pair in members.items()))
    duties = Appointments(tuple(Appointment(Duty.CHAIR, str(n), chair) for n, chair in enumerate(chairs, 1)))
    answer = schedule(made, composition, duties)
    assert isinstance(answer, Unschedulable)
    offered = calendar_changes(made, composition, duties, answer.conflict)
    return {str(change): str(effect) for change, effect in offered}


def test_whoever_is_needed_and_away_may_come_all_the_same_and_the_day_is_told() -> None:
    offered = ways(chairs=("z",), away=(FIRST_THIRD,))
    assert list(offered) == [
        "Let Zita Zahle come on a day on which they are away.",
        "Begin a month later (first = 2026-10-01 under [period] in the policy).",
        "Hold 2 meetings a year (a_year in the policy).",
    ]
    come, later, fewer = offered.values()
    told, who = come.split(" Then these have to come all the same: ")
    first = told.removeprefix("3 meetings, from ").split(" to ")[0]
    assert who == f"Zita Zahle on {first}."
    assert date.fromisoformat(first) in FIRST_THIRD
    assert later.startswith("3 meetings, from 2027-01-")
    assert fewer.startswith("2 meetings, from 2027-01-")


def test_a_chair_of_too_many_networks_gives_one_up_or_the_networks_meet_on_more_days() -> None:
    offered = ways(3, chairs=("z", "z", "z"), same_week=True, days=2)
    assert list(offered) == [
        *(f"Let somebody else than Zita Zahle have the duty in Network {n}." for n in (1, 2, 3)),
        "Spread the networks over 3 days of the week (days in the policy).",
        "Let the networks meet in different weeks (same_week = false in the policy).",
    ]
    assert all(effect.startswith("9 meetings, from ") and "have to come" not in effect for effect in offered.values())


def test_networks_that_need_more_days_of_a_week_than_are_open_take_fewer() -> None:
    offered = ways(3, closed=tuple(Days(weekday=n) for n in (0, 1, 2)), same_week=True, days=3)
    assert list(offered) == [
        "Let meetings be held on days of the list of closed days.",
        "Spread the networks over 2 days of the week (days in the policy).",
        "Spread the networks over 1 day of the week (days in the policy).",
        "Let the networks meet in different weeks (same_week = false in the policy).",
    ]


def test_days_of_the_week_that_are_all_closed_are_not_the_only_ones() -> None:
    fridays = [day for n in range(122) if (day := FIRST + timedelta(days=n)).weekday() == 4]
    first, *_ = ways(weekdays=["friday"], closed_days=fridays)
    assert first == "Let meetings be held from Monday to Friday (weekdays in the policy)."


def test_closed_weeks_are_opened_one_by_one_or_all() -> None:
    offered = ways(a_year=24, period={"months": 1}, closed_weeks=[36, 37, 38])
    assert list(offered) == [
        "Let meetings be held in week 36 (closed_weeks in the policy).",
        "Let meetings be held in week 37 (closed_weeks in the policy).",
        "Let meetings be held in the closed weeks (closed_weeks in the policy).",
        "Begin a month later (first = 2026-10-01 under [period] in the policy).",
    ]  # 23 meetings a year would be two in a month all the same


def test_without_the_seminar_that_has_no_day_there_is_a_calendar() -> None:
    offered = ways(closed=(Days(date(2026, 11, 1), date(2026, 11, 30)),), seminar={"month": 11})
    assert list(offered) == ["Do without the joint seminar (seminar in the policy)."]
