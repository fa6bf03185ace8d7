"""docs/reference is what the code says today."""

from __future__ import annotations

import re
import runpy
from pathlib import Path

import pytest

from netcompose.policy.catalogue import DUTIES, GOALS, RULES
from netcompose.read.catalogue import CATALOGUE

ROOT = Path(__file__).parent.parent
REFERENCE = runpy.run_path(str(ROOT / "scripts" / "make_reference.py"))


def test_the_reference_is_current() -> None:
    assert REFERENCE["outdated"]() == [], "run python scripts/make_reference.py"


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("options.md", ["netcompose solve", "netcompose policies show", "`--output`, `-o`", "direct\\|chain\\|off"]),
        ("findings.md", list(CATALOGUE)),
        ("rules.md", [f"`{name}`" for name in (*RULES, *GOALS, *(str(duty) for duty in DUTIES))]),
        ("policies.md", ["networks.size", "[[goals]] rank", "odder"]),
    ],
)
def test_nothing_is_left_out(page: str, words: list[str]) -> None:
    text = (ROOT / "docs" / "reference" / page).read_text("utf-8")
    for word in words:
        assert word in text, word
    for table in re.findall(r"(?:^\|.*\n)+", text, flags=re.MULTILINE):
        columns = {len(re.findall(r"(?<!\\)\|", row)) for row in table.splitlines()}
        assert len(columns) == 1, table[:200]


def test_every_code_that_is_said_is_explained() -> None:
    said = {
        code for path in (ROOT / "src").rglob("*.py") for code in re.findall(r'"(NC\d{3})"', path.read_text("utf-8"))
    }
    explained = re.findall(r"^### (NC\d{3}) \S", (ROOT / "docs" / "findings.md").read_text("utf-8"), flags=re.MULTILINE)
    assert said == set(explained)
    assert len(explained) == len(set(explained))
