"""An outline never promises less than what is possible: held against every composition of tiny organisations."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from effort import examples
from netcompose.compose import closing, search
from netcompose.compose.aggregate import Outline, outline
from netcompose.compose.deal import Deal
from netcompose.compose.effort import Effort
from netcompose.compose.follow import filled, followed
from netcompose.compose.outcome import Composed
from netcompose.compose.search import compose
from netcompose.compose.table import Table
from netcompose.policy.catalogue import judge_goals, judge_rules
from worlds import compositions, leader, policy, scenario, tiny_scenarios

if TYPE_CHECKING:
    from netcompose.plan import Composition
    from netcompose.policy.scenario import Scenario


def cost(made: Scenario, goals: list[int], composition: Composition) -> int:
    verdicts = judge_goals(made, composition)
    return sum(made.policy.goals[goal].weight * verdicts[goal].cost for goal in goals)


@settings(deadline=None, max_examples=examples(120))
@given(tiny_scenarios(), st.data())
def test_no_composition_that_keeps_the_rules_beats_an_outline(made, data) -> None:  # type: ignore[no-untyped-def]
    allowed = [c for c in compositions(made) if not any(v.violations for v in judge_rules(made, c))]
    everything = list(range(len(made.policy.goals)))
    assume(allowed and everything)
    goals = data.draw(st.lists(st.sampled_from(everything), min_size=1, unique=True))
    best = min(cost(made, goals, composition) for composition in allowed)
    near = data.draw(st.sampled_from([None, *(composition.seats for composition in allowed)]))
    coarse = data.draw(st.booleans())
    for value in (best, best + 1):  # what is asked for is below the value
        drawn = outline(Table(made), goals, 0, value, seconds=5, near=near, coarse=coarse)
        assert drawn.least <= best
        if drawn.networks is not None:
            members = [person for _, people in drawn.networks for person in people]
            assert len(set(members)) == len(members)
            assert set(members) <= set(made.participants)


def test_no_composition_beats_an_outline_where_others_than_heads_are_kept_apart() -> None:
    """Of two kinds of which two people may not meet, all but one may be in a network: no fewer."""
    asked = 0
    for seed in range(80):
        draw = Random(seed)
        people = [leader("h", department="A", title="T")]
        people += [leader(f"a{i}", "h", department="A", title=draw.choice("TU")) for i in range(4)]
        people += [leader(f"b{i}", department=draw.choice("BC"), title=draw.choice("TU")) for i in range(3)]
        one, other = draw.sample(people[1:], 2)
        people = [replace(person, apart=(other.id,)) if person is one else person for person in people]
        goals = [{"goal": "mix", "attribute": attribute, "rank": 1} for attribute in ("department", "title")]
        made = scenario(people, policy(size="3-5", number=2, goals=goals, duties={}))
        allowed = [c for c in compositions(made) if not any(v.violations for v in judge_rules(made, c))]
        if allowed:
            best = min(cost(made, [0, 1], composition) for composition in allowed)
            drawn = outline(Table(made), [0, 1], 0, best + 1, seconds=20)
            assert drawn.least <= best
            asked += drawn.networks is not None
    assert asked > 20


def flat() -> Scenario:
    """Three departments of nine and their heads, over three networks of ten: a head's network holds nobody else from the department."""
    people = []
    for department in "ABC":
        people.append(leader(f"{department}0", department=department, workplace=f"{department}-hus"))
        people += [
            leader(f"{department}{i}", f"{department}0", department=department, workplace=f"Hus {i % 4}")
            for i in range(1, 10)
        ]
    goals = [{"goal": "mix", "attribute": attribute, "rank": 1} for attribute in ("department", "workplace")]
    return scenario(people, policy(size="10", number=3, goals=goals, duties={}))


