"""Ways out of an impossible scenario: small changes, each verified by solving it, cheapest first."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from heapq import heappop, heappush
from typing import TYPE_CHECKING

from netcompose.compose.outcome import Disagreement, Impossible
from netcompose.compose.prechecks import contradictions
from netcompose.language import say, say_n
from netcompose.policy.settings import Size
from netcompose.tasks.calendar_ways_out import calendar_changes
from netcompose.tasks.changes import changes
from netcompose.tasks.conflicts import conflict_among, hindrance
from netcompose.tasks.solve import Solved, solve

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from netcompose.compose.search import Effort
    from netcompose.language import Language, Sentence
    from netcompose.organisation import Organisation
    from netcompose.policy.scenario import Scenario
    from netcompose.policy.settings import Policy
    from netcompose.tasks.changes import Change
    from netcompose.tasks.solve import Unsolvable

MOST = 6
"""How many ways out are offered."""

FEW = 2
"""So few that dearer ones are looked for, too."""

ALIKE = 3
"""How many of them may differ in nothing but the people."""

TRIES = 60
"""Changes tried at the most; a tenth of it among many thousands of people."""

SEEN_AT_ONCE = 0.2
"""Of a try, where a closed form sees that a change is not enough."""

EXPANDED = 6
"""How many dead ends are gone on from, the least drastic ones."""

DEPTH = 4
"""Changes put together in one way out."""

ANOTHER = 1.5
"""What it asks of HR to make one change more, whichever it is."""

LEAST_MORE = ANOTHER + 1
"""What any change beside others asks at the least."""


@dataclass(frozen=True, slots=True)
class WayOut:
    """One change, or several together, after which a plan exists, and what the plan is like then."""

    change: Sentence
    effect: Sentence


def ways_out(
    unsolvable: Unsolvable, *, today: date, effort: Effort, language: Language, policy: Policy | None = None
) -> tuple[WayOut, ...]:
    """Changes after which a plan exists, the least drastic first: each one was tried, and its effect is that plan's.

    Where one contradiction hides another, changes are put together until a plan exists. `policy` is the whole policy where the impossible
    scenario is that of one stratum.
    """
    if unsolvable.standing is not None:
        standing = unsolvable.standing
        dated = calendar_changes(
            unsolvable.scenario, standing.composition, standing.appointments, unsolvable.conflict.conflict
        )
        return tuple(WayOut(change, effect) for change, effect in dated)
    assert isinstance(unsolvable.conflict, Impossible), (
        "a calendar that cannot be made comes with what stands without it"
    )
    short = effort.shortened(2.0)
    tries: float = TRIES if len(unsolvable.scenario.participants) <= 1_000 else TRIES // 10
    found: list[tuple[float, frozenset[str], WayOut]] = []
    kinds: Counter[tuple[str, ...]] = Counter()
    waiting: list[_Try] = []
    seen: set[frozenset[str]] = set()

    def consider(scenario: Scenario, conflict: Impossible, so_far: _Try) -> None:
        for change in changes(scenario, conflict.conflict):
            step = so_far.and_also(change, len(seen))
            if len(step.keys) == len(step.steps) and step.keys not in seen:
                seen.add(step.keys)
                heappush(waiting, step)

    against = _sorts(unsolvable.conflict)
    start = _Try(0.0, 0, (), unsolvable.scenario.organisation, policy or unsolvable.scenario.policy, against)
    consider(unsolvable.scenario, unsolvable.conflict, start)
    dead_ends: list[tuple[Scenario, _Try]] = []
    while len(found) < MOST and tries > 0 and not effort.stop():
        if not waiting:
            most = min(cost for cost, _, _ in found) - LEAST_MORE if len(found) >= FEW else float("inf")
            dead_ends = [(scenario, step) for scenario, step in dead_ends if step.cost < most]
            if not dead_ends:
                break  # nobody changes more things where fewer are enough
            told = (
                (scenario, step, conflict)
                for scenario, step in dead_ends
                if (conflict := conflict_among(scenario, short)) is not None
            )
            for scenario, step, conflict in _further(told):
                consider(scenario, conflict, replace(step, against=_sorts(conflict)))
            dead_ends = []
            continue
        step = heappop(waiting)
        if any(_no_worse(known, step.asked) for _, known, _ in found) or kinds[step.kinds] == ALIKE:
            continue
        hindered = hindrance(step.organisation, step.policy, today=today, effort=short)
        tries -= SEEN_AT_ONCE if hindered is not None and contradictions(hindered) else 1
        if hindered is not None:
            if len(step.steps) < DEPTH:
                dead_ends.append((hindered, step))
            continue
        try:
            answer = solve(step.organisation, step.policy, today=today, effort=short, language=language)
        except Disagreement:
            continue
        if isinstance(answer, Solved):
            kinds[step.kinds] += 1
            found.append((step.cost, step.asked, WayOut(_together(step.steps), _effect(answer))))
    return tuple(way for _, _, way in sorted(found, key=lambda one: one[0]))


@dataclass(frozen=True, slots=True, order=True)
class _Try:
    """Some changes made, and what they ask of HR in all."""

    cost: float
    number: int
    steps: tuple[Change, ...] = field(compare=False)
    organisation: Organisation = field(compare=False, repr=False)
    policy: Policy = field(compare=False, repr=False)
    against: frozenset[str] = field(compare=False, repr=False)
    """The rules of the contradiction that the last change was to lift."""

    @property
    def keys(self) -> frozenset[str]:
        """What tells equal sets of changes."""
        return frozenset(step.key for step in self.steps)

    @property
    def kinds(self) -> tuple[str, ...]:
        """What kinds of changes these are, whoever they are about."""
        return tuple(sorted(key.partition(":")[0] for key in self.keys))

    @property
    def asked(self) -> frozenset[str]:
        """What is asked of HR, person by person where seats are unlocked."""
        asked: set[str] = set()
        for key in self.keys:
            kind, _, people = key.partition(":")
            asked.update(f"{kind}:{person}" for person in people.split(",")) if kind == "unlock" else asked.add(key)
        return frozenset(asked)

    def and_also(self, change: Change, number: int) -> _Try:
        """One change more."""
        cost = self.cost + change.effort + (ANOTHER if self.steps else 0.0)
        steps = (*self.steps, change)
        return _Try(cost, number, steps, *change.apply(self.organisation, self.policy), self.against)


def _sorts(conflict: Impossible) -> frozenset[str]:
    return frozenset(clash.rule for clash in conflict.conflict)


def _further(told: Iterator[tuple[Scenario, _Try, Impossible]]) -> list[tuple[Scenario, _Try, Impossible]]:
    """The dead ends to go on from: the least drastic ones, those first that lifted their contradiction and met one of other rules."""
    ahead: list[tuple[Scenario, _Try, Impossible]] = []
    behind: list[tuple[Scenario, _Try, Impossible]] = []
    for scenario, step, conflict in told:
        (behind if _sorts(conflict) == step.against else ahead).append((scenario, step, conflict))
        if len(ahead) == EXPANDED:
            break
    return [*ahead, *behind][:EXPANDED]


def _no_worse(known: frozenset[str], keys: frozenset[str]) -> bool:
    """Whether a way out that is known asks for no more than these changes: the same ones, or sizes that are no wider."""
    if known <= keys:
        return True
    (mine, theirs), rest = (known - keys, keys - known), ("size:",)
    if len(mine) != 1 or len(theirs) != 1:
        return False
    one, other = next(iter(mine)), next(iter(theirs))
    if not (one.startswith(rest) and other.startswith(rest)) or one.count(":") > 1 or other.count(":") > 1:
        return False
    narrow, wide = Size.parse(one.split(":")[1]), Size.parse(other.split(":")[1])
    return wide.smallest <= narrow.smallest and narrow.largest <= wide.largest


def _together(steps: tuple[Change, ...]) -> Sentence:
    """Several changes in one sentence."""
    first, *rest = steps
    if not rest:
        return first.sentence
    return say("{one} And: {other}", one=first.sentence, other=_together(tuple(rest)))


def _effect(solved: Solved) -> Sentence:
    sizes = sorted(len(network.members) for network in solved.plan.composition.networks)
    return say_n(
        "{n} network of {sizes} members; {excess} pairs more than the unavoidable meet.",
        "{n} networks of {sizes} members; {excess} pairs more than the unavoidable meet.",
        len(sizes),
        sizes=str(sizes[0]) if sizes[0] == sizes[-1] else f"{sizes[0]}-{sizes[-1]}",
        excess=sum(goal.excess for goal in solved.plan.goals),
    )
