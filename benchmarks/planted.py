"""Plant contradictions in organisations that can be composed, and hold every word of the explanation against them.

    python benchmarks/planted.py --worlds 300

Twenty to three hundred leaders, one contradiction or two at once, of twelve kinds that a sheet or a policy can hold (and two more that no
closed form sees). Without what is planted each world has a composition: its networks are drawn first. What is held:

- the answer is `impossible`, never a plan;
- the people and the rules that were planted are in the conflict;
- each contradiction is one, and is minimal: kept alone it is impossible, and without any one of its clashes it is not;
- every way out is solved once more and gives a plan.

Times are CPU seconds of one process: of the first contradiction, of all of them, and of the ways out.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from random import Random
from statistics import median
from time import process_time
from typing import TYPE_CHECKING, Any, Final

from netcompose.compose.core import possible
from netcompose.compose.elements import covered, elements, only
from netcompose.compose.prechecks import contradictions
from netcompose.compose.search import Effort
from netcompose.language import Language
from netcompose.organisation import Level, Organisation, Person
from netcompose.policy.settings import Policy
from netcompose.tasks import ways_out as ways
from netcompose.tasks.conflicts import conflicts
from netcompose.tasks.solve import Solved, Unsolvable, solve

if TYPE_CHECKING:
    from collections.abc import Callable

    from netcompose.compose.outcome import Impossible
    from netcompose.policy.scenario import Scenario

HERE = Path(__file__).resolve().parent
TODAY: Final = date(2026, 9, 1)
LARGEST: Final = 9


@dataclass
class World:
    """An organisation being made, its settings, who sits where in the composition that exists, and what was planted."""

    draw: Random
    people: dict[str, Person]
    seat: dict[str, str]
    settings: dict[str, Any]
    rules: set[str] = field(default_factory=set)
    planted: set[str] = field(default_factory=set)
    used: set[str] = field(default_factory=set)

    def take(self, number: int, network: str | None = None, *, apart: bool = False) -> list[str]:
        """People without wishes or locks: of one network, or of any; `apart`: each of another."""
        ids = [p for p in self.people if p not in self.used and (network is None or self.seat[p] == network)]
        self.draw.shuffle(ids)
        if apart:
            ids = list({self.seat[p]: p for p in ids}.values())
        chosen = sorted(ids[:number])
        self.used.update(chosen)
        return chosen

    def set(self, person: str, **changed: Any) -> None:
        """Change somebody."""
        self.people[person] = replace(self.people[person], **changed)


def drawn(seed: int) -> World:
    """Networks first, then reporting lines across them; sizes with room to spare."""
    draw = Random(f"planted/{seed}")
    count = draw.choice((20, 30, 45, 78, 78, 110, 110, 160, 220, 300))
    networks = max(3, count // 8)
    ids = [f"{i:03}" for i in range(count)]
    seat = {person: str(i % networks + 1) for i, person in enumerate(ids)}
    people: dict[str, Person] = {}
    for i, person in enumerate(ids):
        chiefs = [other for other in ids[: max(1, i // 5)] if seat[other] != seat[person]] if i else []
        people[person] = Person(
            id=person,
            name=f"Leader {person}",
            level=Level.LEADER_OF_EMPLOYEES if i > count // 6 else Level.LEADER_OF_LEADERS,
            level_name="L" if i > count // 6 else "LL",
            manager=draw.choice(chiefs) if chiefs and draw.random() < 0.85 else None,
            department=draw.choice("ABCDEFGH"),
            new=False,
        )
    settings: dict[str, Any] = {
        "name": "planted",
        "networks": {"size": f"6-{LARGEST + 1}", "number": networks},
        "rules": {"reporting_line": "direct"},
        "duties": {"mentor": {}},
        "goals": [{"goal": "mix", "attribute": "department", "rank": 1}],
    }
    return World(draw, people, seat, settings)


# -- the kinds ----------------------------------------------------------------------------------------------------


def too_many_people(world: World) -> None:
    """The networks hold fewer than there are, or need more."""
    number = world.settings["networks"]["number"]
    even = len(world.people) // number
    world.settings["networks"]["size"] = f"{even + 1}-{even + 3}" if world.draw.random() < 0.5 else f"2-{even - 1}"
    world.rules.add("group_size")


def too_many_locked(world: World) -> None:
    """More locked to one network than it holds."""
    network = world.draw.choice(sorted(set(world.seat.values())))
    people = world.take(LARGEST + 2)
    for person in people:
        world.set(person, network=network, locked=True, manager=None)
    for other in list(world.people):
        if world.people[other].manager in people:
            world.set(other, manager=None)
    world.planted.update(people)
    world.rules |= {"locked", "group_size"}


def superior_locked_with_subordinate(world: World) -> None:
    """Both are locked to one network."""
    one, other = sorted(world.take(2))
    for person in (one, other):
        world.set(person, network=world.seat[one], locked=True)
    world.set(other, manager=one)
    world.planted |= {one, other}
    world.rules |= {"locked", "reporting_line"}


def superior_together_with_subordinate(world: World) -> None:
    """A chain of wishes puts a superior and a subordinate together."""
    one, middle, other = world.take(3)
    world.set(one, together=(middle,))
    world.set(middle, together=(other,))
    world.set(max(one, other), manager=min(one, other))
    world.planted |= {one, middle, other}
    world.rules |= {"together", "reporting_line"}


def too_many_apart(world: World) -> None:
    """One more people who are all apart than there are networks."""
    people = world.take(world.settings["networks"]["number"] + 1)
    for i, person in enumerate(people):
        world.set(person, apart=tuple(people[i + 1 :]), manager=None)
    world.planted.update(people)
    world.rules.add("apart")


def too_many_siblings(world: World) -> None:
    """Somebody with more reports than networks, who may not meet each other."""
    people = world.take(world.settings["networks"]["number"] + 1)
    chief = Person(id="X", name="Chief X", level=Level.CHIEF, level_name="C")
    world.people["X"] = chief
    world.used.add("X")
    for person in world.people:
        if person != "X":
            world.set(person, manager="X" if person in people else None)
    world.settings["rules"]["siblings"] = True
    world.planted.update(people)
    world.rules.add("siblings")


def above_too_many(world: World) -> None:
    """With a chain, somebody above nearly everybody."""
    (top,) = world.take(1)
    world.settings["rules"]["reporting_line"] = "chain"
    for person in world.people:
        if person != top and person not in world.used:
            world.set(person, manager=top)
    world.set(top, manager=None)
    world.planted.add(top)
    world.rules |= {"reporting_line", "group_size"}


def too_few_mentors(world: World) -> None:
    """Nearly everybody is new."""
    for person in world.people:
        world.set(person, new=True)
    world.rules.add("mentor_supply")


def together_locked_apart(world: World) -> None:
    """Two who must sit together are locked to two networks."""
    one, other = world.take(2, apart=True)
    for person in (one, other):
        world.set(person, network=world.seat[person], locked=True, manager=None)
    world.set(one, together=(other,))
    world.planted |= {one, other}
    world.rules |= {"together", "locked"}


def too_few_of_a_kind(world: World) -> None:
    """Each network is to have two of a department with too few people."""
    networks = world.settings["networks"]["number"]
    people = world.take(2 * networks - 1)
    for person in people:
        world.set(person, department="Rare")
    world.settings["limits"] = [{"attribute": "department", "value": "Rare", "at_least": 2}]
    world.planted.update(people)
    world.rules.add("limits")


def too_few_seats(world: World) -> None:
    """Three people whom locked foes keep out of all networks but one, where two seats are left (Hall)."""
    networks = sorted(set(world.seat.values()), key=int)
    full = networks[0]
    here = world.take(LARGEST + 1 - 2)
    guards = [world.take(1)[0] for _ in networks[1:]]
    crowd = world.take(3)
    for person in here:
        world.set(person, network=full, locked=True, manager=None)
    for person, network in zip(guards, networks[1:], strict=True):
        world.set(person, network=network, locked=True, manager=None, apart=tuple(crowd))
    for person in crowd:
        world.set(person, manager=None)
    for other in list(world.people):
        if world.people[other].manager in {*here, *guards, *crowd}:
            world.set(other, manager=None)
    world.planted.update(crowd)
    world.rules |= {"locked", "apart", "group_size"}


def odd_ring(world: World) -> None:
    """Five in a ring of pairs apart whom locked foes leave two networks: no closed form sees it."""
    networks = sorted(set(world.seat.values()), key=int)
    guards = [world.take(1)[0] for _ in networks[2:]]
    ring = world.take(5)
    for person, network in zip(guards, networks[2:], strict=True):
        world.set(person, network=network, locked=True, manager=None, apart=tuple(ring))
    for i, person in enumerate(ring):
        world.set(person, manager=None, apart=(ring[(i + 1) % 5],))
    for other in list(world.people):
        if world.people[other].manager in {*guards, *ring}:
            world.set(other, manager=None)
    world.planted.update(ring)
    world.rules |= {"apart"} | (
        {"locked"} if len(guards) > 1 else set()
    )  # one guard and the ring need four networks, locked or not


def kept_from_all_of_a_kind(world: World) -> None:
    """As many of a department as there are networks, one in each, and somebody who may meet none of them: no closed form sees it."""
    networks = world.settings["networks"]["number"]
    rare = world.take(networks, apart=True)
    (lonely,) = world.take(1)
    for person in rare:
        world.set(person, department="Rare", manager=None)
    world.set(lonely, apart=tuple(rare), manager=None)
    for other in list(world.people):
        if world.people[other].manager in {lonely, *rare}:
            world.set(other, manager=None)
    world.settings["limits"] = [{"attribute": "department", "value": "Rare", "at_least": 1}]
    world.planted.update([lonely, *rare])
    world.rules |= {"apart", "limits"}


def too_large_groups(world: World) -> None:
    """One group more than there are networks, each of which fills more than half a network."""
    networks = world.settings["networks"]["number"]
    size = len(world.people) // (networks + 1)
    if 2 * size <= LARGEST + 1:
        world.settings["networks"]["size"] = f"6-{2 * size - 1}"
    for _ in range(networks + 1):
        group = world.take(size)
        world.set(group[0], together=tuple(group[1:]))
        for person in group:
            world.set(person, manager=None)
        world.planted.update(group)
    for person in list(world.people):
        world.set(person, manager=None)
    world.rules |= {"together", "group_size"}


KINDS: Final[tuple[Callable[[World], None], ...]] = (
    too_many_people,
    too_many_locked,
    superior_locked_with_subordinate,
    superior_together_with_subordinate,
    too_many_apart,
    too_many_siblings,
    above_too_many,
    too_few_mentors,
    together_locked_apart,
    too_few_of_a_kind,
    too_few_seats,
    odd_ring,
    kept_from_all_of_a_kind,
    too_large_groups,
)
ALONE: Final = {"too_many_people", "above_too_many", "too_many_siblings", "too_few_mentors", "too_large_groups"}
"""Kinds that change everybody: where another is planted too, that comes after."""

SINGLE: Final = {"too_many_people", "above_too_many", "too_large_groups"}
"""Kinds that another one beside them might undo, for they hang on sizes or on everybody's superior."""
LIMITS: Final = {"too_few_of_a_kind", "kept_from_all_of_a_kind"}
"""Kinds that use the policy's one limit."""


