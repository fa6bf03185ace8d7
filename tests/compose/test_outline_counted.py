"""An outline against its own words: every way to seat people in the networks that it looks at, all others counted as one."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import product
from random import Random
from typing import TYPE_CHECKING, Any

import pytest

from netcompose.compose import aggregate
from netcompose.compose.aggregate import Outline, _Question, outline
from netcompose.compose.bounds import pairs
from netcompose.compose.fit import Fit
from netcompose.compose.solver import Ending, Solution, solved
from netcompose.compose.table import Table
from worlds import leader, policy, scenario

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ortools.sat.python.cp_model import CpModel

    from netcompose.organisation import Person
    from netcompose.policy.scenario import Scenario

FAR = 100_000


class Counted:
    """A question as the documentation says it, person by person."""

    def __init__(self, table: Table, goals: Sequence[int]) -> None:
        self.table, self.bounds, self.made = table, table.bounds, table.scenario
        self.heads = {head for goal in goals for head in self.bounds.heads(goal)} - self.made.locked.keys()
        self.named = sorted(set(self.made.locked.values()))
        unnamed = [network for network in table.networks if network not in self.named]
        self.places = [*self.named, *unnamed[: len(self.heads)]]
        self.rest = len(table.networks) - len(self.places)

    def ways(self) -> Iterator[dict[str, str]]:
        """Who sits where, in the places or in the rest of the networks, so that the rules are kept as far as they are counted."""
        open_to = []
        for person in self.table.people:
            if person in self.made.locked:
                open_to.append([self.made.locked[person]])
            else:
                open_to.append([*self.places, *(["rest"] if self.rest and person not in self.heads else [])])
        for seats in product(*open_to):
            way = dict(zip(self.table.people, seats, strict=True))
            if self.kept(way):
                yield way

    def kept(self, way: dict[str, str]) -> bool:
        for one, other in self.bounds.apart:
            if way[one] == way[other] != "rest" and not self.made.locked.keys() >= {one, other}:
                return False
        for tally in self.table.tallies:
            sums = Counter(dict.fromkeys(self.places, 0))
            for person, weight in zip(self.table.people, tally.weight, strict=True):
                sums[way[person]] += weight
            rest = sums.pop("rest", 0)
            if not all(tally.at_least <= n <= tally.at_most for n in sums.values()):
                return False
            if not self.rest * tally.at_least <= rest <= self.rest * tally.at_most:
                return False
        return True

    def cost(self, goal: int, way: dict[str, str]) -> int:
        """The pairs of a goal: in a place as many as there are, in the rest as many as in even networks, and never fewer than the least."""
        total = 0
        for people in self.bounds.groups[goal]:
            sizes = Counter(way[person] for person in people)
            rest = sizes.pop("rest", 0)
            met = sum(map(pairs, sizes.values()))
            if rest:
                full, more = divmod(rest, self.rest)
                met += more * pairs(full + 1) + (self.rest - more) * pairs(full)
            total += max(met, self.bounds.least_of(people))
        return total

    def beyond(self, goal: int, way: dict[str, str]) -> int:
        """What a goal that is not asked about costs: its least, and what heads add who share a category of which there are only heads."""
        total = self.table.least[goal]
        for people in self.bounds.groups[goal]:
            if len(people) > 1 and self.heads.issuperset(people):
                met = sum(map(pairs, Counter(way[person] for person in people).values()))
                total += max(0, met - self.bounds.least_of(people))
        return total


def departments(draw: Random, heads: int, crowd: int) -> list[Person]:
    """So many departments, each with a head and two or three others, and some without a department."""
    people = []
    for department in "ABC"[:heads]:
        people.append(leader(f"{department}h", department=department, title=draw.choice("TUH")))
        for i in range(draw.choice([2, 2, 3])):
            below = f"{department}h" if i < 2 or draw.random() < 0.6 else None
            people.append(leader(f"{department}{i}", below, department=department, title=draw.choice("TU")))
    people += [leader(f"x{i}", title=draw.choice("TUV"), new=draw.random() < 0.3) for i in range(crowd)]
    return people


def with_seats(draw: Random, people: list[Person], networks: int) -> list[Person]:
    """Some of them locked."""
    return [
        replace(person, network=str(draw.randint(1, networks)), locked=True) if draw.random() < 0.2 else person
        for person in people
    ]


def world(seed: int) -> Scenario:
    draw = Random(seed)
    heads, networks = draw.choice([(1, 2), (1, 3), (2, 2), (2, 3)])
    people = departments(draw, heads, draw.randint(1, 3 if heads == 1 else 1))
    if draw.random() < 0.4:
        people = with_seats(draw, people, networks)
    even = len(people) // networks
    size = f"{max(1, even - draw.randint(0, 1))}-{even + draw.randint(1, 2)}"
    goals = [
        {"goal": "mix", "attribute": "department", "rank": 1, "weight": draw.randint(1, 3)},
        {"goal": "mix", "attribute": "title", "rank": 1, "weight": draw.randint(1, 3)},
    ]
    more: dict[str, Any] = {}
    if draw.random() < 0.4:
        least, most = draw.choice([(1, None), (None, 2), (1, 2)])
        more["limits"] = [{"attribute": "title", "value": "T", "at_least": least, "at_most": most}]
    return scenario(people, policy(size, networks, goals=goals, duties={"mentor": {"most_mentees": 1}}, **more))


def asked(made: Scenario, goals: list[int], known: int = 0, value: int = FAR, **more: Any) -> Outline:
    return outline(Table(made), goals, known, value, seconds=20, **more)


def seated(drawn: Outline) -> dict[str, str]:
    assert drawn.networks is not None
    return {person: network for network, members in drawn.networks for person in members}


def test_an_outline_is_the_least_of_every_way_to_seat_people_where_it_looks() -> None:
    exact, kinds = 0, Counter[str]()
    for seed in range(70):
        made = world(seed)
        table = Table(made)
        goals = Random(seed).choice([[0, 1], [0, 1], [0], [1, 0]])
        question = Counted(table, goals)
        if not question.places:
            continue
        costs = [
            (sum(table.goals[goal].weight * question.cost(goal, way) for goal in goals), way) for way in question.ways()
        ]
        if not costs:
            drawn = asked(made, goals)
            assert (drawn.least, drawn.networks) == (FAR, None), seed
            continue
        least = min(cost for cost, _ in costs)
        exact += 1
        kinds["rest" if question.rest else "all"] += 1
        kinds["named" if question.named else "unnamed"] += 1
        for near in (None, dict.fromkeys(table.people, table.networks[-1])):
            drawn = asked(made, goals, near=near)
            assert drawn.least == least, seed
            seats = seated(drawn)
            assert drawn.networks is not None
            assert len(seats) == sum(len(members) for _, members in drawn.networks)
            assert {network for network, _ in drawn.networks} >= set(question.named)
            assert len(drawn.networks) == len(question.places)
            names = dict(zip(sorted({n for n, _ in drawn.networks} - {*question.named}), question.places[len(question.named):], strict=True))  # fmt: skip
            way = {p: names.get(seats[p], seats[p]) if p in seats else "rest" for p in table.people}
            found = sum(table.goals[goal].weight * question.cost(goal, way) for goal in goals)
            assert found == least, seed  # whoever is taken of a kind
    assert exact > 40
    assert min(kinds.values()) > 5, kinds


def test_what_is_held_is_kept_to() -> None:
    """The least of one goal where the other costs no more than it may; nothing, where it cannot."""
    found = Counter[str]()
    for seed in range(60):
        made = world(seed)
        table = Table(made)
        above, below = Random(seed).choice([(0, 1), (1, 0)])
        question = Counted(table, [0, 1])
        ways = [(question.cost(above, way), question.cost(below, way)) for way in question.ways()]
        if not ways or not question.places:
            continue
        weight, price = table.goals[above].weight, table.goals[below].weight
        for most in {min(cost for cost, _ in ways) + more for more in (-1, 0, 1)}:
            left = [price * cost for held, cost in ways if held <= most]
            drawn = asked(made, [below], held=iter([([above], weight * most)]))
            assert drawn.least == min(left, default=FAR), seed
            assert (drawn.networks is None) == (not left)
            found["kept" if left else "nothing"] += 1
    assert min(found.values()) > 20, found


def headed(seed: int) -> Scenario:
    """Heads of one title, which nobody else has."""
    draw = Random(seed)
    heads, networks = draw.choice([(2, 2), (3, 2), (2, 3)])
    people = departments(draw, heads, 0)
    people = [replace(person, title="Head" if person.id.endswith("h") else person.title) for person in people]
    people = [replace(person, workplace=draw.choice("PQ")) for person in people]
    even = len(people) // networks
    goals = [
        {"goal": "mix", "attribute": attribute, "rank": 1, "weight": draw.randint(1, 3)}
        for attribute in ("title", "department", "workplace")
    ]
    return scenario(people, policy(f"{max(1, even - 1)}-{even + 2}", networks, goals=goals, duties={}))


def test_a_coarse_question_counts_of_the_other_goals_who_of_the_heads_sit_together() -> None:
    seen = 0
    for seed in range(40):
        made = headed(seed)
        table = Table(made)
        some = [goal for goal in (0, 1, 2) if table.bounds.heads(goal)]
        others = [goal for goal in (0, 1, 2) if goal not in some]
        question = Counted(table, some)
        weight = [goal.weight for goal in table.goals]
        ways = list(question.ways())
        if not some or not ways:
            continue
        costs = [
            sum(weight[goal] * question.cost(goal, way) for goal in some)
            + sum(weight[goal] * question.beyond(goal, way) for goal in others)
            for way in ways
        ]
        drawn = asked(made, [0, 1, 2], coarse=True)
        assert drawn.least == min(costs), seed
        seen += bool(others)
    assert seen > 10


@pytest.mark.parametrize(("heads", "even", "together"), [("AB", 0, 1), ("ABC", 1, 1), ("ABCD", 2, 2), ("ABCDE", 4, 4)])
def test_heads_who_must_share_a_network_cost_a_goal_that_is_not_asked_about(
    heads: str, even: int, together: int
) -> None:
    """Of x and the heads of A and B, each network of two has one of x and A, and one of x and B: so these heads are together."""
    people = [leader("x", workplace="W", own_columns=(("Own", "V"),))]
    for department in heads:
        more: dict[str, Any] = {"A": {"workplace": "W"}, "B": {"own_columns": (("Own", "V"),)}}.get(department, {})
        people.append(leader(f"{department}h", department=department, title="Head", **more))
        people += [leader(f"{department}{i}", f"{department}h", department=department) for i in range(2)]
    goals = [{"goal": "mix", "attribute": a, "rank": 1, "weight": w} for a, w in (("title", 5), ("department", 1))]
    limits = [{"attribute": a, "value": v, "at_least": 1, "at_most": 1} for a, v in (("workplace", "W"), ("Own", "V"))]
    made = scenario(people, policy("1-20", 2, goals=goals, duties={}, limits=limits))
    table = Table(made)
    assert (table.least, asked(made, [1]).least) == ((even, len(heads)), len(heads))
    for coarse in (True, False):
        assert asked(made, [0, 1], coarse=coarse).least == len(heads) + 5 * together


def small() -> Scenario:
    """Two departments with heads, over two networks: six kinds of people, by department and title."""
    people = []
    for department in "AB":
        people.append(leader(f"{department}h", department=department, title="H"))
        people += [
            leader(f"{department}{i}", f"{department}h", department=department, title="TUT"[i]) for i in range(3)
        ]
    goals = [{"goal": "mix", "attribute": attribute, "rank": 1} for attribute in ("title", "department")]
    return scenario(people, policy("3-5", 2, goals=goals, duties={}))


def test_a_question_that_would_be_too_large_is_asked_of_fewer_goals_or_not_at_all(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made = small()
    # two places, and two titles in each of two departments: 2 (4 + 1) cells; without the titles 2 (2 + 1)
    both = asked(made, [0, 1])
    department, coarse = asked(made, [1]), asked(made, [0, 1], coarse=True)
    table = Table(made)
    assert table.bounds.heads(0) == ()
    assert [table.least[0], both.least, department.least, coarse.least] == [2, 8, 6, 8]
    for cells, whole, alone in [(10, 8, 6), (9, 8, 6), (6, 8, 6), (5, 0, 0), (0, 0, 0)]:
        monkeypatch.setattr(aggregate, "MOST_CELLS", cells)
        assert asked(made, [0, 1]).least == whole
        assert asked(made, [1]).least == alone
        assert asked(made, [0]) == Outline(0, None)  # nobody is head of a title: no place to look at
        questions = [_Question(table, some, []) for some in ([0, 1], [1])]
        assert [question.small for question in questions] == [cells >= 10, cells >= 6]
        assert [len(question.cp.proto.variables) > 0 for question in questions] == [cells >= 10, cells >= 6]
        assert not _Question(table, [0], []).small


def test_nothing_is_asked_where_nothing_can_be_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(aggregate, "solved", lambda *_, **__: pytest.fail("asked"))
    made = small()
    assert asked(made, [0, 1], 7, 7) == Outline(7, None)
    assert asked(made, [0, 1], 8, 7) == Outline(8, None)
    met = [replace(person, network=str(i % 2 + 1)) for i, person in enumerate(made.people)]
    goals = [{"goal": "mix", "attribute": "department", "rank": 1}, {"goal": "new_faces", "rank": 2}, {"goal": "same", "attribute": "title", "rank": 3}]  # fmt: skip
    more = scenario(met, policy("3-5", 2, goals=goals, duties={}), met=(("A0", "B0"), ("A0", "B1")))
    assert asked(more, [0, 1], 3, 9) == Outline(3, None)  # whoever has met others in several plans is of several kinds
    assert asked(more, [0, 2], 3, 9) == Outline(3, None)  # those who differ are no pairs of a kind
    assert asked(more, [0], 3, 9, held=[([1], 2)]) == Outline(3, None)
    assert asked(made, [0], 3, 9, coarse=True) == Outline(3, None)  # a coarse question of a goal without heads


def answering(
    monkeypatch: pytest.MonkeyPatch, ending: Ending, bound: int | None
) -> list[tuple[CpModel, dict[str, Any]]]:
    """Whatever is asked, the answer is the first that a solver finds, called so."""
    questions: list[tuple[CpModel, dict[str, Any]]] = []

    def noted(cp: CpModel, **how: Any) -> Solution:
        questions.append((cp, how))
        return replace(solved(cp, seed=1, seconds=20), ending=ending, bound=bound, deterministic_seconds=1.5)

    monkeypatch.setattr(aggregate, "solved", noted)
    return questions


@pytest.mark.parametrize(
    ("ending", "bound", "least", "drawn"),
    [
        (Ending.OPTIMAL, 8, 8, True),
        (Ending.FEASIBLE, 7, 7, True),
        (Ending.FEASIBLE, 2, 5, True),
        (Ending.FEASIBLE, None, 5, True),
        (Ending.INFEASIBLE, None, 30, False),
        (Ending.UNKNOWN, None, 5, False),
    ],
)
def test_what_an_answer_says_of_the_bound(
    monkeypatch: pytest.MonkeyPatch, ending: Ending, bound: int | None, least: int, drawn: bool
) -> None:
    questions = answering(monkeypatch, ending, bound)
    stop = lambda: False  # noqa: E731
    found = outline(Table(small()), [0, 1], 5, 30, seed=7, seconds=3.0, repeatable_seconds=2.0, stop=stop)
    assert (found.least, found.networks is not None, found.seconds) == (least, drawn, 1.5)
    assert [how for _, how in questions] == [{"seed": 7, "seconds": 3.0, "repeatable_seconds": 2.0, "stop": stop}]


@pytest.mark.parametrize(("known", "value", "least"), [(0, 9, 8), (8, 9, 8), (0, 8, 8), (9, 30, 9), (12, 30, 12)])
def test_an_answer_is_at_least_what_is_known_and_below_the_value(known: int, value: int, least: int) -> None:
    drawn = asked(small(), [0, 1], known, value)
    assert drawn.least == least
    assert (drawn.networks is None) == (value == 8)


def ways_to_lead(table: Table) -> int:
    """In how many ways the heads can be in the places, with any others."""
    found = 0
    places, heads = (len(some) for some in (_Question(table, [0], []).places, _Question(table, [0], []).heads))
    for seats in product(range(places), repeat=heads):
        question = _Question(table, [0], [])
        for leads, seat in zip(question.leads.values(), seats, strict=True):
            question.cp.add(leads[seat] == 1)
        found += solved(question.cp, seed=1, seconds=20).found
    return found


@pytest.mark.parametrize(("heads", "places", "ways"), [(1, 1, 1), (2, 2, 2), (3, 3, 5)])
def test_networks_without_names_are_told_apart_by_their_heads_only(heads: int, places: int, ways: int) -> None:
    """Heads can be together or not in as many ways as a set has partitions."""
    people = []
    for department in "ABC"[:heads]:
        people.append(leader(f"{department}h", department=department))
        people += [leader(f"{department}{i}", f"{department}h", department=department) for i in range(4)]
    people += [leader(f"x{i}") for i in range(4)]
    goals = [{"goal": "mix", "attribute": "department", "rank": 1}]
    table = Table(scenario(people, policy("1-18", 4, goals=goals, duties={})))
    question = _Question(table, [0], [])
    assert (len(question.places), question.rest) == (places, 4 - places)
    assert ways_to_lead(table) == ways


def test_where_seats_are_locked_networks_have_names() -> None:
    people = [leader("h", department="A"), *(leader(f"a{i}", "h", department="A") for i in range(4))]
    people += [leader("x", network="2", locked=True), leader("y")]
    goals = [{"goal": "mix", "attribute": "department", "rank": 1}]
    table = Table(scenario(people, policy("1-7", 3, goals=goals, duties={})))
    question = _Question(table, [0], [])
    assert (question.named, len(question.places), question.rest) == (["2"], 2, 1)
    assert ways_to_lead(table) == 2  # the head sits with x, or elsewhere


@pytest.mark.parametrize("others", [0, 1])
def test_a_kind_that_does_not_fit_a_network_as_a_whole_is_not_in_it_as_a_whole(others: int) -> None:
    """Of two people of a kind, or of two kinds, who may not meet, one is missing in every network that is looked at."""
    people = [
        leader("h", department="A", title="H"),
        *(leader(f"a{i}", "h", department="A", title="T") for i in range(3)),
    ]
    people += [leader("x", department="X", title="X", apart=("y",)), leader("y", department="Y" if others else "X", title="X")]  # fmt: skip
    goals = [{"goal": "mix", "attribute": attribute, "rank": 1} for attribute in ("department", "title")]
    made = scenario(people, policy("3", 2, goals=goals, duties={}))
    # h may not meet the three others of A, so x and y would be h's only company, and may not meet each other
    assert asked(made, [0, 1]) == replace(asked(made, [0, 1]), least=FAR, networks=None)
    friends = [replace(person, apart=()) for person in people]
    alone = asked(scenario(friends, policy("3", 2, goals=goals, duties={})), [0, 1])
    assert alone.least == 3 + 3 + 1 + (1 - others)


# -- who is taken of a kind -------------------------------------------------------------------------------------------


def test_of_a_kind_those_come_who_may_meet_the_ones_who_are_there() -> None:
    people = [leader("h", department="A", apart=("x0",)), *(leader(f"a{i}", "h", department="A") for i in range(3))]
    people += [leader(f"x{i}", apart=("x1",) if i == 2 else ()) for i in range(4)]
    goals = [{"goal": "mix", "attribute": "department", "rank": 1}]
    made = scenario(people, policy("3-5", 2, goals=goals, duties={}))
    drawn = asked(made, [0])
    assert drawn.networks == (("1", ("h", "x1", "x3")),)
    near = dict.fromkeys(made.participants, "1") | {"h": "2", "x2": "2"}
    assert asked(made, [0], near=near).networks == (("2", ("h", "x2", "x3")),)


def test_a_network_stays_where_its_head_is_and_those_who_sit_there_stay() -> None:
    people = []
    for department in "AB":
        people.append(leader(f"{department}h", department=department))
        people += [leader(f"{department}{i}", f"{department}h", department=department) for i in range(3)]
    people += [leader(f"x{i}") for i in range(4)]
    goals = [{"goal": "mix", "attribute": "department", "rank": 1}]
    made = scenario(people, policy("4", 3, goals=goals, duties={}))
    near = dict(zip(made.participants, ["1", "1", "2", "3", "2", "3", "1", "2", "1", "2", "2", "3"], strict=True))
    assert made.participants == ("A0", "A1", "A2", "Ah", "B0", "B1", "B2", "Bh", "x0", "x1", "x2", "x3")
    drawn = asked(made, [0], near=near)
    assert drawn.networks is not None
    found = dict(drawn.networks)
    for network, members in drawn.networks:
        heads = [person for person in members if person.endswith("h")]
        assert len(heads) == 1
        assert near[heads[0]] == network
    stay = {n: {p for p in members if near[p] == n and not p.endswith("h")} for n, members in found.items()}
    for network, members in found.items():
        for department in "ABx":
            here = {p for p in members if p[0] == department and not p.endswith("h")}
            homes = {p for p in near if near[p] == network and p[0] == department and not p.endswith("h")}
            assert len(here & homes) == min(len(here), len(homes)), (network, department, stay)


def test_a_head_whose_network_is_taken_gets_the_first_that_is_free() -> None:
    people = [leader("s", network="2", locked=True), leader("h", department="A")]
    people += [leader(f"a{i}", "h", department="A") for i in range(4)] + [leader("x", apart=("h",))]
    people = [replace(people[0], apart=("h",)), *people[1:]]
    goals = [{"goal": "mix", "attribute": "department", "rank": 1}]
    made = scenario(people, policy("1-3", 3, goals=goals, duties={}))
    for near, network in [("2", "1"), ("1", "1"), ("3", "3")]:
        drawn = asked(made, [0], near=dict.fromkeys(made.participants, near))
        assert drawn.networks is not None
        assert [name for name, _ in drawn.networks] == ["2", network]
        assert "s" in dict(drawn.networks)["2"]
        assert "h" in dict(drawn.networks)[network]


def test_so_many_candidates_of_a_kind_are_looked_at_for_a_network(monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[tuple[int, list[str]]] = []
    choose = Fit.choose

    def noted(fit: Fit, wanted: int, candidates: list[str]) -> None:
        looked.append((wanted, candidates.copy()))
        choose(fit, wanted, candidates)

    monkeypatch.setattr(Fit, "choose", noted)
    monkeypatch.setattr(aggregate, "CANDIDATES", 3)
    people = [leader("h", department="A"), *(leader(f"a{i}", "h", department="A") for i in range(4))]
    people += [leader(f"x{i}") for i in range(5)]
    goals = [{"goal": "mix", "attribute": "department", "rank": 1}]
    made = scenario(people, policy("3-7", 2, goals=goals, duties={}))
    near = dict.fromkeys(made.participants, "2") | {"h": "1", "x3": "1"}
    drawn = asked(made, [0], near=near)
    assert drawn.networks is not None
    assert looked == [(len(drawn.networks[0][1]) - 1, ["x3", "x0", "x1"])]
