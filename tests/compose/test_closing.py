"""What is made of the solver's answers when they are not the last word: bounds rise by what is proven, and time is shared out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest
from ortools.sat.python import cp_model

from netcompose.compose import closing, saved
from netcompose.compose.closing import FIRST_SHARE, close
from netcompose.compose.effort import Effort
from netcompose.compose.model import Model
from netcompose.compose.outcome import Composed, Disagreement, Impossible, OutOfTime
from netcompose.compose.saved import model_text
from netcompose.compose.solver import DETERMINISTIC_PER_SECOND, Answer, Ending, Solution, run, solved
from netcompose.compose.table import Table
from netcompose.plan import Composition
from netcompose.policy.catalogue import judge_rules
from worlds import leader, policy, scenario

if TYPE_CHECKING:
    from netcompose.policy.scenario import Scenario

DEPARTMENT = {"goal": "mix", "attribute": "department", "rank": 1}


def world(weight: int = 1, *more: dict[str, Any]) -> Scenario:
    """A, A, B, B, C, C in three networks of two: nobody need meet their own kind."""
    people = [leader(str(i), department="ABC"[i // 2], workplace="PQ"[i % 2]) for i in range(6)]
    goals = [{**DEPARTMENT, "weight": weight}, *more]
    return scenario(people, policy(size="2", number=3, goals=goals, duties={}))


def seated(made: Scenario, networks: str) -> Composition:
    return Composition.of(dict(zip(made.participants, networks, strict=True)), made.networks)


@dataclass
class Told:
    """Answers in the place of the solver's, one after the other, and what it was asked with."""

    answers: list[Answer]
    asked: list[dict[str, Any]] = field(default_factory=list)
    progress: list[tuple[int, int]] = field(default_factory=list)

    def __call__(self, model: Model, made: Scenario, **more: Any) -> Answer:
        self.asked.append(more)
        return self.answers[len(self.asked) - 1]

    def close(self, monkeypatch: pytest.MonkeyPatch, made: Scenario, start: Composition | None, **more: Any) -> Any:
        """What comes of a start with these answers, without a deal or an outline to help."""
        monkeypatch.setattr(closing, "run", self)
        monkeypatch.setattr(closing._Closing, "draw_outlines", lambda self: None)
        monkeypatch.setattr(closing._Closing, "deal_again", lambda self: None)
        effort = Effort(progress=lambda value, bound: self.progress.append((value, bound)), **more)
        return close(Table(made), effort, start)


def unknown(bound: int | None = None, seconds: float = 0.0, composition: Composition | None = None) -> Answer:
    return Answer(Ending.UNKNOWN if composition is None else Ending.FEASIBLE, composition, bound, seconds)


@pytest.mark.parametrize(
    ("weight", "bound", "least"),
    [(1, None, 0), (1, 0, 0), (1, 1, 1), (1, 2, 2), (2, 1, 1), (2, 2, 1), (2, 3, 2), (3, 4, 2)],
)
def test_a_bound_that_is_proven_before_time_is_up_is_told(
    monkeypatch: pytest.MonkeyPatch, weight: int, bound: int | None, least: int
) -> None:
    """Of weighted pairs, rounded up to whole ones."""
    made = world(weight)
    start = seated(made, "112233")
    told = Told([unknown(), unknown(bound)])
    outcome = told.close(monkeypatch, made, start)
    assert outcome == Composed(start, (0,), (least,))
    assert told.progress == [(3 * weight, 0)]


