"""Hold every claim of `compose` against enumeration, on small random worlds.

    python benchmarks/contradict.py --worlds 10000

Up to seven people in up to four networks, with any reporting lines, wishes, locked seats, newcomers, mentors, limits, strata and ranked
goals; many are impossible. Each composition of each world is judged by the benchmark's evaluator, which shares no code with the composer.
Contradictions are

- `impossible` of a world that has a composition;
- a composition that breaks a rule, or of a world that has none;
- "proven" of a composition that is not the best, rank by rank;
- a bound or an unavoidable minimum above what some composition attains;
- a bound on the worst network above what some composition of the same values attains, or "proven" of one that is not the fairest;
- an error.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import product
from math import ceil
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any, Final

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from bench.evaluator import Evaluator  # noqa: E402 - the folder is put on the path first
from netcompose.compose.outcome import Composed, Impossible  # noqa: E402
from netcompose.compose.search import Effort, compose  # noqa: E402
from netcompose.organisation import Level, Organisation, Person  # noqa: E402
from netcompose.policy.scenario import strata  # noqa: E402
from netcompose.policy.settings import Policy  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Sequence

    from netcompose.policy.scenario import Scenario

TODAY: Final = date(2026, 9, 1)
MOST: Final = 5_000
"""Compositions enumerated for one world at the most: 3 networks for seven people, 4 for six."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What came of one world: how it ended, and the contradictions, one sentence each."""

    ending: str
    contradictions: tuple[str, ...] = ()


