"""The judges of the calendar on dates that somebody changed by hand: what is broken, and the sentence that says so."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from netcompose.organisation import Days, Organisation
from netcompose.plan import Appointment, Appointments, Composition, Duty, Event, EventKind, Meeting, Network, Theme
from netcompose.policy.catalogue import judge_calendar
from worlds import leader, policy, scenario

if TYPE_CHECKING:
    from netcompose.plan import Verdict

FIRST = date(2026, 9, 1)
TUESDAY, WEDNESDAY = date(2026, 9, 15), date(2026, 9, 16)
PHASES = [{"name": "Start", "weeks": 2}, {"name": "Test", "weeks": 1, "begins_after_months": 2}]


def meeting(network: str = "1", day: date | None = TUESDAY, **given: Any) -> Meeting:
    """A network's only meeting, from nine to eleven unless a test says otherwise."""
    fields = {"number": 1, "date": day, "start": time(9), "end": time(11), **given}
    return Meeting(network, **fields)


def judged(
    *meetings: Meeting,
    events: tuple[Event, ...] = (),
    programme: tuple[Theme, ...] = (),
    duties: tuple[Appointment, ...] = (),
    organisation: dict[str, Any] | None = None,
    wishes: dict[str, tuple[str, ...]] | None = None,
    **given: Any,
) -> dict[str, Verdict]:
    """What each judge says of two networks of two members with one meeting in the period."""
    rules: dict[str, Any] = {"a_year": 1, "hours": 2, **given.pop("meetings", {})}
    without = given.pop("without_meetings", False)
    settings = policy(
        size="2", number=2, meetings=None if without else rules, period={"first": FIRST}, duties={}, **given
    )
    people = [leader(id, wishes=(wishes or {}).get(id, ())) for id in ("a1", "a2", "b1", "b2")]
    made = scenario(people, settings)
    made = replace(made, organisation=Organisation(tuple(people), **(organisation or {})))
    seats = {"1": ("a1", "a2"), "2": ("b1", "b2")}
    composition = Composition(tuple(Network(id, f"Network {id}", members) for id, members in seats.items()))
    verdicts = judge_calendar(made, composition, Appointments(duties), meetings, events, programme)
    return {verdict.rule: verdict for verdict in verdicts}


def told(verdict: Verdict) -> list[str]:
    assert verdict.violations == len(verdict.witnesses)
    return [str(witness) for witness in verdict.witnesses]


def test_a_meeting_without_a_date_or_of_another_length_or_time_breaks_the_rhythm() -> None:
    short = meeting("2", end=time(10))
    assert told(judged(meeting(day=None), short)["calendar_rhythm"]) == [
        "Meeting 1 of Network 1 has no date.",
        "Meeting 1 of Network 2 does not last 2 hours.",
    ]
    without_hours = meeting("2", start=None, end=None)
    assert told(judged(meeting(), without_hours)["calendar_rhythm"]) == [
        "Meeting 1 of Network 2 does not last 2 hours."
    ]
    early, late = meeting(day=FIRST - timedelta(days=1)), meeting("2", day=date(2027, 9, 1))
    assert told(judged(early, late)["calendar_rhythm"]) == [
        "Meeting 1 of Network 1 is on 2026-08-31, not between 2026-09-01 and 2027-08-31.",
        "Meeting 1 of Network 2 is on 2027-09-01, not between 2026-09-01 and 2027-08-31.",
    ]
    verdict = judged(meeting(day=FIRST), meeting("2", day=date(2027, 8, 31)))["calendar_rhythm"]
    assert (verdict.violations, str(verdict.summary)) == (0, "1 meeting in each network, of 2 hours.")