def test_an_outline_of_heads_is_followed_to_a_proven_plan() -> None:
    # Each head alone of their department: the nine others fill the two networks left, 4 + 5, C(4,2) + C(5,2) = 16, three times 48.
    # A head's network of ten: 1 + 9, so the other two departments give 4 and 5, and all of it fits.
    made = flat()
    table = Table(made)
    drawn = outline(table, [0, 1], 0, 10_000, seconds=20)
    assert drawn.networks is not None
    deal = filled(table, drawn, seed=1)
    assert deal is not None
    composition = table.composition(deal.books.network_of)
    assert not any(verdict.violations for verdict in judge_rules(made, composition))
    assert cost(made, [0], composition) == 48
    assert cost(made, [0, 1], composition) == drawn.least
    outcome = compose(made, Effort(seconds=20))
    assert isinstance(outcome, Composed)
    assert sum(outcome.bounds) == drawn.least


@pytest.mark.parametrize("most_seats", [0, search.MOST_SEATS])
def test_a_large_organisation_follows_the_outline_to_the_same_proven_plan(
    monkeypatch: pytest.MonkeyPatch, most_seats: int
) -> None:
    """However small it is: here what is large is all that the outline, and no model, may be asked about."""
    made = flat()
    for module in (search, closing):
        monkeypatch.setattr(module, "SMALL", 0)
    monkeypatch.setattr(search, "MOST_SEATS", most_seats)
    monkeypatch.setattr(Deal, "finished", property(lambda self: False))  # as if a glance were never enough
    outcome = compose(made, Effort(seconds=20))
    assert isinstance(outcome, Composed)
    assert not any(verdict.violations for verdict in judge_rules(made, outcome.composition))
    least = outline(Table(made), [0, 1], 0, 10_000, seconds=20).least
    assert cost(made, [0, 1], outcome.composition) == sum(outcome.bounds) == least


def test_a_deal_that_follows_an_outline_costs_what_it_says() -> None:
    made = flat()
    table = Table(made)
    deal = Deal(table, 1)
    drawn = outline(table, [0, 1], 0, 10_000, seconds=20, near=table.composition(deal.books.network_of).seats)
    assert drawn.networks is not None
    deal.books.target = drawn.least
    followed(table, drawn, deal, 300)
    composition = table.composition(deal.books.network_of)
    assert not any(verdict.violations for verdict in judge_rules(made, composition))
    assert cost(made, [0, 1], composition) == drawn.least


def test_a_question_left_out_counts_who_of_the_heads_sit_together() -> None:
    """A coarse question is not asked about titles; the three heads alone share one, and each has a network of their own at best."""
    made = flat()
    heads = {
        f"{department}0": replace(made.organisation.person(f"{department}0"), title="Head") for department in "ABC"
    }
    goals = [{"goal": "mix", "attribute": attribute, "rank": 1} for attribute in ("department", "title")]
    people = list(made.organisation.with_people(heads).people)
    titled = scenario(people, policy(size="10", number=3, goals=goals, duties={}))
    assert outline(Table(titled), [0, 1], 0, 10_000, seconds=20, coarse=True).least == 48
    outcome = compose(titled, Effort(seconds=20))
    assert isinstance(outcome, Composed)
    assert cost(titled, [0, 1], outcome.composition) == 48


def test_networks_that_are_only_counted_cost_no_more_than_when_they_are_even() -> None:
    """Where a category has just one, or just two, for each of them, the tangents touch what even networks cost."""
    # The head of twelve in a network of five without them: 3 networks of five hold the twelve, four each, 3 C(4, 2) = 18. The first network
    # is filled with four of the seven others, of whom three have a colleague of the same title in each network: 0 pairs.
    people = [leader("h", department="A", title="h")]
    people += [leader(f"a{i:02}", "h", department="A", title=f"{i % 4}") for i in range(12)]
    people += [leader(f"x{i}", department=f"X{i}", title=f"x{i}") for i in range(7)]
    goals = [{"goal": "mix", "attribute": attribute, "rank": 1} for attribute in ("department", "title")]
    made = scenario(people, policy(size="5", number=4, goals=goals, duties={}))
    table = Table(made)
    drawn = outline(table, [0, 1], 0, 100, seconds=20)
    assert drawn.least == 18  # of each title there are three, one for each network that is only counted
    deal = filled(table, drawn, seed=1)
    assert deal is not None
    assert cost(made, [0, 1], table.composition(deal.books.network_of)) == 18


