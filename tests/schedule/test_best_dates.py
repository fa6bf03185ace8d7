"""No other dates are better, by a plain count of all that counts; and why there are none, in words."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, time, timedelta
from itertools import combinations, permutations, product
from typing import TYPE_CHECKING, Any

from hypothesis import given, settings
from hypothesis import strategies as st
from test_schedule import FIRST, NONE, hosts, world

from effort import examples
from netcompose.organisation import Days
from netcompose.plan import Appointment, Appointments, Duty, Meeting
from netcompose.policy.catalogue import judge_calendar
from netcompose.schedule import Unschedulable, schedule, search
from netcompose.schedule.cause import fewest_that_cover, shrunk, weekday_names
from netcompose.schedule.days import Reason
from netcompose.schedule.search import dates
from netcompose.schedule.slots import task
from netcompose.schedule.solver import Dates, NoDates, hanging_together, solved

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pytest

    from netcompose.plan import Composition
    from netcompose.policy.scenario import Scenario
    from netcompose.schedule.slots import Slot, Task

TINY = {"a_year": 24, "hours": 2, "closed_weeks": (), "avoid_weeks": (37, 38), "weekdays": ("monday", "thursday")}


KEPT = Meeting("1", 1, date(2026, 9, 3), time(9), time(11))


@st.composite
def tiny(draw: st.DrawFn) -> tuple[Scenario, Composition, Appointments, list[Meeting]]:
    """Two networks with two meetings in a month of nine days, one of them dated already at times."""
    spell = st.builds(
        lambda n, k: Days(FIRST + timedelta(days=n), FIRST + timedelta(days=n + k)),
        st.integers(0, 28),
        st.sampled_from([0, 3, 7]),
    )
    away = {person: draw(st.lists(spell, max_size=2).map(tuple)) for person in ("a1", "a2", "b1", "b2", "z1")}
    meetings: dict[str, Any] = {**TINY, "same_week": draw(st.booleans())}
    if meetings["same_week"]:
        meetings["days"] = draw(st.integers(1, 2))
    made, composition = world(2, away=away, period={"months": 1}, meetings=meetings)
    duties = [Appointment(Duty.CHAIR, n, "z1") for n in ("1", "2") if draw(st.booleans())]
    if draw(st.booleans()):
        duties += hosts(("1", 1, "a1"), ("1", 2, "a2"), ("2", 1, "b1"), ("2", 2, "b2")).all
    kept: list[Meeting] = []
    if (
        not any(KEPT.date in spell for person in ("a1", "z1") for spell in away[person])
        and draw(st.integers(0, 2)) == 0
    ):
        kept = [KEPT]
    return made, composition, Appointments(tuple(duties)), kept


def price(
    whole: Task,
    composition: Composition,
    duties: Appointments,
    days: dict[tuple[str, int], date],
    turns: Appointments,
) -> tuple[int, int, int, int, int] | None:
    """What dates cost by the judges' counting, then days or weeks off the even rhythm, then swapped turns; None when a rule is broken."""
    meetings = (*whole.kept, *(Meeting(n, k, day, time(9), time(11)) for (n, k), day in days.items()))
    verdicts = {verdict.rule: verdict for verdict in judge_calendar(whole.scenario, composition, turns, meetings)}
    if any(verdict.violations for verdict in verdicts.values()):
        return None
    settings_ = whole.scenario.policy.meetings
    assert settings_ is not None

    def off(slot: Slot) -> int:
        day, ideal = days[slot.key], slot.ideal
        if settings_.same_week:
            day, ideal = (some - timedelta(days=some.weekday()) for some in (day, ideal))
            return abs((day - ideal).days) // 7
        return abs((day - ideal).days)

    uneven = verdicts["calendar_same_week"].cost if settings_.same_week else 0
    swapped = sum(one.person != other.person for one, other in zip(duties.all, turns.all, strict=True))
    absent = verdicts["calendar_present"].cost
    return verdicts["calendar_quiet_weeks"].cost, absent, uneven, sum(map(off, whole.slots)), swapped


def all_turns(duties: Appointments, kept: list[Meeting]) -> Iterator[Appointments]:
    """Every way to swap turns within a network; a kept meeting keeps its host."""
    fixed = {(meeting.network, meeting.number) for meeting in kept}
    own = [a for a in duties.of(Duty.HOST) if (a.network, a.meeting) not in fixed]
    by_network = [[a.person for a in own if a.network == network] for network in ("1", "2")]
    for orders in product(*(permutations(people) for people in by_network)):
        people = {a: person for a, person in zip(own, [p for order in orders for p in order], strict=True)}
        yield replace(duties, all=tuple(replace(a, person=people.get(a, a.person)) for a in duties.all))


