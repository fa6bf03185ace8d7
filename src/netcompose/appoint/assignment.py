"""Tasks to people, proven best: what can be solved by itself by itself, duties that compete for the same people in one model."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from math import inf
from typing import TYPE_CHECKING, Final, NamedTuple

from netcompose.appoint.flow import flow
from netcompose.appoint.prices import price
from netcompose.findings import Disagreement
from netcompose.plan import Appointment
from netcompose.policy.settings.duties import held

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from types import ModuleType

    from ortools.sat.python import cp_model

    from netcompose.appoint.tasks import Task, Terms, World
    from netcompose.plan import Duty
    from netcompose.policy.settings import Avoidance, Preference

DETERMINISTIC_LIMIT: Final = 60.0
"""CP-SAT's own measure of work, the same on every machine; assignments of hundreds of tasks need less than one."""


class Pair(NamedTuple):
    """A task and somebody who may take it."""

    task: int
    person: str


@dataclass
class Assigned:
    """Who takes what, and whether nothing better exists."""

    appointments: list[Appointment] = field(default_factory=list)
    proven: bool = True


def assign(world: World, terms: Sequence[Terms], kept: Iterable[Appointment]) -> Assigned:
    """Hand out tasks, the best way that there is, in this order:

    as few open tasks as possible; nobody twice while another could (Σ over people of C(tasks, 2), per duty that is to be even); as many
    kept appointments as possible; then what is avoided and what is preferred, the first of every duty first, each summed over its tasks.
    A duty by itself is a flow of least cost; duties that bar each other are one model in CP-SAT, solved goal by goal.
    Tasks that no limit and no avoidance ties together are solved by themselves, which gives the same and is faster.
    """
    settled = Assigned()
    stay = {(a.duty, a.network, a.person, a.mentee) for a in kept}
    for part in _parts(terms):
        alone = flow(world, part[0], stay) if len(part) == 1 else None
        if alone is not None:
            settled.appointments += alone
            continue
        model = _Model(world, part, stay)
        settled.appointments += model.solve()
        settled.proven &= model.proven
    return settled


def _parts(terms: Sequence[Terms]) -> Iterator[tuple[Terms, ...]]:
    """The duties, and within each the tasks, divided into what is independent: no common candidate and no common holder."""
    owner: dict[object, object] = {}

    def root(node: object) -> object:
        while owner.setdefault(node, node) != node:
            node = owner[node]
        return node

    def join(one: object, other: object) -> None:
        owner[root(one)] = root(other)

    for duty in terms:
        tied = {other for name in (*duty.never, *duty.avoid) if (other := held(name)) is not None}
        for number, task in enumerate(duty.tasks):
            for person in task.people:
                join((duty.duty, number), (duty.duty, person))
                for other in sorted(tied):
                    join((duty.duty, person), (other, person))
    groups: dict[object, dict[Duty, list[Task]]] = {}
    for duty in terms:
        for number, task in enumerate(duty.tasks):
            groups.setdefault(root((duty.duty, number)), {}).setdefault(duty.duty, []).append(task)
    for group in groups.values():
        yield tuple(replace(duty, tasks=tuple(group[duty.duty])) for duty in terms if duty.duty in group)