def test_nothing_below_the_value_proves_the_value() -> None:
    table = Table(flat())
    least = outline(table, [0, 1], 0, 10_000, seconds=20).least
    proven = outline(table, [0, 1], 0, least, seconds=20)
    assert proven.networks is None
    assert proven.least == least


def test_a_held_goal_is_kept_to() -> None:
    table = Table(flat())
    alone = outline(table, [1], 0, 10_000, seconds=20).least
    held = outline(table, [1], 0, 10_000, held=[([0], 48)], seconds=20).least
    assert held >= alone
    nothing = outline(table, [1], 0, 10_000, held=[([0], 47)], seconds=20)
    assert nothing.networks is None


def test_who_must_leave_a_network_that_is_followed_goes_to_the_smallest() -> None:
    people = [leader(str(i), department=str(i)) for i in range(9)]
    made = scenario(people, policy(size="1-5", number=3, goals=[{"goal": "mix", "attribute": "department", "rank": 1}]))
    table = Table(made)
    deal = Deal(table, 1, [0, 0, 0, 0, 1, 1, 1, 2, 2])
    followed(table, Outline(0, (("1", ("0", "1", "4")),)), deal, 0)
    composition = table.composition(deal.books.network_of)
    assert [len(network.members) for network in composition.networks] == [3, 3, 3]
    assert composition.network("1").members == ("0", "1", "4")


def test_what_is_locked_stays_when_an_outline_is_followed() -> None:
    people = [leader("0", network="2", locked=True), *(leader(str(i)) for i in range(1, 6))]
    made = scenario(people, policy(size="1-5", number=2, goals=[{"goal": "even_size", "rank": 1}]))
    table = Table(made)
    deal = Deal(table, 1, [1, 0, 0, 0, 1, 1])
    followed(table, Outline(0, (("1", ("0", "4")),)), deal, 0)
    seats = table.composition(deal.books.network_of).seats
    assert (seats["0"], seats["4"]) == ("2", "1")
    assert all(deal.swappable[i] for i in range(1, 6))  # nothing is held any more


def test_an_outline_of_nothing_is_not_filled() -> None:
    assert filled(Table(flat()), Outline(0, None), seed=1) is None


def test_the_networks_that_an_outline_leaves_open_are_dealt() -> None:
    people = [leader(str(i), department="AB"[i % 2]) for i in range(9)]
    made = scenario(people, policy(size="3", number=3, goals=[{"goal": "mix", "attribute": "department", "rank": 1}]))
    table = Table(made)
    deal = filled(table, Outline(0, (("2", ("0", "1", "2")),)), seed=1)
    assert deal is not None
    composition = table.composition(deal.books.network_of)
    assert [len(network.members) for network in composition.networks] == [3, 3, 3]
    assert deal.state == (0, 3)  # a pair of A there, and three of A and of B for the two others: one pair in each
    everybody = filled(
        table, Outline(0, tuple((n, tuple(str(i) for i in range(9) if i % 3 + 1 == int(n))) for n in "123")), seed=1
    )
    assert everybody is not None
    assert everybody.books.broken == 0


def test_those_who_must_sit_together_are_not_divided_by_an_outline() -> None:
    people = [leader("0", together=("1",)), *(leader(str(i)) for i in range(1, 6))]
    made = scenario(people, policy(size="3", number=2, goals=[{"goal": "even_size", "rank": 1}]))
    assert filled(Table(made), Outline(0, (("1", ("0", "2", "3")),)), seed=1) is None
    held = [leader("0", network="2", locked=True), *people[2:], leader("1")]
    locked = scenario(held, policy(size="3", number=2, goals=[{"goal": "even_size", "rank": 1}]))
    assert filled(Table(locked), Outline(0, (("1", ("0", "2", "3")),)), seed=1) is None
    assert filled(Table(locked), Outline(0, (("1", ("1", "2", "3")),)), seed=1) is not None


