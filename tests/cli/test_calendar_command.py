"""From the command line: dates by default, calendar files when asked for, and an impossible calendar explained."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from ical.calendar_stream import IcsCalendarStream
from typer.testing import CliRunner

from netcompose.cli import app
from netcompose.cli.ending import Exit
from netcompose.policy.calendar.danish_days import holiday
from netcompose.policy.load import policy_text, shipped_policies
from netcompose.sheets import Sheet

if TYPE_CHECKING:
    from click.testing import Result

EXAMPLES = Path(__file__).parents[2] / "data" / "examples"


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, [str(a) for a in arguments], env={"COLUMNS": "100", "NO_COLOR": "1", "TERM": "dumb"})


def own_policy(folder: Path, name: str, **changes: str) -> Path:
    """A shipped policy with some of its lines changed, and a period that does not depend on the day of the test."""
    text = policy_text(name) + "\n[period]\nfirst = 2026-12-01\n"
    for line, other in changes.items():
        old = f"\n{line} = "
        assert old in text
        rest = text.split(old, 1)[1].split("\n", 1)[0]
        text = text.replace(f"{old}{rest}\n", f"\n{other}\n", 1)
    path = folder / "own.toml"
    path.write_text(text, encoding="utf-8")
    return path


def with_sheet(folder: Path, title: str, rows: list[list[object]]) -> Path:
    """The odder example with one sheet more."""
    book = openpyxl.load_workbook(EXAMPLES / "odder.xlsx")
    sheet = book.create_sheet(title)
    for row in rows:
        sheet.append(row)
    book.save(folder / "org.xlsx")
    return folder / "org.xlsx"


def meetings(document: dict[str, Any]) -> list[dict[str, Any]]:
    return [meeting for network in document["networks"] for meeting in network["meetings"]]


@pytest.mark.parametrize("name", [name for name in shipped_policies() if name != "albertslund"])
def test_every_policy_with_meetings_dates_them_and_its_workbook_is_clean(tmp_path: Path, name: str) -> None:
    plan = tmp_path / "plan.xlsx"
    result = run(
        "solve", EXAMPLES / f"{name}.xlsx", "--policy", name, "-o", plan, "--json", "--calendar", tmp_path / "ics"
    )
    assert result.exit_code == Exit.OK, result.stderr
    document = json.loads(result.stdout)
    for meeting in meetings(document):
        day = date.fromisoformat(meeting["date"])
        assert day.weekday() < 5
        assert not holiday(day)
        assert day.isocalendar().week != 42
    judged = run("check", plan, "--json")
    assert judged.exit_code == Exit.OK, judged.stdout
    verdicts = {verdict["rule"]: verdict["violations"] for verdict in json.loads(judged.stdout)["verdicts"]}
    assert verdicts["calendar_rhythm"] == verdicts["calendar_two_places"] == 0
    files = sorted((tmp_path / "ics").iterdir())
    assert len(files) == len(document["networks"]) + 1
    for file in files:
        assert IcsCalendarStream.calendar_from_ics(file.read_text("utf-8")).events


def test_the_phases_of_albertslund_stand_in_the_calendar(tmp_path: Path) -> None:
    policy = own_policy(tmp_path, "albertslund")
    result = run("solve", EXAMPLES / "albertslund.xlsx", "--policy", policy, "-o", tmp_path / "plan.xlsx", "--json")
    assert result.exit_code == Exit.OK, result.stderr
    events = [event for event in json.loads(result.stdout)["events"] if event["kind"] == "phase"]
    assert [event["title"] for event in events] == [
        "Start",
        "Design",
        "Laboratorium",
        "Test",
        "Break",
        "Optagelse i basis",
    ]
    assert events[3]["first"] == "2027-06-07"
    assert events[3]["hours"]["network_leader"] == 40
    assert Sheet.PHASES.danish in openpyxl.load_workbook(tmp_path / "plan.xlsx").sheetnames


def test_nyborg_meets_in_one_week_over_three_days_with_a_seminar_besides(tmp_path: Path) -> None:
    policy = own_policy(tmp_path, "nyborg")
    result = run("solve", EXAMPLES / "nyborg.xlsx", "--policy", policy, "-o", tmp_path / "plan.xlsx", "--json")
    document = json.loads(result.stdout)
    for number in (1, 2, 3):
        here = [meeting for meeting in meetings(document) if meeting["number"] == number]
        days = {date.fromisoformat(meeting["date"]) for meeting in here}
        assert (len({day.isocalendar()[:2] for day in days}), len(days), len({m["start"] for m in here})) == (1, 3, 1)
        assert len({tuple(meeting["themes"]) for meeting in here}) == 1
    assert [event["kind"] for event in document["events"]] == ["seminar", "evaluation"]
    assert document["events"][1]["first"] == "2028-12-01"  # six meetings are two years of three


def test_closed_days_of_the_sheet_are_kept(tmp_path: Path) -> None:
    org = with_sheet(tmp_path, "Lukkedage", [["Fra", "Til"], [date(2027, 1, 11), date(2027, 2, 19)]])
    result = run("solve", org, "--policy", own_policy(tmp_path, "odder"), "-o", tmp_path / "plan.xlsx", "--json")
    assert result.exit_code == Exit.OK, result.stderr
    days = [date.fromisoformat(meeting["date"]) for meeting in meetings(json.loads(result.stdout))]
    assert not any(date(2027, 1, 11) <= day <= date(2027, 2, 19) for day in days)
    assert run("check", tmp_path / "plan.xlsx").exit_code == Exit.OK


def test_a_meeting_moved_by_hand_to_a_holiday_breaks_a_rule(tmp_path: Path) -> None:
    plan = tmp_path / "plan.xlsx"
    run("solve", EXAMPLES / "odder.xlsx", "--policy", own_policy(tmp_path, "odder"), "-o", plan)
    book = openpyxl.load_workbook(plan)
    sheet = book[Sheet.MEETINGS.danish]
    row = next(row for row in sheet.iter_rows(min_row=2) if row[5].value == 1)
    row[0].value = date(2026, 12, 24)
    book.save(plan)
    result = run("check", plan, "--json")
    assert result.exit_code == Exit.RULES_BROKEN
    broken = [verdict["rule"] for verdict in json.loads(result.stdout)["verdicts"] if verdict["violations"]]
    assert broken == ["calendar_open_days"]


def test_an_impossible_calendar_is_explained_and_each_way_out_was_tried(tmp_path: Path) -> None:
    weeks = [*range(1, 21), 42, *range(49, 54)]
    policy = own_policy(tmp_path, "odder", hours=f"hours = 2\nclosed_weeks = {weeks}")
    result = run(
        "solve", EXAMPLES / "odder.xlsx", "--policy", policy, "-o", tmp_path / "plan.xlsx", "--json", "--lang", "en"
    )
    assert result.exit_code == Exit.INFEASIBLE
    assert not (tmp_path / "plan.xlsx").exists()
    document = json.loads(result.stdout)
    assert document["format"] == "netcompose.infeasible/1"
    assert [(part["rule"], part["message"]) for part in document["conflict"]] == [
        ("calendar_rhythm", "Meeting 1 of Network 1 is to be held from 2026-12-01 to 2027-03-31."),
        ("calendar_open_days", "87 weekdays in that time are in closed weeks or on the list of closed days."),
    ]
    ways = [way["change"] for way in document["ways_out"]]
    assert "Let meetings be held in week 1 (closed_weeks in the policy)." in ways
    assert all(
        "27 meetings, from" in way["effect"] or "18 meetings, from" in way["effect"] for way in document["ways_out"]
    )


def test_a_week_without_open_days_gets_its_own_sentence(tmp_path: Path) -> None:
    policy = own_policy(tmp_path, "odder", hours="hours = 2\nweekdays = []")
    result = run("solve", EXAMPLES / "odder.xlsx", "--policy", policy, "-o", tmp_path / "plan.xlsx", "--json")
    assert result.exit_code == Exit.REFUSED
    assert "a week without open days has no room for a meeting" in result.stdout


def test_the_same_input_gives_the_same_dates_whenever_it_is_repeated(tmp_path: Path) -> None:
    """The period's first day is noted in the plan, so that the policy of its About sheet gives the same calendar."""
    policy = own_policy(tmp_path, "odder")
    documents = []
    for name in ("a", "b"):
        result = run(
            "solve",
            EXAMPLES / "odder.xlsx",
            "--policy",
            policy,
            "-o",
            tmp_path / f"{name}.xlsx",
            "--json",
            "--calendar",
            tmp_path / name,
        )
        documents.append(result.stdout)
    assert documents[0] == documents[1]
    for file in (tmp_path / "a").iterdir():
        assert file.read_bytes() == (tmp_path / "b" / file.name).read_bytes()


def test_calendar_files_are_never_replaced_unasked(tmp_path: Path) -> None:
    (tmp_path / "ics").mkdir()
    (tmp_path / "ics" / "alle.ics").write_text("mine")
    result = run("solve", EXAMPLES / "odder.xlsx", "-o", tmp_path / "plan.xlsx", "--calendar", tmp_path / "ics")
    assert result.exit_code == Exit.USAGE
    assert (tmp_path / "ics" / "alle.ics").read_text() == "mine"
    assert not (tmp_path / "plan.xlsx").exists()
