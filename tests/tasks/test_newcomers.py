"""Newcomers sit where the sheet says; given networks are taken over, begin and end; strata; who is led by whom."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from netcompose.compose import front as fronts
from netcompose.compose.outcome import OutOfTime
from netcompose.compose.search import Effort
from netcompose.language import Language
from netcompose.organisation import Level, Organisation, Person
from netcompose.plan import Appointment, Appointments, Duty
from netcompose.tasks.differences import Wishes
from netcompose.tasks.other_sizes import ways_to_rebalance
from netcompose.tasks.rebalance import Rebalanced, Standing, Terms, rebalance
from netcompose.tasks.solve import Unsolvable
from worlds import TODAY, leader, policy

MIX = ({"goal": "mix", "attribute": "department", "rank": 1},)


def attempt(before: Standing, settings: Any, chart: Organisation | None = None, **asked: Any) -> Any:
    terms = Terms(most_moves=asked.pop("most_moves", None))
    return rebalance(
        before,
        chart,
        settings,
        Wishes(**asked),
        terms,
        columns={"network", "locked"},
        today=TODAY,
        effort=Effort(),
        language=Language.EN,
    )


def rebalanced(before: Standing, settings: Any, chart: Organisation | None = None, **asked: Any) -> Rebalanced:
    answer = attempt(before, settings, chart, **asked)
    assert isinstance(answer, Rebalanced)
    return answer


def groups(*networks: str, **people: dict[str, Any]) -> Standing:
    members = [
        leader(p, **{"name": p.upper(), "department": f"F{p}", "network": str(n), **people.get(p, {})})
        for n, network in enumerate(networks, start=1)
        for p in network
    ]
    return Standing(Organisation(tuple(members)), Appointments())


def codes(answer: Rebalanced) -> list[str]:
    return [finding.code for finding in answer.solved.findings]


def told(answer: Rebalanced, person: str) -> str:
    change = next(change for change in answer.changes.people if change.leader == person)
    return f"{change.what} ({change.why})"


# -- where the sheet says ------------------------------------------------------------------------------------------


def test_a_newcomer_sits_where_the_sheet_says_if_that_moves_nobody() -> None:
    settings, before = policy("3-5", 2, goals=MIX, duties={}), groups("abc", "defg")
    assert rebalanced(before, settings, joiners=(leader("z"),)).solved.plan.composition.seats["z"] == "1"
    asked = rebalanced(before, settings, joiners=(leader("z", network="2"),))
    assert asked.solved.plan.composition.seats["z"] == "2"
    assert asked.solved.plan.moves == ()
    assert told(asked, "z") == "gets a seat in network 2 (the sheet says so)"
    chart = Organisation((*before.organisation.people, leader("z", network="2")))
    assert rebalanced(before, settings, chart).solved.plan.composition.seats["z"] == "2"


def test_a_newcomer_sits_elsewhere_where_a_rule_asks_for_it_and_a_locked_seat_is_held() -> None:
    settings, before = policy("3-5", 2, goals=MIX, duties={}), groups("abc", "defg")
    below = leader("z", "d", network="2")
    answer = rebalanced(before, settings, joiners=(below,))
    assert answer.solved.plan.composition.seats["z"] == "1"
    assert told(answer, "z").startswith("gets a seat in network 1, not in network 2 as the sheet says (otherwise: D is")
    locked = rebalanced(before, settings, joiners=(replace(below, locked=True),))
    assert locked.solved.plan.composition.seats["z"] == "2"
    assert [move.leader for move in locked.solved.plan.moves] == ["d"]


def test_who_comes_and_gets_no_seat_is_told() -> None:
    settings = policy("3-5", 2, goals=MIX, duties={}, participants={"sign_up": True})
    signed = {p: {"signed_up": True} for p in "abcdefg"}
    answer = rebalanced(groups("abc", "defg", **signed), settings, joiners=(leader("z", name="Zoe"),))
    assert codes(answer) == ["NC531"]
    [finding] = answer.solved.findings
    assert str(finding.message) == "Zoe comes, but gets no seat: not signed up."


# -- given networks ------------------------------------------------------------------------------------------------

GIVEN = policy(
    "1",
    goals=(),
    duties={"network_leader": {"takes_part": "yes"}},
    networks={"size": "1", "number": "auto", "given": True, "theme_column": "Theme"},
    rules={"reporting_line": "off", "mentor_supply": False},
    meetings=None,
)


def teams() -> Standing:
    """Three network leaders with a network each, and somebody with the first one's title who leads none."""
    people = [
        leader(p, name=p.upper(), network=n, title=f"T{p}", department="F", own_columns=(("Theme", f"About {n}"),))
        for p, n in (("a", "1"), ("b", "2"), ("c", "3"))
    ]
    return Standing(Organisation((*people, leader("x", title="Ta", department="F"))), Appointments())