@settings(max_examples=examples(40), deadline=None)
@given(tiny())
def test_no_calendar_is_better(given: tuple[Scenario, Composition, Appointments, list[Meeting]]) -> None:
    made, composition, duties, kept = given
    whole = task(made, composition, duties, kept, swap=True)
    open_ = [[day for day in whole.open_to_all(slot)] for slot in whole.slots]
    keys = [slot.key for slot in whole.slots]
    prices = [
        found
        for turns in all_turns(duties, kept)
        for chosen in product(*open_)
        if (found := price(whole, composition, duties, dict(zip(keys, chosen, strict=True)), turns)) is not None
    ]
    for answer in (dates(whole, whole.slots), solved(whole, whole.slots)):
        if not prices:
            assert answer == NoDates(certain=True)
            continue
        assert isinstance(answer, Dates)
        assert answer.proven
        people = {key: host for key, host in answer.hosts.items()}
        turns = tuple(
            replace(a, person=people.get((a.network, a.meeting or 0), a.person)) if a.duty is Duty.HOST else a
            for a in duties.all
        )
        mine = price(whole, composition, duties, answer.days, replace(duties, all=turns))
        assert mine is not None
        assert mine[:4] == min(prices)[:4]
    parts = [solved(whole, part) for part in hanging_together(whole, whole.slots)]
    assert all(isinstance(part, Dates) for part in parts) == bool(prices)


@st.composite
def larger(draw: st.DrawFn) -> tuple[Scenario, Composition, Appointments]:
    """Three or four networks in a quarter, in the same week or not: more than can be enumerated."""
    networks = draw(st.integers(3, 4))
    people = [f"{chr(96 + n)}{m}" for n in range(1, networks + 1) for m in (1, 2)]
    spell = st.builds(
        lambda n, k: Days(FIRST + timedelta(days=n), FIRST + timedelta(days=n + k)),
        st.integers(0, 85),
        st.sampled_from([0, 4, 20]),
    )
    away = {person: draw(st.lists(spell, max_size=2).map(tuple)) for person in (*people, "z1")}
    meetings: dict[str, Any] = {"a_year": 8, "same_week": draw(st.booleans()), "avoid_weeks": (38, 46)}
    made, composition = world(networks, away=away, period={"months": 3}, meetings=meetings)
    chairs = [Appointment(Duty.CHAIR, str(n + 1), "z1") for n in range(networks) if draw(st.booleans())][:2]
    turns = [Appointment(Duty.HOST, p[0].translate({97: "1", 98: "2", 99: "3", 100: "4"}), p, meeting=int(p[1])) for p in people]  # fmt: skip
    return made, composition, Appointments((*chairs, *(turns if draw(st.booleans()) else ())))


@settings(max_examples=examples(40), deadline=None)
@given(larger())
def test_dates_that_are_called_best_are_as_good_as_the_solvers(
    given: tuple[Scenario, Composition, Appointments],
) -> None:
    made, composition, duties = given
    whole = task(made, composition, duties, [], swap=True)
    quick, slow = dates(whole, whole.slots), solved(whole, whole.slots)
    assert isinstance(quick, Dates) == isinstance(slow, Dates)
    if isinstance(quick, Dates) and isinstance(slow, Dates):
        found = []
        for answer in (quick, slow):
            turns = tuple(
                replace(a, person=answer.hosts.get((a.network, a.meeting or 0), a.person)) if a.duty is Duty.HOST else a
                for a in duties.all
            )
            found.append(price(whole, composition, duties, answer.days, replace(duties, all=turns)))
            assert found[-1] is not None
        assert quick.proven
        if slow.proven:
            assert found[0] is not None
            assert found[1] is not None
            assert found[0][:4] == found[1][:4]


reasons = st.frozensets(st.sampled_from([Reason("away", p) for p in "abcd"] + [Reason("closed"), Reason("gap")]), min_size=1)  # fmt: skip


@given(st.lists(reasons, max_size=6))
def test_no_fewer_reasons_have_one_in_each_set(sets: list[frozenset[Reason]]) -> None:
    found = fewest_that_cover(sets)
    assert all(some & set(found) for some in sets)
    every = sorted(frozenset[Reason]().union(*sets))
    fewer = [few for size in range(len(found)) for few in combinations(every, size)]
    assert not any(all(some & set(few) for some in sets) for few in fewer)


def test_of_many_reasons_none_that_are_found_can_be_left_out() -> None:
    everybody = [Reason("away", f"p{n:02}") for n in range(14)]
    sets = [frozenset(everybody[n : n + 3]) for n in range(12)]
    found = fewest_that_cover(sets)
    assert all(some & set(found) for some in sets)
    for one in found:
        assert not all(some & (set(found) - {one}) for some in sets)


