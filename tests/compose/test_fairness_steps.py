"""The parts of fairness: what is tried in which order, how long, and what the solver is asked where swaps do not meet the bound."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from operator import le
from random import Random
from typing import TYPE_CHECKING, Any

import pytest

from netcompose.compose import closing_fairness, fairness
from netcompose.compose.closing_fairness import close_fairness
from netcompose.compose.deal import Deal
from netcompose.compose.effort import Effort
from netcompose.compose.fairness import FEWEST_LOOKS, LOOKS, NOBODY, SECONDS, Fairness, Swaps, fair
from netcompose.compose.outcome import Composed
from netcompose.compose.seats import Seats
from netcompose.compose.solver import Answer, Ending
from netcompose.compose.table import Table
from netcompose.policy.catalogue import judge_fairness, judge_goals, judge_rules
from worlds import compositions, leader, policy, scenario

if TYPE_CHECKING:
    from netcompose.plan import Composition
    from netcompose.policy.scenario import Scenario

DEPARTMENT: dict[str, Any] = {"goal": "mix", "attribute": "department", "rank": 1}
WORKPLACE: dict[str, Any] = {"goal": "mix", "attribute": "workplace", "rank": 2}
OFF = {"reporting_line": "off", "mentor_supply": False}


def world(departments: str, size: str, number: int, *goals: dict[str, Any], workplaces: str = "") -> Table:
    """Leaders of these departments; a dot has none."""
    people = [
        leader(f"{i:02}", department=None if d == "." else d, workplace=workplaces[i] if workplaces else None)
        for i, d in enumerate(departments)
    ]
    given = policy(size=size, number=number, goals=goals or (DEPARTMENT,), duties={}, rules=OFF)
    return Table(scenario(people, given))


def seats(way: str) -> list[int]:
    return [int(network) - 1 for network in way]


def swapping(made: Table, way: str, seed: int = 1, **effort: Any) -> Swaps:
    return Swaps(Fairness(made, seats(way)), Deal(made, seed, seats(way)), Effort(seed=seed, **effort))


def stuck() -> tuple[Table, str]:
    """AABBC | ACBD, where one network has both pairs, and each could have one."""
    return world("AABBACCBD", "4-5", 2), "111121222"


# -- what is tried ---------------------------------------------------------------------------------------------------


class Tried:
    """What fairness tries, noted in the place of being done."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.made: list[Any] = []
        self.closed: Composition | None = None
        monkeypatch.setattr(Fairness, "pack", lambda look: self.made.append("packed"))
        monkeypatch.setattr(fairness, "Swaps", self.swaps)
        monkeypatch.setattr(closing_fairness, "close_fairness", self.close)

    def swaps(self, look: Fairness, deal: Deal, effort: Effort) -> Tried:
        self.made.append(("swapped", deal, effort))
        self.look = look
        return self

    def run(self) -> None:
        """As swaps do."""

    def close(self, table: Table, effort: Effort, look: Fairness, composition: Composition, left: float) -> Composition:
        self.made.append(("closed", effort, composition, left))
        look.bounds = [7]
        return composition if self.closed is None else self.closed


def test_packing_swaps_and_the_solver_are_tried_in_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    tried, (made, way) = Tried(monkeypatch), stuck()
    start = Composed(made.composition(seats(way)), (2,), (2,))
    deal, effort = Deal(made, 3, seats(way)), Effort(seconds=0.5)
    tried.closed = made.composition(seats("111122221"))
    found = fair(made, effort, start, deal)
    assert tried.made == ["packed", ("swapped", deal, effort), ("closed", effort, start.composition, SECONDS)]
    assert found == replace(start, composition=tried.closed, worst=(7,))
    assert tried.look.seats == seats(way)


def test_a_deal_is_made_of_the_composition_where_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    tried, (made, way) = Tried(monkeypatch), stuck()
    fair(made, Effort(seed=8), Composed(made.composition(seats(way)), (2,), (2,)), None)
    deal = tried.made[1][1]
    assert deal.books.network_of == seats(way)
    assert deal.round == Deal(made, 8).round


