"""Fewer or more networks, or wider sizes: what the present members could be seated in too, each with its cost, verified by solving."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from netcompose.compose.front import front
from netcompose.compose.points import Front
from netcompose.language import say, say_n
from netcompose.policy.scenario import network_ids, network_order
from netcompose.policy.settings import Size
from netcompose.tasks.ways_out import WayOut, ways_out

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from netcompose.compose.search import Effort
    from netcompose.language import Language, Sentence, Value
    from netcompose.policy.scenario import Scenario
    from netcompose.policy.settings import Policy
    from netcompose.tasks.solve import Unsolvable


def ways_to_rebalance(
    unsolvable: Unsolvable, *, today: date, effort: Effort, language: Language, policy: Policy | None = None
) -> tuple[WayOut, ...]:
    """Ways out where a rebalancing is impossible: more moves where only these lack, other numbers and sizes, else those of any scenario.

    `policy` is the whole policy where the impossible scenario is that of one stratum.
    """
    if too_few_moves(unsolvable):
        fewest = dict(unsolvable.conflict.conflict[0].message.values)["n"]
        assert isinstance(fewest, int)
        change = say_n(
            "Allow {n} move (--max-moves {n}), or leave --max-moves out.",
            "Allow {n} moves (--max-moves {n}), or leave --max-moves out.",
            fewest,
        )
        return (WayOut(change, say("Every rule can be kept.")),)
    # other sizes give no day to a calendar that has none
    sizes = other_sizes(unsolvable.scenario, effort) if unsolvable.standing is None else ()
    return sizes or ways_out(unsolvable, today=today, effort=effort, language=language, policy=policy)


def too_few_moves(unsolvable: Unsolvable) -> bool:
    """Whether only the moves that were allowed are too few: with more of them every rule can be kept."""
    return any(clash.rule == "churn" for clash in unsolvable.conflict.conflict[:1])


def other_sizes(scenario: Scenario, effort: Effort, *, only_numbers: bool = False) -> tuple[WayOut, ...]:
    """Changes of the networks' number or sizes with which every rule can be kept, with how many members would move.

    `only_numbers` leaves the sizes as they are. A network is closed by moving its members to the others, the one with fewest members first.
    """
    if scenario.policy.networks.given:
        return ()
    short = effort.shortened(2.0)
    found = []
    for change, tried in _tried(scenario, only_numbers):
        outcome = front(tried, short)
        if isinstance(outcome, Front):
            closed = sum(p.network is not None and p.network not in tried.networks for p in tried.people)
            best = outcome.points[0]
            excess = sum(
                value - least
                for value, least, goal in zip(best.values, outcome.unavoidable, tried.policy.goals, strict=False)
                if goal.goal != "churn"
            )
            effect = say_n(
                "{n} member moves; {excess} pairs more than the unavoidable meet.",
                "{n} members move; {excess} pairs more than the unavoidable meet.",
                best.moves + closed,
                excess=excess,
            )
            found.append(WayOut(change, effect))
    return tuple(found)


def with_number(scenario: Scenario, number: int | None) -> Scenario:
    """The scenario with that many networks: those with fewest members are closed, new ones are numbered on."""
    networks = scenario.networks
    if number is None or number == len(networks):
        return scenario
    if number > len(networks):
        more = network_ids((), number - len(networks), {*networks, *scenario.reserved})
        return replace(scenario, networks=tuple(sorted({*networks, *more}, key=network_order)))
    members = Counter(person.network for person in scenario.people)
    locked = Counter(scenario.locked.values())
    staying = sorted(networks, key=lambda n: (-locked[n], -members[n], network_order(n)))[:number]
    return replace(scenario, networks=tuple(sorted(staying, key=network_order)))


def _tried(scenario: Scenario, only_numbers: bool) -> Iterator[tuple[Sentence, Scenario]]:
    people, number, size = len(scenario.participants), len(scenario.networks), scenario.size
    for other in (number - 1, number + 1):
        if other >= 1 and other * size.smallest <= people <= other * size.largest:
            yield _other_number(scenario, number, other), with_number(scenario, other)
    if only_numbers:
        return
    wider = Size(smallest=max(1, min(size.smallest, people // number)), largest=max(size.largest, -(-people // number)))
    if wider != size:
        networks = scenario.policy.networks.model_copy(update={"size": wider})
        policy = scenario.policy.model_copy(update={"networks": networks})
        change = (
            say("Let networks have {size} members (--size {size} --networks {number}).", size=str(wider), number=number)
            if scenario.stratum is None
            else say(
                'Let networks of {stratum} have {size} members (size = "{size}" for that stratum in the policy).',
                stratum=scenario.stratum,
                size=str(wider),
            )
        )
        yield change, replace(scenario, policy=policy)


def _other_number(scenario: Scenario, number: int, other: int) -> Sentence:
    """Fewer or more networks, and how to say so: for a stratum, in its policy."""
    if scenario.stratum is not None:
        words: dict[str, Value] = {"n": other, "number": number, "stratum": scenario.stratum}
        return (
            say(
                "Merge: {n} networks of {stratum} instead of {number} (networks = {n} for that stratum in the policy).",
                **words,
            )
            if other < number
            else say(
                "Split: {n} networks of {stratum} instead of {number} (networks = {n} for that stratum in the policy).",
                **words,
            )
        )
    return (
        say("Merge: {n} networks instead of {number} (--networks {n}).", n=other, number=number)
        if other < number
        else say("Split: {n} networks instead of {number} (--networks {n}).", n=other, number=number)
    )
