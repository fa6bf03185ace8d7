"""Closed days, absences, the topic bank and the survey, as people write them."""

from __future__ import annotations

from datetime import date

import pytest

from netcompose.organisation import Days, Organisation, Topic
from netcompose.read import Reading
from netcompose.read.assemble import read_book
from netcompose.read.grid import book_of
from netcompose.read.notebook import Notebook
from netcompose.read.spells import spells
from netcompose.read.text import hour

LEADERS = [
    ["Id", "Navn", "E-mail", "Nærmeste leder", "Ønsker", "Ikke til stede"],
    ["1", "Åse Bøgh", "aase@by.example", "", "", ""],
    ["2", "Karl Fjord", "karl@by.example", "1", "Trivsel", "uge 7; 12.-16.10.2026"],
    ["3", "Mia Skov", "mia@by.example", "1", "", ""],
]


def organisation(**sheets: list[list[str]]) -> Organisation:
    return read_book(book_of("fil", {"Ark1": LEADERS, **sheets}), Reading(listed="leaders"), Notebook()).organisation


def stretch(first: date, last: date) -> tuple[Days, ...]:
    return (Days(first, last),)


def yearly(day: int, month: int, to_day: int, to_month: int) -> tuple[Days, ...]:
    return (Days(date(2000, month, day), date(2000, to_month, to_day), every_year=True),)


DAY, WEEK = date(2026, 10, 12), date(2026, 10, 16)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("12-10-2026", stretch(DAY, DAY)),
        ("12.10.26", stretch(DAY, DAY)),
        ("2026-10-12", stretch(DAY, DAY)),
        ("den 12. oktober 2026", stretch(DAY, DAY)),
        ("12-10-2026 – 16-10-2026", stretch(DAY, WEEK)),
        ("12-10-2026-16-10-2026", stretch(DAY, WEEK)),
        ("2026-10-12 - 2026-10-16", stretch(DAY, WEEK)),
        ("12.-16.10.2026", stretch(DAY, WEEK)),
        ("12/10-16/10 2026", stretch(DAY, WEEK)),
        ("fra 12. oktober til 16. oktober 2026", stretch(DAY, WEEK)),
        ("20/12-2/1-2027", stretch(date(2026, 12, 20), date(2027, 1, 2))),
        ("31-12-9999", stretch(date.max, date.max)),
        ("12/10", yearly(12, 10, 12, 10)),
        ("1. juli – 15. august", yearly(1, 7, 15, 8)),
        ("20/12-2/1", yearly(20, 12, 2, 1)),
        ("juli", yearly(1, 7, 31, 7)),
        ("juli 2027", stretch(date(2027, 7, 1), date(2027, 7, 31))),
        ("uge 42", (Days(week=42),)),
        ("Uge 28-30", (Days(week=28), Days(week=29), Days(week=30))),
        ("Mondays", (Days(weekday=0),)),
        ("hver fredag", (Days(weekday=4),)),
    ],
)
def test_days_are_understood_as_people_write_them(text: str, meant: tuple[Days, ...]) -> None:
    assert spells(text) == meant


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ferie",
        "42",
        "31-02-2026",
        "uge 54",
        "uge 30-28",
        "16-10-2026 - 12-10-2026",
        "16/10-12/10-2026",
        "1-1-2026 - 1-1-2036",
        "12-10-2026 - 16/10",
        "ferie - 16-10-2026",
    ],
)
def test_what_says_no_days_says_none(text: str) -> None:
    assert spells(text) == ()


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("09:00", "09:00"),
        ("9.30", "09:30"),
        ("kl. 9", "09:00"),
        ("13:15:00", "13:15"),
        ("25:00", None),
        ("middag", None),
    ],
)
def test_hours(text: str, meant: str | None) -> None:
    found = hour(text)
    assert (found.isoformat("minutes") if found else None) == meant


def test_a_persons_absences_are_read_and_kept_as_written() -> None:
    karl = organisation().person("2")
    assert karl.unavailable == ("uge 7", "12.-16.10.2026")
    assert karl.away == (Days(week=7), Days(DAY, WEEK))