@pytest.mark.parametrize(
    ("constants", "effort", "bounds", "made"),
    [
        ({"FEW_NETWORKS": 2, "FEW": 9}, {}, (2,), ["packed", "swapped", "closed"]),
        ({"FEW_NETWORKS": 1}, {}, (2,), ["swapped", "closed"]),
        ({"FEW": 8}, {}, (2,), ["packed", "swapped"]),
        ({}, {"seconds": 0}, (2,), ["packed", "swapped"]),
        (
            {},
            {},
            (1,),
            ["packed", "swapped"],
        ),  # whether a goal could be better is not known: what is fair would be open
        ({}, {"stop": lambda: True}, (2,), ["packed", "closed"]),
    ],
)
def test_what_would_take_too_long_or_tell_nothing_is_left_out(
    monkeypatch: pytest.MonkeyPatch,
    constants: dict[str, int],
    effort: dict[str, Any],
    bounds: tuple[int, ...],
    made: list[str],
) -> None:
    for name, value in constants.items():
        monkeypatch.setattr(fairness, name, value)
    tried, (table, way) = Tried(monkeypatch), stuck()
    fair(table, Effort(**effort), Composed(table.composition(seats(way)), (2,), bounds), None)
    assert [step if isinstance(step, str) else step[0] for step in tried.made] == made


def test_what_is_as_fair_as_can_be_is_left_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    tried, (made, _) = Tried(monkeypatch), stuck()
    start = Composed(made.composition(seats("111221222")), (2,), (2,))
    assert fair(made, Effort(), start, None) == replace(start, worst=(1,))
    assert tried.made == []
    even = world("AB", "1", 2, {"goal": "even_size", "rank": 1})
    nothing = Composed(even.composition([0, 1]), (0,), (0,))
    assert fair(even, Effort(), nothing, None) is nothing


def test_seats_that_swaps_have_found_are_those_of_the_composition() -> None:
    made, way = stuck()
    start = Composed(made.composition(seats(way)), (2,), (2,))
    found = fair(made, Effort(seconds=0), start, None)
    assert found.worst == (1,)
    assert Fairness(made, [made.networks.index(found.composition.seats[p]) for p in made.people]).worst == [1]


# -- what is counted -------------------------------------------------------------------------------------------------


def test_attributes_are_looked_at_in_order_of_rank() -> None:
    goals = ({**WORKPLACE, "rank": 3}, {"goal": "even_size", "rank": 1}, {**DEPARTMENT, "rank": 2})
    made = world("AABB.", "2-3", 2, *goals, workplaces="PQPQP")
    look = Fairness(made, [0, 0, 1, 1, 0])
    assert look.goals == [2, 0]
    assert [made.layers[k].goal for k in look.layers if k is not None] == [2, 0]
    assert look.pairs == [[1, 1], [1, 0]]
    assert look.worst == [1, 1]
    look.take([0, 1, 0, 1, 0])
    assert (look.seats, look.pairs) == ([0, 1, 0, 1, 0], [[0, 0], [3, 1]])


def test_only_bounds_that_are_not_met_are_raised_to_what_can_be_packed(monkeypatch: pytest.MonkeyPatch) -> None:
    goals = (DEPARTMENT, WORKPLACE, {"goal": "mix", "attribute": "title", "rank": 3})
    made = world("AAAAAA", "3", 2, *goals, workplaces="PPPPQQ")
    look = Fairness(made, [0, 0, 1, 1, 0, 1])
    asked: list[Any] = []

    def packed(*given: Any) -> int:
        asked.append(given)
        return 9

    monkeypatch.setattr(fairness, "packed", packed)
    assert (look.worst, look.bounds) == ([3, 1, 0], [3, 1, 0])
    look.bounds = [3, 0, 0]
    assert look.open
    look.pack()
    assert asked == [([4, 2], 2, 2, 0)]
    assert look.bounds == [3, 9, 0]
    assert not look.open


