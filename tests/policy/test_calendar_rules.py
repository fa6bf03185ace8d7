"""Each judge of a calendar just inside and just outside its rule, and what it says of both."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from netcompose.organisation import Days, Level, Topic
from netcompose.plan import (
    Appointment,
    Appointments,
    Composition,
    Duty,
    Event,
    EventKind,
    Meeting,
    Network,
    Past,
    Theme,
    Verdict,
)
from netcompose.policy.calendar import themes
from netcompose.policy.calendar.over import over
from netcompose.policy.catalogue import judge_calendar
from worlds import leader, policy, scenario

if TYPE_CHECKING:
    from netcompose.policy.scenario import Scenario

FIRST = date(2026, 9, 1)
GOOD = {
    ("1", 1): date(2026, 9, 1),  # the first day of its part …
    ("1", 2): date(2027, 4, 30),  # … and the last
    ("1", 3): date(2027, 6, 29),  # sixty days later: half a part
    ("2", 1): date(2026, 12, 30),
    ("2", 2): date(2027, 3, 1),
    ("2", 3): date(2027, 8, 31),
}
"""Three meetings of two networks, each in its own third of the year: a right calendar."""


def world(away: dict[str, Days] | None = None, closed: tuple[Days, ...] = (), **settings: Any) -> Scenario:
    """Two networks of two (a and b, c and d), and a chief z outside them."""
    people = [leader(id, away=(away[id],) if away and id in away else ()) for id in "abcd"]
    people.append(leader("z", level=Level.CHIEF, away=(away["z"],) if away and "z" in away else ()))
    meetings = {"a_year": 3, "hours": 2, **settings.pop("meetings", {})}
    made = scenario(
        people, policy(size="2", number=2, meetings=meetings, period={"first": FIRST}, goals=[], duties={}, **settings)
    )
    return replace(made, organisation=replace(made.organisation, closed=closed))


NETWORKS = Composition((Network("1", "Network 1", ("a", "b")), Network("2", "Network 2", ("c", "d"))))


def meeting(
    network: str, number: int, day: date | None, start: time | None = time(9), end: time | None = time(11)
) -> Meeting:
    return Meeting(network, number, day, start, end)


def judged(
    rule: str,
    made: Scenario,
    days: dict[tuple[str, int], Any],
    *duties: Appointment,
    events: tuple[Event, ...] = (),
    past: Past | None = None,
) -> Verdict:
    """What one judge says of meetings: a day, or a whole meeting, for a network and number."""
    meetings = tuple(
        what if isinstance(what, Meeting) else meeting(network, number, what)
        for (network, number), what in days.items()
    )
    verdicts = judge_calendar(made, NETWORKS, Appointments(duties), meetings, events, past=past or Past())
    (verdict,) = [verdict for verdict in verdicts if verdict.rule == rule]
    return verdict


def told(verdict: Verdict) -> tuple[int, int, str, list[str]]:
    """Everything that a judge says: violations, cost, summary and witnesses."""
    return verdict.violations, verdict.cost, str(verdict.summary), [str(witness) for witness in verdict.witnesses]


def without(days: dict[tuple[str, int], Any], *keys: tuple[str, int]) -> dict[tuple[str, int], Any]:
    return {key: what for key, what in days.items() if key not in keys}


EVEN = "3 meetings in each network, evenly spread, of 2 hours each."


@pytest.mark.parametrize(
    ("change", "witness"),
    [
        ({("1", 1): date(2026, 8, 31)}, "Meeting 1 of Network 1 is on 2026-08-31, not between 2026-09-01 and 2026-12-31."),
        ({("1", 3): date(2027, 9, 1)}, "Meeting 3 of Network 1 is on 2027-09-01, not between 2027-05-01 and 2027-08-31."),
        ({("1", 3): date(2027, 6, 28)}, "Meeting 3 of Network 1 is less than 60 days after the one before."),
        ({("2", 1): None}, "Meeting 1 of Network 2 has no date."),
        ({("1", 2): meeting("1", 2, date(2027, 4, 30), end=time(11, 1))}, "Meeting 2 of Network 1 does not last 2 hours."),
        ({("1", 2): meeting("1", 2, date(2027, 4, 30), end=time(10, 59))}, "Meeting 2 of Network 1 does not last 2 hours."),
        ({("1", 2): meeting("1", 2, date(2027, 4, 30), end=None)}, "Meeting 2 of Network 1 does not last 2 hours."),
        ({("1", 2): meeting("1", 2, date(2027, 4, 30), start=None)}, "Meeting 2 of Network 1 does not last 2 hours."),
    ],
)  # fmt: skip
def test_one_break_of_the_rhythm(change: dict[tuple[str, int], Any], witness: str) -> None:
    assert told(judged("calendar_rhythm", world(), GOOD)) == (0, 0, EVEN, [])
    assert told(judged("calendar_rhythm", world(), GOOD | change)) == (1, 0, "1 break of the rhythm.", [witness])


def test_every_break_of_the_rhythm_is_counted() -> None:
    days = without(GOOD, ("1", 1), ("2", 3))
    assert told(judged("calendar_rhythm", world(), days)) == (
        2,
        0,
        "2 breaks of the rhythm.",
        ["Meeting 1 of Network 1 has no date.", "Meeting 3 of Network 2 has no date."],
    )


def test_a_meeting_lasts_as_long_as_it_should_to_the_minute() -> None:
    seconds = GOOD | {("1", 2): meeting("1", 2, GOOD["1", 2], start=time(9, 0, 20), end=time(11, 1))}
    assert judged("calendar_rhythm", world(), seconds).violations == 0
    half = {key: meeting(*key, day, end=time(10, 30)) for key, day in GOOD.items()}
    assert judged("calendar_rhythm", world(meetings={"hours": 1.5}), half).violations == 0


def test_one_meeting_a_year_is_anywhere_in_it() -> None:
    made = world(meetings={"a_year": 1})
    days = {("1", 1): date(2026, 9, 1), ("2", 1): date(2027, 8, 31)}
    assert told(judged("calendar_rhythm", made, days)) == (0, 0, "1 meeting in each network, of 2 hours.", [])


def test_of_meetings_that_are_over_no_rhythm_is_asked() -> None:
    days = GOOD | {("1", 1): date(2026, 8, 3), ("2", 1): None}
    held = Past(over=frozenset({("1", 1), ("2", 1)}))
    assert judged("calendar_rhythm", world(), days, past=held).violations == 0
    later = days | {("1", 3): date(2027, 6, 28)}
    assert judged("calendar_rhythm", world(), later, past=held).violations == 1  # the rest is judged all the same


FRIDAY = date(2026, 11, 6)


@pytest.mark.parametrize(
    ("day", "settings", "why"),
    [
        (date(2026, 11, 7), {}, "a weekend"),
        (date(2026, 11, 8), {}, "a weekend"),
        (date(2026, 12, 25), {}, "a public holiday or a day on which town halls are closed"),
        (date(2026, 10, 12), {}, "week 42 is closed"),
        (date(2026, 10, 16), {}, "week 42 is closed"),
        (FRIDAY, {"closed_days": [FRIDAY]}, "a closed day"),
        (FRIDAY, {"weekdays": ["monday", "thursday"]}, "not a day of the week on which meetings are held"),
    ],
)
def test_a_closed_day(day: date, settings: dict[str, Any], why: str) -> None:
    made = world(meetings=settings)
    summary = "1 meeting is on a closed day."
    witness = f"Meeting 2 of Network 1 is on {day}: {why}."
    assert told(judged("calendar_open_days", made, {("1", 2): day})) == (1, 0, summary, [witness])
    seminar = Event(EventKind.SEMINAR, "Day", day, day)
    verdict = judged("calendar_open_days", made, {}, events=(seminar,))
    assert told(verdict) == (1, 0, summary, [f"The joint seminar is on {day}: {why}."])
    phase = replace(seminar, kind=EventKind.PHASE)
    assert judged("calendar_open_days", made, {}, events=(phase,)).violations == 0  # a phase has weekends in it
    held = Past(over=frozenset({("1", 2)}))
    assert judged("calendar_open_days", made, {("1", 2): day}, past=held).violations == 0


def test_open_days() -> None:
    open_ = {("1", 1): FRIDAY, ("1", 2): date(2026, 10, 9), ("2", 1): date(2026, 10, 19)}
    assert told(judged("calendar_open_days", world(), open_)) == (0, 0, "3 meetings, all on open days.", [])
    assert told(judged("calendar_open_days", world(), {("1", 1): FRIDAY})) == (0, 0, "1 meeting, on an open day.", [])
    christmas = world(meetings={"public_holidays": False})
    assert judged("calendar_open_days", christmas, {("1", 1): date(2026, 12, 25)}).violations == 0
    closed = world(closed=(Days(FRIDAY, FRIDAY),))
    both = judged("calendar_open_days", closed, {("1", 1): FRIDAY, ("2", 1): FRIDAY})
    assert told(both)[:3] == (2, 0, "2 meetings are on closed days.")
    assert [str(w) for w in both.witnesses][1] == "Meeting 1 of Network 2 is on 2026-11-06: a closed day."


TUESDAY = date(2026, 11, 3)


def together(days: int | None = None, networks: int = 2, **more: Any) -> Scenario:
    made = world(meetings={"same_week": True, "days": days, **more})
    return replace(made, networks=tuple(str(n + 1) for n in range(networks)))


@pytest.mark.parametrize(
    ("days", "loads", "violations", "cost"),
    [
        (2, (1, 1), 0, 0),
        (2, (2, 0), 1, 1),  # all on one day, where an even load is one
        (2, (2, 1), 0, 0),
        (2, (3, 1), 0, 2),
        (2, (3, 2), 0, 0),
        (2, (4, 1), 0, 2),  # one above three, one below two
        (2, (1, 1, 1), 1, 0),
        (3, (1, 1), 0, 0),  # fewer networks than days
        (3, (3, 1, 1), 0, 1),
        (1, (3,), 0, 0),
    ],
)
def test_the_networks_are_spread_over_the_days_of_a_week(
    days: int, loads: tuple[int, ...], violations: int, cost: int
) -> None:
    given = {}
    for index, load in enumerate(loads):
        for _ in range(load):
            given[str(len(given) + 1), 1] = TUESDAY + timedelta(days=index)
    verdict = judged("calendar_same_week", together(days, len(given)), given)
    assert (verdict.violations, verdict.cost) == (violations, cost)


def test_what_is_said_of_meetings_in_one_week() -> None:
    good = {("1", 1): TUESDAY, ("2", 1): TUESDAY + timedelta(days=1)}
    summary = "All networks meet in one week, over 2 days of it, at the same hour."
    assert told(judged("calendar_same_week", together(2), good)) == (0, 0, summary, [])
    one = "All networks meet in one week, over 1 day of it, at the same hour."
    assert told(judged("calendar_same_week", together(1), {("1", 1): TUESDAY, ("2", 1): TUESDAY})) == (0, 0, one, [])
    bad = {
        **good,
        ("1", 2): TUESDAY,
        ("2", 2): TUESDAY + timedelta(days=7),
        ("1", 3): meeting("1", 3, TUESDAY),
        ("2", 3): meeting("2", 3, TUESDAY, time(10), time(12)),
    }
    assert told(judged("calendar_same_week", together(2), bad)) == (
        3,
        1,
        "3 times the networks do not meet together.",
        [
            "Meetings 2 are not all in one week.",
            "Meetings 3 are on 1 day of the week, not on 2.",
            "Meetings 3 do not begin at the same hour.",
        ],
    )
    once = without(bad, ("1", 3), ("2", 3))
    assert str(judged("calendar_same_week", together(2), once).summary) == "1 time the networks do not meet together."


def test_of_numbers_that_are_over_or_not_dated_no_common_week_is_asked() -> None:
    days = {("1", 1): TUESDAY, ("2", 1): TUESDAY + timedelta(days=7), ("1", 2): None, ("2", 2): None}
    days |= {("1", 3): TUESDAY, ("2", 3): TUESDAY}
    held = Past(over=frozenset({("1", 1)}))
    assert [str(w) for w in judged("calendar_same_week", together(2), days, past=held).witnesses] == [
        "Meetings 3 are on 1 day of the week, not on 2."
    ]


def test_the_same_week_of_two_years_is_not_the_same() -> None:
    days = {("1", 1): TUESDAY, ("2", 1): TUESDAY + timedelta(weeks=53)}
    assert days["1", 1].isocalendar().week == 45
    assert days["2", 1].isocalendar().week == 45
    assert judged("calendar_same_week", together(2), days).violations == 1


HOSTS = (Appointment(Duty.HOST, "1", "a", meeting=1), Appointment(Duty.HOST, "1", "b", meeting=2))
AWAY = Days(TUESDAY, TUESDAY)


@pytest.mark.parametrize(
    ("person", "number", "duties", "violations"),
    [
        ("a", 1, HOSTS, 1),
        ("a", 2, HOSTS, 0),  # b hosts then
        ("b", 2, HOSTS, 1),
        ("z", 1, (Appointment(Duty.CHAIR, "1", "z"),), 1),
        ("z", 3, (Appointment(Duty.CHAIR, "1", "z"),), 1),
        ("z", 1, (Appointment(Duty.CONTACT, "1", "z"),), 1),
        ("z", 2, (Appointment(Duty.CONTACT, "1", "z"),), None),  # a contact is needed at the first meeting only
        ("z", 1, (Appointment(Duty.CHAIR, "2", "z"),), None),
        ("z", 1, (Appointment(Duty.DEPUTY, "1", "z"),), None),  # whom no meeting needs
    ],
)  # fmt: skip
def test_who_must_be_there(person: str, number: int, duties: tuple[Appointment, ...], violations: int | None) -> None:
    made = world({person: AWAY})
    verdict = judged("calendar_present", made, {("1", number): TUESDAY}, *duties)
    must = f"Leader {person} must be at meeting {number} of Network 1, and is away that day."
    away = f"Leader {person} is away at meeting {number} of Network 1."
    expected = {
        1: (1, 0, "1 time somebody must be at a meeting and is away.", [must]),
        0: (0, 1, "Whoever must be there can; 1 member is away at a meeting.", [away]),
        None: (0, 0, "Whoever must be there can; 0 times a member is away at a meeting.", []),
    }
    assert told(verdict) == expected[violations]
    held = Past(over=frozenset({("1", number)}))
    assert judged("calendar_present", made, {("1", number): TUESDAY}, *duties, past=held).witnesses == ()


def test_whoever_must_be_there_is_told_of_first() -> None:
    made = world({"a": AWAY, "b": AWAY, "c": AWAY, "d": AWAY})
    verdict = judged("calendar_present", made, {("2", 1): TUESDAY, ("1", 2): TUESDAY, ("1", 1): TUESDAY}, *HOSTS)
    assert told(verdict)[:3] == (2, 4, "2 times somebody must be at a meeting and is away.")
    assert [str(w).partition(" must")[0] for w in verdict.witnesses][:2] == ["Leader b", "Leader a"]
    assert judged("calendar_present", made, {("1", 1): TUESDAY + timedelta(days=1)}, *HOSTS).witnesses == ()


CHAIRS = (Appointment(Duty.CHAIR, "1", "z"), Appointment(Duty.CHAIR, "2", "z"))


@pytest.mark.parametrize(
    ("start", "end", "clash"),
    [
        (time(9), time(11), True),
        (time(11), time(13), False),  # begins as the other ends
        (time(10, 59), time(12), True),
        (time(7), time(9), False),
        (time(7), time(9, 1), True),
        (time(9, 30), time(10), True),
        (time(8), time(12), True),
        (None, time(9), True),  # without hours it may be at any
        (time(11), None, True),
    ],
)
def test_two_meetings_at_once(start: time | None, end: time | None, clash: bool) -> None:
    for order in (1, -1):
        there = [(("1", 1), TUESDAY), (("2", 1), meeting("2", 1, TUESDAY, start, end))]
        verdict = judged("calendar_two_places", world(), dict(there[::order]), *CHAIRS)
        assert verdict.violations == clash
        summary = "1 clash of meetings." if clash else "Nobody is to be in two places at once."
        assert str(verdict.summary) == summary
        names = ("Network 1 and Network 2", "Network 2 and Network 1")[order < 0]
        witnesses = [f"Leader z is to be in {names} at once on 2026-11-03."]
        assert [str(w) for w in verdict.witnesses] == (witnesses if clash else [])


def test_clashes_are_counted_for_each_person_and_pair() -> None:
    made = world()
    days = {("1", 1): TUESDAY, ("1", 2): TUESDAY, ("2", 1): TUESDAY}
    verdict = judged("calendar_two_places", made, days, *CHAIRS)
    assert verdict.violations == 1 + 1 + 3  # a and b have two meetings at once, z three
    assert str(verdict.summary) == "5 clashes of meetings."
    apart = days | {("1", 2): TUESDAY + timedelta(days=1)}
    assert judged("calendar_two_places", made, apart).violations == 0
    held = Past(over=frozenset({("1", 2), ("2", 1)}))
    assert judged("calendar_two_places", made, days, *CHAIRS, past=held).violations == 0


def test_no_meeting_is_on_the_day_of_the_seminar() -> None:
    seminar = Event(EventKind.SEMINAR, "Day", TUESDAY, TUESDAY)
    days = {("1", 1): TUESDAY, ("2", 1): TUESDAY + timedelta(days=1)}
    verdict = judged("calendar_two_places", world(), days, events=(seminar,))
    assert told(verdict) == (
        1,
        0,
        "1 clash of meetings.",
        ["Meeting 1 of Network 1 is on the day of the joint seminar."],
    )
    phase = replace(seminar, kind=EventKind.PHASE)
    assert judged("calendar_two_places", world(), days, events=(phase,)).violations == 0


def test_weeks_to_be_avoided_cost_and_break_nothing() -> None:
    made = world(meetings={"avoid_weeks": [45]})
    days = {("1", 1): TUESDAY, ("2", 1): TUESDAY - timedelta(days=2), ("2", 2): TUESDAY + timedelta(days=6)}
    assert told(judged("calendar_quiet_weeks", made, days)) == (
        0,
        1,
        "1 meeting is in a week to be avoided.",
        ["Meeting 1 of Network 1 is in week 45, which is to be avoided."],
    )
    assert told(judged("calendar_quiet_weeks", made, {})) == (0, 0, "0 meetings are in weeks to be avoided.", [])


PHASES = [{"name": "Start", "weeks": 2}, {"name": "Test", "weeks": 3, "begins_after_months": 6}]
MARCH = date(2027, 3, 1)  # six months in, and a Monday


def phase(name: str, first: date, weeks: int) -> Event:
    return Event(EventKind.PHASE, name, first, first + timedelta(days=7 * weeks - 3))


START, TEST = phase("Start", date(2026, 9, 7), 2), phase("Test", MARCH, 3)


@pytest.mark.parametrize(
    ("events", "witnesses"),
    [
        ((START, TEST), []),
        ((START, phase("Test", MARCH + timedelta(weeks=5), 3)), []),
        ((phase("Start", date(2026, 10, 5), 3), TEST), []),  # week 42 is closed and does not count
        ((START,), ["The phases are not those of the policy, in their order."]),
        ((START, TEST, TEST), ["The phases are not those of the policy, in their order."]),
        ((phase("Start", date(2026, 9, 7), 3), TEST), ["The phase Start has 3 weeks with open days, not 2."]),
        ((phase("Start", date(2026, 9, 7), 1), TEST), ["The phase Start has 1 week with open days, not 2."]),
        (
            (START, phase("Test", MARCH - timedelta(days=7), 3)),
            ["The phase Test begins on 2027-02-22, not about 2027-03-01."],
        ),
        (
            (START, phase("Test", MARCH + timedelta(weeks=6), 3)),
            ["The phase Test begins on 2027-04-12, not about 2027-03-01."],
        ),
        (
            (phase("Start", date(2027, 2, 22), 2), TEST),
            ["The phase Test begins before the one before it is over."],
        ),
        ((phase("Start", date(2027, 4, 12), 2), phase("Test", date(2027, 5, 24), 3)), []),  # late, as the one before it
        (
            (phase("Start", date(2027, 4, 12), 2), phase("Test", date(2027, 5, 31), 3)),
            ["The phase Test begins on 2027-05-31, not about 2027-03-01."],
        ),
    ],
)  # fmt: skip
def test_phases(events: tuple[Event, ...], witnesses: list[str]) -> None:
    verdict = judged("calendar_phases", world(phases=PHASES), {}, events=events)
    summary = f"{len(events)} phases, one after the other." if not witnesses else "1 remark on the phases."
    assert told(verdict) == (len(witnesses), 0, summary, witnesses)


EASTER = Days(date(2027, 3, 22), date(2027, 3, 24))  # Monday to Wednesday, before Maundy Thursday and Good Friday


@pytest.mark.parametrize(
    ("meetings", "closed", "weeks"),
    [
        ({}, (), 2),
        ({}, (EASTER,), 1),
        ({"public_holidays": False}, (EASTER,), 2),
        ({}, (Days(date(2027, 3, 22), date(2027, 3, 23)),), 2),
        ({"closed_days": ["2027-03-22", "2027-03-23", "2027-03-24"]}, (), 1),
        ({"weekdays": ["monday", "tuesday"]}, (EASTER,), 1),
        ({"weekdays": ["thursday", "friday"]}, (), 1),
        ({"weekdays": ["thursday", "friday"], "public_holidays": False}, (), 2),
        ({"closed_weeks": [12]}, (), 1),
        ({"avoid_weeks": [11, 12]}, (), 0),
        (None, (), 2),
        (None, (EASTER,), 1),
        (None, (Days(week=11), EASTER), 0),
    ],
)
def test_weeks_of_a_phase_that_have_an_open_day(
    meetings: dict[str, Any] | None, closed: tuple[Days, ...], weeks: int
) -> None:
    made = world(phases=[{"name": "Spring", "weeks": 9}], meetings=meetings or {}, closed=closed)
    if meetings is None:
        made = replace(made, policy=made.policy.model_copy(update={"meetings": None}))
    spring = phase("Spring", date(2027, 3, 15), 2)
    witness = f"The phase Spring has {weeks} week{'s' * (weeks != 1)} with open days, not 9."
    assert told(judged("calendar_phases", made, {}, events=(spring,))) == (1, 0, "1 remark on the phases.", [witness])


def test_without_meetings_a_phase_waits_for_the_weeks_that_are_closed_by_default() -> None:
    made = world(phases=PHASES[:1])
    bare = replace(made, policy=made.policy.model_copy(update={"meetings": None}))
    autumn = Event(EventKind.PHASE, "Start", date(2026, 10, 5), date(2026, 10, 23))  # with week 42 in it
    assert told(judged("calendar_phases", bare, {}, events=(autumn,))) == (0, 0, "1 phase, in order.", [])


def test_remarks_on_phases_are_counted() -> None:
    verdict = judged("calendar_phases", world(phases=PHASES), {}, events=())
    assert str(verdict.summary) == "1 remark on the phases."
    swapped = judged(
        "calendar_phases", world(phases=PHASES), {}, events=(phase("Test", MARCH, 2), phase("Start", MARCH, 3))
    )
    assert str(swapped.summary) == "2 remarks on the phases."


def theme(network: str, number: int, name: str, votes: int) -> Theme:
    return Theme(network, number, name, votes)


def programme(scope: str, *given: Theme, topics: tuple[Topic, ...] = ()) -> Verdict:
    """What is said of themes where a and b want A, b and c want B, and c, d and z want C."""
    wishes = {"a": ("A",), "b": ("a ", "B"), "c": ("b", "C"), "d": ("C", "Netværksleder"), "z": ("C", "C")}
    made = world(themes={"scope": scope})
    people = tuple(replace(person, wishes=wishes[person.id]) for person in made.organisation.people)
    made = replace(made, organisation=replace(made.organisation, people=people, topics=topics))
    return themes.judge(made, NETWORKS, given)


A1, B1, C2, B2 = theme("1", 1, "A", 2), theme("1", 2, "B", 1), theme("2", 1, "C", 2), theme("2", 2, "B", 1)
BEFORE = "{} takes up a theme before one that is more wanted."


@pytest.mark.parametrize(
    ("given", "witnesses"),
    [
        ((A1, B1, C2, B2), []),
        ((A1, C2), []),
        ((theme("1", 1, " a", 2), C2), []),
        ((A1, replace(A1, meeting=2), C2), ["Network 1 takes up a twice."]),
        ((A1, replace(A1, meeting=2), replace(A1, theme="a", meeting=3), C2), ["Network 1 takes up a twice."]),
        ((replace(B1, meeting=1), replace(A1, meeting=2), C2, B2), [BEFORE.format("Network 1")]),
        ((B1, C2), [BEFORE.format("Network 1")]),  # A is left out
        ((A1, B2), [BEFORE.format("Network 2")]),
        ((A1, replace(B1, meeting=1), C2), []),  # two at one meeting, in any order
        ((replace(A1, votes=3), C2), ["Network 1 has themes with wrong votes."]),
        ((A1, replace(C2, votes=1)), ["Network 2 has themes with wrong votes."]),
    ],
)
def test_themes_of_a_network(given: tuple[Theme, ...], witnesses: list[str]) -> None:
    verdict = programme("network", *given)
    assert (verdict.violations, [str(w) for w in verdict.witnesses]) == (len(witnesses), witnesses)
    names = len({" ".join(theme.theme.lower().split()) for theme in given})
    good = f"{names} themes, the most wanted first."
    assert str(verdict.summary) == ("1 remark on the themes." if witnesses else good)


def test_one_theme_and_several_remarks() -> None:
    assert str(programme("network", A1).summary) == "1 theme, most wanted first."
    verdict = programme("network", replace(A1, votes=0), replace(B2, votes=0))
    assert str(verdict.summary) == "3 remarks on the themes."


def test_a_theme_whose_meeting_is_decided_goes_before_none() -> None:
    pinned = (Topic("b", 0, 1),)
    first = (replace(B1, meeting=1), replace(A1, meeting=2), replace(C2, meeting=2), replace(B2, meeting=1))
    assert programme("network", *first, topics=pinned).violations == 0
    assert programme("network", *first).violations == 2
    assert programme("network", A1, C2, topics=pinned).violations == 0


def test_one_programme_for_all_networks() -> None:
    topics = (Topic("D", 4), Topic("a", 1))
    right = [theme(n, meeting, name, votes) for n in "12" for meeting, name, votes in ((1, "D", 4), (2, "A", 3))]
    assert told(programme("all", *right, topics=topics)) == (0, 0, "2 themes, the most wanted first.", [])
    other = [*right[:3], theme("2", 2, "B", 2)]
    assert [str(w) for w in programme("all", *other, topics=topics).witnesses] == [
        "Network 2 takes up a theme before one that is more wanted.",
        "The networks do not have the same programme.",
    ]
    moved = [*right[:3], replace(right[3], meeting=3)]
    assert [str(w) for w in programme("all", *moved, topics=topics).witnesses] == [
        "The networks do not have the same programme."
    ]
    asked = programme("network", *(replace(t, votes=0) for t in right), topics=topics)
    assert asked.violations > 0  # the topic bank votes on a programme for all only


@pytest.mark.parametrize(
    ("today", "gone"),
    [
        (date(2026, 9, 1), set()),  # a meeting of today is not over
        (date(2026, 9, 2), {("1", 1)}),
        (date(2026, 12, 3), {("1", 1)}),
        (
            date(2026, 12, 4),
            {("1", 1), ("2", 1)},
        ),  # less than four weeks are left of the first third, which 2 has no date in
        (date(2027, 4, 3), {("1", 1), ("2", 1), ("2", 2)}),  # 1 has a date in the second third, which is not over
        (date(2027, 5, 1), {("1", 1), ("1", 2), ("2", 1), ("2", 2)}),
        (date(2028, 1, 1), {(n, k) for n in "12" for k in (1, 2, 3)}),
    ],
)
def test_what_is_over(today: date, gone: set[tuple[str, int]]) -> None:
    made = world()
    dated = [meeting("1", 1, date(2026, 9, 1)), meeting("1", 2, date(2027, 4, 30)), meeting("2", 1, None)]
    assert over(made.policy, made.networks, dated, today) == gone
    assert over(made.policy, made.networks, [meeting("1", 1, None)], today) == set()
    bare = made.policy.model_copy(update={"meetings": None})
    assert over(bare, made.networks, dated, today) == set()