def test_closed_days_are_days_stretches_and_weeks_and_the_rest_is_a_remark() -> None:
    rows = [
        ["Lukkedage 2026-27", "", ""],
        ["Fra", "Til", "Uge", "Hvorfor"],
        ["12-10-2026", "16-10-2026", "", "Efterårsferie"],
        ["24-12-2026", "", "", "torsdag"],  # a day of the week beside a date closes no Thursdays
        ["", "", "7", "Vinterferie"],
        ["uge 12", "", "", ""],
        ["5/6", "", "", "Grundlovsdag"],
    ]
    christmas, constitution = date(2026, 12, 24), date(2000, 6, 5)
    assert organisation(Lukkedage=rows).closed == (
        Days(DAY, WEEK),
        Days(christmas, christmas),
        Days(week=7),
        Days(week=12),
        Days(constitution, constitution, every_year=True),
    )


def test_the_topic_bank_has_votes_and_meetings_and_each_topic_once() -> None:
    rows = [["Emne", "Stemmer", "Møde"], ["Trivsel", "3", ""], ["Budget", "", "2"], ["trivsel ", "4", ""]]
    assert organisation(Emnebank=rows).topics == (Topic("Trivsel", 7), Topic("Budget", 0, 2))
    assert organisation(Emnebank=[["Trivsel"], ["Budget"]]).topics == (Topic("Trivsel"), Topic("Budget"))


def test_a_survey_with_a_column_a_theme_is_ticked() -> None:
    rows = [["E-mail", "Hybridledelse", "Etik"], ["KARL@by.example", "x", ""], ["mia@by.example", "ja", "1"]]
    people = organisation(Survey=rows)
    assert [people.person(id).wishes for id in ("1", "2", "3")] == [
        (),
        ("Trivsel", "Hybridledelse"),
        ("Hybridledelse", "Etik"),
    ]


def test_a_survey_with_themes_written_in_it() -> None:
    rows = [
        ["Starttidspunkt", "Navn", "Hvilke temaer ønsker du?", "Kommentar"],
        ["01-09-2026", "Mia Skov", "Etik, i praksis; Hybridledelse;", "Tak"],
    ]
    assert organisation(Ønsker=rows).person("3").wishes == ("Etik, i praksis", "Hybridledelse")


def test_a_survey_without_names_gives_the_topics_their_votes() -> None:
    rows = [["Tema"], ["Etik"], ["Etik"], ["Budget"]]
    people = organisation(Spørgeskema=rows, Emnebank=[["Emne"], ["Etik"]])
    assert set(people.topics) == {Topic("Etik", 2), Topic("Budget", 1)}


def test_blank_rows_of_topics_and_answers_say_nothing() -> None:
    assert organisation(Emnebank=[["Emne", "Stemmer"], ["", "9"], ["Etik", "1"]]).topics == (Topic("Etik", 1),)
    rows = [["Navn", "Ønsker"], ["Mia Skov", ""], ["Karl Fjord", "Etik"]]
    people = organisation(Ønsker=rows)
    assert [people.person(id).wishes for id in ("2", "3")] == [("Trivsel", "Etik"), ()]
    assert organisation(Ønsker=[["Navn", "Ønsker"], ["Mia Skov", ""]]) == organisation()


def test_an_answer_under_a_name_that_two_have_is_nobodys() -> None:
    two = [*LEADERS, ["4", "Mia Skov", "mia2@by.example", "1", "", ""]]
    rows = [["Navn", "E-mail", "Ønsker"], ["Mia Skov", "", "Etik"], ["Mia Skov", "mia2@by.example", "Budget"]]
    notebook = Notebook()
    people = read_book(book_of("fil", {"Ark1": two, "Ønsker": rows}), Reading(listed="leaders"), notebook).organisation
    assert [people.person(id).wishes for id in ("3", "4")] == [(), ("Budget",)]
    assert [str(finding.value) for finding in notebook.sorted() if finding.code == "NC435"] == ["Mia Skov"]