# -- swaps -----------------------------------------------------------------------------------------------------------


def test_looks_are_spent_by_the_people_there_are(monkeypatch: pytest.MonkeyPatch) -> None:
    made, way = stuck()
    assert swapping(made, way).looks == FEWEST_LOOKS
    monkeypatch.setattr(fairness, "FEWEST_LOOKS", 9 * LOOKS - 1)
    assert swapping(made, way).looks == 9 * LOOKS
    monkeypatch.setattr(fairness, "FEWEST_LOOKS", 9 * LOOKS + 1)
    assert swapping(made, way).looks == 9 * LOOKS + 1


def test_the_worst_network_of_each_attribute_is_lowered_as_long_as_that_works(monkeypatch: pytest.MonkeyPatch) -> None:
    made = world("AAAA..BB", "4", 2, DEPARTMENT, WORKPLACE, workplaces="PPPPQQQQ")
    swaps = swapping(made, "11112222")
    assert (swaps.most, swaps.fairness.bounds) == ([6, 6], [4, 6])
    done: list[tuple[int, int]] = []

    def lower(j: int) -> bool:
        done.append((j, swaps.most[j]))
        swaps.pairs[j][0] -= 1
        swaps.books.swap(0, 4)
        return len(done) < 3

    monkeypatch.setattr(swaps, "_lower", lower)
    swaps.fairness.bounds = [4, 4]
    swaps.run()
    # down to the bound of the first; of the second the first attempt fails
    assert done == [(0, 6), (0, 5), (1, 6)]
    assert swaps.most == [4, 6]
    assert swaps.fairness.seats == swaps.books.network_of == seats("21111222")
    swaps.books.swap(1, 0)
    assert swaps.fairness.seats == seats("21111222")


def test_every_network_is_brought_below_the_worst(monkeypatch: pytest.MonkeyPatch) -> None:
    made = world("AAABBBCC.", "3", 3)
    swaps = swapping(made, "111222333")
    assert swaps.pairs == [[3, 3, 1]]
    done: list[Any] = []

    def relieve(j: int, g: int, target: int) -> bool:
        done.append((j, g, target))
        if helps:
            swaps.pairs[j][g] -= 1
        return helps

    def wander(g: int) -> bool:
        done.append(("wander", g))
        return wanders

    monkeypatch.setattr(swaps, "_relieve", relieve)
    monkeypatch.setattr(swaps, "_wander", wander)
    helps = wanders = False
    assert swaps._lower(0) is False
    assert done == [(0, 0, 2), ("wander", 0)]
    done.clear()
    helps = True
    assert swaps._lower(0) is True
    assert done == [(0, 0, 2), (0, 1, 2)]
    done.clear()
    helps = False
    swaps.pairs[0][0] = 3
    wanders = True
    looks = iter([5, 5, 0])
    monkeypatch.setattr(Swaps, "looks", property(lambda self: next(looks)), raising=False)
    assert swaps._lower(0) is False
    assert done == [(0, 0, 2), ("wander", 0)] * 2
    done.clear()
    monkeypatch.delattr(Swaps, "looks")
    swaps.looks = 1
    swaps.stop = lambda: True
    assert swaps._lower(0) is False
    assert done == []
    swaps.stop = lambda: False
    helps = True
    assert swaps._lower(0) is True


def test_a_network_is_relieved_by_an_exchange_that_takes_pairs_to_where_there_is_room() -> None:
    """AAxx | Byyy, all but A and B alone of their kind: A for B leaves all pairs as they were; A for y moves none."""
    neutral = world("AACDBEFG", "4", 2)
    assert swapping(neutral, "11112222")._relieve(0, 0, 5) is False  # the one pair would go, and none come
    made, way = stuck()
    for target, works in [(0, False), (1, True)]:
        swaps = swapping(made, way)
        assert swaps._relieve(0, 0, target) is works
        assert swaps.pairs == ([[1, 1]] if works else [[2, 0]])


