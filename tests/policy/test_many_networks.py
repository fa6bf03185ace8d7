"""Numbers of networks far beyond what there are leaders for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from netcompose.compose import core
from netcompose.compose.elements import SMALLEST, elements, only
from netcompose.compose.outcome import Impossible
from netcompose.compose.search import Effort, compose
from netcompose.compose.table import Table
from netcompose.findings import Refused
from netcompose.policy.load import parse_policy
from netcompose.policy.scenario import network_ids
from netcompose.policy.settings import MOST_NETWORKS
from worlds import leader, policy, scenario

if TYPE_CHECKING:
    from netcompose.policy.scenario import Scenario


def test_ids_go_on_where_those_in_use_and_taken_leave_off() -> None:
    people = (leader("a", network="2"), leader("b", network="Nord"), leader("c", network="5", locked=True))
    assert network_ids(people, 5) == ("1", "2", "3", "5", "Nord")
    assert network_ids(people, 5, {"1", "4", "5"}) == ("2", "3", "6", "7", "Nord")
    assert network_ids(people, 1) == ("5",)
    assert network_ids((), 100_000)[-1] == "100000"


@pytest.mark.parametrize("number", [MOST_NETWORKS + 1, 10**30])
def test_more_networks_than_any_organisation_has_leaders_are_refused(number: int) -> None:
    with pytest.raises(Refused) as refused:
        parse_policy(f'name = "own"\n[networks]\nsize = "8-9"\nnumber = {number}\n', "own.toml")
    assert "that is more than 99,999" in str(refused.value.findings[0].message)


@pytest.mark.parametrize(("limit", "looked_at"), [(None, 6 + 1), ("at_most", 6 + 1), ("at_least", 300)])
def test_networks_that_may_stay_empty_are_left_out_of_what_is_asked(
    monkeypatch: pytest.MonkeyPatch, limit: str | None, looked_at: int
) -> None:
    """One for each participant is enough, beside those with locked seats; not where each network needs somebody."""
    asked: list[tuple[str, ...]] = []

    class Seen(Table):
        def __init__(self, reduced: Scenario) -> None:
            asked.append(reduced.networks)
            super().__init__(reduced)

    monkeypatch.setattr(core, "Table", Seen)
    monkeypatch.setattr(core, "contradictions", lambda *_: ())
    people = [leader(f"{i}", network="77", locked=i < 3, department="A") for i in range(6)]
    limits = [{"attribute": "department", "value": "A", limit: 1}] if limit else []
    whole = scenario(people, policy("2-6", 300, limits=limits))
    part = only(whole, [element for element in elements(whole) if element != SMALLEST])
    core.possible(part, Effort(seconds=0))
    assert [len(networks) for networks in asked] == [looked_at]
    assert "77" in asked[0]


def test_far_too_many_networks_are_told() -> None:
    people = [leader(f"{i}", department="AB"[i % 2]) for i in range(6)]
    told = compose(scenario(people, policy("2-3", MOST_NETWORKS)), Effort(seconds=5))
    assert isinstance(told, Impossible)
    assert [clash.rule for clash in told.conflict] == ["group_size"]
