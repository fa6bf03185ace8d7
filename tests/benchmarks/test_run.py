"""The benchmark's machinery, end to end on the smallest size, and the claims of small worlds."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import contradict
import run
from bench.results import Measured, beaten, best_known, percentile, ratio, read, write

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_a_quick_run_measures_every_method_and_writes_figures_page_and_chart(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    methods = {"netcompose", "cpsat", "annealing", "exchange", "sort_and_deal"} | (
        {"highs"} if find_spec("highspy") else set()
    )
    assert (
        run.main(
            ["--quick", "--sizes", "20", "--families", "trees", "pins20", "--attributes", "2", "--out", str(tmp_path)]
        )
        == 0
    )
    results = read(tmp_path / "results.csv")
    assert {result.method for result in results} == methods
    assert {result.family for result in results} == {"trees", "pins20"}
    for result in results:
        assert result.failed is None
        assert result.cpu is not None
        assert result.method == "sort_and_deal" or result.usable
    assert not beaten(results)
    text = (tmp_path / "performance.md").read_text(encoding="utf-8")
    assert "| trees | 20 | 2 | 1 |" in text
    assert "# Performance" in capsys.readouterr().out
    assert ET.parse(tmp_path / "performance.svg").getroot().tag.endswith("svg")


def test_small_worlds_contradict_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert contradict.main(["--worlds", "60", "--at-once", "1"]) == 0
    assert "0 contradictions" in capsys.readouterr().out


def measured(method: str, value: int | None, cpu: float, **given: int | float) -> Measured:
    return Measured("trees", 78, 6, 0, method, closed_form=10, value=value, cpu=cpu, **{"broken": 0, **given})  # type: ignore[arg-type]


def test_figures_that_are_written_are_read_back(tmp_path: Path) -> None:
    results = [measured("netcompose", 10, 0.5, bound=10), measured("cpsat", None, 20.25)]
    write(tmp_path / "results.csv", results)
    assert read(tmp_path / "results.csv") == results


def test_a_plan_that_breaks_a_rule_beats_nobody() -> None:
    ours = measured("netcompose", 12, 0.5, bound=11)
    better, broken = measured("annealing", 11, 1.0), measured("exchange", 10, 1.0, broken=1)
    assert beaten([ours, better, broken]) == [(ours, better)]
    assert best_known([ours, better, broken]) == {("trees", 78, 6, 0): 11}
    assert not ours.proven


def test_a_ratio_says_when_the_peer_did_not_get_there() -> None:
    ours = measured("netcompose", 10, 0.5, bound=10)
    there = ratio([ours, measured("annealing", 10, 3.0, to_best=2.0)], ours.key, "annealing")
    assert there is not None
    assert (there.times, there.at_least) == (4.0, False)
    short = ratio([ours, measured("annealing", 11, 3.0, to_best=2.0)], ours.key, "annealing")
    assert short is not None
    assert (short.times, short.at_least) == (6.0, True)


def test_percentiles_are_values_that_were_measured() -> None:
    assert percentile([3, 1, 2], 0.95) == 3
    assert percentile(list(range(1, 101)), 0.95) == 95
