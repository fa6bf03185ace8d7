"""Settings of time: each contradiction gets its own sentence."""

from __future__ import annotations

import itertools
from datetime import date, time

import pytest

from netcompose.findings import Refused
from netcompose.policy.calendar_settings import Period, months_after
from netcompose.policy.load import parse_policy, policy_toml
from netcompose.policy.settings import Policy

SMALLEST = 'name = "own"\n[networks]\nsize = "8-9"\n'


def refusals(text: str) -> list[tuple[str, str]]:
    with pytest.raises(Refused) as refused:
        parse_policy(SMALLEST + text, "own.toml")
    return [(finding.code, str(finding.message)) for finding in refused.value.findings]


def meetings(settings: str) -> str:
    return f"[meetings]\na_year = 3\nhours = 2\n{settings}\n"


@pytest.mark.parametrize(
    ("text", "code", "sentence"),
    [
        (meetings("weekdays = []"), "NC005", "a week without open days has no room for a meeting"),
        (meetings('weekdays = ["monday", "sunday"]'), "NC005", "weekdays names sunday, but no meeting is held on a weekend"),
        (meetings('weekdays = ["mandag"]'), "NC004", "mandag"),
        (meetings(f"closed_weeks = {list(range(1, 53))}"), "NC005", "closed_weeks leaves no week of the year open"),
        (meetings("closed_weeks = [54]"), "NC004", "54"),
        (meetings("days = 3"), "NC005", "but same_week is false"),
        (meetings('same_week = true\ndays = 3\nweekdays = ["monday", "friday"]'), "NC005", "more days than weekdays allows (2)"),
        (meetings("start = 23:00:00"), "NC005", "ends after midnight"),
        (meetings("every_months = 2"), "NC005", "makes 6 meetings a year, but a_year = 3"),
        ("[meetings]\nevery_months = 5\nhours = 2\n", "NC005", "every_months = 5 does not divide a year"),
        ("[meetings]\nhours = 2\n", "NC004", "lacks 'meetings.a_year'"),
        (meetings('needed = ["vært"]'), "NC004", "vært"),
        (meetings("[meetings.seminar]\nstart = 20:00:00\nhours = 6"), "NC005", "the seminar that begins at 20:00 and lasts 6 hours"),
        ('[evaluation]\nafter_months = "12-6"\n', "NC005", "write 6-12"),
        ('[evaluation]\nmonth = "2027-13"\n', "NC004", "2027-13"),
        ('[[phases]]\nname = "A"\nweeks = 40\n[[phases]]\nname = "B"\nweeks = 1\nbegins_after_months = 6\n', "NC005", "the phase B begins after 6 months, but the phases before it take 40 weeks"),
        ('[[phases]]\nname = "A"\nweeks = 4\n[[phases]]\nname = "a"\nweeks = 1\n', "NC005", "two phases have the same name"),
        ('[themes]\nscope = "nobody"\n', "NC004", "nobody"),
        ("[themes]\nscop = 1\n", "NC003", "themes.scop"),
        (meetings("closed_week = [42]"), "NC003", "meetings.closed_week"),
    ],
)  # fmt: skip
def test_each_fault_has_its_own_sentence(text: str, code: str, sentence: str) -> None:
    found = refusals(text)
    assert (code, True) in [(one, sentence in message) for one, message in found], found


def test_a_policy_in_full_survives_being_written() -> None:
    text = SMALLEST + (
        "[period]\nfirst = 2026-10-01\nmonths = 16\n"
        "[meetings]\nevery_months = 2\nhours = 2.5\nstart = 12:30:00\nclosed_days = [2026-12-23]\n[meetings.seminar]\nmonth = 5\n"
        '[[phases]]\nname = "Test"\nweeks = 8\nhours = { network_leader = 40 }\n'
        '[themes]\nscope = "all"\n[evaluation]\nafter_meetings = 6\n'
    )
    policy = parse_policy(text, "own")
    assert parse_policy(policy_toml(policy), "own") == policy
    assert policy.meetings is not None
    assert policy.meetings.a_year == 6
    assert policy.meetings.number(policy.period) == 8  # sixteen months
    assert (policy.meetings.start, policy.meetings.end) == (time(12, 30), time(15))


def test_the_period_begins_on_the_first_of_the_month_after_the_run_unless_it_is_settled() -> None:
    policy = parse_policy(SMALLEST, "own")
    started = policy.starting(date(2026, 12, 31))
    assert started.period.first == date(2027, 1, 1)
    assert started.starting(date(2030, 1, 1)) == started
    counted = Policy.model_validate({**policy.model_dump(), "new_leaders": {"as_of": date(2026, 5, 5)}})
    assert counted.starting(date(2030, 1, 1)).period.first == date(2026, 6, 1)


@pytest.mark.parametrize("parts", range(1, 27))
def test_the_parts_of_a_period_follow_each_other_and_fill_it(parts: int) -> None:
    period = Period(first=date(2026, 8, 31), months=12)
    days = [period.part(number, parts) for number in range(1, parts + 1)]
    assert days[0][0] == period.first
    assert days[-1][1] == period.last == date(2027, 8, 30)
    assert all((after - last).days == 1 for (_, last), (after, _) in itertools.pairwise(days))


def test_months_end_where_the_month_does() -> None:
    assert months_after(date(2027, 1, 31), 1) == date(2027, 2, 28)
    assert months_after(date(2027, 1, 1), 1.5) == date(2027, 2, 15)


