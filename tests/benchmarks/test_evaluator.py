"""The benchmark's evaluator and the judges of netcompose were written apart, and count alike."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bench.evaluator import Evaluator
from bench.families import FAMILIES, TODAY, make, random_composition
from bench.problem import problem_of
from bench.schedule import ONLY
from contradict import world
from effort import examples
from netcompose.compose.outcome import Composed
from netcompose.compose.search import Effort, compose
from netcompose.plan import Composition
from netcompose.policy.catalogue import judge_goals, judge_rules
from netcompose.policy.scenario import strata
from worlds import TODAY as WORLDS_TODAY
from worlds import planted_scenarios, tiny_scenarios

if TYPE_CHECKING:
    from datetime import date

    from bench.evaluator import Judgement
    from netcompose.policy.scenario import Scenario

quietly = settings(deadline=None, suppress_health_check=list(HealthCheck), max_examples=examples(200))


def evaluated(scenario: Scenario, composition: Composition, today: date) -> Judgement:
    """The evaluator's judgement of a composition."""
    evaluator = Evaluator(scenario.organisation, scenario.policy, today, scenario.participants, scenario.elsewhere)
    return evaluator.judge({network.id: network.members for network in composition.networks})


def agree(scenario: Scenario, composition: Composition, today: date) -> None:
    """Both count the same violations, rule by rule, and the same pairs, goal by goal."""
    judgement = evaluated(scenario, composition, today)
    assert judgement.broken == {v.rule: v.violations for v in judge_rules(scenario, composition)}
    assert list(judgement.pairs) == [v.cost for v in judge_goals(scenario, composition)]


@quietly
@given(st.one_of(tiny_scenarios(), planted_scenarios()), st.randoms(use_true_random=False))
def test_evaluator_and_judges_agree_on_random_compositions(scenario: Scenario, draw: Random) -> None:
    seats = {person: draw.choice(scenario.networks) for person in scenario.participants}
    agree(scenario, Composition.of(seats, scenario.networks), WORLDS_TODAY)


@pytest.mark.parametrize("seed", range(200))
def test_evaluator_and_judges_agree_on_the_worlds_of_contradict(seed: int) -> None:
    organisation, policy = world(seed)
    draw = Random(seed)
    for scenario in strata(organisation, policy, TODAY):
        evaluator = Evaluator(organisation, scenario.policy, TODAY, scenario.participants, scenario.elsewhere)
        assert {person.id for person in evaluator.participants} == set(scenario.participants)
        assert evaluator.new == scenario.new
        for _ in range(5):
            seats = {person: draw.choice(scenario.networks) for person in scenario.participants}
            agree(scenario, Composition.of(seats, scenario.networks), TODAY)


@quietly
@given(st.one_of(tiny_scenarios(), planted_scenarios()), st.randoms(use_true_random=False))
def test_they_agree_on_people_left_out_seated_twice_or_not_invited(scenario: Scenario, draw: Random) -> None:
    networks: dict[str, list[str]] = {network: [] for network in scenario.networks}
    everybody = [person.id for person in scenario.organisation.people]
    for members in networks.values():
        members.extend(draw.sample(everybody, draw.randint(0, len(everybody))))
    evaluator = Evaluator(
        scenario.organisation, scenario.policy, WORLDS_TODAY, scenario.participants, scenario.elsewhere
    )
    seated = [member for members in networks.values() for member in members]
    strangers = set(seated) - set(scenario.participants)
    faulty = sum(seated.count(person) != 1 for person in scenario.participants) + len(strangers)
    assert evaluator.judge(networks).broken["placed_once"] == faulty


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("leaders", [20, 110])
def test_the_closed_form_is_that_of_netcompose(family: str, leaders: int) -> None:
    if leaders not in ONLY.get(family, (leaders,)):
        pytest.skip("the family has no organisation of this size")
    instance = make(family, leaders, 6, 1)
    for scenario in instance.scenarios():
        evaluator = Evaluator(instance.organisation, scenario.policy, TODAY, scenario.participants, scenario.elsewhere)
        least = evaluator.unavoidable(scenario.networks)
        outcome = compose(scenario, Effort(seconds=0))
        assert isinstance(outcome, Composed)
        assert least == outcome.unavoidable
        assert problem_of(scenario).least == sum(least)


def test_nine_people_of_one_kind_in_two_networks_meet_in_sixteen_pairs() -> None:
    # 5 and 4: 10 + 6 pairs
    instance = make("flat", 20, 2, 0)
    seats = random_composition(instance, Random(1))
    evaluator = Evaluator(instance.organisation, instance.policy, TODAY)
    nine = sorted(seats)[:9]
    evaluator.kinds = [dict.fromkeys(nine, "kind")] * 2
    evaluator.locked = {}
    assert evaluator.unavoidable(["1", "2"]) == (16, 16)
    assert evaluator.judge({"1": nine[:5], "2": nine[5:]}).pairs == (16, 16)