def test_the_time_of_the_first_question_is_a_share_and_the_second_has_what_is_left(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made = world()
    told = Told([unknown(seconds=5.0), unknown()])
    told.close(monkeypatch, made, seated(made, "112233"), seconds=1_000.0, repeatable=20.0, seed=7)
    first, second = told.asked
    assert first["repeatable_seconds"] == pytest.approx(20.0 * FIRST_SHARE)
    assert second["repeatable_seconds"] == pytest.approx(20.0 - 5.0)
    assert 900.0 * FIRST_SHARE < first["seconds"] <= 1_000.0 * FIRST_SHARE
    assert 900.0 < second["seconds"] <= 1_000.0
    assert (first["seed"], second["seed"]) == (7, 7)


def test_a_bound_that_cannot_be_met_is_one_too_low(monkeypatch: pytest.MonkeyPatch) -> None:
    made = world()
    worse = seated(made, "112233")
    told = Told([Answer(Ending.INFEASIBLE, None, None, 0.0), unknown()])
    assert told.close(monkeypatch, made, worse) == Composed(worse, (0,), (1,))


def test_one_above_the_bound_there_is_but_one_question(monkeypatch: pytest.MonkeyPatch) -> None:
    made = world()
    start = seated(made, "112323")  # one pair
    told = Told([Answer(Ending.OPTIMAL, start, 1, 0.0)])
    assert told.close(monkeypatch, made, start, repeatable=20.0) == Composed(start, (0,), (1,))
    assert told.asked[0]["repeatable_seconds"] == 20.0  # all that is left


def test_a_composition_at_the_bound_closes_the_rank(monkeypatch: pytest.MonkeyPatch) -> None:
    made = world()
    best = seated(made, "123123")
    for answers in ([unknown(composition=best)], [unknown(), unknown(composition=best)]):
        told = Told(answers)
        assert told.close(monkeypatch, made, seated(made, "112233")) == Composed(best, (0,), (0,))
        assert len(told.asked) == len(answers)


def test_an_answer_that_is_better_but_not_proven_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    made = world()
    better = seated(made, "112323")
    told = Told([unknown(), unknown(composition=better)])
    assert told.close(monkeypatch, made, seated(made, "112233")) == Composed(better, (0,), (0,))
    proven = Told([unknown(), Answer(Ending.OPTIMAL, better, 1, 0.0)])
    assert proven.close(monkeypatch, made, seated(made, "112233")) == Composed(better, (0,), (1,))


def test_a_rank_that_stays_open_leaves_those_below_as_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    made = world(1, {"goal": "mix", "attribute": "workplace", "rank": 2})
    start = seated(made, "112233")
    told = Told([unknown(), unknown(), unknown()])  # everything at once, then the first rank twice
    assert told.close(monkeypatch, made, start) == Composed(start, (0, 0), (0, 0))
    assert len(told.asked) == 3
    assert told.progress == [(3, 0), (3, 0)]


def test_one_question_settles_every_rank(monkeypatch: pytest.MonkeyPatch) -> None:
    made = world(1, {"goal": "mix", "attribute": "title", "rank": 2})
    best = seated(made, "123123")
    told = Told([unknown(composition=best)])
    assert told.close(monkeypatch, made, seated(made, "112233")) == Composed(best, (0, 0), (0, 0))


def test_bounds_that_do_not_agree_are_our_bug(monkeypatch: pytest.MonkeyPatch) -> None:
    made = world()
    refused = Answer(Ending.INFEASIBLE, None, None, 0.0)
    with pytest.raises(Disagreement, match=r"^a bound excludes a composition that was found$"):
        Told([unknown(), refused]).close(monkeypatch, made, seated(made, "112233"))
    table = Table(made)
    table.least = (2,)
    with pytest.raises(Disagreement, match=r"^a composition beats its bound$"):
        closing._Closing(table, Effort(), seated(made, "123123")).close_rank([0])


def test_without_a_composition_in_time_there_is_nothing_to_show(monkeypatch: pytest.MonkeyPatch) -> None:
    assert Told([unknown()]).close(monkeypatch, world(), None) == OutOfTime()


def test_effort_is_shortened_to_one_of_many_small_questions() -> None:
    noted: list[tuple[int, int]] = []
    whole = Effort(seed=3, seconds=20.0, progress=lambda value, bound: noted.append((value, bound)))
    short = whole.shortened(2.0)
    assert (short.seed, short.seconds, short.repeats) == (3, 8.0, 2.0)
    assert (whole.shortened(9.0).seconds, whole.shortened(30.0).repeats) == (20.0, 20.0)
    assert Effort(seconds=20.0, repeatable=1.0).shortened(2.0).repeats == 1.0
    short.progress(2, 1)
    assert noted == []
    assert not short.stop()
    assert (Effort().seed, Effort().seconds) == (1, 20.0)


def answered(objective: bool, **more: Any) -> Solution:
    """A whole number between 3 and 9 that is not 3, as low as can be where that is asked."""
    cp = cp_model.CpModel()
    number = cp.new_int_var(3, 9, "n")
    cp.add(number != 3)
    if objective:
        cp.minimize(number)
    return solved(cp, **{"seed": 5, "seconds": 10.0, **more})


def test_a_run_keeps_to_its_limits_and_seed() -> None:
    solution = answered(True, repeatable_seconds=4.0)
    assert (solution.ending, solution.bound, solution.found) == (Ending.OPTIMAL, 4, True)
    parameters = solution.solver.parameters
    assert parameters.max_time_in_seconds == 10.0
    assert parameters.max_deterministic_time == pytest.approx(4.0 * DETERMINISTIC_PER_SECOND)
    assert (parameters.num_workers, parameters.random_seed) == (1, 5)
    assert (parameters.symmetry_level, parameters.cp_model_presolve, parameters.catch_sigint_signal) == (0, True, False)
    took = solution.solver.response_proto.deterministic_time / DETERMINISTIC_PER_SECOND
    assert solution.deterministic_seconds == pytest.approx(took)
    plain = answered(False, presolve=False, seed=2**31 + 6)
    assert (plain.ending, plain.bound) == (Ending.OPTIMAL, None)  # nothing to be low
    assert plain.solver.parameters.max_deterministic_time == pytest.approx(10.0 * DETERMINISTIC_PER_SECOND)
    assert (plain.solver.parameters.random_seed, plain.solver.parameters.cp_model_presolve) == (6, False)


def test_a_run_without_time_or_that_is_stopped_knows_nothing() -> None:
    spent = answered(True, seconds=-1.0)
    assert (spent.ending, spent.bound, spent.found) == (Ending.UNKNOWN, None, False)
    assert spent.solver.parameters.max_time_in_seconds == 0.0
    assert spent.solver.parameters.max_deterministic_time == 0.0


def test_a_run_on_the_model_reads_the_composition() -> None:
    made = world()
    model = Model(made)
    model.cp.minimize(model.costs[0])
    answer = run(model, made, seed=1, seconds=10)
    assert (answer.ending, answer.bound) == (Ending.OPTIMAL, 0)
    assert answer.composition is not None
    assert not any(verdict.violations for verdict in judge_rules(made, answer.composition))
    model.cp.add(model.costs[0] <= -1)
    assert run(model, made, seed=1, seconds=10) == Answer(Ending.INFEASIBLE, None, None, 0.0)


def test_the_saved_model_names_seats_and_rules_by_numbers_and_wants_the_first_rank() -> None:
    made = world(2, {"goal": "mix", "attribute": "workplace", "rank": 1}, {"goal": "even_size", "rank": 2})
    text = model_text(made)
    assert text is not None
    legend = [line.removeprefix("# ") for line in text.splitlines() if line.startswith("#")]
    assert legend[:4] == [
        "A model of the composing of leadership networks, as a CpModelProto in text format.",
        "It holds no ids, names or texts of people: they are numbers, in the order of their ids.",
        "Variable '2 0' says that the third of them sits in the first network; the others are only counted.",
        "Constraints bear the name of the rule or goal that made them.",
    ]
    assert legend[5:] == [
        "Goals, of which the first rank is here: mix (rank 1, weight 2), mix (rank 1, weight 1), even_size (rank 2, weight 1)."
    ]
    proto = cp_model.CpModel().proto
    assert proto.parse_text_format(text)
    assert legend[-2] == f"6 people, 3 networks of 2, {len(proto.constraints)} constraints."
    assert [v.name for v in proto.variables][:18] == [
        f"{person} {network}" for person in range(6) for network in range(3)
    ]
    assert [v.name for v in proto.variables][18:] == [str(i) for i in range(18, len(proto.variables))]
    named = [constraint.name.rpartition(" ") for constraint in proto.constraints]
    assert [int(index) for _, _, index in named] == list(range(len(named)))
    assert {"placed_once", "group_size", "mix"} <= {maker for maker, _, _ in named}
    whole = cp_model.CpModel()
    whole.proto.copy_from(proto)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    assert solver.solve(whole) == cp_model.OPTIMAL
    assert solver.objective_value == 0
    assert "Leader" not in text


def test_a_model_that_is_too_large_is_not_saved(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(saved, "MOST_SEATS", 18)  # six people, three networks
    assert model_text(world()) is not None
    monkeypatch.setattr(saved, "MOST_SEATS", 17)
    assert model_text(world()) is None


def test_outcomes_say_no_more_than_they_are_told() -> None:
    assert Composed(seated(world(), "112233"), (), ()).worst == ()
    assert Impossible(()).minimal is True  # of every clash it is known that it is needed, unless it is said
    assert OutOfTime().suspected == ()


def test_a_model_without_goals_is_saved_too() -> None:
    text = model_text(scenario([leader("1")], policy(size="1", number=1, goals=[], duties={})))
    assert text is not None
    assert "Goals, of which the first rank is here: none." in text
    proto = cp_model.CpModel().proto
    assert proto.parse_text_format(text)
    assert not proto.has_objective()