@dataclass(frozen=True)
class Held:
    """What came of one world."""

    seed: int
    leaders: int
    kinds: tuple[str, ...]
    wrong: tuple[str, ...]
    seconds: float
    first: float
    closed: bool
    ways: int
    ways_seconds: float = 0.0


def hold(seed: int) -> Held:
    """Plant, explain, and hold the explanation against what was planted."""
    world = drawn(seed)
    chosen = [KINDS[seed % len(KINDS)]]
    count = 2 if seed % 3 == 2 and chosen[0].__name__ not in SINGLE else 1
    small = len(world.people) < 70
    if count == 2:
        taken = LIMITS if chosen[0].__name__ in LIMITS else {chosen[0].__name__}
        others = [kind for kind in KINDS if kind.__name__ not in taken | ALONE]
        chosen.append(world.draw.choice(others))
        chosen.sort(key=lambda kind: kind.__name__ not in ALONE)
        if small and len(world.people) < 45:
            chosen = chosen[:1]
    for kind in chosen:
        kind(world)
    organisation = Organisation(tuple(_sound(world)))
    policy = Policy.model_validate(world.settings)
    effort = Effort(seconds=20)
    begin = process_time()
    answer = solve(organisation, policy, today=TODAY, effort=effort, language=Language.EN)
    first = process_time() - begin
    kinds = tuple(kind.__name__ for kind in chosen)
    if not isinstance(answer, Unsolvable):
        return Held(
            seed, len(world.people), kinds, (f"not impossible: {type(answer).__name__}",), first, first, False, 0
        )
    found = conflicts(answer, effort)
    seconds = process_time() - begin
    wrong = list(_in_the_core(world, found))
    for conflict in found:
        wrong += _minimal(answer.scenario, conflict)
    offered, ways_seconds = _every_way_out(answer, policy, effort, wrong)
    closed = bool(contradictions(answer.scenario))
    return Held(seed, len(world.people), kinds, tuple(wrong), seconds, first, closed, offered, ways_seconds)


