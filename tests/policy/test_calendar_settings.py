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
