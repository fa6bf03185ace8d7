"""Alphabet, words, colours and the view: the small parts that the sheets and the screen share."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import date, datetime

import pytest
import report_samples as samples
import xlsxwriter

from netcompose.language import Language, say
from netcompose.organisation import Level, Organisation, Person
from netcompose.plan import GoalResult, Meeting, Network, Status, Verdict, WorstNetwork
from netcompose.policy.settings import Duties
from netcompose.report.alphabet import alphabetical
from netcompose.report.versions import versions
from netcompose.report.view import View
from netcompose.report.words import (
    KEPT,
    OPEN,
    described,
    facilitation_sentences,
    fairness_sentence,
    goal_sentence,
    mark,
    rule_name,
    status_sentence,
)
from netcompose.report.workbook.book import LargeWorkbook
from netcompose.report.workbook.palette import HUES, colours


@pytest.fixture
def view() -> View:
    people = samples.organisation()
    return View(samples.plan(people), people, samples.policy(), Language.EN)


def test_danish_letters_come_last_and_aa_is_å() -> None:
    names = ["Åse", "Aabenraa", "Ærø", "Øster", "Zürich", "Anna", "élan", "Eva", "ost", "A\u030arhus"]
    assert sorted(names, key=alphabetical) == [
        "Anna",
        "élan",
        "Eva",
        "ost",
        "Zürich",
        "Ærø",
        "Øster",
        "Aabenraa",
        "A\u030arhus",
        "Åse",
    ]


def test_texts_that_sort_alike_keep_a_fixed_order() -> None:
    assert sorted(["anna", "Anna", "ANNA"], key=alphabetical) == ["ANNA", "Anna", "anna"]


@pytest.mark.parametrize(
    ("goal", "sentence"),
    [
        (GoalResult("mix", "department", 1, 0, 0, 0), "No two colleagues from the same department meet in a network."),
        (GoalResult("mix", "level", 1, 0, 0, 0), "No two colleagues at the same level meet in a network."),
        (GoalResult("mix", "title", 1, 0, 0, 0), "No two colleagues with the same title meet in a network."),
        (GoalResult("new_leaders", None, 1, 0, 0, 0), "No two new leaders share a network."),
        (GoalResult("churn", None, 1, 0, 0, 0), "Nobody changes network."),
        (
            GoalResult("same", "workplace", 1, 0, 0, 0),
            "Everybody sits with others of the same workplace only.",
        ),
        (
            GoalResult("same", "workplace", 1, 2, 2, 2),
            "2 pairs of colleagues of different workplace meet in a network; no composition can have fewer.",
        ),
        (
            GoalResult("new_faces", None, 1, 0, 0, 0),
            "Nobody meets anybody again with whom they have shared a network.",
        ),
        (GoalResult("quiet_room", None, 1, 0, 0, 0), "Quiet room: 0; no composition can have fewer."),
        (
            GoalResult("mix", "department", 1, 1, 1, 1),
            "1 pair of colleagues from the same department meets in a network; no composition can have fewer.",
        ),
        (
            GoalResult("mix", "level", 1, 14, 14, 14),
            "14 pairs of colleagues at the same level meet in a network; no composition can have fewer.",
        ),
        (
            GoalResult("mix", "level", 1, 1, 0, 1),
            "1 pair of colleagues at the same level meets in a network; 0 of them in any composition, "
            "the rest because of the rules and the goals ranked above; no plan can have fewer.",
        ),
        (
            GoalResult("mix", "Faglighed", 1, 5, 2, 3),
            "5 pairs of colleagues with the same Faglighed meet in a network; at least 3 are unavoidable, "
            "and whether the last 2 could be avoided is not proven.",
        ),
        (
            GoalResult("mix", "workplace", 1, 4, 2, 3),
            "4 pairs of colleagues with the same workplace meet in a network; at least 3 are unavoidable, "
            "and whether the last one could be avoided is not proven.",
        ),
        (
            GoalResult("new_leaders", None, 1, 2, 0, 0),
            "2 pairs of new leaders share a network; whether there could be fewer is not proven.",
        ),
        (GoalResult("churn", None, 1, 3, 3, 3), "3 members change network; no composition can have fewer."),
        (
            GoalResult("even_size", None, 1, 300, 300, 300),
            "The networks are as even in size as the number of people allows.",
        ),
        (
            GoalResult("even_size", None, 1, 301, 300, 300),
            "The networks are not quite even in size: at least 300 are unavoidable, "
            "and whether the last one could be avoided is not proven.",
        ),
        (GoalResult("quiet_room", None, 1, 2, 2, 2), "Quiet room: 2; no composition can have fewer."),
    ],
)
def test_a_goal_in_a_sentence(goal: GoalResult, sentence: str) -> None:
    assert goal_sentence(goal).text(Language.EN) == sentence


def worst_said(*worst: WorstNetwork) -> str | None:
    plan = replace(samples.plan(samples.organisation()), fairness=worst)
    sentence = fairness_sentence(plan)
    return None if sentence is None else sentence.text(Language.EN)


def test_the_worst_networks_in_a_sentence() -> None:
    one, many = WorstNetwork("department", 1, "1", 1), WorstNetwork("level", 28, "2", 21)
    none = WorstNetwork("title", 0, None, 0)
    assert worst_said() is worst_said(none) is None
    assert worst_said(one, none) == (
        "No network has more than 1 pair with the same department (Network 1); "
        "with these values no plan has a better worst network."
    )
    assert worst_said(one, many) == (
        "No network has more than 1 pair with the same department (Network 1), 28 pairs with the same level (Network 2); "
        "whether the worst network could be better is not proven for level."
    )
    assert worst_said(replace(many, bound=None)) == "No network has more than 28 pairs with the same level (Network 2)."


def test_a_worst_network_has_its_tick_when_it_is_proven_and_is_never_a_fault() -> None:
    verdict = Verdict("fairness", say("So."), cost=3, attribute="department")
    worst = WorstNetwork("department", 3, "1", 3)
    assert mark(verdict) == OPEN
    assert mark(verdict, (), (worst,)) == KEPT
    assert mark(verdict, (), (replace(worst, bound=2), replace(worst, attribute="level"))) == OPEN
    assert mark(replace(verdict, cost=0)) == KEPT


def test_status_says_what_is_proven() -> None:
    plan = replace(samples.plan(samples.organisation()), status=Status.OPTIMAL)
    assert str(status_sentence(plan)) == "Proven: no better plan exists under these rules and goals."
    assert str(status_sentence(replace(plan, few_moves=True))) == "Proven: no better plan exists with as few moves."
    open_plan = replace(plan, status=Status.FEASIBLE)
    assert str(status_sentence(open_plan)) == "A good plan; it is not proven that no better one exists."


def test_what_is_proven_among_plans_with_few_moves_is_said_so() -> None:
    goal = GoalResult("mix", "department", 1, 3, 1, 3, few_moves=True)
    assert str(goal_sentence(goal)) == (
        "3 pairs of colleagues from the same department meet in a network; "
        "1 of them in any composition; no plan with as few moves can have fewer."
    )
    assert "with as few moves at least 2 are unavoidable" in str(goal_sentence(replace(goal, bound=2)))
    assert "no composition can have fewer" in str(goal_sentence(replace(goal, value=1, bound=1)))


def test_a_rule_has_a_name_even_when_we_have_none_for_it() -> None:
    assert str(rule_name("reporting_line")) == "No superior with a subordinate"
    assert str(rule_name("quiet_room")) == "Quiet room"
    assert str(rule_name("mix", "department")) == "Mix: department"


def test_a_department_that_the_title_names_is_not_said_twice() -> None:
    chief = Person(
        id="1", name="Bo", level=Level.CHIEF, level_name="Chef", title="Chef for Dagtilbud", department="Dagtilbud"
    )
    assert described(chief) == "Bo, Chef for Dagtilbud"
    assert described(replace(chief, title=None)) == "Bo, Chef, Dagtilbud"
    assert described(replace(chief, department=None)) == "Bo, Chef for Dagtilbud"


def test_twelve_values_are_coloured_and_the_most_frequent_go_first() -> None:
    many = [f"v{number:02}" for number in range(20)] + ["v19"]
    assert colours(["b", "a", "", "b"]) == {"a": HUES[0], "b": HUES[1]}
    assert len(colours(many)) == len(HUES)
    assert "v19" in colours(many)


def test_members_stand_in_danish_order(view: View) -> None:
    for network in view.networks:
        names = [member.name for member in view.members(network.id)]
        assert names == sorted(names, key=alphabetical)
    assert len(view.seated) == 78
    assert view.largest == 9


def test_somebody_whom_the_organisation_lacks_appears_as_an_id(view: View) -> None:
    assert view.person("stranger") == Person(id="stranger", name="stranger", level=Level.OTHER, level_name="")


def test_who_is_new_follows_sheet_months_and_mentors(view: View) -> None:
    person = Person(id="x", name="X", level=Level.OTHER, level_name="")
    mentee = next(member for member in view.seated if view.mentor(member.id))
    assert view.is_new(mentee)
    assert view.is_new(replace(person, started=date(2025, 2, 1)))
    assert not view.is_new(replace(person, started=date(2025, 2, 1), new=False))
    undated = View(
        view.plan,
        view.organisation,
        view.policy.model_copy(update={"new_leaders": view.policy.new_leaders.model_copy(update={"as_of": None})}),
        Language.EN,
    )
    assert undated.is_new(mentee)
    assert not undated.is_new(replace(person, started=date(2025, 2, 1)))
    assert undated.is_new(replace(person, new=True))


def test_who_facilitates_is_told_for_each_part_of_the_year() -> None:
    people = [samples.organisation().person(person) for person in ("10001", "10002")]
    parts = [
        ("corps", [1], people[:1]),
        ("corps", [2], []),
        ("hr", [3], []),
        ("external", [4, 5], []),
        ("rolling", [6, 7], people),
    ]
    assert [str(told) for told in facilitation_sentences(parts)] == [
        f"Facilitator at meeting 1: {people[0].name}",
        "Facilitator at meeting 2: to be agreed",
        "Facilitator at meeting 3: HR",
        "Facilitator at meeting 4-5: a consultant from outside",
        f"Facilitator at meeting 6-7: the members in turn, {people[0].name}, {people[1].name}",
    ]


def test_levels_go_from_the_top_and_those_without_a_value_come_last(view: View) -> None:
    assert view.values("level") == ["Leder af ledere", "Leder af medarbejdere"]
    assert view.values("department")[-2:] == ["Ældre og sundhed", "Økonomi og digitalisering"]
    first = view.seated[0]
    people = view.organisation.with_people({first.id: replace(first, department=None)})
    assert View(view.plan, people, view.policy, Language.EN).values("department")[-1] == ""


def test_meetings_are_those_of_the_policy_the_hosts_and_the_calendar(view: View) -> None:
    assert view.meetings == (1, 2, 3)
    longer = replace(view.plan, meetings=(Meeting("1", 5),))
    assert View(longer, view.organisation, view.policy, Language.EN).meetings == (1, 2, 3, 4, 5)
    bare = View(
        samples.bare_plan(),
        Organisation(()),
        samples.policy().model_copy(update={"meetings": None, "duties": Duties()}),
        Language.EN,
    )
    assert bare.meetings == ()
    assert bare.duties == frozenset()
    assert bare.largest == 0


def test_a_network_without_contact_or_host_says_so(view: View) -> None:
    bare = View(samples.bare_plan(Network("1", "Network 1", ("10001",))), view.organisation, view.policy, Language.EN)
    assert bare.contact("1") is None
    assert bare.host("1", 1) is None
    assert bare.hosted("1", "10001") == []
    assert bare.mentor("10001") is None
    assert bare.mentees("10001") == []


def test_versions_are_told_without_importing_what_they_are_of() -> None:
    told = dict(versions())
    assert told["netcompose"].count(".") == 2
    assert told["Python"]


def test_a_large_workbook_is_saved_as_any_other() -> None:
    """The same bytes, with every sign that has to be escaped, in cells and beside them."""

    def saved(kind: type[xlsxwriter.Workbook]) -> dict[str, bytes]:
        target = io.BytesIO()
        with kind(target, {"in_memory": True}) as book:
            book.set_properties({"created": datetime(2000, 1, 1)})
            sheet, bold = book.add_worksheet("A&B <1>"), book.add_format({"bold": True})
            for row, text in enumerate(['"a" & <b>', "x" * 40, " æøå\n", "_x0041_", "=1+1"]):
                sheet.write_string(row, 0, text, bold)
                sheet.write_number(row, 1, row / 3, bold)
                sheet.write_formula(row, 2, '="<"&A1', bold, "<&>")
                sheet.write_blank(row, 3, None, bold)
                sheet.write_boolean(row, 4, True)
                sheet.write_url(row, 5, "https://by.dk/?a=1&b=2", bold, "by")
            sheet.set_header('&C"A" & <b>')
            sheet.data_validation(0, 0, 9, 0, {"validate": "list", "source": ["a&b", '"c"']})
        with zipfile.ZipFile(target) as archive:
            return {name: archive.read(name) for name in archive.namelist()}

    assert saved(LargeWorkbook) == saved(xlsxwriter.Workbook)
