"""A slice of what the benchmarks hold in the hundreds: contradictions planted, plans tampered with, prices solved anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import contradict
import planted
import prices
import tamper

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
