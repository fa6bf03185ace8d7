"""The tasks: a judged plan, verified ways out, a judgement on anybody's plan."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest

from netcompose.compose.outcome import Disagreement, Impossible, OutOfTime
from netcompose.compose.search import Effort
from netcompose.language import Language
from netcompose.organisation import Level, Organisation, Person
from netcompose.plan import Appointments, Composition, Duty, Event, EventKind, Meeting, Network, Status
from netcompose.tasks import solve as solving
from netcompose.tasks.check import check, seated
from netcompose.tasks.repeat import Outcome, differences
from netcompose.tasks.solve import Solved, Unsolvable, solve
from netcompose.tasks.ways_out import ways_out
from worlds import DUTIES, TODAY, leader, policy

if TYPE_CHECKING:
    from netcompose.policy.settings import Policy


def organisation(count: int = 12) -> Organisation:
    """A director, two chiefs, and leaders of two departments, every sixth of them new."""
    people = [
        leader("D", level=Level.DIRECTOR),
        leader("X", "D", level=Level.CHIEF),
        leader("Y", "D", level=Level.CHIEF),
    ]
    people += [
        leader(f"{i:02}", "XY"[i % 2], department=f"F{i % 2}", new=i % 6 == 5, workplace=f"W{i % 5}")
        for i in range(count)
    ]
    return Organisation(tuple(people))


def solved(people: Organisation, settings: Policy, **effort: Any) -> Solved:
    answer = solve(people, settings, today=TODAY, effort=Effort(**effort), language=Language.EN)
    assert isinstance(answer, Solved)
    return answer


def unsolved(people: list[Person], settings: Policy) -> Unsolvable:
    answer = solve(Organisation(tuple(people)), settings, today=TODAY, effort=Effort(), language=Language.EN)
    assert isinstance(answer, Unsolvable)
    return answer


def test_a_plan_is_whole() -> None:
    answer = solved(organisation(), policy("4", 3))
    plan = answer.plan
    assert plan.status is Status.OPTIMAL
    assert [network.name for network in plan.composition.networks] == ["Network 1", "Network 2", "Network 3"]
    assert [(goal.goal, goal.attribute, goal.rank, goal.excess, goal.proven) for goal in plan.goals] == [
        ("mix", "department", 1, 0, True),
        ("mix", "level", 2, 0, True),
        ("new_leaders", None, 3, 0, True),
        ("even_size", None, 4, 0, True),
    ]
    assert len(plan.meetings) == 9
    assert len(plan.appointments.of(Duty.HOST)) == 9
    assert {a.mentee for a in plan.appointments.of(Duty.MENTOR)} == {"05", "11"}
    assert not any(verdict.violations for verdict in plan.verdicts)
    assert [finding.code for finding in answer.findings] == []


def test_networks_are_named_in_the_language() -> None:
    answer = solve(organisation(), policy("4", 3), today=TODAY, effort=Effort(), language=Language.DA)
    assert isinstance(answer, Solved)
    assert answer.plan.composition.networks[0].name == "Netværk 1"


def test_a_free_number_of_networks_is_chosen_and_told() -> None:
    answer = solved(organisation(), policy("3-5"))
    assert len(answer.plan.composition.networks) == 3
    assert [f.code for f in answer.findings] == ["NC501"]
    assert str(answer.findings[0].message) == "12 participants fit best into 3 networks of 3-5."


def test_the_next_best_number_is_taken_when_the_best_is_impossible() -> None:
    chain = [
        leader("0"),
        *(leader(str(b), str(a)) for a, b in pairwise(range(3))),
        *(leader(str(i)) for i in range(3, 6)),
    ]
    # three in a chain need three networks; 6 / (2-4) fits best into two
    answer = solved(Organisation(tuple(chain)), policy("2-4", rules={"reporting_line": "chain"}))
    assert len(answer.plan.composition.networks) == 3


def test_what_nobody_could_be_found_for_is_told() -> None:
    people = [leader("a", new=True), leader("b", new=True, can_host=False), leader("c", new=True)]
    answer = solved(Organisation(tuple(people)), policy("3", 1, rules={"mentor_supply": False}))
    assert {f.code: str(f.message) for f in answer.findings} == {
        "NC502": "3 participants have no department and are not counted in that mix.",
        "NC511": "1 network has no contact: nobody whom the policy chooses among is free for it.",
        "NC512": "3 new leaders have no mentor.",
        "NC513": "1 meeting has no host.",
    }


def test_moves_are_the_seats_that_differ_from_the_sheet() -> None:
    people = [leader("a", network="1"), leader("b", "a", network="1"), leader("c", network="2"), leader("d")]
    answer = solved(Organisation(tuple(people)), policy("2", 2))
    seats = answer.plan.composition.seats
    assert {(m.leader, m.origin, m.destination) for m in answer.plan.moves} == {
        (p.id, p.network, seats[p.id]) for p in people if p.network is not None and seats[p.id] != p.network
    }
    assert len(answer.plan.moves) >= 1  # b cannot stay with a


def test_out_of_time_is_passed_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(solving, "compose", lambda scenario, effort: OutOfTime())
    assert solve(organisation(), policy("4", 3), today=TODAY, effort=Effort(), language=Language.EN) == OutOfTime()


def test_a_plan_that_the_judges_reject_is_never_given_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(solving, "appoint", lambda *given, **more: Appointments())
    with pytest.raises(Disagreement, match="the judges reject the plan: contact, host, mentor"):
        solved(organisation(), policy("4", 3))


def test_a_plan_better_than_its_bound_is_never_given_out(monkeypatch: pytest.MonkeyPatch) -> None:
    compose = solving.compose
    monkeypatch.setattr(solving, "compose", lambda s, e: replace(compose(s, e), bounds=(99, 99, 99, 99)))  # type: ignore[type-var]
    with pytest.raises(Disagreement, match="beats its bound"):
        solved(organisation(), policy("4", 3))


def test_every_way_out_of_a_wrong_size_was_solved() -> None:
    answer = unsolved([leader(str(i)) for i in range(10)], policy("4-5", 3))
    assert isinstance(answer.conflict, Impossible)
    ways = ways_out(answer, today=TODAY, effort=Effort(), language=Language.EN)
    said = {str(way.change): str(way.effect) for way in ways}
    assert said["Leave the number of networks open (--networks auto)."].startswith("2 networks of 5 members")
    assert said["Let networks have 3-5 members (--size 3-5 --networks 3)."].startswith("3 networks of 3-4 members")


def test_ways_out_of_a_chain_that_is_too_long() -> None:
    people = [leader("0"), *(leader(str(b), str(a)) for a, b in pairwise(range(4)))]
    answer = unsolved(people, policy("2", 2, rules={"reporting_line": "chain"}))
    said = [str(way.change) for way in ways_out(answer, today=TODAY, effort=Effort(), language=Language.EN)]
    assert "Keep only direct superiors apart (--reporting-line direct)." in said


@pytest.mark.parametrize(
    ("people", "settings", "change"),
    [
        (
            [
                leader("a", network="1", locked=True),
                leader("b", "a", network="1", locked=True),
                leader("c"),
                leader("d"),
            ],
            {},
            "Unlock Leader a's seat.",
        ),
        (
            [leader("a", together=("b",)), leader("b", "a"), leader("c"), leader("d")],
            {},
            "Let Leader a and Leader b sit apart (the column Together with).",
        ),
        (
            [leader("a", apart=("b", "c", "d")), leader("b"), leader("c"), leader("d")],
            {},
            "Do not ask that Leader a be apart from others.",
        ),
        (
            [leader("a", new=True), leader("b", new=True), leader("c", new=True), leader("d", can_mentor=False)],
            {"duties": DUTIES},
            "Do without a mentor where none is left (mentor_supply = false in the policy).",
        ),
        (
            [leader("a"), *(leader(i, "a") for i in "bcd")],
            {},
            "Let superiors and subordinates meet (--reporting-line off).",
        ),
    ],
)
def test_ways_out_name_whom_to_release(people: list[Person], settings: dict[str, Any], change: str) -> None:
    answer = unsolved(people, policy("2", 2, **settings))
    assert change in [str(way.change) for way in ways_out(answer, today=TODAY, effort=Effort(), language=Language.EN)]


def test_a_way_out_that_fails_inside_is_not_offered(monkeypatch: pytest.MonkeyPatch) -> None:
    answer = unsolved([leader(str(i)) for i in range(10)], policy("4-5", 3))

    def fail(*_: object, **__: object) -> None:
        raise Disagreement("test")

    monkeypatch.setattr("netcompose.tasks.ways_out.solve", fail)
    assert ways_out(answer, today=TODAY, effort=Effort(), language=Language.EN) == ()


def test_no_ways_out_are_sought_once_stopped() -> None:
    answer = unsolved([leader(str(i)) for i in range(10)], policy("4-5", 3))
    assert ways_out(answer, today=TODAY, effort=Effort(stop=lambda: True), language=Language.EN) == ()


def reseated(answer: Solved) -> Organisation:
    """The organisation with everybody's network as the plan has it."""
    seats = answer.plan.composition.seats
    people = answer.scenario.organisation.people
    return Organisation(tuple(replace(person, network=seats.get(person.id)) for person in people))


