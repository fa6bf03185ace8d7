"""Policies in sentences, so that HR can say whether they are theirs."""

from __future__ import annotations

from typing import Any

import pytest
import report_samples as samples
from report_screen import shown

from netcompose.language import Language
from netcompose.organisation import Level
from netcompose.policy.settings import (
    Duties,
    Evaluation,
    Goal,
    HostDuty,
    MentorDuty,
    Networks,
    Participants,
    Policy,
    Rules,
    Size,
    Stratum,
    ValueLimit,
)
from netcompose.report.terminal.policies import show_differences, show_policies, show_policy

EN, DA = Language.EN, Language.DA


def test_policies_in_a_list() -> None:
    policies = [samples.policy(), Policy(name="free", networks=Networks(size=Size(smallest=6, largest=6)))]
    assert shown(lambda console: show_policies(console, policies, EN)) == (
        """\
 Policy  Size  Networks  Whose
 sample  8-9   9         Strandby Kommune: tværgående ledernetværk
 free    6     auto"""
    )


def test_one_policy_in_sentences() -> None:
    policy = samples.policy().model_copy(update={"evaluation": Evaluation(when="primo 2027", by="Chefforum")})
    assert shown(lambda console: show_policy(console, policy, EN)) == (
        """\
Strandby Kommune: tværgående ledernetværk
Et opdigtet kommissorium

 • Takes part: leader of leaders, leader of employees.
 • Acting leaders: asked about, never silently placed.
 • 9 networks of 8-9 members.
 • No leader sits with their own superior.
 • Goal 1: as few as possible with the same department in a network.
 • Goal 2: as few as possible with the same level in a network.
 • Goal 3: new leaders are spread over the networks.
 • Goal 4: networks of even size.
 • Each network has a contact, chosen among: chief.
 • The contact is in no network.
 • Avoided in the contact: their direct superior.
 • Preferred in the contact, in order: not above them in the reporting line.
 • Each new leader has a mentor in the network; a mentor has at most 2 new
   leaders.
 • The members take turns as host; a new leader is never first.
 • 3 meetings a year of 2 hours.
 • No meetings in week 42.
 • Evaluation: primo 2027, by Chefforum."""
    )


@pytest.mark.parametrize(
    ("acting", "line", "said"),
    [
        ("include", "chain", ["Acting leaders take part.", "No leader sits with anybody above them."]),
        ("exclude", "off", ["Acting leaders do not take part.", "The policy does not keep reporting lines apart."]),
    ],
)
def test_other_policies_say_other_things(acting: str, line: str, said: list[str]) -> None:
    policy = Policy(
        name="other",
        networks=Networks(size=Size(smallest=6, largest=8)),
        participants=Participants.model_validate({"levels": (Level.CHIEF,), "sign_up": True, "acting": acting}),
        rules=Rules.model_validate({"reporting_line": line}),
        goals=(Goal(goal="mix", attribute="Faglighed", rank=1),),
        duties=Duties(mentor=MentorDuty(most_mentees=1), host=HostDuty(new_leader_first=True)),
    )
    text = shown(lambda console: show_policy(console, policy, EN))
    for sentence in [
        *said,
        "Takes part: chief.",
        "Only those who signed up.",
        "Networks of 6-8 members, as many as fit best.",
        "Goal 1: as few as possible with the same Faglighed in a network.",
        "at most 1 new leader.",
        "The members take turns as host.",
    ]:
        assert sentence in " ".join(text.split())
    assert text.splitlines()[0] == "other"


def test_one_network_only() -> None:
    text = shown(lambda console: show_policy(console, samples.policy(1), EN))
    assert "1 network of 8-9 members." in text


def policy_text(language: Language = EN, **settings: Any) -> str:
    """A policy told in sentences, on one line."""
    policy = Policy.model_validate({"name": "other", "networks": {"size": "6-8"}, **settings})
    return " ".join(shown(lambda console: show_policy(console, policy, language)).split())


def test_given_networks_and_people_are_told_of() -> None:
    text = policy_text(networks={"size": "6-8", "given": True}, participants={"given": True}, rules={"siblings": True})
    assert "The networks stand in the sheet and stay as they are." in text
    assert "of 6-8 members" not in text
    assert "Only those of whom the sheet says that they take part, if it says so of any." in text
    assert "Those with the same direct superior are kept apart." in text


def test_strata_limits_and_the_other_goals_are_told_of() -> None:
    text = policy_text(
        strata=[{"name": "Chefer", "levels": ["leader_of_leaders"]}],
        limits=[
            {"attribute": "department", "value": "Skole", "at_most": 2},
            {"attribute": "Køn", "value": ["K", "X"], "at_least": 1},
            {"attribute": "level", "value": "leader_of_leaders", "at_least": 1, "at_most": 3},
        ],
        goals=[
            {"goal": "churn", "rank": 3},
            {"goal": "new_faces", "rank": 2},
            {"goal": "same", "attribute": "workplace", "rank": 1},
        ],
    )
    told = [sentence.strip() for sentence in text.split("•")]
    assert told[5:] == [
        "Composed by itself: Chefer.",
        "In each network at most 2 with department Skole.",
        "In each network at least 1 with Køn K, X.",
        "In each network 1 to 3 with level leader of leaders.",
        "Goal 1: as many as possible with the same workplace in a network.",
        "Goal 2: as few as possible meet again from their present network.",
        "Goal 3: as few as possible change network.",
    ]


