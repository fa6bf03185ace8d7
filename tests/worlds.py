"""Small invented organisations for the tests, and compositions enumerated the slow and certain way."""

from __future__ import annotations

from datetime import date
from itertools import product
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from netcompose.organisation import Level, Organisation, Person
from netcompose.plan import Composition
from netcompose.policy.scenario import Scenario, draw_up
from netcompose.policy.settings import Policy

if TYPE_CHECKING:
    from collections.abc import Iterator

TODAY = date(2026, 9, 1)

GOALS = (
    {"goal": "mix", "attribute": "department", "rank": 1},
    {"goal": "mix", "attribute": "level", "rank": 2},
    {"goal": "new_leaders", "rank": 3},
    {"goal": "even_size", "rank": 4},
)
DUTIES: dict[str, Any] = {"contact": {}, "mentor": {}, "host": {}}


def policy(size: str = "2-3", number: int | str = "auto", **settings: Any) -> Policy:
    """A policy with every goal and duty, but for what a test says."""
    return Policy.model_validate(
        {
            "name": "test",
            "networks": {"size": size, "number": number},
            "goals": GOALS,
            "duties": DUTIES,
            "meetings": {"a_year": 3, "hours": 2},
            **settings,
        }
    )


def leader(id: str, manager: str | None = None, **fields: Any) -> Person:
    """A leader of employees, unless a test says otherwise."""
    given = {"name": f"Leader {id}", "level": Level.LEADER_OF_EMPLOYEES, "level_name": "Leder af medarbejdere"}
    return Person(**{**given, **fields, "id": id, "manager": manager})


def scenario(people: list[Person], settings: Policy) -> Scenario:
    """The scenario of these people."""
    return draw_up(Organisation(tuple(people)), settings, TODAY)


def compositions(scenario: Scenario) -> Iterator[Composition]:
    """Every way to give each participant one network, whatever the rules say: networks ** participants of them."""
    for choice in product(scenario.networks, repeat=len(scenario.participants)):
        yield Composition.of(dict(zip(scenario.participants, choice, strict=True)), scenario.networks)


@st.composite
def tiny_scenarios(draw: st.DrawFn) -> Scenario:
    """Up to six people in up to three networks, with any reporting lines, wishes, locks and newcomers: many are impossible."""
    count = draw(st.integers(1, 6))
    ids = [str(i) for i in range(count)]
    networks = draw(st.integers(1, 3))
    people = []
    for i, id in enumerate(ids):
        others = [other for other in ids if other != id]
        few = st.lists(st.sampled_from(others), max_size=1).map(tuple) if others else st.just(())
        rarely = st.integers(0, 5).map(lambda n: n == 0)
        people.append(
            leader(
                id,
                manager=draw(st.sampled_from([None, *ids[:i]])),
                department=draw(st.sampled_from(["A", "B", None])),
                level_name=draw(st.sampled_from(["X", "Y"])),
                new=draw(st.booleans()),
                acting=draw(rarely),
                participates=draw(st.sampled_from([None, None, None, True])),
                network=draw(st.sampled_from([None, *(str(n + 1) for n in range(networks))])),
                locked=draw(rarely),
                together=draw(few) if draw(rarely) else (),
                apart=draw(few) if draw(rarely) else (),
                can_mentor=draw(st.sampled_from([None, None, False])),
                max_mentees=draw(st.sampled_from([None, None, 0, 1, 3])),
            )
        )
    smallest = draw(st.integers(1, 3))
    settings = policy(
        size=f"{smallest}-{draw(st.integers(smallest, 5))}",
        number=networks,
        rules={
            "reporting_line": draw(st.sampled_from(["direct", "chain", "off"])),
            "mentor_supply": draw(st.booleans()),
        },
        participants={"acting": draw(st.sampled_from(["ask", "include", "exclude"]))},
        duties={"mentor": {"most_mentees": draw(st.integers(1, 2))}},
        goals=draw(
            st.permutations(
                [{**goal, "rank": draw(st.integers(1, 3)), "weight": draw(st.integers(1, 3))} for goal in GOALS]
            )
        ),
    )
    return scenario(people, settings)


@st.composite
def planted_scenarios(draw: st.DrawFn, largest: int = 12) -> Scenario:
    """Networks first, then reporting lines, wishes and locks that respect them: a composition exists by construction."""
    networks = draw(st.integers(2, 5))
    sizes = [draw(st.integers(3, max(3, largest // 2))) for _ in range(networks)]
    seats = [str(g + 1) for g, size in enumerate(sizes) for _ in range(size)]
    ids = [f"{i:03}" for i in range(len(seats))]
    of = dict(zip(ids, seats, strict=True))
    people = []
    for i, id in enumerate(ids):
        strangers = [other for other in ids[:i] if of[other] != of[id]]
        friends = [other for other in ids[:i] if of[other] == of[id]]
        people.append(
            leader(
                id,
                manager=draw(st.sampled_from([None, *strangers])),
                department=draw(st.sampled_from("ABCD")),
                new=draw(st.integers(0, 9)) == 0,
                network=of[id],
                locked=draw(st.integers(0, 9)) == 0,
                apart=(draw(st.sampled_from(strangers)),) if strangers and draw(st.integers(0, 9)) == 0 else (),
                together=(draw(st.sampled_from(friends)),) if friends and draw(st.integers(0, 9)) == 0 else (),
            )
        )
    newcomers = {person.id for person in people if person.new}
    for network in set(seats):  # every network keeps somebody who can be mentor of its newcomers
        here = [id for id in ids if of[id] == network]
        while sum(2 * (id not in newcomers) - (id in newcomers) for id in here) < 0:
            newcomers.remove(next(id for id in here if id in newcomers))
    people = [leader(p.id, p.manager, **{f: getattr(p, f) for f in _KEPT}, new=p.id in newcomers) for p in people]
    return scenario(people, policy(size=f"{min(sizes)}-{max(sizes)}", number=networks))


_KEPT = ("department", "network", "locked", "apart", "together")
