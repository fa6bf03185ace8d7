"""What a contradiction names is enough for it, and needed: held against every composition of small organisations."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, Any

import pytest

from netcompose.compose.elements import covered, elements, only
from netcompose.compose.prechecks import contradictions
from netcompose.policy.catalogue import judge_rules
from worlds import compositions, leader, policy, scenario

if TYPE_CHECKING:
    from collections.abc import Callable

    from netcompose.compose.elements import Part
    from netcompose.organisation import Person
    from netcompose.policy.scenario import Scenario


def anything(draw: Random, ids: list[str], networks: int) -> list[Person]:
    """Lines, locks and wishes of all kinds."""
    locks, apart, lines, near = (draw.random() < share for share in (0.6, 0.6, 0.6, 0.4))
    people = []
    for i, id in enumerate(ids):
        others = [other for other in ids if other != id]
        people.append(
            leader(
                id,
                draw.choice([None, *ids[:i]]) if lines else None,
                department=draw.choice("AB"),
                new=draw.random() < 0.15,
                network=str(draw.randint(1, networks)) if locks and draw.random() < 0.6 else None,
                locked=locks and draw.random() < 0.8,
                apart=tuple(draw.sample(others, draw.randint(0, 2))) if apart and draw.random() < 0.6 else (),
                together=(draw.choice(others),) if near and draw.random() < 0.5 else (),
            )
        )
    return people


def around_locked_seats(draw: Random, ids: list[str], networks: int) -> list[Person]:
    """A few locked seats, of those whom the others may not meet."""
    held = ids[: draw.randint(1, 3)]
    return [
        leader(id, department=draw.choice("AB"), network=str(draw.randint(1, networks)), locked=True)
        if id in held
        else leader(
            id,
            draw.choice([None, *held]),
            department=draw.choice("AB"),
            apart=tuple(one for one in held if draw.random() < 0.6),
        )
        for id in ids
    ]


def in_groups(draw: Random, ids: list[str], networks: int) -> list[Person]:
    """Wishes to sit together, and a few locked seats."""
    return [
        leader(
            id,
            department=draw.choice("AB"),
            together=(draw.choice(ids),) if draw.random() < 0.7 else (),
            network=str(draw.randint(1, networks)),
            locked=draw.random() < 0.3,
        )
        for id in ids
    ]


def below_one(draw: Random, ids: list[str], networks: int) -> list[Person]:
    """A superior of many, whom some do not want to meet."""
    return [
        leader(id, ids[0] if i and draw.random() < 0.7 else None, apart=(ids[0],) if i and draw.random() < 0.5 else ())
        for i, id in enumerate(ids)
    ]


def world(make: Callable[[Random, list[str], int], list[Person]], seed: int) -> Scenario:
    draw = Random(seed)
    networks = draw.choice([1, 2, 2, 3, 3])
    ids = list("abcdef"[: draw.randint(4, 6)])
    draw.shuffle(ids)
    smallest = max(1, len(ids) // networks - draw.randint(0, 1))
    largest = -(-len(ids) // networks) + draw.randint(0, 1)
    more: dict[str, Any] = {}
    if draw.random() < 0.3:
        least, most = draw.choice([(None, 1), (None, 2), (1, None), (1, 2), (2, None), (2, 3)])
        more["limits"] = [{"attribute": "department", "value": "A", "at_least": least, "at_most": most}]
    more["rules"] = {
        "reporting_line": draw.choice(["direct", "chain", "off"]),
        "siblings": draw.random() < 0.4,
    }
    settings = policy(f"{smallest}-{largest}", networks, goals=[], duties={"mentor": {"most_mentees": 1}}, **more)
    return scenario(sorted(make(draw, ids, networks), key=lambda person: person.id), settings)


def impossible(part: Part) -> bool:
    return all(any(v.violations for v in judge_rules(part.scenario, c)) for c in compositions(part.scenario))


@pytest.mark.parametrize("make", [anything, around_locked_seats, in_groups, below_one])
def test_what_is_named_is_enough_for_a_contradiction_and_needed(
    make: Callable[[Random, list[str], int], list[Person]],
) -> None:
    told = 0
    for seed in range(220):
        made = world(make, seed)
        if clashes := contradictions(made):
            told += 1
            demanded = elements(made)
            parts = [covered(clash, demanded) for clash in clashes]
            every = frozenset[Any]().union(*parts)
            assert impossible(only(made, every)), clashes
            if "locked seats of those" in str(clashes[0].message) or "cannot be filled" in str(clashes[0].message):
                continue  # sizes and foes alone may be a contradiction too, which no closed form sees
            for clash, part in zip(clashes, parts, strict=True):
                assert not impossible(only(made, every - part)), clash
    assert told > 60