def test_check_passes_our_own_plan_and_finds_a_moved_member() -> None:
    answer = solved(organisation(), policy("4", 3))
    people = reseated(answer)
    judged = check(people, policy("4", 3), seated(people, {}, Language.EN), answer.plan.appointments, today=TODAY)
    assert not judged.broken
    assert [goal.excess for goal in judged.goals] == [0, 0, 0, 0]
    first = people.people[0]
    moved = people.with_people({first.id: replace(first, network="2" if first.network == "1" else "1")})
    judged = check(moved, policy("4", 3), seated(moved, {}, Language.EN), answer.plan.appointments, today=TODAY)
    assert judged.broken
    assert {verdict.rule for verdict in judged.verdicts if verdict.violations} >= {"group_size"}


def test_check_sees_somebody_on_two_rows() -> None:
    answer = solved(organisation(), policy("4", 3))
    people = reseated(answer)
    for networks in (("1", "2"), ("1", "1")):
        composition = seated(people, {"00": networks}, Language.EN)
        judged = check(people, policy("4", 3), composition, Appointments(), today=TODAY)
        assert "Leader 00 has 2 seats." in [str(w) for v in judged.verdicts for w in v.witnesses]


def test_check_takes_the_plans_number_where_the_policy_leaves_it_open_and_no_duties_where_there_are_none() -> None:
    answer = solved(organisation(), policy("4", 3))
    people = reseated(answer)
    judged = check(people, policy("3-6"), seated(people, {}, Language.EN), Appointments(), today=TODAY)
    assert not judged.broken
    assert "host" not in {verdict.rule for verdict in judged.verdicts}


