"""Themes: most wanted first, nothing twice, and the same for all where a policy wants that."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from hypothesis import given, settings
from hypothesis import strategies as st

from netcompose.organisation import Organisation, Topic
from netcompose.plan import Composition, Theme
from netcompose.policy.calendar import themes as judge
from netcompose.schedule import programme
from worlds import leader, policy, scenario

if TYPE_CHECKING:
    from netcompose.policy.scenario import Scenario


def world(
    wishes: list[tuple[str, ...]], topics: tuple[Topic, ...] = (), scope: str = "network", **more: Any
) -> tuple[Scenario, Composition]:
    """Two networks, dealt in turn to people with these wishes."""
    people = [leader(str(i), wishes=some) for i, some in enumerate(wishes)]
    made = scenario(people, policy(size="1-9", number=2, themes={"scope": scope, **more}))
    made = replace(made, organisation=replace(made.organisation, topics=topics))
    return made, Composition.of({str(i): str(i % 2 + 1) for i in range(len(wishes))}, made.networks)


def told(made: Scenario, composition: Composition) -> list[tuple[str, int, str, int]]:
    found = programme(made, composition)
    assert judge.judge(made, composition, found).violations == 0
    return [(t.network, t.meeting, t.theme, t.votes) for t in found]


def test_each_network_takes_up_what_its_members_want_most() -> None:
    made, composition = world([("Etik", "Trivsel"), ("Budget",), ("trivsel",), ("Budget", "Etik")])
    assert told(made, composition) == [
        ("1", 1, "Trivsel", 2),
        ("1", 2, "Etik", 1),
        ("1", 3, "Budget", 0),
        ("2", 1, "Budget", 2),
        ("2", 2, "Etik", 1),
        ("2", 3, "Trivsel", 0),
    ]


def test_one_programme_for_all_counts_everybody_and_the_topic_bank() -> None:
    made, composition = world([("Etik",), ("Budget",), ("Etik",)], (Topic("Trivsel", 5), Topic("Budget", 1)), "all")
    first = [entry for entry in told(made, composition) if entry[0] == "1"]
    assert first == [("1", 1, "Trivsel", 5), ("1", 2, "Budget", 2), ("1", 3, "Etik", 2)]
    assert [entry[1:] for entry in told(made, composition) if entry[0] == "2"] == [entry[1:] for entry in first]


def test_a_topic_whose_meeting_is_decided_comes_then() -> None:
    made, composition = world([("Etik",), ("Etik",)], (Topic("Budget", 0, 2),))
    assert [entry[1:3] for entry in told(made, composition) if entry[0] == "1"] == [(1, "Etik"), (2, "Budget")]


def test_several_themes_a_meeting_and_none_when_they_run_out() -> None:
    made, composition = world([("A", "B", "C"), ()], per_meeting=2)
    assert [entry[1:3] for entry in told(made, composition) if entry[0] == "1"] == [(1, "A"), (1, "B"), (2, "C")]


def test_a_wish_to_learn_to_lead_networks_is_no_theme() -> None:
    made, composition = world([("netværksleder", "Etik"), ()])
    assert {entry[2] for entry in told(made, composition)} == {"Etik"}


def test_a_policy_without_themes_has_no_programme() -> None:
    made, composition = world([("Etik",), ()])
    bare = replace(made, policy=made.policy.model_copy(update={"themes": None}))
    assert programme(bare, composition) == ()


def test_the_judge_sees_what_is_wrong() -> None:
    made, composition = world([("Etik",), ("Etik",), ("Etik", "Budget")])
    right = programme(made, composition)
    twice = (*right, Theme("1", 3, "ETIK", 2))
    swapped = tuple(replace(t, meeting=3 - t.meeting) if t.network == "1" else t for t in right)
    wrong_votes = tuple(replace(t, votes=t.votes + 1) for t in right)
    assert [judge.judge(made, composition, some).violations > 0 for some in (right, twice, swapped, wrong_votes)] == [
        False,
        True,
        True,
        True,
    ]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.lists(st.sampled_from("ABCDE"), max_size=3).map(tuple), min_size=2, max_size=8),
    st.lists(
        st.builds(Topic, st.sampled_from("ABCF"), st.integers(0, 3), st.sampled_from([None, None, 1, 3])),
        max_size=3,
        unique_by=lambda t: t.name,
    ).map(tuple),
    st.sampled_from(["network", "all"]),
    st.integers(1, 2),
)
def test_the_judge_passes_every_programme(
    wishes: list[tuple[str, ...]], topics: tuple[Topic, ...], scope: str, per_meeting: int
) -> None:
    made, composition = world(wishes, topics, scope, per_meeting=per_meeting)
    told(made, composition)
    assert isinstance(made.organisation, Organisation)