def test_who_can_have_a_duty_is_told_as_the_policy_chooses_them() -> None:
    text = policy_text(
        networks={"size": "6-8", "given": True, "type_column": "Type"},
        meetings={"a_year": 4, "hours": 2},
        duties={
            "facilitator": {
                "levels": ["chief"],
                "roles": ["Corps", "Coach"],
                "modes": [{"mode": "corps"}, {"mode": "rolling", "from_meeting": 3}],
            },
            "network_leader": {},
            "reference_leader": {"types": {"Digital": {"levels": ["director"]}}, "takes_part": "elsewhere"},
            "personnel_manager": {"superior_of": "network_leader"},
            "deputy": {"roles": ["Deputy"], "never": ["new_leader"]},
            "host": {"same_as": "deputy"},
        },
    )
    for sentence in [
        "Facilitation: the corps from meeting 1, the members in turn from meeting 3.",
        "Each network has a facilitator, chosen among: those with the role Corps, Coach and the level chief.",
        "The facilitator is not a member of that network.",
        "Each network has a network leader, chosen among: everybody in the list.",
        "In networks of the type Digital, the reference leader is chosen among: director.",
        "The personnel manager is the direct superior of the network leader.",
        "The personnel manager may be in a network or not.",
        "Each network has a deputy, chosen among: those with the role Deputy.",
        "The deputy is a member of the network. • Never deputy: a new leader. • The deputy hosts every meeting.",
    ]:
        assert sentence in text


def test_a_corps_that_nobody_is_in_for_the_whole_year_is_not_told_of() -> None:
    text = policy_text(
        meetings={"a_year": 4, "hours": 2}, duties={"facilitator": {"modes": [{"mode": "external"}], "levels": []}}
    )
    assert "Facilitation: a consultant from outside from meeting 1." in text
    assert "facilitator" not in text


def test_what_the_year_is_like_is_told() -> None:
    text = policy_text(
        meetings={
            "a_year": 3,
            "hours": 2.5,
            "closed_weeks": [42, 8, 42],
            "same_week": True,
            "days": 1,
            "seminar": {},
        },
        themes={"scope": "all"},
        phases=[{"name": "Start", "weeks": 4}, {"name": "Break", "weeks": 1}],
    )
    for sentence in [
        "3 meetings a year of 2.5 hours.",
        "All networks meet in the same week, on 1 day, at the same hour.",
        "No meetings in week 8, 42.",
        "One joint seminar a period: Joint leadership seminar.",
        "All networks take up the same themes, the most wanted first.",
        "Phases: Start (4 weeks), Break (1 week).",
    ]:
        assert sentence in text
    each = policy_text(meetings={"a_year": 3, "hours": 2, "closed_weeks": []}, themes={}, language=DA)
    assert "Hvert netværk tager det op, som medlemmerne helst vil." in each
    assert "i uge" not in each


@pytest.mark.parametrize(
    ("evaluation", "when"),
    [
        ({"after_meetings": 1}, "after 1 meeting"),
        ({"after_months": "6-12"}, "after 6-12 months"),
        ({"month": "2027-01"}, "2027-01"),
        ({}, "not decided"),
    ],
)
def test_an_evaluation_is_told_when_it_is(evaluation: dict[str, object], when: str) -> None:
    assert policy_text(evaluation=evaluation).endswith(f"Evaluation: {when}.")


def test_two_policies_are_told_apart_setting_by_setting() -> None:
    one, other = samples.policy(), samples.policy().model_copy(update={"name": "other"})
    assert shown(lambda console: show_differences(console, one, other, [], EN)) == "sample and other are the same."
    text = shown(lambda console: show_differences(console, one, other, [("meetings.hours", "2", None)], EN))
    assert [line.split() for line in text.splitlines()] == [
        ["Setting", "sample", "other"],
        ["meetings.hours", "2", "–"],
    ]


def test_how_far_up_a_chain_goes_and_who_is_exempt_is_told() -> None:
    rules = {"reporting_line": "chain", "reporting_depth": 2, "reporting_exempt": ["director", "chief"]}
    policy = samples.policy(9).model_copy(update={"rules": Rules.model_validate(rules)})
    text = " ".join(shown(lambda console: show_policy(console, policy, EN)).split())
    assert "No leader sits with anybody up to 2 steps above them. Exempt: director, chief." in text
    off = policy.model_copy(update={"rules": Rules(reporting_line="off")})
    assert "Exempt" not in shown(lambda console: show_policy(console, off, EN))


def test_a_limit_of_one_stratum_says_which() -> None:
    stratum = Stratum(name="North", attribute="department", values=("A",))
    limit = ValueLimit(attribute="level", value="X", at_most=2, stratum="North")
    rest = Stratum(name="South", attribute="department", values=("B",))
    policy = samples.policy(9).model_copy(update={"strata": (stratum, rest), "limits": (limit,)})
    text = " ".join(shown(lambda console: show_policy(console, policy, EN)).split())
    assert "North: In each network at most 2 with level X." in text
