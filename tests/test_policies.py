"""The five ways of running networks, each from its own workbook to a judged plan: what the sources say, sentence by sentence."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from netcompose.compose.search import Effort
from netcompose.language import Language
from netcompose.organisation import Level
from netcompose.plan import Composition, Duty
from netcompose.policy.load import load_policy, policy_toml
from netcompose.read import read_organisation, read_plan
from netcompose.report.document import plan_document
from netcompose.report.workbook import Provenance, write_workbook
from netcompose.tasks.check import check, seated
from netcompose.tasks.solve import Solved, solve

if TYPE_CHECKING:
    from netcompose.organisation import Organisation, Person
    from netcompose.plan import Network, Plan
    from netcompose.policy.settings import Policy

EXAMPLES = Path(__file__).parent.parent / "data" / "examples"
TODAY = date(2026, 8, 31)
NAMES = ("aalborg", "albertslund", "danica", "nyborg", "odder")


@dataclass(frozen=True)
class Year:
    """An example solved under its policy."""

    organisation: Organisation
    policy: Policy
    plan: Plan
    solved: Solved

    @property
    def networks(self) -> tuple[Network, ...]:
        return self.plan.composition.networks

    def person(self, id: str | None) -> Person:
        assert id is not None
        return self.organisation.person(id)

    def holder(self, duty: Duty, network: Network) -> Person:
        return self.person(self.plan.appointments.holder(duty, network.id))


@lru_cache
def year(name: str) -> Year:
    policy = load_policy(name)
    organisation = read_organisation(EXAMPLES / f"{name}.xlsx").organisation
    solved = solve(organisation, policy, today=TODAY, effort=Effort(), language=Language.DA)
    assert isinstance(solved, Solved)
    return Year(organisation, policy, solved.plan, solved)


@pytest.mark.parametrize("name", NAMES)
def test_every_rule_is_kept_and_every_goal_proven(name: str) -> None:
    plan = year(name).plan
    assert {v.rule: [str(w) for w in v.witnesses] for v in plan.verdicts if v.violations} == {}
    assert all(goal.proven for goal in plan.goals)
    assert plan.status.value == "optimal"
    assert plan.appointments.unproven == ()
    assert [f.code for f in year(name).solved.findings if f.code.startswith("NC51")] == []


@pytest.mark.parametrize("name", NAMES)
def test_the_workbook_is_read_back_whole_and_checks_clean(name: str, tmp_path: Path) -> None:
    made = year(name)
    path = tmp_path / "plan.xlsx"
    write_workbook(
        path,
        plan=made.plan,
        organisation=made.organisation,
        policy=made.policy,
        findings=(),
        language=Language.DA,
        provenance=Provenance(input_name=f"{name}.xlsx", input_digest="", policy_toml=policy_toml(made.policy)),
    )
    source = read_plan(path)
    assert len(source.appointments.all) == len(made.plan.appointments.all)
    assert {*source.appointments.all} == {*made.plan.appointments.all}
    composition = seated(source.organisation, source.double_seats, Language.DA)
    assert composition.seats == made.plan.composition.seats
    judged = check(source.organisation, made.policy, composition, source.appointments, today=TODAY)
    assert [(v.rule, [str(w) for w in v.witnesses]) for v in judged.verdicts if v.violations] == []


@pytest.mark.parametrize("name", NAMES)
def test_the_json_names_every_role_of_every_network(name: str) -> None:
    made = year(name)
    for network in plan_document(made.plan, made.organisation, (), Language.DA)["networks"]:
        assert set(network["roles"]) == {duty.value for duty in Duty} - {"host", "mentor"}
        told = {role for role, person in network["roles"].items() if person is not None}
        assert told == {a.duty.value for a in made.plan.appointments.all if a.network == network["id"]} - {
            "host",
            "mentor",
            *(["facilitator"] if name == "danica" else []),
        }


# odder


def test_odder_has_nine_networks_of_eight_or_nine_without_reporting_relations() -> None:
    made = year("odder")
    assert [len(n.members) in {8, 9} for n in made.networks] == [True] * 9
    assert not [p for n in made.networks for p in n.members if made.person(p).manager in n.members]
    levels = {made.person(p).level for n in made.networks for p in n.members}
    assert levels == {Level.LEADER_OF_LEADERS, Level.LEADER_OF_EMPLOYEES}


def test_odder_asks_the_chief_about_an_acting_leader() -> None:
    made = year("odder")
    ((left, asked),) = [(left.leader, left.ask) for left in made.plan.not_placed]
    assert made.person(left).acting
    assert made.person(asked).level is Level.CHIEF
    assert left not in made.plan.composition.seats


def test_odder_has_a_chief_as_contact_who_takes_no_part_and_an_even_load() -> None:
    made = year("odder")
    contacts = [made.holder(Duty.CONTACT, network) for network in made.networks]
    assert {contact.level for contact in contacts} == {Level.CHIEF}
    assert not {contact.id for contact in contacts} & made.plan.composition.seats.keys()
    assert max(Counter(contact.id for contact in contacts).values()) == 1  # ten chiefs, nine networks


def test_odder_turns_hosts_and_gives_new_leaders_a_mentor_of_their_network() -> None:
    made = year("odder")
    new = [p for p in made.plan.composition.seats if made.person(p).new]
    assert len(new) == 8
    for mentee in new:
        mentor = made.plan.appointments.mentor(mentee)
        assert made.plan.composition.seats[mentor or ""] == made.plan.composition.seats[mentee]
        assert not made.person(mentor).new
        assert made.person(mentor).department != made.person(mentee).department
    for network in made.networks:
        hosts = [made.plan.appointments.host(network.id, meeting) for meeting in (1, 2, 3)]
        assert len({*hosts}) == 3
        assert {*hosts} <= {*network.members}
        assert not made.person(hosts[0]).new


# nyborg


def test_nyborg_seats_everybody_in_groups_of_ten_to_twelve() -> None:
    made = year("nyborg")
    assert all(10 <= len(n.members) <= 12 for n in made.networks)
    assert len(made.plan.composition.seats) == len(made.organisation.people)
    assert {p.level for p in made.organisation.people} >= {Level.DIRECTOR, Level.CHIEF}


def test_nyborg_has_a_chief_who_takes_part_leads_and_hosts_and_is_nobodys_boss_there() -> None:
    made = year("nyborg")
    for network in made.networks:
        chair = made.holder(Duty.CHAIR, network)
        assert chair.id in network.members
        assert chair.level in {Level.CHIEF, Level.DIRECTOR}
        assert not [p for p in network.members if made.person(p).manager == chair.id]
        assert [made.plan.appointments.host(network.id, meeting) for meeting in (1, 2, 3)] == [chair.id] * 3
    (verdict,) = [v for v in made.plan.verdicts if v.rule == "chair"]
    assert verdict.cost == 0


# aalborg


def test_aalborg_composes_top_leaders_and_others_by_themselves_of_those_who_signed_up() -> None:
    made = year("aalborg")
    assert Counter(n.stratum for n in made.networks) == {"Topledere": 2, "Øvrige ledere": 4}
    assert Counter(n.stratum for n in made.networks for _ in n.members)["Øvrige ledere"] == 26
    assert all(6 <= len(n.members) <= 8 for n in made.networks)
    assert all(made.person(p).signed_up for n in made.networks for p in n.members)
    top = {Level.DIRECTOR, Level.CHIEF}
    assert all((made.person(p).level in top) == (n.stratum == "Topledere") for n in made.networks for p in n.members)
    assert [goal.excess for goal in made.plan.goals if goal.attribute == "department"] == [0]


def test_aalborg_has_a_facilitator_of_the_corps_in_each_network_once() -> None:
    made = year("aalborg")
    corps = {p.id for p in made.organisation.people if "Facilitator" in p.roles}
    assert 15 <= len(corps) <= 20
    found = [made.holder(Duty.FACILITATOR, network).id for network in made.networks]
    assert {*found} <= corps
    assert len({*found}) == 6
    assert not [f for f, n in zip(found, made.networks, strict=True) if f in n.members]
    assert made.policy.meetings_held == 6


# albertslund


def test_albertslund_has_a_team_of_four_around_each_given_network_leader() -> None:
    made = year("albertslund")
    leaders = {p.id: p.network for p in made.organisation.people if p.network}
    assert made.plan.composition.seats == leaders
    kinds: Counter[str | None] = Counter()
    for network in made.networks:
        leader = made.holder(Duty.NETWORK_LEADER, network)
        assert network.members == (leader.id,)
        manager, co_driver = made.holder(Duty.PERSONNEL_MANAGER, network), made.holder(Duty.CO_DRIVER, network)
        assert manager.id == leader.manager
        assert co_driver.id not in leaders
        reference = made.plan.appointments.holder(Duty.REFERENCE_LEADER, network.id)
        kind = leader.attribute("Netværkstype")
        kinds[kind] += 1
        if kind == "Innovation":
            assert made.person(reference).level is Level.DIRECTOR
        elif kind == "Velfærd":
            assert "Chefforum" in made.person(reference).roles
        else:
            assert reference is None
        assert reference != leader.manager
        assert reference != co_driver.id
        team = {leader.id, manager.id, co_driver.id, *filter(None, [reference])}
        assert len(team) == (3 if reference is None else 4)
    assert kinds == {"Velfærd": 3, "Innovation": 2, "Læring": 2}


def test_albertslund_prefers_co_drivers_who_know_the_theme_and_complement_the_leader() -> None:
    made = year("albertslund")
    known = complementary = 0
    for network in made.networks:
        leader, co_driver = made.holder(Duty.NETWORK_LEADER, network), made.holder(Duty.CO_DRIVER, network)
        known += leader.attribute("Tema") in co_driver.competences
        complementary += bool({*co_driver.competences} - {*leader.competences, leader.attribute("Tema")})
    assert known == len(made.networks)
    assert complementary >= len(made.networks) - 1  # one theme is known to nobody who adds a competence
    drivers = Counter(a.person for a in made.plan.appointments.of(Duty.CO_DRIVER))
    assert max(drivers.values()) == 1


# danica


def test_danica_is_free_of_reporting_relations_all_the_way_up() -> None:
    made = year("danica")
    for network in made.networks:
        for member in network.members:
            above = {superior.id for superior in made.organisation.superiors(member)}
            assert not above & {*network.members}


def test_danica_moves_from_hr_to_a_consultant_to_the_members() -> None:
    made = year("danica")
    assert made.plan.facilitation == ("hr", "hr", "external", "external", "rolling", "rolling", "rolling")
    for network in made.networks:
        found = [made.plan.appointments.facilitator(network.id, meeting) for meeting in range(1, 8)]
        assert "HR" in made.person(found[0]).roles
        assert found[1] == found[0]
        assert found[2:4] == [None, None]
        assert {*found[4:]} <= {*network.members}
        assert len({*found[4:]}) == 3
    assert 6 <= made.policy.meetings_held <= 8


def test_a_network_leader_moved_by_hand_leaves_duties_that_no_network_is_to_have() -> None:
    """The type of a given network stands on its leader's row: without the leader it has none, and so no reference leader."""
    made = year("albertslund")
    by_type = next(n for n in made.networks if made.plan.appointments.holder(Duty.REFERENCE_LEADER, n.id) is not None)
    other = next(network for network in made.networks if network != by_type)
    seats = {**made.plan.composition.seats, by_type.members[0]: other.id}
    moved = Composition.of(seats, [network.id for network in made.networks]).named(Language.EN)
    judged = check(made.organisation, made.policy, moved, made.plan.appointments, today=TODAY)
    (verdict,) = [verdict for verdict in judged.verdicts if verdict.rule == Duty.REFERENCE_LEADER]
    assert f"{moved.network(by_type.id).name} is to have no reference leader." in map(str, verdict.witnesses)