def test_a_given_network_ends_with_its_last_member_and_begins_with_a_newcomer() -> None:
    answer = rebalanced(teams(), GIVEN, leavers=("a",), joiners=(leader("z", network="7"),))
    assert answer.solved.plan.composition.seats == {"b": "2", "c": "3", "z": "7"}
    assert codes(answer) == ["NC530"]
    assert [(n.network, str(n.state)) for n in answer.changes.networks] == [
        ("1", "the network is closed"),
        ("7", "the network is new"),
    ]


@pytest.mark.parametrize("named", [True, False])
def test_a_successor_takes_a_given_network_over_with_its_theme(named: bool) -> None:
    heir = leader("z", title="Something else" if named else "Ta", department="F")
    successors = (("z", "a"),) if named else ()
    answer = rebalanced(teams(), GIVEN, leavers=("a",), joiners=(heir,), successors=successors)
    plan, scenario = answer.solved.plan, answer.solved.scenario
    assert plan.composition.seats == {"b": "2", "c": "3", "z": "1"}
    assert plan.appointments.holder(Duty.NETWORK_LEADER, "1") == "z"
    assert scenario.theme(plan.composition.network("1")) == "About 1"
    assert "NC530" not in codes(answer)


def test_somebody_of_the_house_succeeds_only_when_hr_says_so() -> None:
    assert "x" not in rebalanced(teams(), GIVEN, leavers=("a",)).solved.plan.composition.seats
    named = rebalanced(teams(), GIVEN, leavers=("a",), successors=(("x", "a"),))
    assert named.solved.plan.composition.seats["x"] == "1"


# -- strata --------------------------------------------------------------------------------------------------------


def test_a_stratum_is_merged_by_its_policy() -> None:
    def settings(networks: int) -> Any:
        strata = [
            {"name": "Top", "levels": ["leader_of_leaders"], "networks": 1, "size": "2-3"},
            {"name": "Rest", "levels": ["leader_of_employees"], "networks": networks, "size": "3-6"},
        ]
        return policy("3-6", goals=MIX, duties={}, strata=strata)

    top = {p: {"level": Level.LEADER_OF_LEADERS} for p in "xyz"}
    before = groups("xyz", "abc", "def", **top)
    refused = attempt(before, settings(2), leavers=("a",))
    assert isinstance(refused, Unsolvable)
    ways = ways_to_rebalance(refused, today=TODAY, effort=Effort(), language=Language.EN, policy=settings(2))
    said = "Merge: 1 networks of Rest instead of 2 (networks = 1 for that stratum in the policy)."
    assert str(ways[0].change) == said
    assert str(ways[0].effect).startswith("2 members move")
    merged = rebalanced(before, settings(1), leavers=("a",))
    assert merged.moves == 2
    assert sorted(len(network.members) for network in merged.solved.plan.composition.networks) == [3, 5]


# -- led by their own superior -------------------------------------------------------------------------------------


