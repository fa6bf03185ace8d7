"""Duties in the whole job: chairs, questions to chiefs, last year's duties, and what is told when nobody is free."""

from __future__ import annotations

from typing import Any

from netcompose.compose.search import Effort
from netcompose.language import Language
from netcompose.organisation import Level, Organisation, Person
from netcompose.plan import Appointment, Appointments, Duty
from netcompose.tasks.check import check
from netcompose.tasks.solve import Solved, solve
from worlds import TODAY, leader, policy

CHAIRS: dict[str, Any] = {
    "rules": {"reporting_line": "off", "mentor_supply": False},
    "participants": {"levels": ["chief", "leader_of_employees"]},
    "limits": [{"attribute": "level", "value": ["director", "chief"], "at_least": 1}],
    "duties": {"chair": {}, "host": {"same_as": "chair"}},
    "goals": [{"goal": "mix", "attribute": "department", "rank": 1}],
}


def solved(people: list[Person], settings: Any, **more: Any) -> Solved:
    answer = solve(Organisation(tuple(people)), settings, today=TODAY, effort=Effort(), language=Language.EN, **more)
    assert isinstance(answer, Solved)
    return answer


def test_no_chair_leads_an_own_report_where_a_composition_allows_it_even_against_the_mix() -> None:
    """X's three reports share X's department, Y's share Y's: by the mix alone each network would have both kinds."""
    people = [leader(c, level=Level.CHIEF, department="D", level_name="Fagchef") for c in "XY"]
    people += [leader(f"x{i}", "X", department="A") for i in range(3)]
    people += [leader(f"y{i}", "Y", department="B") for i in range(3)]
    answer = solved(people, policy(size="4", number=2, **CHAIRS))
    for network in answer.plan.composition.networks:
        chair = answer.plan.appointments.holder(Duty.CHAIR, network.id)
        assert not [m for m in network.members if answer.scenario.organisation.person(m).manager == chair]
    (verdict,) = [v for v in answer.plan.verdicts if v.rule == Duty.CHAIR]
    assert (verdict.violations, verdict.cost, verdict.witnesses) == (0, 0, ())
    assert "NC514" not in {finding.code for finding in answer.findings}


def test_a_network_led_by_an_own_superior_is_counted_and_told_where_it_cannot_be_avoided() -> None:
    people = [leader("X", level=Level.CHIEF, level_name="Fagchef"), *(leader(f"x{i}", "X") for i in range(3))]
    answer = solved(people, policy(size="4", number=1, **CHAIRS))
    (verdict,) = [v for v in answer.plan.verdicts if v.rule == Duty.CHAIR]
    assert (verdict.violations, verdict.cost) == (0, 3)
    assert [str(w) for w in verdict.witnesses] == [
        "Leader X, chair of Network 1, is the own superior of 3 of those it is for."
    ]
    assert "NC514" in {finding.code for finding in answer.findings}


def test_an_acting_leader_is_asked_of_the_chief_above_and_not_of_the_leader_between() -> None:
    people = [leader("X", level=Level.CHIEF), leader("m", "X", level=Level.LEADER_OF_LEADERS)]
    people += [leader("a", "m", acting=True), leader("b", "X"), leader("c", "X")]
    answer = solved(people, policy(size="1-9", number=1, duties={"contact": {}}))
    assert [(left.leader, left.ask) for left in answer.plan.not_placed] == [("a", "X")]


def test_last_years_contact_is_another_or_the_same_as_the_policy_wishes() -> None:
    people = [leader("X", level=Level.CHIEF), leader("Y", level=Level.CHIEF), leader("a", network="1", locked=True)]
    last = Appointments((Appointment(Duty.CONTACT, "1", "X"),))
    for word, way, expected in (("same_as_last_year", "avoid", "Y"), ("as_last_year", "prefer", "X")):
        settings = policy(size="1-9", number=1, duties={"contact": {"avoid": [], "prefer": [], way: [word]}})
        assert settings.duties.builds_on_the_last
        assert solved(people, settings, last=last).plan.appointments.contact("1") == expected


def test_turns_as_host_go_on_from_the_count_of_the_sheet_and_check_takes_its_own_off() -> None:
    people = [leader("a", hosted=2), leader("b", hosted=1), leader("c"), leader("d", hosted=1)]
    settings = policy(size="4", number=1, duties={"host": {}}, rules={"reporting_line": "off"})
    plan = solved(people, settings).plan
    hosts = [plan.appointments.host("1", meeting) for meeting in (1, 2, 3)]
    assert hosts[0] == "c"
    assert {*hosts[1:]} == {"b", "d"}
    after = [leader(p.id, hosted=(p.hosted or 0) + hosts.count(p.id)) for p in people]
    judged = check(Organisation(tuple(after)), settings, plan.composition, plan.appointments, today=TODAY)
    assert not judged.broken


def test_a_corps_that_is_too_small_is_told() -> None:
    people = [leader("F", level=Level.OTHER, roles=("Facilitator",)), leader("a"), leader("b")]
    duties = {"facilitator": {"roles": ["facilitator"], "most": 1}}
    answer = solved(people, policy(size="1", number=2, duties=duties, rules={"mentor_supply": False}))
    assert len(answer.plan.appointments.of(Duty.FACILITATOR)) == 1
    (told,) = [f for f in answer.findings if f.code == "NC511"]
    assert str(told.message) == "1 network has no facilitator: nobody whom the policy chooses among is free for it."


def test_members_who_facilitate_in_turn_leave_no_network_without() -> None:
    duties = {"facilitator": {"modes": [{"mode": "rolling"}]}}
    answer = solved([leader(id) for id in "abcd"], policy(size="2", number=2, duties=duties))
    assert len(answer.plan.appointments.of(Duty.FACILITATOR)) == 6  # three meetings of two networks
    assert "NC511" not in {finding.code for finding in answer.findings}
