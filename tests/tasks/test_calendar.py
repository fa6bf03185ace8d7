"""The calendar around a plan: turns as host, meetings that are kept, and the ways out where it cannot be made."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta
from typing import TYPE_CHECKING, Any

from netcompose.organisation import Days, Level
from netcompose.plan import NOTHING_BEFORE, Appointment, Appointments, Composition, Duty, Meeting, Network, Past
from netcompose.schedule import Scheduled, Unschedulable, schedule
from netcompose.tasks.calendar import Kept, dated
from netcompose.tasks.calendar_ways_out import calendar_changes
from worlds import leader, policy, scenario

if TYPE_CHECKING:
    from netcompose.policy.scenario import Scenario

FIRST = date(2026, 9, 1)
FIRST_THIRD = Days(FIRST, date(2026, 12, 31))
"""In which the first of three meetings is held."""


def world(
    networks: int,
    away: dict[str, tuple[Days, ...]] | None = None,
    closed: tuple[Days, ...] = (),
    period: dict[str, Any] | None = None,
    duties: dict[str, Any] | None = None,
    **meetings: Any,
) -> tuple[Scenario, Composition]:
    """So many networks of two (a1, b1; a2, b2; …), and the chief z."""
    members = {str(n): (f"a{n}", f"b{n}") for n in range(1, networks + 1)}
    absent = away or {}
    people = [leader(id, workplace=id, away=absent.get(id, ())) for pair in members.values() for id in pair]
    people.append(leader("z", name="Zita Zahle", level=Level.CHIEF, level_name="Chef", away=absent.get("z", ())))
    settings = policy(
        "2",
        networks,
        duties=duties or {},
        meetings={"a_year": 3, "hours": 2, **meetings},
        period={"first": FIRST, **(period or {})},
    )
    made = scenario(people, settings)
    made = replace(made, organisation=replace(made.organisation, closed=closed))
    return made, Composition(tuple(Network(n, f"Network {n}", pair) for n, pair in members.items()))


def chairing(*chairs: str) -> list[Appointment]:
    """The chairs of the networks in turn."""
    return [Appointment(Duty.CHAIR, str(n), chair) for n, chair in enumerate(chairs, 1)]


# -- turns and kept meetings ---------------------------------------------------------------------------------------


def test_hosts_swap_turns_only_where_that_breaks_no_rule_on_hosting() -> None:
    made, composition = world(1, {"a1": (Days(FIRST, date(2027, 2, 28)),)}, duties={"host": {}}, a_year=2)
    turns = tuple(Appointment(Duty.HOST, "1", host, meeting=n) for n, host in enumerate(("a1", "b1"), 1))
    swapped = dated(made, composition, Appointments(turns))
    assert isinstance(swapped, Scheduled)
    assert [swapped.appointments.host("1", n) for n in (1, 2)] == ["b1", "a1"]
    hosted = Past(hosted={"b1": 1})  # so that it is a1 whose turn it is
    kept = dated(made, composition, Appointments(turns), hosted)
    assert isinstance(kept, Unschedulable)
    assert [clash.people for clash in kept.conflict if clash.rule == "calendar_present"] == [("a1",)]


def at(network: str, day: date) -> Meeting:
    return Meeting(network, 1, day, time(9), time(11))


def first_meetings(
    made: Scenario, composition: Composition, duties: list[Appointment], *kept: Meeting, past: Past = NOTHING_BEFORE
) -> dict[str, date | None]:
    """When each network meets first."""
    calendar = dated(made, composition, Appointments(tuple(duties)), past, Kept(kept))
    assert isinstance(calendar, Scheduled)
    return {meeting.network: meeting.date for meeting in calendar.meetings if meeting.number == 1}


def test_meetings_that_cannot_stay_together_are_dated_anew_but_for_those_that_are_over() -> None:
    made, composition = world(2, same_week=True, days=2)
    one, other = at("1", date(2026, 10, 6)), at("2", date(2026, 11, 4))
    assert first_meetings(made, composition, [], one, replace(other, date=date(2026, 10, 7))) == {
        "1": date(2026, 10, 6),
        "2": date(2026, 10, 7),
    }
    anew = first_meetings(made, composition, [], one, other)
    assert len({day.isocalendar()[:2] for day in anew.values() if day is not None}) == 1
    held = Past(over=frozenset({("1", 1)}))
    assert first_meetings(made, composition, [], one, other, past=held) == {"1": one.date, "2": other.date}


def test_a_kept_meeting_gives_way_to_one_that_has_no_other_day() -> None:
    day = date(2026, 10, 6)
    away = (Days(FIRST, day - timedelta(days=1)), Days(day + timedelta(days=1), date(2026, 12, 31)))
    made, composition = world(2, {"b2": away})
    duties = [*chairing("z", "z"), Appointment(Duty.FACILITATOR, "2", "b2")]
    found = first_meetings(made, composition, duties, at("1", day))
    assert found["2"] == day
    assert found["1"] not in {day, None}


# -- ways out --------------------------------------------------------------------------------------------------------


def ways(
    networks: int = 1, *, chairs: tuple[str, ...] = (), away: tuple[Days, ...] = (), **given: Any
) -> dict[str, str]:
    """What is offered where so many networks cannot be dated: each change, and the calendar that comes of it. The chief z is `away`."""
    made, composition = world(networks, {"z": away}, **given)
    duties = Appointments(tuple(chairing(*chairs)))
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
