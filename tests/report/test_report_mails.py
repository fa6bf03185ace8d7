"""The texts to send: one to each network and one to each pair, with what they need to know and nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from typing import TYPE_CHECKING

import report_samples as samples
from report_books import cells, write

from netcompose.language import Language, render, say
from netcompose.plan import Event, EventKind, Meeting, Plan, Theme
from netcompose.report.dates import hours
from netcompose.report.mails import mails
from netcompose.report.page import write_page
from netcompose.report.view import View

if TYPE_CHECKING:
    from pathlib import Path


def dated() -> Plan:
    people = samples.organisation()
    return replace(
        samples.plan(people),
        meetings=(Meeting("1", 1, date(2026, 1, 20), time(9), time(11, 30)), Meeting("1", 2, date(2026, 5, 5))),
        themes=(Theme("1", 1, "Sygefravær", 3),),
        events=(
            Event(EventKind.SEMINAR, "Fælles seminar", date(2026, 3, 3), date(2026, 3, 3), time(9), time(16)),
            Event(EventKind.PHASE, say("Meetings"), date(2026, 4, 1), date(2026, 5, 31)),
        ),
    )


def test_a_mail_to_each_network_and_to_each_pair() -> None:
    view = View(dated(), samples.organisation(), samples.policy(), Language.DA)
    network, pair, *_ = mails(view)
    assert network.subject == "Velkommen til Netværk 1"
    assert network.recipients[0] == "leder0@example.org"
    assert len(network.recipients) == 9  # the contact has no address
    lines = network.text.splitlines()
    assert lines[0] == "Kære alle i Netværk 1"
    assert "– Anne Aagaard, Områdeleder, skole, Skole og læring" in lines
    assert "Tovholder: Gorm Illemann, Chef for Skole og læring" in lines
    assert (
        "1. tirsdag den 20. januar 2026 kl. 9.00–11.30; vært: Anne Aagaard, Rådhuset, Torvet 1; tema: Sygefravær"
        in lines
    )
    assert any(line.startswith("2. tirsdag den 5. maj 2026; vært: ") for line in lines)
    assert any(line.startswith("3. aftales; vært: ") for line in lines)
    assert lines[-1] == "Venlig hilsen"
    assert pair.subject == "Mentor for Bo Hvidkær i Netværk 1"
    assert len(pair.recipients) == 2
    assert "Jytte Lindvang, vil du invitere Bo Hvidkær" in pair.text
    assert len(mails(view)) == 9 + 9


def test_the_sheet_has_a_line_a_row(tmp_path: Path) -> None:
    rows = cells(write(tmp_path / "plan.xlsx", dated()), "Mail texts")
    texts = [row[1] for row in rows]
    assert rows[0][0] == "Texts to send"
    assert "Dear all in Network 1" in texts
    assert "1. Tuesday 20 January 2026 09:00–11:30; host: Anne Aagaard, Rådhuset, Torvet 1; theme: Sygefravær" in [
        text and text.replace("Tuesday, ", "Tuesday ") for text in texts
    ]
    assert sum(row[0] == "Subject" for row in rows) == 18


def test_themes_and_events_are_on_the_page_and_the_networks(tmp_path: Path) -> None:
    people = samples.organisation()
    path = tmp_path / "page.html"
    write_page(path, plan=dated(), organisation=people, policy=samples.policy(), language=Language.DA)
    page = path.read_text("utf-8")
    assert "<bdi>Fælles seminar</bdi>: tirsdag den 3. marts 2026 kl. 9.00–16.00" in page
    assert "<bdi>Møder</bdi>: 1. apr. 2026 – 31. maj 2026" in page
    assert "<bdi>Sygefravær</bdi>" in page
    book = write(tmp_path / "plan.xlsx", dated(), language=Language.DA, handouts=True)
    told = [row[0] for row in cells(book, "Netværk")]
    assert any(text and "1: 20. jan. 2026 kl. 9.00–11.30, Anne Aagaard (Sygefravær)" in text for text in told)
    assert "Sygefravær" in [row[4] for row in cells(book, "Netværk 1")]


def test_hours_are_written_as_people_write_them() -> None:
    meeting = Meeting("1", 1, date(2026, 1, 20), time(9))
    assert hours(meeting, Language.DA) == "kl. 9.00"
    assert hours(meeting, Language.EN) == "09:00"
    assert hours(replace(meeting, start=None), Language.DA) == ""


def test_large_numbers_are_set_apart() -> None:
    assert [render(number, Language.DA) for number in (9_999, 10_000, 1_234_567)] == ["9999", "10.000", "1.234.567"]
    assert render(-12_345, Language.EN) == "-12,345"
    assert render(0.5, Language.DA) == "0,5"