def _sound(world: World) -> list[Person]:
    """The people, without reporting lines that run in a circle."""
    people = world.people
    for person in list(people):
        walked, step = set(), person
        while people[step].manager is not None:
            if step in walked:
                world.set(person, manager=None)
                break
            walked.add(step)
            step = people[step].manager  # type: ignore[assignment]
    return list(people.values())


def _in_the_core(world: World, found: tuple[Impossible, ...]) -> list[str]:
    rules = {clash.rule for conflict in found for clash in conflict.conflict}
    people = {person for conflict in found for clash in conflict.conflict for person in clash.people}
    wrong = [f"rule {rule} is not in the conflict" for rule in sorted(world.rules - rules)]
    if missing := world.planted - people:
        wrong.append(f"{len(missing)} of {len(world.planted)} planted people are not in the conflict")
    return wrong


def _minimal(scenario: Scenario, conflict: Impossible) -> list[str]:
    """Whether the clashes alone are impossible, and no longer without any one of them."""
    demanded = elements(scenario)
    parts = [covered(clash, demanded) for clash in conflict.conflict]
    effort = Effort(seconds=60)
    kept = [element for element in demanded if any(element in part for part in parts)]
    wrong = []
    if possible(only(scenario, kept), effort) is not False:
        wrong.append(f"the conflict {[c.rule for c in conflict.conflict]} alone is not impossible")
    for clash, part in zip(conflict.conflict, parts, strict=True):
        rest = [element for element in kept if element not in part]
        if possible(only(scenario, rest), effort) is not True:
            wrong.append(f"without {clash.rule} the conflict {[c.rule for c in conflict.conflict]} is still impossible")
    return wrong