def test_each_look_at_a_network_and_its_members_is_counted() -> None:
    """AAB | CD | EEF of the sizes 2 and 3: nothing helps the first; the third has no room below one pair."""
    made = world("AABCDEEF", "2-3", 3)
    swaps = swapping(made, "11122333")
    swaps.deal.hold([0, 1, 2])
    swaps.deal.swappable = [True] * 8  # nobody moves alone
    before = swaps.looks
    assert swaps._relieve(0, 0, 1) is False
    assert before - swaps.looks == 3 + len("CD")
    before = swaps.looks
    assert swaps._relieve(0, 0, 2) is False
    assert before - swaps.looks == 3 + len("CD") + len("EEF")


def test_a_network_wanders_by_an_exchange_that_changes_nothing_that_counts() -> None:
    """A. | .. | A.: only A for one of the second changes anything, and no pair comes of it."""
    made = world("A....A", "2", 3)
    for seed in range(10):
        swaps = swapping(made, "112233", seed)
        assert swaps._wander(0) is True
        assert swaps.books.network_of[0] == 1
        assert swaps.books.network_of[5] == 2
        assert swaps.pairs == [[0, 0, 0]]
        assert swaps.looks <= FEWEST_LOOKS - 3  # the network, and its members


def test_wandering_ends_when_nobody_may_go_or_looks_are_spent_or_somebody_stops() -> None:
    made = world("AAAA", "2", 2)
    swaps = swapping(made, "1212")
    swaps.looks = 7
    assert swaps._wander(0) is False  # equals all
    assert swaps.looks <= 0
    spent = swapping(made, "1212")
    spent.looks = 0
    spent.random.seed(0)
    state = spent.random.getstate()
    assert spent._wander(0) is False
    assert spent.random.getstate() == state
    stopped = swapping(world("AABB", "2", 2), "1212", stop=lambda: True)
    assert stopped._wander(0) is False
    assert stopped.looks == FEWEST_LOOKS
    nobody = swapping(world("AABB", "2", 2), "1212")
    nobody.deal.swappable = [False, True, False, True]
    assert nobody._wander(0) is False
    assert nobody.looks == FEWEST_LOOKS
    assert nobody._wander(1) is False  # nobody to change places with
    assert nobody.looks <= 0


def test_wandering_looks_at_one_network_after_the_other(monkeypatch: pytest.MonkeyPatch) -> None:
    swaps = swapping(world("AABB", "2", 2), "1212")
    drawn: list[float] = []
    monkeypatch.setattr(swaps.random, "random", lambda: drawn.append(0.0) or 0.0)
    swaps.looks = 7
    assert swaps._wander(0) is False  # always drawn itself, it has nobody to change places with
    assert (len(drawn), swaps.looks) == (7, 0)


def test_that_somebody_goes_who_makes_no_pair_is_no_relief() -> None:
    """AAB | … | B…: B may go to the second, which changes nothing."""
    swaps = swapping(world("AAB...B...", "1-5", 3), "1112223333")
    swaps.deal.swappable = [False, False, True, *[False] * 7]
    assert swaps._relieve(0, 0, 0) is False
    assert swaps.books.network_of == seats("1112223333")


