"""Contradictions are found without a solver, and told by name."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from netcompose.compose.prechecks import contradictions
from netcompose.policy.catalogue import judge_rules
from worlds import compositions, leader, policy, scenario, tiny_scenarios


def found(people: list[Any], size: str, number: int, **more: Any) -> list[tuple[str, tuple[str, ...], str]]:
    clashes = contradictions(scenario(people, policy(size=size, number=number, **more)))
    return [(clash.rule, clash.people, str(clash.message)) for clash in clashes]


@settings(deadline=None, suppress_health_check=list(HealthCheck), max_examples=300)
@given(tiny_scenarios())
def test_what_is_called_impossible_is_impossible(made) -> None:  # type: ignore[no-untyped-def]
    if contradictions(made):
        assert all(any(v.violations for v in judge_rules(made, c)) for c in compositions(made)) or not made.participants


def test_nobody_takes_part() -> None:
    ((rule, people, message),) = found([], "2-3", 1)
    assert (rule, people) == ("placed_once", ())
    assert message.startswith("Nobody takes part")


@pytest.mark.parametrize(
    ("people", "message"),
    [(3, "too few"), (4, None), (6, None), (7, "too many")],
)
def test_sizes(people: int, message: str | None) -> None:
    clashes = found([leader(str(i)) for i in range(people)], "2-3", 2)
    assert [rule for rule, _, _ in clashes] == (["group_size"] if message else [])
    assert all(message in text for _, _, text in clashes if message)


def test_locks_in_more_networks_than_there_are() -> None:
    people = [leader(str(i), network=f"N{i}", locked=True) for i in range(3)] + [leader("x")]
    clashes = found(people, "2", 2)
    assert [rule for rule, _, _ in clashes] == ["locked", "group_size"]
    assert clashes[0][1] == ("2",)


def test_too_many_locks_in_one_network() -> None:
    people = [leader(str(i), network="1", locked=i < 3) for i in range(4)]
    assert found(people, "2", 2)[0] == (
        "locked",
        ("0", "1", "2"),
        "3 people are locked to network 1, which holds at most 2.",
    )
    people = [leader(str(i), network="1", locked=i < 2) for i in range(4)]
    assert found(people, "2", 2) == []


def test_superior_and_subordinate_locked_to_one_network() -> None:
    people = [
        leader("a", network="1", locked=True),
        leader("b", "a", network="1", locked=True),
        leader("c"),
        leader("d"),
    ]
    assert found(people, "2", 2) == [
        ("locked", ("a", "b"), "Leader a, Leader b are both locked to network 1."),
        ("reporting_line", ("a", "b"), "Leader a is the superior of Leader b."),
    ]


def test_together_against_size_locks_and_reporting_line() -> None:
    four = [leader("a", together=("b",)), leader("b", together=("c",)), leader("c"), leader("d")]
    assert [r for r, _, _ in found(four, "2", 2)] == ["together", "group_size"]
    assert found(four, "1-3", 2) == []
    line = [leader("a", together=("b",)), leader("b", together=("c",)), leader("c", "a"), leader("d")]
    assert found(line, "1-3", 2)[1] == ("reporting_line", ("a", "c"), "Leader a is the superior of Leader c.")
    locks = [
        leader("a", together=("b",), network="1", locked=True),
        leader("b", network="2", locked=True),
        leader("c"),
        leader("d"),
    ]
    assert found(locks, "2", 2)[1] == ("locked", ("a", "b"), "Leader a, Leader b are locked to different networks.")


def test_more_people_apart_from_each_other_than_networks() -> None:
    chain = [leader("a"), leader("b", "a"), leader("c", "b"), leader("d"), leader("e"), leader("f")]
    ((rule, people, message),) = found(chain, "3", 2, rules={"reporting_line": "chain"})
    assert (rule, people) == ("reporting_line", ("a", "b", "c"))
    assert "only 2 networks" in message
    assert found(chain, "2", 3, rules={"reporting_line": "chain"}) == []


def test_a_clique_of_wishes_and_lines_names_both_rules() -> None:
    people = [leader("a"), leader("b", "a"), leader("c", apart=("a", "b")), leader("d")]
    assert [rule for rule, _, _ in found(people, "2", 2)] == ["apart", "reporting_line"]


def test_a_superior_over_too_many() -> None:
    # a may meet only two of the other eight; a network needs two others: just enough, with 3; not with 4
    people = [leader("a"), *(leader(f"r{i}", "a") for i in range(6)), leader("x"), leader("y")]
    assert found(people, "3-6", 2) == []
    assert found(people, "4-5", 2)[0] == (
        "reporting_line",
        ("a",),
        "Leader a may meet only 2 of the others; a network needs 3.",
    )


def test_a_superior_whose_reports_do_not_fit_elsewhere() -> None:
    people = [leader("a"), *(leader(f"r{i}", "a") for i in range(4)), leader("x"), leader("y")]
    assert found(people, "3-4", 2) == []
    crowd = [leader("a"), *(leader(f"r{i}", "a") for i in range(5)), leader("x"), leader("y")]
    assert found(crowd, "3-4", 2)[0][2] == "Leader a must be apart from 5 others, but the other networks hold only 4."


def test_somebody_for_whom_no_network_is_left() -> None:
    people = [
        leader("a", network="1", locked=True),
        leader("b", network="2", locked=True),
        leader("c", apart=("a", "b")),
        leader("d"),
    ]
    clashes = found(people, "2", 2)
    assert clashes[0] == (
        "locked",
        ("a", "b"),
        "Leader c finds no network: each holds a locked seat of somebody they must be apart from, or is full.",
    )
    assert [(rule, people) for rule, people, _ in clashes[1:]] == [("apart", ("a", "c")), ("apart", ("b", "c"))]


@pytest.mark.parametrize(("newcomers", "possible"), [(2, True), (3, False)])
def test_too_few_mentors(newcomers: int, possible: bool) -> None:
    people = [leader(str(i), new=i < newcomers) for i in range(newcomers + 1)]
    clashes = found(people, "1-9", 1, duties={"mentor": {"most_mentees": 2}})
    assert bool(clashes) is not possible
    assert all(rule == "mentor_supply" for rule, _, _ in clashes)


def test_an_ordinary_line_is_no_contradiction() -> None:
    people = [leader("0")]
    for one, other in pairwise(range(9)):
        people.append(leader(str(other), str(one)))
    assert found(people, "3", 3) == []