def _every_way_out(answer: Unsolvable, policy: Policy, effort: Effort, wrong: list[str]) -> tuple[int, float]:
    """Each way out solved once more, with another seed: how many there are, and how long it took to find them."""
    tried: dict[int, tuple[Organisation, Policy]] = {}
    solving = ways.solve

    def remember(organisation: Organisation, rules: Policy, **how: Any) -> Any:
        result = solving(organisation, rules, **how)
        if isinstance(result, Solved):
            tried[len(tried)] = (organisation, rules)
        return result

    ways.solve = remember  # type: ignore[assignment]
    begin = process_time()
    try:
        offered = ways.ways_out(answer, today=TODAY, effort=effort, language=Language.EN, policy=policy)
        seconds = process_time() - begin
    finally:
        ways.solve = solving
    if not offered:
        wrong.append("no way out is offered")
    if len(offered) != len(tried):
        wrong.append("a way out was offered that was not solved")
    for organisation, rules in tried.values():
        again = solve(organisation, rules, today=TODAY, effort=replace(effort, seed=7), language=Language.EN)
        if not isinstance(again, Solved):
            wrong.append("a way out has no plan")
    return len(offered), seconds


def main(given: list[str] | None = None) -> int:
    """Hold many worlds, and say what came of them."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--worlds", type=int, default=300)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--at-once", type=int, default=2)
    options = parser.parse_args(given)
    seeds = range(options.first, options.first + options.worlds)
    with ProcessPoolExecutor(options.at_once) as pool:
        held = []
        for one in pool.map(hold, seeds, chunksize=3):
            held.append(one)
            if len(held) % 50 == 0:
                print(f"{len(held)} worlds", file=sys.stderr, flush=True)
            for sentence in one.wrong:
                print(f"world {one.seed} ({one.leaders} leaders, {', '.join(one.kinds)}): {sentence}", flush=True)
    wrong = [one for one in held if one.wrong]
    counted = Counter(kind for one in held for kind in one.kinds)
    print(f"{len(held)} planted worlds ({sum(len(one.kinds) > 1 for one in held)} with two), {len(wrong)} wrong.")
    print("kinds: " + ", ".join(f"{kind} {n}" for kind, n in sorted(counted.items())))
    print(f"ways out: {sum(one.ways for one in held)}, each solved again")
    slowest = sorted(held, key=lambda one: -one.seconds)[:5]
    print("slowest: " + ", ".join(f"world {one.seed} ({one.leaders}) {one.seconds:.2f} s" for one in slowest))
    groups: defaultdict[str, list[Held]] = defaultdict(list)
    for one in held:
        groups["closed form" if one.closed else f"CP-SAT, up to {110 if one.leaders <= 110 else 300}"].append(one)
    for name, some in sorted(groups.items()):
        first, whole = [one.first for one in some], [one.seconds for one in some]
        print(
            f"{name}: {len(some)} worlds; first contradiction {1000 * median(first):.0f} ms median, "
            f"{1000 * max(first):.0f} ms at most; all of them {median(whole):.2f} s median, {max(whole):.2f} s at most; "
            f"ways out {median(w.ways_seconds for w in some):.2f} s median, {max(w.ways_seconds for w in some):.2f} s at most"
        )
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