def test_meetings_less_than_half_a_part_apart_are_too_close() -> None:
    days = {"1": (date(2026, 12, 1), date(2027, 3, 1)), "2": (date(2026, 12, 1), date(2027, 3, 2))}
    meetings = [meeting(network, day, number=n) for network, two in days.items() for n, day in enumerate(two, 1)]
    verdict = judged(*meetings, meetings={"a_year": 2})["calendar_rhythm"]
    assert told(verdict) == ["Meeting 2 of Network 1 is less than 91 days after the one before."]


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (date(2026, 9, 19), "a weekend"),
        (date(2026, 12, 25), "a public holiday or a day on which town halls are closed"),
        (date(2026, 10, 13), "week 42 is closed"),
        (date(2026, 9, 17), "a closed day"),
        (date(2026, 9, 18), "not a day of the week on which meetings are held"),
    ],
)
def test_a_closed_day_is_told_with_its_reason_for_meetings_and_the_seminar(day: date, why: str) -> None:
    rules = {"closed_days": [date(2026, 9, 17)], "weekdays": ["tuesday", "wednesday", "thursday"], "seminar": {}}
    seminar = Event(EventKind.SEMINAR, "Seminar", day, day)
    verdict = judged(meeting(day=day), meeting("2"), events=(seminar,), meetings=rules)["calendar_open_days"]
    assert told(verdict) == [
        f"Meeting 1 of Network 1 is on {day}: {why}.",
        f"The joint seminar is on {day}: {why}.",
    ]


def test_meetings_of_one_week_at_several_hours_or_on_too_few_days_are_told() -> None:
    together = {"same_week": True, "days": 2}
    fine = judged(meeting(), meeting("2", WEDNESDAY), meetings=together)["calendar_same_week"]
    assert (fine.violations, fine.cost) == (0, 0)
    later = meeting("2", WEDNESDAY, start=time(13), end=time(15))
    assert told(judged(meeting(), later, meetings={**together, "days": 1})["calendar_same_week"]) == [
        "Meetings 1 are on 2 days of the week, not on 1.",
        "Meetings 1 do not begin at the same hour.",
    ]
    assert judged(meeting(), meeting("2"), meetings=together)["calendar_same_week"].violations == 1
    next_week = meeting("2", TUESDAY + timedelta(weeks=1))
    assert told(judged(meeting(), next_week, meetings=together)["calendar_same_week"]) == [
        "Meetings 1 are not all in one week."
    ]
    undated = judged(meeting(day=None), meeting("2", None), meetings=together)["calendar_same_week"]
    assert undated.violations == 0  # the rhythm tells of them
    assert "calendar_same_week" not in judged(meeting(), next_week)


def test_nobody_is_at_two_meetings_at_once_nor_at_one_on_the_day_of_the_seminar() -> None:
    chair = Appointment(Duty.CHAIR, "2", "a1")
    clash = ["Leader a1 is to be in Network 1 and Network 2 at once on 2026-09-15."]
    assert told(judged(meeting(), meeting("2"), duties=(chair,))["calendar_two_places"]) == clash
    afterwards = meeting("2", start=time(11), end=time(13))
    assert told(judged(meeting(), afterwards, duties=(chair,))["calendar_two_places"]) == []
    all_day = meeting("2", start=None, end=None)
    assert told(judged(meeting(), all_day, duties=(chair,))["calendar_two_places"]) == clash
    seminar = Event(EventKind.SEMINAR, "Seminar", TUESDAY, TUESDAY)
    verdict = judged(meeting(), meeting("2", WEDNESDAY), events=(seminar,), meetings={"seminar": {}})
    assert told(verdict["calendar_two_places"]) == ["Meeting 1 of Network 1 is on the day of the joint seminar."]


def phase(title: str, first: date, weeks: int) -> Event:
    return Event(EventKind.PHASE, title, first, first + timedelta(days=7 * weeks - 3))


def phases(*events: Event, **given: Any) -> list[str]:
    return told(judged(events=events, phases=PHASES, **given)["calendar_phases"])


MONDAY = date(2026, 9, 7)


