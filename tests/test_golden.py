"""The five examples by value and proven bound of each goal, never by arrangement: a better way to search may seat people otherwise.

A change here is a change in what the tool promises, and belongs in the changelog.
"""

from __future__ import annotations

import pytest

from test_policies import NAMES, year

GOLDEN: dict[str, list[tuple[str, int, int]]] = {
    "aalborg": [("mix department", 8, 8), ("mix title", 0, 0), ("even_size", 114, 114)],
    "albertslund": [],
    "danica": [("mix department", 15, 15), ("mix level", 46, 46), ("even_size", 93, 93)],
    "nyborg": [("mix department", 12, 12), ("mix level", 229, 229), ("even_size", 445, 445)],
    "odder": [("mix department", 18, 18), ("mix level", 213, 213), ("new_leaders", 0, 0), ("even_size", 300, 300)],
}


@pytest.mark.parametrize("name", NAMES)
def test_values_and_bounds(name: str) -> None:
    found = [(f"{g.goal} {g.attribute}" if g.attribute else g.goal, g.value, g.bound) for g in year(name).plan.goals]
    assert found == GOLDEN[name]
