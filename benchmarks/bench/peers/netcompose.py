"""netcompose itself, as its commands call it."""

from __future__ import annotations

from importlib import import_module
from pkgutil import walk_packages
from typing import TYPE_CHECKING

import netcompose.compose
from bench.answer import Answer
from netcompose.compose.outcome import Composed
from netcompose.compose.search import Effort, compose

if TYPE_CHECKING:
    from netcompose.policy.scenario import Scenario

for module in walk_packages(netcompose.compose.__path__, "netcompose.compose."):
    import_module(module.name)  # those that it would load while composing: imports are not measured


def solve(scenario: Scenario, seconds: float, seed: int) -> Answer:
    """Compose; the bound is the sum of those of the goals, which all have rank 1."""
    outcome = compose(scenario, Effort(seed=seed, seconds=seconds))
    if not isinstance(outcome, Composed):
        return Answer(None)
    return Answer(
        {network.id: list(network.members) for network in outcome.composition.networks}, bound=sum(outcome.bounds)
    )