def any_world(draw: Random) -> Table:
    """Ten leaders with whatever rules, goals and wishes, some of them newcomers; the seats that they have now keep the rules, or not."""
    people = [
        leader(
            str(i),
            draw.choice(["0", None, None]) if i else None,
            department=draw.choice("AAB") if draw.random() < 0.9 else None,
            workplace=draw.choice("PPQ"),
            title=draw.choice("TU"),
            new=draw.random() < 0.2,
            network=draw.choice(["1", "2", "3", None]),
            apart=(str((i + draw.randint(1, 9)) % 10),) if draw.random() < 0.15 else (),
        )
        for i in range(10)
    ]
    goals: list[dict[str, Any]] = [DEPARTMENT, {**WORKPLACE, "weight": 2}]
    goals += draw.sample(
        [
            {"goal": "same", "attribute": "title", "rank": 1},
            {"goal": "new_leaders", "rank": 2},
            {"goal": "churn", "rank": 3},
            {"goal": "new_faces", "rank": 3},
        ],
        draw.randint(0, 2),
    )
    limit = {"attribute": "title", "value": "T", "at_least": 1, "at_most": 3}
    given = policy(
        size=draw.choice(["2-5", "3-4"]),
        number=3,
        goals=goals,
        duties={"mentor": {}},
        rules={"reporting_line": "direct", "mentor_supply": True},
        limits=[limit] if draw.random() < 0.4 else [],
    )
    return Table(scenario(people, given))


def test_an_exchange_is_made_only_when_no_goal_no_rule_and_no_worst_network_pays() -> None:
    """By the judges' counting, of every two people and everybody who might move, in worlds drawn by chance."""
    draw = Random(1)
    made = refused = 0
    for _ in range(20):
        table = any_world(draw)
        deal = Deal(table, draw.randint(1, 9))
        deal.mend(60)
        if deal.books.broken:
            continue
        swaps = Swaps(Fairness(table, deal.books.network_of.copy()), deal, Effort())
        swaps.most = [most + draw.randint(0, 1) for most in swaps.most]
        known: dict[tuple[int, ...], tuple[bool, list[int], list[int]]] = {}
        for a, b in product(range(10), range(-1, 10)):
            before = deal.books.network_of.copy()
            g, h = before[a], before[b] if b != NOBODY else draw.randrange(3)
            if g == h:
                continue
            after = before.copy()
            after[a] = h
            if b != NOBODY:
                after[b] = g
            (_, was, _), (kept, costs, worst) = (
                known.setdefault(tuple(way), judged(table, way)) for way in (before, after)
            )
            free = kept and costs == was and all(map(le, worst, swaps.most))
            assert swaps._exchange(a, b, g, h) == free
            assert deal.books.network_of == (after if free else before)
            assert swaps.pairs == Fairness(table, deal.books.network_of).pairs
            made += free
            refused += kept and not free
    assert made > 20
    assert refused > 100


def judged(table: Table, way: list[int]) -> tuple[bool, list[int], list[int]]:
    """Whether the rules are kept, what every goal costs, and the worst networks."""
    composition = table.composition(way)
    return (
        not any(verdict.violations for verdict in judge_rules(table.scenario, composition)),
        [verdict.cost for verdict in judge_goals(table.scenario, composition)],
        [verdict.cost for verdict in judge_fairness(table.scenario, composition)],
    )


def test_a_network_is_relieved_exactly_when_some_exchange_takes_pairs_from_it() -> None:
    """Of all exchanges that nobody pays for, in worlds drawn by chance."""
    draw = Random(2)
    relieved = kept = 0
    for _ in range(150):
        table = any_world(draw)
        deal = Deal(table, draw.randint(1, 9))
        deal.mend(60)
        if deal.books.broken:
            continue
        swaps = Swaps(Fairness(table, deal.books.network_of.copy()), deal, Effort())
        for j, g in product(range(2), range(3)):
            target = swaps.most[j] - 1 if swaps.pairs[j][g] == swaps.most[j] else swaps.most[j]
            possible = any(
                takes_pairs(swaps, j, a, b, g, h, target)
                for a in range(10)
                for h in range(3)
                for b in (NOBODY, *deal.books.members[h])
                if h != g and deal.books.network_of[a] == g
            )
            before, seats_before = swaps.pairs[j].copy(), deal.books.network_of.copy()
            assert swaps._relieve(j, g, target) == possible
            if possible:
                assert swaps.pairs[j][g] < before[g]
                assert all(pairs <= target for n, pairs in enumerate(swaps.pairs[j]) if pairs != before[n] and n != g)
            else:
                assert deal.books.network_of == seats_before
            relieved += possible
            kept += not possible
    assert relieved > 10
    assert kept > 30