@pytest.mark.parametrize("small", [True, False])
def test_an_organisation_that_is_called_large_is_brought_to_its_best_by_outlines(
    monkeypatch: pytest.MonkeyPatch, small: bool
) -> None:
    monkeypatch.setattr(closing, "SMALL", 1_000 if small else 0)
    made = flat()
    table = Table(made)
    deal = Deal(table, 1)
    deal.mend(50)
    assert deal.books.broken == 0
    start = table.composition(deal.books.network_of)
    best, outcome = closing.outlined(table, Effort(seconds=20), start)
    assert cost(made, [0, 1], best) <= cost(made, [0, 1], start)
    assert not any(verdict.violations for verdict in judge_rules(made, best))
    if outcome is not None:
        assert isinstance(outcome, Composed)
        assert outcome.composition == best
        assert list(outcome.bounds) == [verdict.cost for verdict in judge_goals(made, best)]


def test_what_is_best_already_is_called_so_without_an_outline() -> None:
    people = [leader(str(i), department=str(i)) for i in range(6)]
    made = scenario(people, policy(size="3", number=2, goals=[{"goal": "mix", "attribute": "department", "rank": 1}]))
    table = Table(made)
    start = table.composition([0, 0, 0, 1, 1, 1])
    assert closing.outlined(table, Effort(), start) == (start, Composed(start, (0,), (0,)))


def test_what_outlines_leave_open_is_not_called_best(monkeypatch: pytest.MonkeyPatch) -> None:
    people = [leader(str(i), department="AB"[i % 2]) for i in range(4)]
    made = scenario(people, policy(size="2", number=2, goals=[{"goal": "mix", "attribute": "department", "rank": 1}]))
    table = Table(made)
    start = table.composition([0, 1, 0, 1])
    monkeypatch.setattr(closing._Closing, "draw_outlines", lambda self: None)
    assert closing.outlined(table, Effort(), start) == (start, None)


@pytest.mark.parametrize("small", [True, False])
def test_outlines_are_asked_for_with_a_share_of_the_time_and_another_seed_each(
    monkeypatch: pytest.MonkeyPatch, small: bool
) -> None:
    asked: list[tuple[list[int], int, int, dict[str, object]]] = []
    progress: list[tuple[int, int]] = []

    def noted(table: Table, goals: list[int], known: int, value: int, **more: object) -> Outline:
        asked.append((goals, known, value, more))
        return Outline(known, None, 1.0)

    monkeypatch.setattr(closing, "outline", noted)
    monkeypatch.setattr(closing, "SMALL", 1_000 if small else 0)
    made = flat()
    table = Table(made)
    start = table.composition([i % 3 for i in range(len(table.people))])
    effort = Effort(seed=5, seconds=900.0, repeatable=30.0, progress=lambda *pair: progress.append(pair))
    closing._Closing(table, effort, start).draw_outlines()
    times = (
        1 if small else closing.OUTLINES
    )  # where kinds of people are people, an outline that nothing follows is the last
    assert [(goals, known) for goals, known, _, _ in asked] == [([0, 1], table.least[0] + table.least[1])] * times
    assert [value for _, _, value, _ in asked] == [cost(made, [0, 1], start)] * times
    assert progress == [(cost(made, [0, 1], start), table.least[0] + table.least[1])] * times
    for attempt, (_, _, _, more) in enumerate(asked):
        share = closing.OUTLINE_SHARE / (1 + attempt)
        assert more["seed"] == 5 + attempt
        assert more["repeatable_seconds"] == pytest.approx((30.0 - attempt) * share)
        assert 0.9 * 900.0 * share < more["seconds"] <= 900.0 * share  # type: ignore[operator]
        assert more["near"] == (None if small else start.seats)
        assert more["coarse"] is (not small and attempt < closing.OUTLINES - 1)


def test_the_best_composition_follows_an_outline_when_that_is_better() -> None:
    made = flat()
    table = Table(made)
    deal = Deal(table, 1)
    start = table.composition(deal.books.network_of)
    drawn = outline(table, [0, 1], 0, 10_000, seconds=20, near=start.seats)
    closed = closing._Closing(table, Effort(), start)
    closed._follow(drawn)
    assert closed.best is not None
    assert not any(verdict.violations for verdict in judge_rules(made, closed.best))
    assert cost(made, [0, 1], closed.best) == drawn.least
    best = closed.best
    closed._follow(drawn)
    assert closed.best == best  # nothing better comes of it