@given(st.lists(st.integers(0, 30), max_size=15, unique=True), st.sets(st.integers(0, 30)))
def test_what_is_shrunk_still_holds_and_nothing_can_be_taken_from_it(items: list[int], needed: set[int]) -> None:
    wanted = needed & set(items)
    calls = Counter[int]()

    def holds(some: Any) -> bool:
        calls[len(some)] += 1
        return wanted <= set(some)

    assert shrunk(items, holds) == [item for item in items if item in wanted]
    assert calls.total() <= 4 * len(items) + 8


def told(
    made: Scenario, composition: Composition, duties: Appointments = NONE, **more: Any
) -> list[tuple[str, tuple[str, ...], str]]:
    answer = schedule(made, composition, duties, **more)
    assert isinstance(answer, Unschedulable)
    return [(clash.rule, clash.people, str(clash.message)) for clash in answer.conflict]


SEPTEMBER = "Meeting 1 of 1 is to be held from 2026-09-01 to 2026-09-30."
MONTH: dict[str, Any] = {"period": {"months": 1}}


def test_a_part_without_an_open_day_is_told_with_what_closes_it() -> None:
    once = {"a_year": 12, "closed_weeks": (36, 37), "weekdays": ["monday", "friday"]}
    made, composition = world(1, **MONTH, meetings=once, closed=(Days(date(2026, 9, 14), date(2026, 9, 30)),))
    assert told(made, composition) == [
        ("calendar_rhythm", (), SEPTEMBER),
        ("calendar_open_days", (), "22 weekdays in that time are in closed weeks or on the list of closed days."),
    ]


def test_closed_days_and_days_of_the_week_are_told() -> None:
    once = {"a_year": 12, "closed_weeks": (), "weekdays": ["monday", "friday"]}
    mondays = tuple(Days(date(2026, 9, d), date(2026, 9, d)) for d in (4, 7, 11, 14, 18, 21, 25, 28))
    made, composition = world(1, **MONTH, meetings=once, closed=mondays)
    assert told(made, composition) == [
        ("calendar_rhythm", (), SEPTEMBER),
        ("calendar_open_days", (), "8 weekdays in that time are in closed weeks or on the list of closed days."),
        ("calendar_open_days", (), "Meetings are held only on: Monday, Friday."),
    ]


def test_a_holiday_that_takes_the_last_day_is_told() -> None:
    once = {"a_year": 12, "closed_weeks": (), "weekdays": ["friday"]}
    fridays = tuple(Days(date(2026, 12, d), date(2026, 12, d)) for d in (4, 11, 18))
    made, composition = world(1, period={"first": date(2026, 12, 1), "months": 1}, meetings=once, closed=fridays)
    assert told(made, composition) == [
        ("calendar_rhythm", (), "Meeting 1 of 1 is to be held from 2026-12-01 to 2026-12-31."),
        ("calendar_open_days", (), "3 weekdays in that time are in closed weeks or on the list of closed days."),
        (
            "calendar_open_days",
            (),
            "3 weekdays in that time are public holidays, or days on which town halls are closed.",
        ),
        ("calendar_open_days", (), "Meetings are held only on: Friday."),
    ]


def test_somebody_who_is_away_all_the_time_is_told() -> None:
    spell = (Days(date(2026, 9, 1), date(2026, 9, 30)),)
    made, composition = world(1, **MONTH, away={"z1": spell}, meetings={"a_year": 12})
    chair = Appointments((Appointment(Duty.CHAIR, "1", "z1"),))
    assert told(made, composition, chair) == [
        ("calendar_rhythm", (), SEPTEMBER),
        ("calendar_present", ("z1",), "Leader z1 must be there, and is away on 22 weekdays of that time."),
    ]


def test_networks_that_cannot_share_a_week_are_told() -> None:
    made, composition = world(3, meetings={"same_week": True, "days": 2})
    chairs = Appointments(tuple(Appointment(Duty.CHAIR, n, "z1") for n in ("1", "2", "3")))
    found = told(made, composition, chairs)
    parts = [f"Meeting 1 of {n} is to be held from 2026-09-01 to 2026-12-31." for n in "123"]
    assert [message for _, _, message in found] == [
        *parts,
        "All networks meet in one and the same week.",
        "The networks are spread over 2 days of that week.",
        "Leader z1 cannot be in two places at once.",
    ]
    assert [rule for rule, _, _ in found] == ["calendar_rhythm"] * 3 + ["calendar_same_week"] * 2 + [
        "calendar_two_places"
    ]
    assert [people for _, people, _ in found] == [(), (), (), (), (), ("z1",)]


