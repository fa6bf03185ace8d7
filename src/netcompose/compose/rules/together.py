"""Those whom HR wants together sit together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netcompose.compose.demands import divided_pairs, together_pairs

if TYPE_CHECKING:
    from netcompose.compose.seats import Seats
    from netcompose.policy.scenario import Scenario


def encode(seats: Seats, scenario: Scenario) -> None:
    """Both of a pair are in a network, or neither; a pair from two strata cannot be."""
    if divided_pairs(scenario):
        seats.model.add_bool_or(False)
    for one, other in together_pairs(scenario):
        for network in scenario.networks:
            seats.model.add(seats.is_in(one, network) == seats.is_in(other, network))
