"""What if: the same organisation under other sizes, numbers and rules, side by side."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from itertools import product
from typing import TYPE_CHECKING, Literal, TypeAlias

from netcompose.compose.outcome import Disagreement, OutOfTime
from netcompose.compose.search import Effort
from netcompose.policy.rules.fairness import worst
from netcompose.policy.scenario import strata
from netcompose.tasks.check import check
from netcompose.tasks.executors import Serial
from netcompose.tasks.solve import Solved, Unsolvable, solve
from netcompose.tasks.ways_out import ways_out

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from netcompose.compose.outcome import Clash
    from netcompose.language import Language
    from netcompose.organisation import Organisation
    from netcompose.plan import Composition, GoalResult, Plan
    from netcompose.policy.scenario import Scenario
    from netcompose.policy.settings import Policy
    from netcompose.tasks.executors import Executor
    from netcompose.tasks.ways_out import WayOut

Status: TypeAlias = Literal["optimal", "feasible", "infeasible", "out_of_time", "present"]


@dataclass(frozen=True, slots=True)
class Setting:
    """One scenario to be tried: a name that no other has, what was chosen for it, and the policy that comes of it."""

    name: str
    chosen: tuple[tuple[str, str], ...]
    policy: Policy


@dataclass(frozen=True, slots=True)
class MixFigure:
    """How well one attribute is mixed: pairs above the unavoidable minimum, and the most that any one network has of them.

    `worst` is the most pairs of one network, `worst_network` which one.
    """

    goal: str
    attribute: str | None
    value: int
    excess: int
    bound: int
    worst: int
    worst_network: str | None


@dataclass(frozen=True, slots=True)
class Figures:
    """What HR compares, all from the plan itself.

    `departments_met` is the share of the other departments that a member meets in their network, on average; `hosting` how often a member
    hosts in a year, on average; `hours` each member's hours of meetings in a year; `contacts` how many networks need a contact, and
    `contact_load` the most that one person in the pool would have. `mentors` are the fewest mentees that a network with new leaders could
    have less those it has: 0 is just enough. Moves are None when the sheet has no networks.
    """

    networks: int
    sizes: tuple[int, ...]
    mix: tuple[MixFigure, ...]
    departments_met: float
    moves: int | None
    new_leaders: tuple[int, int]
    mentors: int | None
    hosting: float | None
    hours: float | None
    contacts: int | None
    contact_load: float | None


@dataclass(frozen=True)
class Tried:
    """What came of one scenario; a plan and its figures when there is one, else why there is none."""

    setting: Setting
    status: Status
    figures: Figures | None = None
    goals: tuple[GoalResult, ...] = ()
    plan: Plan | None = None
    conflict: tuple[Clash, ...] = ()
    ways_out: tuple[WayOut, ...] = ()

    @property
    def excess(self) -> int:
        """Pairs above the unavoidable minimum, all goals together."""
        return sum(goal.excess for goal in self.goals)


@dataclass(frozen=True)
class Comparison:
    """All scenarios side by side; `present` is today's plan where the sheet has one.

    `best` is the index of the scenario that is recommended, None when none has a plan; `dominated` those to which another is preferable
    whatever one cares for most.
    """

    present: Tried | None
    scenarios: tuple[Tried, ...]
    best: int | None
    dominated: frozenset[int]


@dataclass(frozen=True, slots=True)
class _Job:
    """All that one scenario needs, to be sent to another process."""

    organisation: Organisation
    setting: Setting
    today: date
    seed: int
    seconds: float
    language: Language


def product_of(
    policies: Sequence[Policy], axes: Sequence[Sequence[tuple[str, str, Callable[[Policy], Policy]]]]
) -> tuple[Setting, ...]:
    """Every combination of a policy and one choice from each axis; a choice is (option, value, what it does to a policy).

    Names tell only what differs between the scenarios.
    """
    settings: list[Setting] = []
    for policy in policies:
        for choices in product(*axes):
            made = policy
            for _, _, change in choices:
                made = change(made)
            chosen = tuple((option, value) for option, value, _ in choices)
            if len(policies) > 1:
                chosen = (("policy", policy.name), *chosen)
            telling = [
                choice for choice, axis in zip(chosen[len(chosen) - len(axes) :], axes, strict=True) if len(axis) > 1
            ]
            telling = [*chosen[: len(chosen) - len(axes)], *telling] or list(chosen)
            name = " · ".join(_short(option, value) for option, value in telling)
            settings.append(Setting(name or policy.name, chosen, made))
    return _named_apart(settings)


def _short(option: str, value: str) -> str:
    """A choice as part of a scenario's name, in no language: "8-9", "× 9", "chain", "siblings = true"."""
    if option in {"size", "policy", "reporting line"}:
        return value
    return f"× {value}" if option == "networks" else f"{option.rpartition('.')[2]} = {value}"


