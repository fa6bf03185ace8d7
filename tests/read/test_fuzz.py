"""A slice of `benchmarks/fuzz_reading.py`: changed bytes end in an organisation or in findings, quickly and in little memory."""

from __future__ import annotations

import sys
from itertools import islice
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "benchmarks"))

import fuzz_reading  # - the folder is put on the path first


@pytest.mark.parametrize("first", range(0, 90, 30))
def test_changed_bytes_end_in_an_organisation_or_in_findings(first: int, tmp_path: Path) -> None:
    ends = set()
    for _, _, content in islice(fuzz_reading.cases(first), 30):
        path = tmp_path / "case.xlsx"
        path.write_bytes(content)
        ends.add(fuzz_reading.read(path))
    assert ends == {"read", "refused"}


@pytest.mark.parametrize("content", fuzz_reading.seeds())
def test_what_the_cases_are_made_of_can_be_read(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "seed.xlsx"
    path.write_bytes(content)
    assert fuzz_reading.read(path) == "read"