def test_every_kind_of_exchange_relieves() -> None:
    """Where nobody is in anybody's way: one for another of whatever department, or for nobody."""
    draw = Random(3)
    relieved = kept = 0
    for _ in range(800):
        departments = "".join(draw.choice("AAABBC.") for _ in range(9))
        way = "".join(draw.choice("12") for _ in range(9))
        swaps = swapping(world(departments, draw.choice(["1-9", "4-5"]), 2), way, draw.randint(1, 9))
        g = draw.randint(0, 1)
        target = draw.randint(0, 3)
        swaps.most = [9]
        possible = any(
            takes_pairs(swaps, 0, a, b, g, 1 - g, target)
            for a in swaps.books.members[g]
            for b in (NOBODY, *swaps.books.members[1 - g])
        )
        before = swaps.pairs[0][g]
        assert swaps._relieve(0, g, target) == possible
        assert (swaps.pairs[0][g] < before) == possible
        relieved += possible
        kept += not possible
    assert min(relieved, kept) > 30


def takes_pairs(swaps: Swaps, j: int, a: int, b: int, g: int, h: int, target: int) -> bool:
    """Whether an exchange that nobody pays for takes pairs of an attribute from g, and brings h none above the target."""
    deal = swaps.deal
    if not deal.swappable[a] or (not deal.swappable[b] if b != NOBODY else not deal.may_move(g, h)):
        return False
    changes = swaps._changes(a, b, g, h)
    if changes is None or not swaps._keeps(a, b, g, h):
        return False
    change = dict(changes).get(j, 0)
    return change < 0 and swaps.pairs[j][h] - change <= target


def test_networks_are_gone_round_from_any_one_on() -> None:
    swaps = swapping(world("ABCD", "1", 4), "1234")
    rounds = {tuple(swaps._around()) for _ in range(60)}
    assert rounds == {(0, 1, 2, 3), (1, 2, 3, 0), (2, 3, 0, 1), (3, 0, 1, 2)}


def test_who_moves_alone_takes_their_pairs_along() -> None:
    made = world("AAB.A", "1-4", 2)
    swaps = swapping(made, "11112")
    assert swaps._exchange(2, NOBODY, 0, 1) is True
    assert swaps.books.network_of == seats("11212")
    assert swaps.pairs == [[1, 0]]
    swaps.most = [1]
    assert swaps._exchange(0, NOBODY, 0, 1) is True  # its pair goes to the second
    assert swaps.pairs == [[0, 1]]
    assert swaps._exchange(1, NOBODY, 0, 1) is False  # two more would meet there


# -- the solver ------------------------------------------------------------------------------------------------------