def _named_apart(settings: list[Setting]) -> tuple[Setting, ...]:
    seen: Counter[str] = Counter()
    result = []
    for setting in settings:
        seen[setting.name] += 1
        number = seen[setting.name]
        result.append(setting if number == 1 else replace(setting, name=f"{setting.name} ({number})"))
    return tuple(result)


def what_if(
    organisation: Organisation,
    settings: Sequence[Setting],
    *,
    present: Composition | None,
    today: date,
    effort: Effort,
    language: Language,
    executor: Executor | None = None,
    told: Callable[[int, Tried], None] = lambda number, tried: None,
) -> Comparison:
    """Solve every scenario and compare them; one that is impossible is explained, and stops nothing.

    `present` is the plan that the sheet has, judged by the first scenario's policy. `told` is called as each scenario is done.
    """
    jobs = [_Job(organisation, setting, today, effort.seed, effort.seconds, language) for setting in settings]
    scenarios: list[Tried] = []
    for tried in (executor or Serial()).map(_try, jobs):
        scenarios.append(tried)
        told(len(scenarios), tried)
        if effort.stop():
            break
    base = None if present is None else _present(organisation, settings[0], present, today, effort.seed)
    return Comparison(base, tuple(scenarios), _best(scenarios), _dominated(scenarios))


def _try(job: _Job) -> Tried:
    """One scenario."""
    effort = Effort(seed=job.seed, seconds=job.seconds)
    policy, setting = job.setting.policy, job.setting
    try:
        answer = solve(job.organisation, policy, today=job.today, effort=effort, language=job.language)
    except Disagreement:
        return Tried(setting, "out_of_time")
    if isinstance(answer, Solved):
        return _solved(setting, answer, job)
    if isinstance(answer, OutOfTime):
        return Tried(setting, "out_of_time")
    assert isinstance(answer, Unsolvable)
    ways = ways_out(answer, today=job.today, effort=effort, language=job.language, policy=policy)
    return Tried(setting, "infeasible", conflict=answer.conflict.conflict, ways_out=ways)


def _solved(setting: Setting, answer: Solved, job: _Job) -> Tried:
    plan = answer.plan
    figures = _figures(job.organisation, setting.policy, plan.composition, plan.goals, job.today, len(plan.moves))
    return Tried(setting, plan.status.value, figures, plan.goals, plan)


def _present(organisation: Organisation, setting: Setting, composition: Composition, today: date, seed: int) -> Tried:
    """Today's plan, by the first scenario's policy."""
    from netcompose.plan import Appointments

    judged = check(organisation, setting.policy, composition, Appointments(), today=today)
    figures = _figures(organisation, setting.policy, composition, judged.goals, today, 0)
    del seed
    return Tried(replace(setting, name="", chosen=()), "present", figures, judged.goals)