def test_check_of_a_list_without_any_network() -> None:
    judged = check(organisation(), policy("4"), seated(organisation(), {}, Language.EN), Appointments(), today=TODAY)
    assert judged.broken


def test_strata_are_composed_by_themselves_and_judged_together() -> None:
    strata = [
        {"name": "Top", "levels": ["leader_of_leaders"], "networks": 2, "size": "3"},
        {"name": "De andre", "levels": ["leader_of_employees"], "networks": "auto"},
    ]
    people = [leader(f"t{i}", level=Level.LEADER_OF_LEADERS, department="AB"[i % 2]) for i in range(6)]
    people += [leader(f"e{i}", f"t{i % 6}", department="AB"[i % 2], new=i == 0) for i in range(8)]
    settings = policy("4", strata=strata)
    answer = solved(Organisation(tuple(people)), settings)
    networks = answer.plan.composition.networks
    assert [(network.id, network.stratum, len(network.members)) for network in networks] == [
        ("1", "Top", 3),
        ("2", "Top", 3),
        ("3", "De andre", 4),
        ("4", "De andre", 4),
    ]
    assert {member[0] for network in networks[:2] for member in network.members} == {"t"}
    assert answer.plan.status is Status.OPTIMAL
    # departments: 3 + 3 of each over two networks of three, C(2,2) x 2 = 2; 4 + 4 over two of four, C(2,2) x 4 = 4
    assert (answer.plan.goals[0].value, answer.plan.goals[0].excess) == (6, 0)
    one_seat = next(verdict for verdict in answer.plan.verdicts if verdict.rule == "placed_once")
    assert str(one_seat.summary).startswith("Top: ")
    seats = reseated(answer)
    judged = check(seats, settings, seated(seats, {}, Language.EN), answer.plan.appointments, today=TODAY)
    assert not judged.broken
    swapped = {"t0": replace(seats.person("t0"), network="3"), "e0": replace(seats.person("e0"), network="1")}
    judged = check(
        seats.with_people(swapped),
        settings,
        seated(seats.with_people(swapped), {}, Language.EN),
        Appointments(),
        today=TODAY,
    )
    assert judged.broken