class Answers:
    """Answers in the place of the solver's, and what it was asked."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *answers: Answer) -> None:
        self.answers, self.asked = list(answers), list[dict[str, Any]]()
        self.encoded: list[tuple[Any, int]] = []
        self.hinted: list[Composition] = []
        monkeypatch.setattr(closing_fairness, "run", self.run)
        monkeypatch.setattr(
            closing_fairness.encoder,
            "encode",
            lambda seats, made, goal, most: self.encoded.append((goal.attribute, most)),
        )
        monkeypatch.setattr(Seats, "hint", lambda this, composition: self.hinted.append(composition))

    def run(self, model: Any, made: Scenario, **more: Any) -> Answer:
        self.asked.append(more)
        return self.answers[len(self.asked) - 1]


def answer(ending: Ending, seconds: float = 0.0, composition: Composition | None = None) -> Answer:
    return Answer(ending, composition, None, seconds)


def test_it_is_asked_from_the_bound_upwards_with_the_time_that_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    made = world("AAAABBCC", "4", 2)
    start = made.composition(seats("11112222"))
    look = Fairness(made, seats("11112222"))
    look.bounds = [3]
    none = Ending.INFEASIBLE
    told = Answers(monkeypatch, answer(none, 0.25), answer(none, 0.5), answer(none, 0.125))
    found = close_fairness(made, Effort(seed=7, seconds=6.0, stop=(stop := lambda: False)), look, start, 1.0)
    assert found is start
    assert look.bounds == [6]
    assert told.encoded == [("department", 3), ("department", 4), ("department", 5)]
    assert told.hinted == [start] * 3
    limits = {"seed": 7, "stop": stop}
    assert told.asked == [
        {**limits, "seconds": 6.0, "repeatable_seconds": 1.0},
        {**limits, "seconds": 6.0, "repeatable_seconds": 0.75},
        {**limits, "seconds": 2.5, "repeatable_seconds": 0.25},
    ]


def test_nothing_is_asked_without_time_or_where_the_bound_is_met(monkeypatch: pytest.MonkeyPatch) -> None:
    made = world("AAAABBCC", "4", 2)
    start, look = made.composition(seats("11112222")), Fairness(made, seats("11112222"))
    told = Answers(monkeypatch, answer(Ending.INFEASIBLE, 1.0))
    close_fairness(made, Effort(), look, start, 0.0)
    close_fairness(made, Effort(stop=lambda: True), look, start, 1.0)
    look.bounds = [6]
    close_fairness(made, Effort(), look, start, 1.0)
    assert told.asked == []
    look.bounds = [3]
    close_fairness(made, Effort(), look, start, 1.0)
    assert len(told.asked) == 1  # all the time is spent
    assert look.bounds == [4]


def test_what_is_not_answered_is_left_for_the_next_attribute_and_those_before_are_held(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made = world("AAAABBCC", "4", 2, DEPARTMENT, WORKPLACE, workplaces="PPPPQQQQ")
    start, look = made.composition(seats("11112222")), Fairness(made, seats("11112222"))
    look.bounds = [3, 4]
    told = Answers(
        monkeypatch, answer(Ending.UNKNOWN), answer(Ending.INFEASIBLE), answer(Ending.FEASIBLE, composition=start)
    )
    told.answers.append(answer(Ending.UNKNOWN))
    assert close_fairness(made, Effort(), look, start, 1.0) is start
    assert look.bounds == [3, 5]
    held = ("department", 6)
    assert told.encoded == [("department", 3), held, ("workplace", 4), held, ("workplace", 5), held, ("workplace", 5)]


def test_the_fairer_composition_keeps_every_goal_at_its_value() -> None:
    """By the solver itself, from the least fair of all that are best: departments come after workplaces here."""
    goals = ({**DEPARTMENT, "rank": 2}, {**WORKPLACE, "rank": 1}, {"goal": "new_leaders", "rank": 3})
    made = world("AABBACCBD", "4-5", 2, *goals, workplaces="PPPQQ.Q..")
    allowed = [c for c in compositions(made.scenario) if not any(v.violations for v in judge_rules(made.scenario, c))]
    values = {id(c): [verdict.cost for verdict in judge_goals(made.scenario, c)] for c in allowed}
    best = min(values.values(), key=lambda cost: (cost[1], cost[0]))
    worsts = {
        id(c): [verdict.cost for verdict in judge_fairness(made.scenario, c)] for c in allowed if values[id(c)] == best
    }
    start = max((c for c in allowed if id(c) in worsts), key=lambda c: worsts[id(c)])
    assert min(worsts.values()) < worsts[id(start)]
    look = Fairness(made, [made.networks.index(start.seats[p]) for p in made.people])
    found = close_fairness(made, Effort(), look, start, 5.0)
    assert [verdict.cost for verdict in judge_goals(made.scenario, found)] == best
    assert [verdict.cost for verdict in judge_fairness(made.scenario, found)] == min(worsts.values())
    assert look.worst == look.bounds == min(worsts.values())