def test_nobody_comes_to_be_led_by_their_own_superior_though_that_costs_a_move() -> None:
    settings = policy(
        "4-5",
        2,
        goals=MIX,
        rules={"reporting_line": "off", "mentor_supply": False},
        duties={"chair": {"levels": ["chief"], "takes_part": "yes", "avoid": ["own_superior"]}},
        participants={"levels": ["chief", "leader_of_employees"]},
        meetings=None,
    )
    chiefs = {p: {"level": Level.CHIEF} for p in "xy"}
    before = groups("xabc", "yefg", **chiefs)
    chairs = (Appointment(Duty.CHAIR, "1", "x"), Appointment(Duty.CHAIR, "2", "y"))
    before = replace(before, appointments=Appointments(chairs))
    people = [replace(p, manager="x") if p.id == "a" else p for p in before.organisation.people]
    answer = rebalanced(before, settings, Organisation(tuple(people)))
    seats = answer.solved.plan.composition.seats
    assert seats["a"] != seats["x"]
    assert [verdict.cost for verdict in answer.solved.plan.verdicts if verdict.rule == "chair"] == [0]
    assert answer.moves == 2
    assert any("X is the superior of A" in told(answer, move.leader) for move in answer.solved.plan.moves)


# -- who is who ----------------------------------------------------------------------------------------------------


def test_a_leaver_is_not_mistaken_for_a_newcomer_of_the_same_name() -> None:
    before = groups("abc", "defg")
    answer = rebalanced(
        before, policy("3-5", 2, goals=MIX, duties={}), leavers=("A",), joiners=(leader("z", name="A"),)
    )
    assert (answer.differences.leavers, answer.differences.joiners) == (("a",), ("z",))


def test_a_changed_id_is_no_news() -> None:
    settings = policy("3-5", 2, goals=MIX, duties={"mentor": {}})
    same = {p: {"title": f"T{p}"} for p in "abcdefg"} | {"a": {"title": "Ta", "new": True}}
    before = groups("abc", "defg", **same)
    before = replace(before, appointments=Appointments((Appointment(Duty.MENTOR, "1", "b", mentee="a"),)))

    def renamed(person: Person) -> Person:
        return replace(person, id={"a": "A1", "b": "B1"}.get(person.id, person.id))

    answer = rebalanced(before, settings, Organisation(tuple(map(renamed, before.organisation.people))))
    assert answer.changes.people == answer.changes.networks == ()
    assert (answer.differences.left, answer.differences.came) == ((), ())
    assert answer.solved.plan.appointments.mentor("A1") == "B1"


def test_mentor_and_new_leader_who_both_leave_leave_nothing_to_hand_on() -> None:
    settings = policy("2-5", 2, goals=MIX, duties={"mentor": {}})
    before = groups("abcd", "efgh", a={"new": True})
    before = replace(before, appointments=Appointments((Appointment(Duty.MENTOR, "1", "b", mentee="a"),)))
    answer = rebalanced(before, settings, leavers=("a", "b"))
    assert [network.duties for network in answer.changes.networks] == [()]


def test_the_heir_gets_the_reports_where_there_is_no_new_org_chart() -> None:
    before = groups("abc", "defg", a={"title": "Head"}, d={"manager": "a"})
    heir = leader("z", title="Head", department="Fa")
    answer = rebalanced(before, policy("3-5", 2, goals=MIX, duties={}), leavers=("a",), joiners=(heir,))
    assert answer.solved.scenario.organisation.person("d").manager == "z"
    assert told(answer, "z") == "takes A's seat in network 1 (the same title and department)"


# -- too few moves -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("confirmed", [True, False])
def test_too_few_moves_is_only_said_when_it_is_proven_twice(monkeypatch: pytest.MonkeyPatch, confirmed: bool) -> None:
    from netcompose.tasks import rebalance as task

    if not confirmed:
        monkeypatch.setattr(task, "fewest_confirmed", lambda scenario, moves, effort: False)
    before = groups("abcd", "efgh", b={"manager": "a"})
    answer = attempt(before, policy("3-5", 2, goals=MIX, duties={}), most_moves=0)
    assert isinstance(answer, Unsolvable if confirmed else OutOfTime)


def test_fewest_moves_are_confirmed_by_a_second_solve() -> None:
    # a, b and c may not meet: two of them must go, which no pair tells
    made = groups("abcd", "efgh", "ijkl", b={"manager": "a"}, c={"apart": ("a", "b")})
    from netcompose.policy.scenario import draw_up

    scenario = replace(
        draw_up(made.organisation, policy("2-6", 3, goals=MIX, duties={}), TODAY), networks=("1", "2", "3")
    )
    assert fronts.fewest_confirmed(scenario, 2, Effort())
    assert not fronts.fewest_confirmed(scenario, 3, Effort())
