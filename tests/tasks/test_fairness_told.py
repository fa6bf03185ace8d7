"""Fairness in a plan, whoever made it: the worst networks as the judges count them, beside what is proven."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from netcompose.compose.outcome import Composed, Disagreement
from netcompose.compose.search import Effort
from netcompose.language import Language
from netcompose.organisation import Organisation, Person
from netcompose.plan import Appointments, WorstNetwork
from netcompose.policy.load import parse_policy
from netcompose.tasks import solve as solving
from netcompose.tasks.check import check
from netcompose.tasks.differences import Wishes
from netcompose.tasks.rebalance import Rebalanced, Standing, Terms, rebalance
from netcompose.tasks.solve import Solved, solve
from netcompose.tasks.what_if import Setting, what_if
from worlds import TODAY, leader, policy

DOCS = Path(__file__).parents[2] / "docs"
GOALS = [{"goal": "mix", "attribute": "level", "rank": 2}, {"goal": "mix", "attribute": "department", "rank": 1}]


def people() -> list[Person]:
    """Fourteen leaders: A and B are five each, X and Y seven each, C four."""
    departments = "AAAAABBBBBCCCC"
    return [leader(f"{i:03}", department=d, level_name="XY"[i % 2]) for i, d in enumerate(departments)]


def solved(members: list[Person], **settings: Any) -> Solved:
    made = policy(**{"size": "4-5", "number": 3, "goals": GOALS, "duties": {}, **settings})
    answer = solve(Organisation(tuple(members)), made, today=TODAY, effort=Effort(), language=Language.EN)
    assert isinstance(answer, Solved)
    return answer


def test_a_plan_tells_its_worst_networks_in_order_of_rank_and_the_judges_say_the_same() -> None:
    plan = solved(people()).plan
    # A 2 2 1, B 2 2 1: four pairs over three networks, so one has two of them; C 2 1 1 gives a pair more, to the third
    assert [(one.attribute, one.worst, one.bound, one.proven) for one in plan.fairness] == [
        ("department", 2, 2, True),
        ("level", plan.fairness[1].worst, plan.fairness[1].worst, True),
    ]
    judged = {verdict.attribute: verdict for verdict in plan.verdicts if verdict.rule == "fairness"}
    assert [judged[one.attribute].cost for one in plan.fairness] == [one.worst for one in plan.fairness]
    assert all(verdict.violations == 0 for verdict in judged.values())
    for one in plan.fairness:
        assert one.network is not None
        assert plan.composition.network(one.network).name in str(judged[one.attribute].summary)


def test_of_all_strata_the_worst_network_is_told() -> None:
    strata = [
        {"name": "One", "attribute": "workplace", "values": ["P"], "networks": 3},
        {"name": "Two", "attribute": "workplace", "values": ["Q"], "networks": 3, "size": "2"},
    ]
    members = [replace(person, workplace="P") for person in people()]
    members += [leader(f"{i}", department="A", level_name="X", workplace="Q") for i in range(900, 906)]
    plan = solved(members, number="auto", strata=strata).plan
    # the six of the second stratum are alike: each of its networks has one pair, fewer than the worst of the first
    assert (plan.fairness[0].worst, plan.fairness[0].bound) == (2, 2)
    network = plan.fairness[0].network
    assert network is not None
    assert plan.composition.network(network).stratum == "One"


def test_check_and_what_if_show_the_same_networks_and_claim_nothing() -> None:
    answer = solved(people())
    plan, organisation = answer.plan, answer.scenario.organisation
    made = answer.scenario.policy
    judged = check(organisation, made, plan.composition, Appointments(), today=TODAY)
    assert not judged.broken
    shown = judged.as_plan(Appointments()).fairness
    assert shown == tuple(replace(one, bound=None) for one in plan.fairness)
    compared = what_if(
        organisation,
        [Setting("one", (), made)],
        present=None,
        today=TODAY,
        effort=Effort(),
        language=Language.EN,
    )
    figures = compared.scenarios[0].figures
    assert figures is not None
    assert [(mix.attribute, mix.worst, mix.worst_network) for mix in figures.mix] == [
        (one.attribute, one.worst, one.network) for one in plan.fairness
    ]


def test_rebalance_moves_nobody_for_it() -> None:
    """AABBC | ACBD has both pairs in one network, and a swap would part them; but nothing asks anybody to move."""
    departments, networks = "AABBACCBD", "111121222"
    members = [
        leader(str(i), department=d, network=n) for i, (d, n) in enumerate(zip(departments, networks, strict=True))
    ]
    made = policy(size="4-5", number=2, goals=[{"goal": "mix", "attribute": "department", "rank": 1}], duties={})
    standing = Standing(Organisation(tuple(members)), Appointments())
    answer = rebalance(standing, None, made, Wishes(), Terms(), today=TODAY, effort=Effort(), language=Language.EN)
    assert isinstance(answer, Rebalanced)
    assert answer.moves == 0
    assert answer.solved.plan.fairness == (WorstNetwork("department", 2, "1", None),)


def test_a_worst_network_below_its_bound_is_our_bug(monkeypatch: pytest.MonkeyPatch) -> None:
    compose = solving.compose

    def boasting(*given: object) -> object:
        outcome = compose(*given)  # type: ignore[arg-type]
        assert isinstance(outcome, Composed)
        return replace(outcome, worst=(99, 99))

    monkeypatch.setattr(solving, "compose", boasting)
    with pytest.raises(Disagreement, match="worst network"):
        solved(people())


def example() -> str:
    """The policy of the page on policies that keeps members near each other."""
    page = (DOCS / "policies.md").read_text("utf-8")
    return page.split("### Near each other", 1)[1].split("```toml\n", 1)[1].split("```", 1)[0]


@pytest.mark.parametrize("near_first", [False, True])
def test_members_can_be_kept_near_each_other(near_first: bool) -> None:
    """The example of the docs: four departments of four, and two districts, in four networks of four."""
    text = example()
    if near_first:
        text = text.replace("rank = 1", "rank = 3")
    head = 'name = "near"\n[networks]\nsize = "4"\nnumber = 4\n[rules]\nreporting_line = "off"\n'
    made = parse_policy(head + text, "docs")
    members = [
        leader(f"{i:02}", department="ABCD"[i % 4], own_columns=(("Distrikt", "Nord" if i < 6 else "Syd"),))
        for i in range(16)
    ]
    answer = solve(Organisation(tuple(members)), made, today=TODAY, effort=Effort(), language=Language.EN)
    assert isinstance(answer, Solved)
    values = {goal.goal: (goal.value, goal.proven) for goal in answer.plan.goals}
    # six people of Nord: four fill a network, and two sit with two of Syd, which makes four pairs who differ
    assert values["same"] == (4, True)
    assert values["mix"][1]
    if not near_first:
        # Nord has A A B B C D: ABCD in one network, AB with a C and a D of Syd in another, and nobody meets their own department
        assert values["mix"] == (0, True)
