"""Duties: every possible way to hand them out is enumerated on tiny worlds, and none may be better than ours."""

from __future__ import annotations

from datetime import date
from itertools import combinations_with_replacement, product
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from ortools.sat.python import cp_model

from effort import examples
from netcompose.appoint import appoint
from netcompose.findings import Disagreement
from netcompose.organisation import Level, Person
from netcompose.plan import Appointment, Appointments, Composition, Duty, Network
from netcompose.policy.catalogue import DUTIES, judge_duties
from worlds import leader, policy, scenario

if TYPE_CHECKING:
    from netcompose.policy.scenario import Scenario

quietly = settings(deadline=None, suppress_health_check=list(HealthCheck), max_examples=examples(60))


def networks(*members: str) -> Composition:
    """Networks 1, 2, …, each a string of one-letter ids."""
    return Composition(tuple(Network(str(i), f"Network {i}", tuple(ids)) for i, ids in enumerate(members, start=1)))


@st.composite
def cases(draw: st.DrawFn) -> tuple[Scenario, Composition]:
    """Up to eight members in up to three networks, up to three chiefs above them."""
    chiefs = [leader(c, level=Level.CHIEF) for c in "XYZ"[: draw(st.integers(0, 3))]]
    count = draw(st.integers(1, 8))
    members: list[Person] = []
    for id in "abcdefgh"[:count]:
        above = [None, *(p.id for p in chiefs), *(p.id for p in members)]
        members.append(
            leader(
                id,
                draw(st.sampled_from(above)),
                department=draw(st.sampled_from(["A", "B", None])),
                workplace=draw(st.sampled_from(["P", "Q", "R", None])),
                title=draw(st.sampled_from(["T", "U", None])),
                new=draw(st.integers(0, 2)) == 0,
                acting=draw(st.integers(0, 5)) == 0,
                participates=True,
                can_host=draw(st.sampled_from([None, None, False])),
                can_mentor=draw(st.sampled_from([None, None, False])),
                max_mentees=draw(st.sampled_from([None, None, 0, 1, 3])),
            )
        )
    seats = draw(st.lists(st.integers(0, 2), min_size=count, max_size=count))
    made = networks(
        *("".join(p.id for p, seat in zip(members, seats, strict=True) if seat == n) for n in sorted(set(seats)))
    )
    settings = policy(
        size="1-9",
        number=len(made.networks),
        rules={"mentor_supply": False, "reporting_line": "off"},
        meetings={"a_year": draw(st.integers(1, 5)), "hours": 2},
        duties={
            "contact": {},
            "mentor": {"most_mentees": draw(st.integers(1, 2))},
            "host": {"new_leader_first": draw(st.booleans())},
        },
    )
    return scenario([*chiefs, *members], settings), made


@quietly
@given(cases())
def test_judges_pass_what_we_appoint(case: tuple[Scenario, Composition]) -> None:
    made, composition = case
    verdicts = judge_duties(made, composition, appoint(made, composition))
    assert {verdict.rule: verdict.violations for verdict in verdicts} == {"contact": 0, "mentor": 0, "host": 0}


@quietly
@given(cases())
def test_no_other_contacts_are_better(case: tuple[Scenario, Composition]) -> None:
    made, composition = case
    pool = [p.id for p in made.organisation.people if p.level is Level.CHIEF]
    assume(pool)
    ours = DUTIES["contact"](made, composition, appoint(made, composition))
    ids = [network.id for network in composition.networks]
    others = (
        DUTIES["contact"](
            made,
            composition,
            Appointments(tuple(Appointment(Duty.CONTACT, n, c) for n, c in zip(ids, choice, strict=True))),
        )
        for choice in product(pool, repeat=len(ids))
    )
    assert ours.cost == min(other.cost for other in others if not other.violations)


