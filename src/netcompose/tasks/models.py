"""The models of an organisation's problem, to be sent with the report of a fault."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netcompose.policy.scenario import strata

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from netcompose.organisation import Organisation
    from netcompose.policy.scenario import Scenario
    from netcompose.policy.settings import Policy


def models(organisation: Organisation, policy: Policy, today: date) -> tuple[str, ...]:
    """A text for each stratum, with the number of networks that is tried first; those too large for a model are left out."""
    return model_texts(_first_tried(organisation, policy.starting(today), today))


def model_texts(scenarios: Iterable[Scenario]) -> tuple[str, ...]:
    """The text of each scenario's model; those too large for one are left out."""
    from netcompose.compose.saved import model_text  # ortools takes most of a second to load

    return tuple(text for scenario in scenarios if (text := model_text(scenario)) is not None)


def _first_tried(organisation: Organisation, policy: Policy, today: date) -> Iterator[Scenario]:
    taken: set[str] = set()
    for scenario in strata(organisation, policy, today):
        tried = scenario.with_networks(scenario.numbers[0], taken)
        taken.update(tried.networks)
        yield tried
