"""Slices of `benchmarks/soak.py` and `benchmarks/fuzz_settings.py`, and of the bill of materials."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "benchmarks"))
sys.path.insert(0, str(ROOT / "scripts"))

import fuzz_settings  # noqa: E402 - the folders are put on the path first
import sbom  # noqa: E402
import soak  # noqa: E402


def test_whole_rounds_at_random(tmp_path: Path) -> None:
    tally = soak.Tally()
    for seed in range(1, 7):
        soak.play(seed, tmp_path, tally)
    assert tally.faults == []
    assert tally.endings["repeat 0"] >= 1
    assert tally.endings["check 0"] >= tally.endings["repeat 0"]  # hand edits that break no rule are passed too


@pytest.mark.parametrize("first", [1, 11])
def test_settings_changed_at_random_end_with_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, first: int
) -> None:
    monkeypatch.chdir(tmp_path)
    for seed in range(first, first + 10):
        _, code, traceback = fuzz_settings.case(seed, tmp_path)
        assert (traceback, code in fuzz_settings.WRONG) == ("", False), seed


def test_the_bill_of_materials_names_what_runs_and_not_what_tests() -> None:
    names = {part["name"] for part in sbom.bill()["components"]}
    assert {"ortools", "xlsxwriter", "pydantic", "typer"} <= names
    assert not {"pytest", "ruff", "hypothesis"} & names
    assert sbom.bill() == sbom.bill()
