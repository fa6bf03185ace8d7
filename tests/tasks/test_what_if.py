"""Scenarios side by side: every combination, an impossible one explained, the best found, wherever they are solved."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from netcompose.compose.search import Effort
from netcompose.findings import Refused
from netcompose.language import Language
from netcompose.organisation import Level, Organisation
from netcompose.policy.load import with_setting
from netcompose.policy.settings import Size
from netcompose.report.comparison import best_value, mix_figures, people_figures, recommendation
from netcompose.tasks.check import seated
from netcompose.tasks.executors import Cluster, Processes, Serial, connected
from netcompose.tasks.what_if import Comparison, product_of, ranked, what_if
from worlds import TODAY, leader, policy

if TYPE_CHECKING:
    from collections.abc import Callable

    from netcompose.policy.settings import Policy
    from netcompose.tasks.executors import Executor


def organisation(networks: bool = False) -> Organisation:
    people = [
        leader("D", level=Level.DIRECTOR),
        leader("X", "D", level=Level.CHIEF),
        leader("Y", "D", level=Level.CHIEF),
    ]
    people += [
        leader(f"{i:02}", "XY"[i % 2], department=f"F{i % 4}", new=i == 5, network=str(i % 3 + 1) if networks else None)
        for i in range(12)
    ]
    return Organisation(tuple(people))


def size(text: str) -> tuple[str, str, Callable[[Policy], Policy]]:
    def change(rules: Policy) -> Policy:
        return rules.model_copy(
            update={"networks": rules.networks.model_copy(update={"size": Size.parse(text), "number": "auto"})}
        )

    return "size", text, change


def setting(key: str, value: str) -> tuple[str, str, Callable[[Policy], Policy]]:
    return key, value, lambda rules: with_setting(rules, key, value)


SIZES = [size("2-3"), size("4"), size("5")]


def compared(executor: Executor | None = None, networks: bool = False) -> Comparison:
    people = organisation(networks)
    present = seated(people, {}, Language.EN) if networks else None
    return what_if(
        people,
        product_of([policy("4")], [SIZES]),
        present=present,
        today=TODAY,
        effort=Effort(seconds=5),
        language=Language.EN,
        executor=executor,
    )


def test_every_combination_has_a_name_of_its_own() -> None:
    lines = [setting("rules.siblings", "true"), setting("rules.siblings", "false")]
    found = product_of([policy("4")], [SIZES, lines])
    assert [one.name for one in found] == [
        f"{size} · siblings = {value}" for size in ("2-3", "4", "5") for value in ("true", "false")
    ]
    assert found[0].policy.rules.siblings
    assert not found[1].policy.rules.siblings
    assert [one.name for one in product_of([policy("4")], [SIZES, lines[:1]])] == ["2-3", "4", "5"]
    assert [one.name for one in product_of([policy("4")], [lines[:1]])] == ["siblings = true"]
    assert [one.name for one in product_of([policy("4")], [])] == ["test"]
    assert [one.name for one in product_of([policy("4"), policy("3")], [])] == ["test", "test (2)"]


def test_an_impossible_scenario_is_explained_and_stops_nothing() -> None:
    comparison = compared()
    assert [tried.status for tried in comparison.scenarios] == ["optimal", "optimal", "infeasible"]
    impossible = comparison.scenarios[2]
    assert [clash.rule for clash in impossible.conflict] == ["group_size"]
    assert impossible.ways_out
    assert impossible.figures is None


def test_figures_are_those_of_the_plan() -> None:
    small, four, _ = compared().scenarios
    assert four.figures is not None
    assert small.figures is not None
    assert four.figures.sizes == (4, 4, 4)
    assert four.figures.departments_met == 1.0  # four departments, four members, one of each
    assert small.figures.departments_met < 1.0
    assert four.figures.hosting == 3 * 3 / 12
    assert four.figures.hours == 6
    assert four.figures.new_leaders == (0, 1)
    assert four.figures.mentors == 3 * 2 - 1
    assert (four.figures.contacts, four.figures.contact_load) == (3, 3 / 2)
    assert [(mix.attribute, mix.excess, mix.worst) for mix in four.figures.mix] == [
        ("department", 0, 0),
        ("level", 0, 6),
    ]
    assert four.figures.moves is None


def test_today_is_the_base_where_the_sheet_has_networks() -> None:
    comparison = compared(networks=True)
    assert comparison.present is not None
    assert comparison.present.figures is not None
    assert comparison.present.figures.sizes == (4, 4, 4)
    assert all(tried.figures is None or tried.figures.moves is not None for tried in comparison.scenarios)


def test_the_best_is_recommended_with_its_reason() -> None:
    comparison = compared()
    assert comparison.best == 1
    assert comparison.dominated == frozenset({0})  # more contacts, fewer met, and no better in anything
    assert [tried.setting.name for tried in ranked(comparison)] == ["4", "2-3"]
    said = [str(sentence) for sentence in recommendation(comparison)]
    assert said[0] == "Recommended: 4, with 3 × 4 members."
    assert said[1].startswith(
        "Because no pair meets that could be avoided, and a member meets 100 % of the other departments; "
    )
    nothing = replace(comparison, best=None)
    assert [str(sentence) for sentence in recommendation(nothing)] == ["None of the scenarios has a plan."]


def test_best_values_are_marked_where_scenarios_differ() -> None:
    comparison = compared()
    figures = {figure.key: figure for figure in (*mix_figures(comparison), *people_figures(comparison))}
    assert best_value(figures["departments met"], comparison.scenarios) == 1.0
    assert best_value(figures["hours"], comparison.scenarios) is None  # all alike
    assert figures["departments met"].text(comparison.scenarios[1]) == "100 %"
    assert figures["hosting"].text(comparison.scenarios[1]) == "0.75"
    assert figures["hosting"].text(comparison.scenarios[2]) == "–"


def test_a_search_that_is_stopped_keeps_what_is_done() -> None:
    asked = iter([False, True])
    people = organisation()
    comparison = what_if(
        people,
        product_of([policy("4")], [SIZES]),
        present=None,
        today=TODAY,
        effort=Effort(stop=lambda: next(asked)),
        language=Language.EN,
    )
    assert len(comparison.scenarios) == 2


def test_processes_give_the_same_answers() -> None:
    assert compared(Processes(2)) == compared(Serial())


def test_a_dask_cluster_gives_the_same_answers() -> None:
    distributed = pytest.importorskip("distributed", reason="the extra netcompose[dask] is not installed")
    with (
        distributed.LocalCluster(
            n_workers=1, threads_per_worker=1, processes=False, dashboard_address=None, protocol="inproc://"
        ) as cluster,
        distributed.Client(cluster) as client,
    ):
        assert compared(Cluster(client)) == compared(Serial())
        with connected(cluster.scheduler_address) as found:
            assert list(found.map(str.upper, ["a", "b"])) == ["A", "B"]


@pytest.mark.parametrize(
    ("key", "value", "code"),
    [
        ("rules.sibling", "true", "NC003"),
        ("rule.siblings", "true", "NC003"),
        ("rules.siblings", "maybe", "NC004"),
        ("networks.size", "9-8", "NC005"),
        ("goals.9.weight", "2", "NC003"),
        ("name.first", "x", "NC003"),
    ],
)
def test_a_setting_that_is_none_is_refused(key: str, value: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        with_setting(policy("4"), key, value)
    assert [finding.code for finding in refused.value.findings] == [code]


def test_a_setting_is_read_as_toml_or_as_text() -> None:
    assert str(with_setting(policy("4"), "networks.size", "8-9").networks.size) == "8-9"
    assert with_setting(policy("4"), "rules.reporting_exempt", '["chief"]').rules.reporting_exempt == (Level.CHIEF,)
    assert with_setting(policy("4"), "goals.1.weight", "3").goals[0].weight == 3
    assert with_setting(policy("4"), "evaluation", '{when = "2027", by = "us"}').evaluation is not None