@pytest.mark.parametrize(
    ("day", "months", "there"),
    [
        (date(2027, 1, 31), 0, date(2027, 1, 31)),
        (date(2027, 12, 15), 1, date(2028, 1, 15)),
        (date(2027, 11, 15), 1, date(2027, 12, 15)),
        (date(2027, 1, 1), 12, date(2028, 1, 1)),
        (date(2027, 1, 1), 24, date(2029, 1, 1)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (
            date(2027, 1, 1),
            0.5,
            date(2027, 1, 17),
        ),  # 31 days: half of them is fifteen and a half, which is rounded to sixteen
        (date(2027, 2, 1), 0.25, date(2027, 2, 8)),
        (date(2027, 1, 31), 1.5, date(2027, 3, 14)),
    ],
)
def test_months_are_counted_in_whole_ones_and_days(day: date, months: float, there: date) -> None:
    assert months_after(day, months) == there


def settled(text: str) -> Policy:
    return parse_policy(SMALLEST + text, "own")


@pytest.mark.parametrize(("every", "a_year"), [(1, 12), (2, 6), (3, 4), (4, 3), (6, 2), (12, 1)])
def test_a_meeting_every_so_many_months(every: int, a_year: int) -> None:
    for more in ("", f"a_year = {a_year}\n"):
        meetings_ = settled(f"[meetings]\nevery_months = {every}\nhours = 2\n{more}").meetings
        assert meetings_ is not None
        assert meetings_.a_year == a_year


@pytest.mark.parametrize(
    ("a_year", "months", "number"), [(3, 12, 3), (3, 24, 6), (3, 1, 1), (1, 6, 1), (2, 3, 1), (12, 16, 16), (6, 5, 2)]
)
def test_how_many_meetings_a_period_has(a_year: int, months: int, number: int) -> None:
    policy = settled(f"[period]\nmonths = {months}\n[meetings]\na_year = {a_year}\nhours = 2\n")
    assert policy.meetings is not None
    assert policy.meetings.number(policy.period) == policy.meetings_held == number
    assert settled("").meetings_held == 0


@pytest.mark.parametrize(
    ("settings", "spread"),
    [
        ("", 3),
        ("days = 1", 1),
        ("days = 5", 5),
        ('weekdays = ["monday", "tuesday"]', 2),
        ('weekdays = ["monday", "monday"]', 1),
    ],
)
def test_over_how_many_days_of_a_week_networks_are_spread(settings: str, spread: int) -> None:
    policy = settled(meetings(f"same_week = true\n{settings}"))
    assert policy.meetings is not None
    assert policy.meetings.spread == spread


def test_days_and_weeks_that_a_policy_closes() -> None:
    policy = settled(
        meetings('weekdays = ["monday", "friday"]\nclosed_weeks = [10]\navoid_weeks = [11]\nclosed_days = [2027-03-23]')
    )
    assert policy.meetings is not None
    days = [date(2027, 3, 8), date(2027, 3, 15), date(2027, 3, 23), date(2027, 3, 26)]  # weeks 10, 11, 12, 12
    assert [policy.meetings.closed(day) for day in days] == [True, False, True, False]
    assert [policy.week_off(day) for day in days] == [True, True, False, False]
    assert [policy.meetings.on(day) for day in days] == [True, True, False, True]
    bare = settled("")
    assert [week for week in range(1, 54) if bare.week_off(date.fromisocalendar(2026, week, 1))] == [
        1,
        7,
        28,
        29,
        30,
        31,
        42,
        52,
        53,
    ]


@pytest.mark.parametrize(
    ("start", "hours", "end"),
    [("09:00:00", "2", time(11)), ("09:15:00", "2.5", time(11, 45)), ("22:00:00", "1.99", time(23, 59))],
)
def test_when_a_meeting_ends(start: str, hours: str, end: time) -> None:
    policy = settled(f"[meetings]\na_year = 1\nhours = {hours}\nstart = {start}\n")
    assert policy.meetings is not None
    assert policy.meetings.end == end


@pytest.mark.parametrize("what", ["a meeting", "the seminar"])
def test_what_would_end_after_midnight_is_told_in_full(what: str) -> None:
    text = (
        meetings("start = 23:00:00")
        if what == "a meeting"
        else meetings("[meetings.seminar]\nstart = 23:00:00\nhours = 2")
    )
    assert any(
        f"{what} that begins at 23:00 and lasts 2 hours ends after midnight" in message for _, message in refusals(text)
    )


@pytest.mark.parametrize(("begins", "fine"), [(6, True), (5, True), (4.9, True), (4, True), (3.6, False)])
def test_a_phase_may_begin_four_weeks_before_the_ones_ahead_are_over(begins: float, fine: bool) -> None:
    # twenty weeks are 4.6 months; four weeks less are 3.7
    text = f'[[phases]]\nname = "A"\nweeks = 20\n[[phases]]\nname = "B"\nweeks = 1\nbegins_after_months = {begins}\n'
    if fine:
        assert len(settled(text).phases) == 2
    else:
        assert any(
            "the phase B begins after 3.6 months, but the phases before it take 20 weeks" in m
            for _, m in refusals(text)
        )


def test_phases_wait_for_the_months_that_they_begin_after() -> None:
    late = '[[phases]]\nname = "A"\nweeks = 4\nbegins_after_months = 12\n[[phases]]\nname = "B"\nweeks = 1\nbegins_after_months = 12\n'
    assert len(settled(late).phases) == 2  # B begins as A does: within four weeks of its end
    later = late.replace("weeks = 4", "weeks = 5")
    assert any("take 57 weeks" in message for _, message in refusals(later))


@pytest.mark.parametrize(("text", "months"), [("6", (6, 6)), ("6-12", (6, 12)), ("0-0", (0, 0))])
def test_months_of_an_evaluation(text: str, months: tuple[int, int]) -> None:
    evaluation = settled(f'[evaluation]\nafter_months = "{text}"\n').evaluation
    assert evaluation is not None
    assert evaluation.months == months
