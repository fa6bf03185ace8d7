"""The benchmark's organisations: repeatable, as large as asked for, and possible where they are said to be."""

from __future__ import annotations

from random import Random

import pytest

from bench.evaluator import Evaluator
from bench.families import FAMILIES, TODAY, _random, make, random_composition
from bench.schedule import ONLY, SEEDS, jobs


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("leaders", [20, 78, 110, 300])
def test_equal_arguments_give_equal_organisations_of_the_size_asked_for(family: str, leaders: int) -> None:
    if leaders not in ONLY.get(family, (leaders,)):
        pytest.skip("the family has no organisation of this size")
    one, other = make(family, leaders, 6, 3), make(family, leaders, 6, 3)
    assert one.organisation.people == other.organisation.people
    assert one.organisation.people != make(family, leaders, 6, 4).organisation.people
    assert sum(len(scenario.participants) for scenario in one.scenarios()) == leaders
    for scenario in one.scenarios():
        size, networks, seated = scenario.size, len(scenario.networks), len(scenario.participants)
        assert size.smallest * networks <= seated <= size.largest * networks
        for goal in one.policy.goals:
            assert goal.attribute is not None
            assert all(person.attribute(goal.attribute) for person in scenario.people)


@pytest.mark.parametrize("family", ["pins5", "pins20"])
@pytest.mark.parametrize("leaders", [20, 78, 110, 300, 1_000])
@pytest.mark.parametrize("seed", range(3))
def test_pinned_organisations_have_a_plan_by_construction(family: str, leaders: int, seed: int) -> None:
    instance = make(family, leaders, 2, seed)
    seats = random_composition(make("trees", leaders, 2, seed), _random(family, leaders, seed))
    networks: dict[str, list[str]] = {network: [] for network in instance.scenarios()[0].networks}
    for person, seat in seats.items():
        networks[str(seat + 1)].append(person)
    evaluator = Evaluator(instance.organisation, instance.policy, TODAY)
    assert evaluator.judge(networks).rules_broken == 0
    assert len(evaluator.locked) == round(leaders * (0.05 if family == "pins5" else 0.20))


@pytest.mark.parametrize("family", ["trees", "chain", "flat"])
def test_unpinned_families_hold_what_they_promise(family: str) -> None:
    instance = make(family, 300, 2, 0)
    evaluator = Evaluator(instance.organisation, instance.policy, TODAY)
    assert not evaluator.locked
    below = {superior for _, superior in evaluator.line}
    if family == "flat":
        assert 4 <= len(below) <= 8
        assert len(evaluator.line) == 300 - len(below)  # everybody but the heads has one superior who takes part
    if family == "chain":
        assert max(sum(one == person for one, _ in evaluator.line) for person, _ in evaluator.line) > 1
    if family == "trees":
        assert 0.08 < len(below) / 300 < 0.25


def test_a_random_composition_keeps_superiors_and_reports_apart() -> None:
    instance = make("trees", 110, 2, 0)
    seats = random_composition(instance, Random(7))
    for person in seats:
        superior = instance.organisation.superior(person)
        assert superior is None or seats.get(superior.id) != seats[person]


def test_a_full_run_has_at_least_400_instances() -> None:
    planned = [job for job in jobs(FAMILIES, SEEDS, (2, 6), (), quick=False) if job.method == "netcompose"]
    assert len(planned) >= 400
    assert len(set(planned)) == len(planned)
