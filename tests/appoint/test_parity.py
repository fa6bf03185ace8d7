"""Appointer against judge: in tiny worlds every way to hand out a duty is judged, for every avoidance and every preference."""

from __future__ import annotations

from typing import Any, get_args

import pytest

from duty_worlds import WAYS, mismatch
from netcompose.policy.settings import Avoidance, Preference

WORLDS = 2  # of each; benchmarks/duties.py runs hundreds of the same


def words(literal: Any) -> list[str]:
    return sorted({text for part in get_args(literal) for text in ([part] if isinstance(part, str) else words(part))})


@pytest.mark.parametrize("word", words(Preference))
def test_no_other_appointments_are_preferred(word: str) -> None:
    assert [wrong for seed in range(WORLDS * 2) if (wrong := mismatch(seed, word, "prefer"))] == []


@pytest.mark.parametrize("word", words(Avoidance))
def test_no_other_appointments_avoid_more_and_none_that_are_barred_are_made(word: str) -> None:
    ways = [way for way in WAYS if way != "prefer"]
    assert [wrong for seed in range(WORLDS) for way in ways if (wrong := mismatch(seed, word, way))] == []