def _figures(
    organisation: Organisation,
    policy: Policy,
    composition: Composition,
    goals: Sequence[GoalResult],
    today: date,
    moves: int,
) -> Figures:
    scenarios = strata(organisation, policy, today)
    new = frozenset(person for scenario in scenarios for person in scenario.new)
    of = {person: scenario for scenario in scenarios for person in scenario.participants}
    sizes = tuple(len(network.members) for network in composition.networks)
    people = sum(sizes)
    known = any(organisation.person(person).network for person in of)
    newcomers = [sum(member in new for member in network.members) for network in composition.networks]
    spare = [
        sum(of[member].mentees_at_most(member) for member in network.members if member in of) - some
        for network, some in zip(composition.networks, newcomers, strict=True)
        if some
    ]
    meetings, duties = policy.meetings, policy.duties
    pool = 0
    if duties.contact is not None:
        pool = sum(person.level in duties.contact.levels and person.id not in of for person in organisation.people)
    return Figures(
        networks=len(composition.networks),
        sizes=sizes,
        mix=tuple(_mix(scenarios[0], composition, goal) for goal in goals if goal.goal == "mix"),
        departments_met=_departments_met(organisation, composition),
        moves=moves if known else None,
        new_leaders=(min(newcomers, default=0), max(newcomers, default=0)),
        mentors=min(spare, default=None) if duties.mentor is not None else None,
        hosting=None
        if meetings is None or duties.host is None or not people
        else meetings.a_year * len(composition.networks) / people,
        hours=None if meetings is None else meetings.a_year * meetings.hours,
        contacts=len(composition.networks) if duties.contact is not None else None,
        contact_load=len(composition.networks) / pool if pool else None,
    )


def _mix(scenario: Scenario, composition: Composition, goal: GoalResult) -> MixFigure:
    """A goal of the mix, and the network that has most pairs of it."""
    assert goal.attribute is not None
    pairs, network = worst(scenario, goal.attribute, composition)
    return MixFigure(
        goal.goal, goal.attribute, goal.value, goal.excess, goal.bound, pairs, network.id if network else None
    )


def _departments_met(organisation: Organisation, composition: Composition) -> float:
    """The share of the other departments that a member meets, averaged over all who have a department."""
    department = {
        member: organisation.person(member).department
        for network in composition.networks
        for member in network.members
        if member in organisation
    }
    others = len({one for one in department.values() if one}) - 1
    shares = [
        len({department.get(other) for other in network.members} - {None, department[member]}) / others
        for network in composition.networks
        for member in network.members
        if others > 0 and department.get(member)
    ]
    return sum(shares) / len(shares) if shares else 0.0


# -- which is best ------------------------------------------------------------------------------------------------


def merits(tried: Tried) -> tuple[float, ...]:
    """What scenarios are compared by, in this order, less is better: avoidable pairs by rank, what the rules cost above the unavoidable in
    the worst network, departments not met, moves, and how often a member hosts."""
    assert tried.figures is not None
    figures = tried.figures
    return (
        float(tried.excess),
        -round(figures.departments_met, 4),
        float(figures.moves or 0),
        -float(figures.mentors or 0) if figures.mentors is not None and figures.mentors < 0 else 0.0,
        round(figures.hosting or 0.0, 4),
        float(figures.hours or 0),
        float(figures.contacts or 0),
    )


def _best(scenarios: Sequence[Tried]) -> int | None:
    with_plan = [i for i, tried in enumerate(scenarios) if tried.figures is not None]
    return min(with_plan, key=lambda i: (*merits(scenarios[i]), i), default=None)


def ranked(comparison: Comparison) -> list[Tried]:
    """The scenarios that have a plan, the best first."""
    with_plan = [(merits(tried), i, tried) for i, tried in enumerate(comparison.scenarios) if tried.plan is not None]
    return [tried for _, _, tried in sorted(with_plan, key=lambda one: one[:2])]


def _dominated(scenarios: Sequence[Tried]) -> frozenset[int]:
    """Scenarios to which another is preferable or equal in everything, and preferable in something."""
    priced = {i: merits(tried) for i, tried in enumerate(scenarios) if tried.figures is not None}
    return frozenset(
        i
        for i, mine in priced.items()
        if any(
            all(theirs <= own for theirs, own in zip(other, mine, strict=True)) and other != mine
            for j, other in priced.items()
            if j != i
        )
    )