def test_phases_in_their_order_and_length_pass_and_others_are_told() -> None:
    start, test = phase("Start", MONDAY, 2), phase("Test", date(2026, 11, 2), 1)
    assert phases(start, test) == []
    assert phases(start) == ["The phases are not those of the policy, in their order."]
    assert phases(phase("Start", MONDAY, 3), test) == ["The phase Start has 3 weeks with open days, not 2."]
    over_autumn = phase("Start", date(2026, 10, 5), 3)  # week 42 in it does not count
    assert phases(over_autumn, test) == []
    assert phases(phase("Start", date(2026, 10, 26), 2), test) == [
        "The phase Test begins before the one before it is over."
    ]


@pytest.mark.parametrize(
    ("day", "fine"),
    [
        (date(2026, 10, 26), False),
        (date(2026, 11, 2), True),
        (date(2026, 11, 30), True),
        (date(2026, 12, 7), False),
    ],
)
def test_a_phase_begins_within_five_weeks_of_its_time(day: date, fine: bool) -> None:
    said = [] if fine else [f"The phase Test begins on {day}, not about 2026-11-01."]
    assert phases(phase("Start", MONDAY, 2), phase("Test", day, 1)) == said


def test_weeks_in_which_every_day_is_closed_are_waited_for() -> None:
    start = phase("Start", MONDAY, 2)
    shut = [date(2026, 11, 30) + timedelta(days=n) for n in range(12)]  # two weeks from where a phase begins at last
    after = phase("Test", date(2026, 12, 14), 1)
    assert phases(start, after, meetings={"closed_days": shut}) == []
    assert phases(start, after) == ["The phase Test begins on 2026-12-14, not about 2026-11-01."]


def test_a_week_of_public_holidays_and_closed_days_counts_as_none_even_without_meetings() -> None:
    easter = phase("Start", date(2027, 3, 22), 3)  # Maundy Thursday and Good Friday are in its first week
    closed, three = {"closed": (Days(date(2027, 3, 22), date(2027, 3, 24)),)}, [{"name": "Start", "weeks": 3}]
    verdicts = judged(events=(easter,), phases=three, without_meetings=True)
    assert set(verdicts) == {"calendar_phases"}
    assert told(verdicts["calendar_phases"]) == []
    verdicts = judged(events=(easter,), phases=three, without_meetings=True, organisation=closed)
    assert told(verdicts["calendar_phases"]) == ["The phase Start has 2 weeks with open days, not 3."]


def test_themes_are_those_most_wanted_and_the_same_for_all_where_that_is_asked() -> None:
    wishes = {"a1": ("Digital",), "a2": ("Digital",), "b1": ("Trivsel",), "b2": ("Digital",)}

    def themes(*programme: Theme, scope: str = "network") -> list[str]:
        judged_ = judged(meeting(), meeting("2"), programme=programme, wishes=wishes, themes={"scope": scope})
        return told(judged_["themes"])

    assert themes(Theme("1", 1, "Digital", 2), Theme("2", 1, "Trivsel", 1)) == []
    assert themes(Theme("1", 1, "Digital", 1), Theme("2", 1, "Trivsel", 1)) == [
        "Network 1 has themes with wrong votes."
    ]
    assert themes(Theme("1", 1, "Trivsel", 0), Theme("2", 1, "Trivsel", 1)) == [
        "Network 1 takes up a theme before one that is more wanted."
    ]
    assert themes(Theme("1", 1, "Digital", 2), Theme("1", 2, "Digital", 2), Theme("2", 1, "Digital", 1)) == [
        "Network 1 takes up digital twice."
    ]
    assert themes(Theme("1", 1, "Digital", 3), Theme("2", 1, "Trivsel", 1), scope="all") == [
        "Network 2 takes up a theme before one that is more wanted.",
        "The networks do not have the same programme.",
    ]
    assert themes(Theme("1", 1, "Digital", 3), Theme("2", 1, "Digital", 3), scope="all") == []