def test_an_impossible_stratum_makes_the_whole_impossible() -> None:
    strata = [
        {"name": "Top", "levels": ["leader_of_leaders"], "networks": 2, "size": "3"},
        {"name": "De andre", "levels": ["leader_of_employees"]},
    ]
    people = [leader("t", level=Level.LEADER_OF_LEADERS), *(leader(f"e{i}") for i in range(4))]
    answer = unsolved(people, policy("4", strata=strata))
    assert answer.scenario.stratum == "Top"


@pytest.mark.parametrize(
    ("people", "settings", "change"),
    [
        (
            [leader("a", level=Level.LEADER_OF_LEADERS), *(leader(i, "a") for i in "bcd")],
            {"rules": {"reporting_line": "chain"}},
            'Let the highest level meet those below it (reporting_exempt = ["leader_of_leaders"] in the policy).',
        ),
        (
            [leader("x", level=Level.CHIEF), *(leader(i, "x") for i in "abcd")],
            {"rules": {"siblings": True}},
            "Let those with the same superior meet (siblings = false in the policy).",
        ),
        (
            [leader(i, department="A") for i in "abcd"],
            {"limits": [{"attribute": "department", "value": "B", "at_least": 1}]},
            "Do without the limit on department B ([[limits]] in the policy).",
        ),
    ],
)
def test_ways_out_of_rules_that_the_policy_chose(people: list[Person], settings: dict[str, Any], change: str) -> None:
    answer = unsolved(people, policy("2", 2, **settings))
    assert change in [str(way.change) for way in ways_out(answer, today=TODAY, effort=Effort(), language=Language.EN)]


def test_a_repeat_names_what_is_other_of_days_that_have_no_hours() -> None:
    composition = Composition((Network("1", "Network 1", ("a",)),))

    def outcome(*days: date | None) -> Outcome:
        meetings = tuple(Meeting("1", n, day) for n, day in enumerate(days, 1))
        events = tuple(Event(EventKind.SEMINAR, "Seminar", day, day) for day in days[:1] if day is not None)
        return Outcome(composition, Appointments(), meetings, events)

    then, now = outcome(date(2027, 1, 4), date(2027, 5, 4)), outcome(date(2027, 1, 4), None, date(2027, 9, 1))
    assert differences(then, then) == ()
    assert [str(difference.message) for difference in differences(then, now)] == [
        "Meeting 2 of network 1 is held 2027-05-04 in the plan and – in the repeat.",
        "Meeting 3 of network 1 is held – in the plan and 2027-09-01 in the repeat.",
    ]
