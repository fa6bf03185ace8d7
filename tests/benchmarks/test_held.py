"""A slice of what the benchmarks hold in the hundreds: contradictions planted, plans tampered with, prices solved anew."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

import confirm
import contradict
import planted
import prices
import tamper
from bench.families import make
from netcompose.compose.effort import Effort
from netcompose.compose.outcome import Composed, Impossible
from netcompose.compose.search import compose
from netcompose.plan import Composition
from netcompose.policy.catalogue import judge_goals

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("seed", [1, 2, 6, 7, 8, 23])
def test_a_planted_contradiction_is_told_in_full(seed: int) -> None:
    held = planted.hold(seed)
    assert held.wrong == ()
    assert held.ways > 0


@pytest.mark.parametrize("seed", range(8))
def test_a_corrupted_plan_is_found_out(seed: int, tmp_path_factory: pytest.TempPathFactory) -> None:
    kind, _, named = tamper.corrupt(seed, str(_folder(tmp_path_factory)))
    assert named, kind


@pytest.mark.parametrize("seed", range(6))
def test_a_harmless_edit_is_not_reported(seed: int, tmp_path_factory: pytest.TempPathFactory) -> None:
    kind, same = tamper.leave_sound(seed, str(_folder(tmp_path_factory)))
    assert same, kind


def _folder(factory: pytest.TempPathFactory) -> Path:
    """One folder for all, so that the good plan is made once."""
    folder = factory.getbasetemp() / "tamper"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.mark.parametrize("seed", [0, 2, 6, 8])
def test_a_price_is_what_solving_anew_costs(seed: int) -> None:
    assert prices.hold(seed, seconds=20).wrong == ""


@pytest.mark.parametrize("seed", [20274, 20378])
def test_an_outline_that_divides_a_group_is_not_followed(seed: int) -> None:
    assert [finding.contradictions for finding in contradict.hold(seed, seconds=5)] == [()]


@pytest.mark.parametrize(("family", "attributes"), [("trees", 2), ("chain", 2)])
def test_the_model_alone_confirms_what_is_called_proven(family: str, attributes: int) -> None:
    assert confirm.hold(family, 20, attributes, 0, seconds=60, say=lambda _: None) == {"confirmed": 1}


def test_a_false_claim_is_contradicted_by_the_model_alone() -> None:
    """A composition with two members exchanged so that it is worse, called proven; and a possible organisation, called impossible."""
    scenario = make("trees", 20, 2, 0).scenarios()[0]
    outcome = compose(scenario, Effort())
    assert isinstance(outcome, Composed)
    worse = next(
        changed
        for one in scenario.participants
        for other in scenario.participants
        if (changed := _exchanged(outcome, one, other)) is not None
        and sum(v.cost for v in judge_goals(scenario, changed.composition)) > sum(outcome.bounds)
    )
    called = replace(worse, bounds=tuple(v.cost for v in judge_goals(scenario, worse.composition)))
    ((_, model),) = confirm.questions(scenario, called)
    assert confirm.ending(model, 60) == "contradicted"
    ((_, model),) = confirm.questions(scenario, Impossible(()))
    assert confirm.ending(model, 60) == "contradicted"


def _exchanged(outcome: Composed, one: str, other: str) -> Composed | None:
    """The same with two members in each other's network; None when they are in the same."""
    seats = dict(outcome.composition.seats)
    if seats[one] == seats[other]:
        return None
    seats[one], seats[other] = seats[other], seats[one]
    return replace(outcome, composition=Composition.of(seats, [network.id for network in outcome.composition.networks]))
