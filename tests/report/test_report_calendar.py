"""The calendar outside: iCalendar files that a second library opens, and the sheets of time, read again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import openpyxl
import pytest
import report_samples as samples
from ical.calendar_stream import IcsCalendarStream

from netcompose.language import Language, say
from netcompose.organisation import Days, Topic
from netcompose.plan import Event, EventKind, Meeting, Theme
from netcompose.policy.settings import Evaluation, Themes
from netcompose.read import read_plan
from netcompose.report.calendar import calendar_links, ensure_calendar_folder, file_names, write_calendars
from netcompose.report.workbook import Provenance, write_workbook
from netcompose.sheets import Sheet

if TYPE_CHECKING:
    from pathlib import Path

    from netcompose.organisation import Organisation
    from netcompose.plan import Plan

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
WINTER, SUMMER = date(2027, 1, 20), date(2027, 6, 2)


def dated() -> tuple[Plan, Organisation]:
    """The sample plan with two meetings a network, a seminar, an evaluation, a phase and themes."""
    people = samples.organisation()
    people = replace(
        people,
        closed=(Days(WINTER, SUMMER), Days(week=7), Days(date(2000, 6, 5), date(2000, 6, 5), True), Days(weekday=4)),
        topics=(Topic("Trivsel", 3, 1), Topic("Etik")),
    )
    plan = samples.plan(people)
    first, *others = [network.id for network in plan.composition.networks]
    meetings = [Meeting(first, 1, WINTER, time(9), time(11)), Meeting(first, 2, SUMMER, time(9), time(11))]
    meetings += [Meeting(other, 1, date(2027, 1, 21), time(9), time(11)) for other in others]
    events = (
        Event(EventKind.EVALUATION, say("Evaluation by {by}", by="Chefforum"), date(2027, 1, 1), date(2027, 1, 31)),
        Event(EventKind.PHASE, "Test", date(2027, 2, 1), date(2027, 3, 26), hours=(("contact", 4.5),)),
        Event(
            EventKind.SEMINAR, say("Joint leadership seminar"), date(2027, 4, 7), date(2027, 4, 7), time(9), time(15)
        ),
    )
    return replace(plan, meetings=tuple(meetings), events=events, themes=(Theme(first, 1, "Trivsel", 2),)), people


def write(
    folder: Path, plan: Plan, people: Organisation, language: Language = Language.DA, *, force: bool = False
) -> Path:
    write_calendars(folder, plan=plan, organisation=people, policy=samples.policy(), language=language, force=force)
    return folder


def events(path: Path) -> dict[str, Any]:
    """The events of a file by UID, as the second library reads them."""
    calendar = IcsCalendarStream.calendar_from_ics(path.read_text("utf-8"))
    assert len({event.uid for event in calendar.events}) == len(calendar.events)
    return {event.uid: event for event in calendar.events}


def test_a_second_library_opens_them_with_summer_and_winter_hours(tmp_path: Path) -> None:
    plan, people = dated()
    folder = write(tmp_path / "ics", plan, people)
    networks = len(plan.composition.networks)
    assert len(list(folder.iterdir())) == networks + 1
    found = sorted(events(folder / "netvaerk-1.ics").values(), key=lambda event: event.dtstart)
    assert [(event.summary, event.dtstart, event.dtend) for event in found] == [
        (
            "Netværk 1, møde 1",
            datetime(2027, 1, 20, 9, tzinfo=COPENHAGEN),
            datetime(2027, 1, 20, 11, tzinfo=COPENHAGEN),
        ),
        (
            "Fælles lederseminar",
            datetime(2027, 4, 7, 9, tzinfo=COPENHAGEN),
            datetime(2027, 4, 7, 15, tzinfo=COPENHAGEN),
        ),
        ("Netværk 1, møde 2", datetime(2027, 6, 2, 9, tzinfo=COPENHAGEN), datetime(2027, 6, 2, 11, tzinfo=COPENHAGEN)),
    ]
    assert [event.dtstart.utcoffset().seconds // 3600 for event in found] == [1, 2, 2]
    whole = events(folder / "alle.ics")
    assert len(whole) == len(plan.meetings) + len(plan.events)
    assert {event.summary for event in whole.values()} >= {"Evaluering ved Chefforum", "Test"}
    (evaluation,) = [event for event in whole.values() if event.summary == "Evaluering ved Chefforum"]
    assert (evaluation.dtstart, evaluation.dtend) == (date(2027, 1, 1), date(2027, 2, 1))


def test_nobody_but_the_host_is_named(tmp_path: Path) -> None:
    plan, people = dated()
    folder = write(tmp_path / "ics", plan, people)
    hosts = {a.person for a in plan.appointments.all if a.duty.value == "host"}
    text = "".join(file.read_text("utf-8").replace("\r\n ", "") for file in folder.iterdir())
    named = {person.id for person in people.people if person.name in text}
    assert named <= hosts
    host = plan.appointments.host(plan.composition.networks[0].id, 1)
    assert host is not None
    assert f"Vært: {people.person(host).name}" in text
    assert "Tema: Trivsel" in text
    assert "ATTENDEE" not in text


def test_lines_are_folded_and_ended_as_the_standard_asks(tmp_path: Path) -> None:
    plan, people = dated()
    for file in write(tmp_path / "ics", plan, people).iterdir():
        content = file.read_bytes()
        assert content.endswith(b"END:VCALENDAR\r\n")
        assert b"\n" not in content.replace(b"\r\n", b"")
        assert max(map(len, content.split(b"\r\n"))) <= 75
        assert content.count(b"BEGIN:VTIMEZONE") == 1


def test_a_rerun_keeps_uids_and_counts_up_only_what_has_changed(tmp_path: Path) -> None:
    plan, people = dated()
    folder = write(tmp_path / "ics", plan, people)
    before, content = events(folder / "alle.ics"), (folder / "alle.ics").read_bytes()
    write(folder, plan, people, force=True)
    assert (folder / "alle.ics").read_bytes() == content

    moved = replace(plan, meetings=(replace(plan.meetings[0], date=date(2027, 1, 27)), *plan.meetings[1:]))
    write(folder, moved, people, force=True)
    after = events(folder / "alle.ics")
    assert after.keys() == before.keys()
    changed = {uid for uid in after if after[uid].sequence == 1}
    assert [after[uid].dtstart.date() for uid in changed] == [date(2027, 1, 27)]
    assert {after[uid].sequence for uid in after.keys() - changed} == {0}

    fewer = replace(moved, meetings=moved.meetings[1:])
    write(folder, fewer, people, force=True)
    gone = events(folder / "alle.ics")
    assert gone.keys() == before.keys()
    (uid,) = changed
    assert (gone[uid].status, gone[uid].sequence) == ("CANCELLED", 2)
    write(folder, fewer, people, force=True)
    assert events(folder / "alle.ics")[uid].sequence == 2
    write(folder, moved, people, force=True)
    assert (events(folder / "alle.ics")[uid].status, events(folder / "alle.ics")[uid].sequence) == ("CONFIRMED", 3)


def test_a_file_there_is_not_replaced_unasked(tmp_path: Path) -> None:
    plan, people = dated()
    (tmp_path / "mine.ics").write_text("mine")
    with pytest.raises(FileExistsError):
        write(tmp_path, plan, people)
    with pytest.raises(FileExistsError):
        ensure_calendar_folder(tmp_path, force=False)
    assert [file.name for file in tmp_path.iterdir()] == ["mine.ics"]
    (tmp_path / "alle.ics").write_text("no calendar at all")
    write(tmp_path, plan, people, force=True)
    assert len(events(tmp_path / "alle.ics")) == len(plan.meetings) + len(plan.events)
    with pytest.raises(NotADirectoryError):
        ensure_calendar_folder(tmp_path / "mine.ics", force=True)
    with pytest.raises(FileNotFoundError):
        ensure_calendar_folder(tmp_path / "no" / "such", force=True)


def test_names_of_files_are_safe_and_none_comes_twice() -> None:
    assert file_names(["Netværk 3", "Nord/Syd", "Nord-Syd", "../../etc", "CON", "日本", "Æ" * 300], Language.DA) == [
        "netvaerk-3.ics",
        "netvaerk-nord-syd.ics",
        "netvaerk-nord-syd-2.ics",
        "netvaerk-etc.ics",
        "netvaerk-con.ics",
        "netvaerk-x.ics",
        f"netvaerk-{'ae' * 40}.ics",
    ]


def workbook(path: Path, language: Language) -> tuple[Plan, Organisation]:
    plan, people = dated()
    policy = samples.policy().model_copy(
        update={"evaluation": Evaluation(by="Chefforum", month="2027-01"), "themes": Themes()}
    )
    write_workbook(
        path,
        plan=plan,
        organisation=people,
        policy=policy,
        findings=(),
        language=language,
        provenance=Provenance(input_name="x.xlsx", input_digest="0", policy_toml=""),
    )
    return plan, people


@pytest.mark.parametrize("language", list(Language))
def test_meetings_and_closed_days_are_read_as_they_were_written(tmp_path: Path, language: Language) -> None:
    plan, people = workbook(tmp_path / "plan.xlsx", language)
    again = read_plan(tmp_path / "plan.xlsx")
    assert set(again.calendar) == set(plan.meetings)
    assert [(event.first, event.start, event.end) for event in again.events] == [(date(2027, 4, 7), time(9), time(15))]
    assert again.organisation.closed == people.closed
    assert again.organisation.topics == people.topics


def test_the_sheet_of_meetings_goes_by_date_and_names_days_in_danish(tmp_path: Path) -> None:
    workbook(tmp_path / "plan.xlsx", Language.DA)
    book = openpyxl.load_workbook(tmp_path / "plan.xlsx")
    rows = list(book[Sheet.MEETINGS.danish].iter_rows(values_only=True))
    assert rows[0][:6] == ("Dato", "Ugedag", "Fra kl.", "Til kl.", "Netværk", "Møde")
    assert [row[0].date() for row in rows[1:]] == sorted(row[0].date() for row in rows[1:])
    assert rows[1][1:5] == ("fredag", None, None, "Evaluering ved Chefforum, til og med 31-01-2027")
    assert rows[2][1:6] == ("onsdag", "09:00", "11:00", "Netværk 1", 1)
    assert rows[2][-1] == "Trivsel"
    phases = list(book[Sheet.PHASES.danish].iter_rows(values_only=True))
    assert phases[0] == ("Netværk", "Opgave", "Person", "Test\n1. feb. 2027\n– 26. mar. 2027", "I alt")
    assert len(phases) == 10
    assert {row[3:] for row in phases[1:]} == {(4.5, 4.5)}


def test_a_hand_edited_date_is_read_and_one_that_is_none_is_told(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    plan, _ = workbook(path, Language.DA)
    book = openpyxl.load_workbook(path)
    sheet = book[Sheet.MEETINGS.danish]
    sheet["A3"], sheet["C3"], sheet["D3"] = datetime(2027, 2, 3), time(10), "12.30"
    sheet["A4"] = "i uge 12"
    book.save(path)
    again = read_plan(path)
    found = {(meeting.network, meeting.number): meeting for meeting in again.calendar}
    first = plan.meetings[0]
    assert found[first.network, 1] == Meeting(first.network, 1, date(2027, 2, 3), time(10), time(12, 30))
    assert sum(meeting.date is None for meeting in again.calendar) == 1
    assert [finding.cell for finding in again.findings if finding.code == "NC436"] == ["A4"]


def test_a_folder_on_another_drive_has_no_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plan, _ = dated()
    assert len(calendar_links(tmp_path / "ics", plan, Language.DA, tmp_path)) == len(plan.composition.networks)

    def another_drive(*_: object) -> str:
        raise ValueError("path is on mount 'D:', start on mount 'C:'")

    monkeypatch.setattr("netcompose.report.calendar.os.path.relpath", another_drive)
    assert calendar_links(tmp_path / "ics", plan, Language.DA, tmp_path) == {}
