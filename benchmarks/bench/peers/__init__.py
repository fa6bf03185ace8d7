"""The methods that are compared, one a file, each with `solve(scenario, seconds, seed)`; only the one that runs is imported."""

from __future__ import annotations

from typing import Final

NAMES: Final = ("netcompose", "cpsat", "highs", "annealing", "exchange", "sort_and_deal")