class _Model:
    """One part: a variable for each task and candidate, and the goals in their order."""

    def __init__(self, world: World, terms: Sequence[Terms], stay: set[tuple[Duty, str, str, str | None]]) -> None:
        from ortools.sat.python import cp_model  # here, because it takes most of a second to load

        self.cp = cp_model
        self.model = cp_model.CpModel()
        self.world, self.terms, self.stay = world, terms, stay
        self.proven = True
        self.tasks: list[Task] = [task for duty in terms for task in duty.tasks]
        self.takes: dict[Pair, cp_model.IntVar] = {}
        self.taken: dict[tuple[Duty, str], list[cp_model.IntVar]] = {}
        self.holds: dict[tuple[Duty, str], cp_model.IntVar] = {}
        self._candidates()
        self._limits()

    def _candidates(self) -> None:
        numbers = iter(range(len(self.tasks)))
        for duty in self.terms:
            barred = [name for name in duty.never if held(name) is None]
            for task in duty.tasks:
                number = next(numbers)
                for person in task.people:
                    if not any(price(name, self.world, task, person) for name in barred):
                        variable = self.model.new_bool_var("")
                        self.takes[Pair(number, person)] = variable
                        self.taken.setdefault((duty.duty, person), []).append(variable)

    def _limits(self) -> None:
        by_task: dict[int, list[cp_model.IntVar]] = {}
        for pair, variable in self.takes.items():
            by_task.setdefault(pair.task, []).append(variable)
        for variables in by_task.values():
            self.model.add_at_most_one(variables)
        for duty in self.terms:
            for person, most in sorted(duty.most.items()):
                if taken := self.taken.get((duty.duty, person)):
                    self.model.add(self.cp.LinearExpr.sum(taken) <= most)
            for name in duty.never:
                if (other := held(name)) is not None:
                    for (what, person), taken in list(self.taken.items()):
                        if what is duty.duty:
                            for variable in taken:
                                self.model.add_implication(variable, ~self._holding(other, person))

    def _holding(self, duty: Duty, person: str) -> cp_model.IntVar:
        """Whether a person has a duty in any network, now or as found before."""
        if (duty, person) not in self.holds:
            variable = self.model.new_bool_var("")
            taken = self.taken.get((duty, person), [])
            if any(a.duty is duty and a.person == person for a in self.world.found):
                self.model.add(variable == 1)
            elif taken:
                self.model.add_max_equality(variable, taken)
            else:
                self.model.add(variable == 0)
            self.holds[duty, person] = variable
        return self.holds[duty, person]

    def solve(self) -> list[Appointment]:
        """One goal after the other; each one's best is kept while the next is improved."""
        solution: list[int] | None = None
        for goal in self._goals():
            if solution is not None and goal.value(solution) <= goal.least:
                self._keep(goal, goal.value(solution))
                continue
            self.model.minimize(goal.expression(self.cp))
            if solution is not None:
                self.model.clear_hints()  # type: ignore[no-untyped-call]
                for variable in self.takes.values():
                    self.model.add_hint(variable, solution[variable.index])
            solver = self.cp.CpSolver()
            solver.parameters.num_workers = 1
            solver.parameters.random_seed = 1
            solver.parameters.max_deterministic_time = DETERMINISTIC_LIMIT
            status = solver.solve(self.model)
            # a duty may stay with nobody: there is always an answer
            if status in {self.cp.MODEL_INVALID, self.cp.INFEASIBLE}:
                raise Disagreement("the solver refused the model of the duties")
            self.proven &= status == self.cp.OPTIMAL
            if status in {self.cp.OPTIMAL, self.cp.FEASIBLE}:
                solution = list(solver.response_proto.solution)
                self._keep(goal, goal.value(solution))
        return [
            Appointment(task.duty, task.network.id, pair.person, mentee=task.mentee)
            for pair, variable in self.takes.items()
            if solution is not None and solution[variable.index]
            for task in (self.tasks[pair.task],)
        ]

    def _keep(self, goal: _Goal, value: int) -> None:
        self.model.add(goal.expression(self.cp) <= value)

    def _goals(self) -> list[_Goal]:
        """What is improved, in order; everything is made before the first search, so that a solution says all of it."""
        filled = _Goal([(-1, variable) for variable in self.takes.values()])
        even = _Goal([(1, pairs) for duty in self.terms if duty.even for pairs in self._second_turns(duty)], 0)
        kept = _Goal(
            [
                (-1, variable)
                for pair, variable in self.takes.items()
                for task in (self.tasks[pair.task],)
                if (task.duty, task.network.id, pair.person, task.mentee) in self.stay
            ]
        )
        ranks = [
            *self._ranks([duty.avoid for duty in self.terms]),
            *self._ranks([duty.prefer for duty in self.terms]),
        ]
        return [goal for goal in (filled, even, kept, *ranks) if goal.terms]

    def _second_turns(self, duty: Terms) -> Iterator[cp_model.IntVar]:
        """C(tasks, 2) of each person who could have two: convex, so a few lines through its corners say it."""
        for (what, _), taken in list(self.taken.items()):
            if what is duty.duty and len(taken) > 1:
                most = len(taken)
                load, pairs = self.model.new_int_var(0, most, ""), self.model.new_int_var(0, most * (most - 1) // 2, "")
                self.model.add(load == self.cp.LinearExpr.sum(taken))
                for t in range(1, most):
                    self.model.add(pairs >= t * load - t * (t + 1) // 2)
                yield pairs

    def _ranks(self, wanted: Sequence[Sequence[Avoidance | Preference]]) -> Iterator[_Goal]:
        """The first avoidance (or preference) of every duty, then the second, and so on."""
        for rank in range(max(map(len, wanted), default=0)):
            names = {
                duty.duty: list_[rank] for duty, list_ in zip(self.terms, wanted, strict=True) if rank < len(list_)
            }
            terms: list[tuple[int, cp_model.IntVar]] = []
            for pair, variable in self.takes.items():
                task = self.tasks[pair.task]
                name = names.get(task.duty)
                if name is None:
                    continue
                other = held(name)
                if other is None:
                    against = price(name, self.world, task, pair.person)
                    terms.append((against, variable))
                else:
                    both = self.model.new_bool_var("")
                    self.model.add_bool_or(~variable, ~self._holding(other, pair.person), both)
                    terms.append((1, both))
            yield _Goal([(weight, variable) for weight, variable in terms if weight], 0)


@dataclass(frozen=True)
class _Goal:
    """A sum to make as small as possible; `least` is what it cannot be below, when that is known without a search."""

    terms: list[tuple[int, cp_model.IntVar]]
    least: float = -inf

    def value(self, solution: Sequence[int]) -> int:
        return sum(weight * solution[variable.index] for weight, variable in self.terms)

    def expression(self, cp: ModuleType) -> cp_model.LinearExprT:
        expression: cp_model.LinearExprT = cp.LinearExpr.weighted_sum(
            [variable for _, variable in self.terms], [weight for weight, _ in self.terms]
        )
        return expression