def test_why_is_asked_without_looking_for_the_best(monkeypatch: pytest.MonkeyPatch) -> None:
    from netcompose.schedule import cause

    asked: list[bool] = []
    answered = cause.solved

    def listening(*question: Any, best: bool = True, **how: Any) -> Any:
        asked.append(best)
        return answered(*question, best=best, **how)

    monkeypatch.setattr(cause, "solved", listening)
    made, composition = world(2, meetings={"same_week": True, "days": 1})
    told(made, composition, Appointments(tuple(Appointment(Duty.CHAIR, n, "z1") for n in ("1", "2"))))
    assert set(asked) == {False}


def test_somebody_from_outside_is_told_by_what_they_are_called_there() -> None:
    made, composition = world(2, meetings={"same_week": True, "days": 1})
    chairs = Appointments(tuple(Appointment(Duty.CHAIR, n, "Konsulenten") for n in ("1", "2")))
    assert told(made, composition, chairs)[-1] == (
        "calendar_two_places",
        ("Konsulenten",),
        "Konsulenten cannot be in two places at once.",
    )


def test_networks_that_cannot_share_a_day_are_told() -> None:
    made, composition = world(2, meetings={"same_week": True, "days": 1})
    chairs = Appointments(tuple(Appointment(Duty.CHAIR, n, "z1") for n in ("1", "2")))
    assert [message for rule, _, message in told(made, composition, chairs) if rule != "calendar_rhythm"] == [
        "All networks meet in one and the same week.",
        "The networks are spread over 1 day of that week.",
        "Leader z1 cannot be in two places at once.",
    ]


def test_of_many_meetings_the_best_weeks_found_are_taken_and_not_called_proven(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where swapped turns might be better still, and the whole is too large to be asked."""
    made, composition = world(2, meetings={"same_week": True})
    duties = hosts(("1", 1, "a1"), ("1", 2, "a2"), ("2", 1, "b1"), ("2", 2, "b2"))
    whole = task(made, composition, duties, [], swap=True)
    monkeypatch.setattr(search, "MANY", 1)
    best = dates(whole, whole.slots)
    assert isinstance(best, Dates)
    assert best.proven  # what it costs cannot be less
    weekly = search._week_by_week
    with monkeypatch.context() as unsure:  # and so it is proven, whether or not each week was looked at to its end
        unsure.setattr(search, "_week_by_week", lambda *asked: replace(weekly(*asked), proven=False))
        assert dates(whole, whole.slots) == best
    monkeypatch.setattr(search, "_bound", lambda *_: (-1, 0, 0, 0))
    found = dates(whole, whole.slots)
    assert isinstance(found, Dates)
    assert (found.days, found.proven) == (best.days, False)
    alone = task(made, composition, NONE, [], swap=True)
    assert dates(alone, alone.slots) == replace(dates(alone, alone.slots), proven=True)  # there are no turns to swap


def test_meetings_that_come_too_near_each_other_are_told() -> None:
    only = (Days(date(2026, 9, 1), date(2026, 9, 14)), Days(date(2026, 9, 18), date(2026, 9, 30)))
    made, composition = world(1, **MONTH, meetings={"a_year": 24, "closed_weeks": ()}, closed=only)
    found = told(made, composition)
    assert [rule for rule, _, _ in found][:2] == ["calendar_rhythm", "calendar_rhythm"]
    assert ("calendar_rhythm", (), "A network's meetings are at least 7 days apart.") in found
    assert any("in closed weeks or on the list of closed days." in message for _, _, message in found)


def test_days_of_the_week_have_names() -> None:
    days = ["monday", "tuesday", "wednesday", "thursday", "friday"]
    assert [str(name) for name in weekday_names(days)] == [day.capitalize() for day in days]
    assert [str(name) for name in weekday_names(["sunday", "friday"])] == ["Friday"]


def test_the_meeting_with_the_fewest_reasons_is_told() -> None:
    """Both networks' first meeting has no day; that of 2 needs one person less to be away."""
    early = Days(date(2026, 9, 1), date(2026, 9, 15))
    late = Days(date(2026, 9, 16), date(2026, 9, 30))
    away = {"a1": (early,), "a2": (late,), "b1": (early, late)}
    made, composition = world(2, **MONTH, away=away, meetings={"a_year": 12})
    needed = [Appointment(Duty.CHAIR, "1", "a1"), Appointment(Duty.FACILITATOR, "1", "a2")]
    duties = Appointments((*needed, Appointment(Duty.CHAIR, "2", "b1")))
    assert [people for _, people, _ in told(made, composition, duties)] == [(), ("b1",)]
    alone = Appointments(tuple(needed))
    assert [people for _, people, _ in told(made, composition, alone)] == [(), ("a1",), ("a2",)]