def world(seed: int) -> tuple[Organisation, Policy]:
    """A small world; equal seeds give equal worlds."""
    draw = Random(f"world/{seed}")
    count = draw.choice((1, 2, 3, 4, 5, 5, 6, 6, 6, 7, 7, 7))
    networks = draw.randint(1, max(n for n in range(1, 5) if n**count <= MOST and n <= max(2, count // 2)))
    ids = [str(i) for i in range(count)]
    wishing = draw.choice((0.0, 0.1, 0.1, 0.4))
    people = []
    for i, id in enumerate(ids):
        others = [other for other in ids if other != id]

        def wish(others: Sequence[str] = others) -> tuple[str, ...]:
            return (draw.choice(others),) if others and draw.random() < wishing else ()

        people.append(
            Person(
                id=id,
                name=f"Leader {id}",
                level=draw.choice((Level.LEADER_OF_EMPLOYEES, Level.LEADER_OF_LEADERS, Level.CHIEF)),
                level_name=draw.choice(("X", "Y", "Z")),
                manager=draw.choice((None, None, *ids[:i])),
                department=draw.choice(("A", "B", "C", None)),
                title=draw.choice(("T", "U", None)),
                workplace=draw.choice(("P", "Q")),
                own_columns=(("Band", draw.choice("123")),),
                new=draw.choice((None, False, False, True)),
                started=draw.choice((None, date(2026, 2, 1), date(2020, 1, 1))),
                acting=draw.random() < 0.1,
                participates=draw.choice((None, None, None, None, True, True, False)),
                network=draw.choice((None, *(str(n + 1) for n in range(networks)))),
                locked=draw.random() < wishing,
                together=wish(),
                apart=wish(),
                can_mentor=draw.choice((None, None, None, False)),
                max_mentees=draw.choice((None, None, None, 0, 1, 3)),
            )
        )
    seated = sum(person.participates is not False for person in people)
    return Organisation(tuple(people)), _policy(draw, networks, seated)


def _policy(draw: Random, networks: int, seated: int) -> Policy:
    """Any rules and goals; sizes that mostly fit about so many people."""
    goals: list[dict[str, Any]] = [
        *({"goal": "mix", "attribute": name} for name in ("department", "level", "workplace", "band")),
        {"goal": "same", "attribute": "title"},
        {"goal": "new_leaders"},
        {"goal": "new_faces"},
        {"goal": "churn"},
        {"goal": "even_size"},
    ]
    draw.shuffle(goals)
    line = draw.choice(("direct", "chain", "off"))
    levels = draw.sample(("chief", "leader_of_leaders", "leader_of_employees"), draw.choice((2, 3, 3)))
    in_strata = draw.random() < 0.1
    even = seated / networks
    smallest = max(1, int(even) - draw.randint(0, 1)) if draw.random() < 0.8 else draw.randint(1, 4)
    largest = max(smallest, ceil(even) + draw.choice((0, 0, 1, 3))) if draw.random() < 0.9 else smallest
    return Policy.model_validate(
        {
            "name": "small",
            "participants": {
                "levels": levels,
                "acting": draw.choice(("ask", "include", "exclude")),
            },
            "networks": {"size": f"{smallest}-{largest}", "number": "auto" if in_strata else networks},
            "rules": {
                "reporting_line": line,
                "reporting_depth": draw.choice((None, 1, 2)) if line == "chain" else None,
                "reporting_exempt": ["chief"] if line != "off" and draw.random() < 0.2 else [],
                "siblings": draw.random() < 0.15,
                "mentor_supply": draw.random() < 0.5,
            },
            "limits": _limits(draw) if draw.random() < 0.2 else [],
            "strata": [{"name": level, "levels": [level]} for level in levels] if in_strata else [],
            "duties": {"mentor": {"most_mentees": draw.randint(1, 2)}} if draw.random() < 0.7 else {},
            "goals": [
                {**goal, "rank": draw.randint(1, 3), "weight": draw.randint(1, 3)}
                for goal in goals[: draw.randint(0, len(goals))]
            ],
        }
    )


def _limits(draw: Random) -> list[dict[str, Any]]:
    """One or two limits on values that somebody may have."""
    values = (("department", "A"), ("level", "x"), ("level", "leader_of_leaders"), ("title", "T"))
    limits: list[dict[str, Any]] = []
    for attribute, value in draw.sample(values, draw.randint(1, 2)):
        least = draw.choice((None, None, 1))
        most = draw.choice((1, 2, 3)) if least is None else draw.choice((None, 2))
        limits.append({"attribute": attribute, "value": value, "at_least": least, "at_most": most})
    return limits


def hold(seed: int, seconds: float) -> list[Finding]:
    """Compose a world, each of its strata by itself, and hold the answers against their enumeration."""
    organisation, policy = world(seed)
    return [_hold(scenario, seconds) for scenario in strata(organisation, policy, TODAY)]


def _hold(scenario: Scenario, seconds: float) -> Finding:
    policy = scenario.policy
    evaluator = Evaluator(scenario.organisation, policy, TODAY, scenario.participants, scenario.elsewhere)
    if {person.id for person in evaluator.participants} != set(scenario.participants):
        return Finding("refused", ("composer and evaluator disagree on who takes part",))
    allowed = enumerate_all(scenario, evaluator)
    try:
        outcome = compose(scenario, Effort(seconds=seconds))
    except Exception as error:  # noqa: BLE001 - whatever it is, it is a finding
        return Finding("error", (f"{type(error).__name__}: {error}",))
    if isinstance(outcome, Impossible):
        # nobody takes part: the empty composition breaks no rule only where a network may be empty, which no size allows
        return Finding("impossible", ("impossible, but a composition exists",) if allowed else ())
    if not isinstance(outcome, Composed):
        return Finding("out of time")
    networks = {network.id: network.members for network in outcome.composition.networks}
    judgement = evaluator.judge(networks)
    if judgement.rules_broken:
        return Finding("composed", (f"breaks rules: {judgement.broken}",))
    held = _held(policy, judgement.pairs, outcome, [pairs for pairs, _ in allowed])
    alike = [worst for pairs, worst in allowed if pairs == judgement.pairs]
    unfair, fairest = _fair(evaluator.worst(networks), outcome.worst, alike)
    ending = held.ending + (", fairest" if fairest else "")
    return Finding(ending, (*held.contradictions, *unfair))


def _fair(worst: tuple[int, ...], bounds: tuple[int, ...], alike: Sequence[tuple[int, ...]]) -> tuple[list[str], bool]:
    """What is claimed of the worst networks against those of every composition of the same values; whether the fairest is proven.

    The attributes are in order of rank: the bound of one holds where those before it are no worse.
    """
    wrong = []
    if len(bounds) != len(worst):
        wrong.append(f"{len(bounds)} bounds on {len(worst)} worst networks")
    for j, bound in enumerate(bounds):
        least = min(other[j] for other in alike if all(a <= b for a, b in zip(other[:j], worst[:j], strict=True)))
        if bound > least:
            wrong.append(f"worst network, attribute {j + 1}: bound {bound}, but {least} exists")
    if bounds == worst and worst != min(alike):
        wrong.append(f"worst networks proven {worst}, but {min(alike)} exists")
    return wrong, bounds == worst


def _held(policy: Policy, pairs: tuple[int, ...], outcome: Composed, allowed: Sequence[tuple[int, ...]]) -> Finding:
    """A composition's claims against the pairs of every composition that keeps the rules."""
    ranks = sorted({goal.rank for goal in policy.goals})

    def by_rank(costs: Sequence[int]) -> tuple[int, ...]:
        return tuple(
            sum(goal.weight * cost for goal, cost in zip(policy.goals, costs, strict=True) if goal.rank == rank)
            for rank in ranks
        )

    best = min(map(by_rank, allowed))
    wrong = []
    proven = by_rank(outcome.bounds) == by_rank(pairs)
    if proven and by_rank(pairs) != best:
        wrong.append(f"proven {by_rank(pairs)}, but {best} exists")
    for i, least in enumerate(outcome.unavoidable):
        if least > min(costs[i] for costs in allowed):
            wrong.append(f"goal {i + 1}: {least} called unavoidable, but {min(costs[i] for costs in allowed)} exists")
    if by_rank(outcome.bounds)[:1] > best[:1]:
        wrong.append(f"bound {by_rank(outcome.bounds)[0]} of the first rank, but {best[0]} exists")
    return Finding("composed, proven" if proven else "composed", tuple(wrong))


def enumerate_all(scenario: Scenario, evaluator: Evaluator) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    """The pairs of every composition that breaks no rule, with those of its worst networks."""
    people, allowed = scenario.participants, set()
    for choice in product(scenario.networks, repeat=len(people)):
        networks: dict[str, list[str]] = {network: [] for network in scenario.networks}
        for person, network in zip(people, choice, strict=True):
            networks[network].append(person)
        if not evaluator.fits(networks):
            continue
        judgement = evaluator.judge(networks)
        if not judgement.rules_broken:
            allowed.add((judgement.pairs, evaluator.worst(networks)))
    return sorted(allowed)


def main(given: list[str] | None = None) -> int:
    """Hold many worlds, say what came of them, and note it for the page."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--worlds", type=int, default=10_000)
    parser.add_argument("--first", type=int, default=0, help="seed of the first world (default 0)")
    parser.add_argument("--at-once", type=int, default=2, help="processes (default 2)")
    parser.add_argument("--seconds", type=float, default=20.0, help="limit of CP-SAT for one world (default 20)")
    parser.add_argument(
        "--note", action="store_true", help="note the result in contradictions.md, for docs/performance.md"
    )
    options = parser.parse_args(given)
    seeds = range(options.first, options.first + options.worlds)
    endings: Counter[str] = Counter()
    wrong = 0
    with ProcessPoolExecutor(options.at_once) as pool:
        held = pool.map(partial(hold, seconds=options.seconds), seeds, chunksize=50)
        for seed, findings in zip(seeds, held, strict=True):
            endings.update(finding.ending for finding in findings)
            for sentence in (sentence for finding in findings for sentence in finding.contradictions):
                wrong += 1
                print(f"world {seed}: {sentence}", flush=True)
            if (seed - options.first + 1) % 500 == 0:
                print(f"{seed - options.first + 1} worlds, {wrong} contradictions", file=sys.stderr, flush=True)
    ended = ", ".join(f"{many:,} {ending}" for ending, many in sorted(endings.items()))
    text = f"{options.worlds:,} random worlds of up to seven people, every composition enumerated: {wrong} contradictions ({ended})."
    print(text)
    if options.note:
        (HERE / "contradictions.md").write_text(
            f"`python benchmarks/contradict.py --worlds {options.worlds} --first {options.first}`: {text}\n",
            encoding="utf-8",
        )
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