@quietly
@given(cases())
def test_no_other_mentors_are_better(case: tuple[Scenario, Composition]) -> None:
    """Ours come first by: as few second mentees as possible, then as little as possible that speaks against a mentor."""
    made, composition = case
    ours = appoint(made, composition).of(Duty.MENTOR)
    by_network = {network.id: [a for a in ours if a.network == network.id] for network in composition.networks}
    for network in composition.networks:
        mentees = [a.mentee for a in by_network[network.id]]
        pool = [m for m in network.members if made.mentees_at_most(m) > 0]
        wanted = [m for m in network.members if m in made.new]
        assert len(mentees) == min(len(wanted), sum(made.mentees_at_most(m) for m in pool))
        if not mentees:
            continue
        best = min(
            (
                _second(choice),
                _against(made, choice, mentees),
            )
            for choice in product(pool, repeat=len(mentees))
            if all(choice.count(m) <= made.mentees_at_most(m) for m in choice)
        )
        chosen = tuple(a.person for a in by_network[network.id])
        assert (_second(chosen), _against(made, chosen, mentees)) == best


def _second(mentors: tuple[str, ...]) -> int:
    return sum(mentors.count(m) * (mentors.count(m) - 1) // 2 for m in set(mentors))


def _against(made: Scenario, mentors: tuple[str, ...], mentees: list[str | None]) -> tuple[int, ...]:
    """The stated order of what speaks against mentors: superiors, departments, workplaces, titles."""
    counts = [0, 0, 0, 0]
    for mentor, mentee in zip(mentors, mentees, strict=True):
        one, other = made.organisation.person(mentor), made.organisation.person(mentee or "")
        counts[0] += mentor in {p.id for p in made.organisation.superiors(other.id)}
        counts[1] += one.department is not None and one.department == other.department
        counts[2] += one.workplace is not None and one.workplace == other.workplace
        counts[3] += one.title is not None and one.title == other.title
    return tuple(counts)


@quietly
@given(cases())
def test_no_other_hosts_visit_more_workplaces(case: tuple[Scenario, Composition]) -> None:
    made, composition = case
    ours = appoint(made, composition)
    assert made.policy.meetings is not None
    meetings = made.policy.meetings.a_year
    for network in composition.networks:
        able = [
            made.organisation.person(m) for m in network.members if made.organisation.person(m).can_host is not False
        ]
        if len(able) < meetings:
            continue
        hosts = [a.person for a in ours.of(Duty.HOST, network.id)]
        first_may_be_new = made.policy.duties.host is not None and made.policy.duties.host.new_leader_first
        choices = [
            choice
            for choice in combinations_with_replacement(able, meetings)
            if len({p.id for p in choice}) == meetings
            and (first_may_be_new or any(p.id not in made.new for p in choice))
        ]
        if not choices:
            continue
        assert len(set(hosts)) == meetings
        places = {made.organisation.person(h).workplace for h in hosts} - {None}
        assert len(places) == max(len({p.workplace for p in choice} - {None}) for choice in choices)


def test_nobody_is_contact_where_nobody_has_the_level() -> None:
    made = scenario([leader("a"), leader("b")], policy())
    composition = networks("ab")
    assert appoint(made, composition).of(Duty.CONTACT) == ()
    verdict = DUTIES["contact"](made, composition, Appointments())
    assert (verdict.violations, len(verdict.witnesses)) == (0, 1)


def test_a_contact_takes_part_in_no_network() -> None:
    people = [leader("X", level=Level.CHIEF, participates=True), leader("Y", level=Level.CHIEF), leader("a", "Y")]
    made = scenario(people, policy())
    assert appoint(made, networks("Xa")).contact("1") == "Y"


def test_a_policy_without_duties_hands_out_none() -> None:
    made = scenario([leader("a", new=True), leader("b")], policy(duties={}))
    assert appoint(made, networks("ab")).all == ()
    assert judge_duties(made, networks("ab"), Appointments()) == ()


def test_the_longest_serving_leader_is_mentor_when_nothing_else_tells_them_apart() -> None:
    people = [
        leader("a", new=True),
        leader("b"),
        leader("c", started=date(2015, 1, 1)),
        leader("d", started=date(2010, 1, 1)),
    ]
    assert appoint(scenario(people, policy()), networks("abcd")).mentor("a") == "d"


JUDGED = [
    leader("X", level=Level.CHIEF),
    leader("Y", level=Level.CHIEF),
    leader("a", "X", new=True, workplace="P"),
    leader("b", "X", workplace="P", department="A"),
    leader("c", "Y", workplace="Q"),
    leader("d", "Y", can_host=False),
]


def judged(duty: str, *appointments: Appointment, most_mentees: int = 1, meetings: int = 1) -> tuple[int, list[str]]:
    """Violations and witnesses of a duty's judge on networks ab and cd."""
    made = scenario(
        JUDGED,
        policy(
            size="1-9",
            number=2,
            duties={"contact": {}, "mentor": {"most_mentees": most_mentees}, "host": {}},
            meetings={"a_year": meetings, "hours": 2},
        ),
    )
    verdict = DUTIES[duty](made, networks("ab", "cd"), Appointments(appointments))
    return verdict.violations, [str(witness) for witness in verdict.witnesses]


def test_contacts_are_judged() -> None:
    x1, y1, x2, y2 = (Appointment(Duty.CONTACT, n, c) for n in "12" for c in "XY")
    assert judged("contact", y1, x2) == (0, [])
    violations, told = judged("contact", x1, y2)
    assert violations == 0  # own superior as contact is to be avoided, not forbidden
    assert len(told) == 2
    assert judged("contact", y1)[1] == ["Network 2 has no contact."]
    assert judged("contact", y1, x2, x1)[0] == 1
    violations, told = judged("contact", Appointment(Duty.CONTACT, "1", "c"), Appointment(Duty.CONTACT, "2", "gone"))
    assert violations == 2
    assert told == ["Leader c cannot be contact of Network 1.", "gone cannot be contact of Network 2."]


def test_an_uneven_load_is_judged() -> None:
    made = scenario(JUDGED, policy(size="1-9", number=4))
    composition = networks("a", "b", "c", "d")
    load = [Appointment(Duty.CONTACT, n, c) for n, c in zip("1234", "XXXY", strict=True)]
    verdict = DUTIES["contact"](made, composition, Appointments(tuple(load)))
    assert verdict.violations == 1  # three and one: one more than "within one of each other"
    assert "Leader X is contact of 3 networks while others have fewer." in [str(w) for w in verdict.witnesses]


def test_mentors_are_judged() -> None:
    def mentor(person: str, mentee: str = "a", network: str = "1") -> Appointment:
        return Appointment(Duty.MENTOR, network, person, mentee=mentee)

    assert judged("mentor", mentor("b")) == (0, [])
    assert judged("mentor") == (1, ["Leader a has no mentor."])
    assert judged("mentor", mentor("c")) == (1, ["Leader c is mentor of Leader a but not in the same network."])
    assert judged("mentor", mentor("a")) == (1, ["Leader a may not be mentor."])
    assert judged("mentor", mentor("X")) == (1, ["Leader X may not be mentor."])
    assert judged("mentor", mentor("b"), mentor("b", "b"))[0] == 1
    assert judged("mentor", mentor("c", "d", "2"), mentor("c", "d", "2"), mentor("b")) == (
        1,
        ["Leader c has 2 mentees, too many."],
    )


def test_hosts_are_judged() -> None:
    def host(person: str, meeting: int = 1, network: str = "1") -> Appointment:
        return Appointment(Duty.HOST, network, person, meeting=meeting)

    ok = host("c", network="2")
    assert judged("host", host("b"), ok) == (0, [])
    assert judged("host", ok) == (1, ["Meeting 1 of Network 1 has 0 people as host."])
    assert judged("host", host("a"), ok) == (1, ["Leader a is new and host at the first meeting of Network 1."])
    assert judged("host", host("b"), host("d", network="2")) == (1, ["Leader d cannot be host in Network 2."])
    assert judged("host", host("b"), host("gone"), ok)[0] == 2  # one host too many, and nobody we know
    twice = [host("b"), host("b", 2), ok, host("c", 2, "2")]
    assert judged("host", *twice, meetings=2) == (
        1,
        ["Leader b is host again in Network 1 before all others have been."],
    )


def test_two_mentees_of_one_while_another_has_none_are_judged() -> None:
    people = [leader("a", new=True), leader("b"), leader("c"), leader("d", new=True)]
    made = scenario(people, policy(size="1-9", number=1, duties={"mentor": {"most_mentees": 2}}))
    both = Appointments(tuple(Appointment(Duty.MENTOR, "1", "b", mentee=mentee) for mentee in "ad"))
    verdict = DUTIES["mentor"](made, networks("abcd"), both)
    assert verdict.violations == 2
    assert {str(witness) for witness in verdict.witnesses} == {"Leader b has 2 mentees while others have fewer."}


def test_a_host_of_a_meeting_that_there_is_not_is_judged() -> None:
    hosts = [Appointment(Duty.HOST, "1", "b", meeting=n) for n in (1, 9)]
    assert judged("host", *hosts, Appointment(Duty.HOST, "2", "c", meeting=1)) == (1, ["Network 1 has no meeting 9."])


def test_an_acting_holder_is_told_where_the_policy_avoids_them() -> None:
    duties = {"deputy": {"avoid": ["acting_leader"]}}
    settings = policy(size="1-9", number=1, duties=duties, participants={"acting": "include"})
    made = scenario([leader("a", acting=True), leader("b")], settings)
    verdict = DUTIES["deputy"](made, networks("ab"), Appointments((Appointment(Duty.DEPUTY, "1", "a"),)))
    assert (verdict.violations, verdict.cost) == (0, 1)
    assert [str(witness) for witness in verdict.witnesses] == ["Leader a, deputy of Network 1, is an acting leader."]


def test_nobody_holds_a_duty_in_a_network_of_a_type_that_has_none() -> None:
    people = [leader(id, network="1", own_columns=(("Type", "Welfare"),)) for id in "ab"]
    settings = policy(
        size="1-9",
        number="auto",
        networks={"size": "1-9", "given": True, "type_column": "Type"},
        duties={"deputy": {"types": {"Innovation": {}}}},
    )
    made, composition = scenario(people, settings), networks("ab")
    assert appoint(made, composition) == Appointments()
    verdict = DUTIES["deputy"](made, composition, Appointments((Appointment(Duty.DEPUTY, "1", "a"),)))
    assert verdict.violations == 1
    assert [str(witness) for witness in verdict.witnesses] == ["Network 1 is to have no deputy."]


@pytest.mark.parametrize("status", [cp_model.MODEL_INVALID, cp_model.INFEASIBLE])
def test_duties_that_the_solver_does_not_take_are_our_bug(
    monkeypatch: pytest.MonkeyPatch, status: cp_model.CpSolverStatus
) -> None:
    """A duty may stay with nobody, so there is always an answer."""
    chiefs = [leader(c, level=Level.CHIEF) for c in "XY"]
    members = [leader(m, c) for m, c in zip("abcd", "XXYY", strict=True)]
    levels = {"levels": ["chief", "leader_of_employees"]}
    duties = {"chair": {}, "deputy": {**levels, "never": ["holder_of_chair"]}}
    made = scenario([*chiefs, *members], policy(size="1-9", number=2, duties=duties, participants=levels))
    monkeypatch.setattr(cp_model.CpSolver, "solve", lambda *_: status)
    with pytest.raises(Disagreement, match="refused"):
        appoint(made, networks("aXc", "bYd"))


def test_two_new_leaders_have_a_mentor_each_even_where_one_mentor_is_liked_better() -> None:
    people = [leader("a", new=True), leader("b", new=True), leader("c", started=date(2000, 1, 1)), leader("d")]
    duties = {"mentor": {"avoid": [], "prefer": ["seniority"], "most_mentees": 2}}
    found = appoint(scenario(people, policy(size="1-9", number=1, duties=duties)), networks("abcd"))
    assert sorted(a.person for a in found.all) == ["c", "d"]
