"""Small invented organisations for the tests, and compositions enumerated the slow and certain way."""

from __future__ import annotations

from datetime import date
from itertools import product
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from netcompose.organisation import Level, Organisation, Person
from netcompose.plan import Composition
from netcompose.policy.scenario import Scenario, draw_up, strata
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
MORE_GOALS = (
    {"goal": "same", "attribute": "workplace", "rank": 1},
    {"goal": "new_faces", "rank": 2},
    {"goal": "churn", "rank": 3},
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


def scenario(people: list[Person], settings: Policy, met: tuple[tuple[str, ...], ...] = ()) -> Scenario:
    """The scenario of these people, some of whom have met in earlier plans."""
    return draw_up(Organisation(tuple(people), met=met), settings, TODAY)


def compositions(scenario: Scenario) -> Iterator[Composition]:
    """Every way to give each participant one network, whatever the rules say: networks ** participants of them."""
    for choice in product(scenario.networks, repeat=len(scenario.participants)):
        yield Composition.of(dict(zip(scenario.participants, choice, strict=True)), scenario.networks)


rarely = st.integers(0, 5).map(lambda n: n == 3)
seldom = st.integers(0, 9).map(lambda n: n == 5)


@st.composite
def tiny_scenarios(draw: st.DrawFn, full: bool = True) -> Scenario:
    """Up to six people in up to three networks, with any reporting lines, wishes, locks and newcomers: about half are impossible.

    `full` draws every setting there is, and one stratum of a policy with strata at times; else the first ones only.
    """
    count = draw(st.sampled_from([6, 5, 4, 3, 2, 1]))
    ids = [str(i) for i in range(count)]
    networks = draw(st.sampled_from([2, 3, 1]))
    wishes, locks = draw(st.booleans()), draw(st.booleans())
    people = []
    for i, id in enumerate(ids):
        others = [other for other in ids if other != id]
        few = st.lists(st.sampled_from(others), max_size=1).map(tuple) if others else st.just(())
        more: dict[str, Any] = {}
        if full:
            more["workplace"] = draw(st.sampled_from(["P", "Q", "R", None]))
            more["level"] = draw(st.sampled_from([Level.LEADER_OF_EMPLOYEES, Level.LEADER_OF_LEADERS]))
        people.append(
            leader(
                id,
                manager=draw(st.sampled_from([None, None, *ids[:i]])),
                department=draw(st.sampled_from(["A", "B", None])),
                level_name=draw(st.sampled_from(["X", "Y"])),
                new=draw(st.sampled_from([False, False, True])),
                acting=draw(seldom),
                participates=draw(st.sampled_from([None, None, None, True])),
                network=draw(st.sampled_from([None, *(str(n + 1) for n in range(networks))])),
                locked=locks and draw(rarely),
                together=draw(few) if wishes and draw(rarely) else (),
                apart=draw(few) if wishes and draw(rarely) else (),
                can_mentor=draw(st.sampled_from([None, None, False])),
                max_mentees=draw(st.sampled_from([None, None, 0, 1, 3])),
                **more,
            )
        )
    acting = {"acting": draw(st.sampled_from(["ask", "include", "exclude"]))}
    size = draw(_sizes(len(scenario(people, policy(participants=acting)).participants), networks))
    line = draw(st.sampled_from(["direct", "chain", "off"]))
    rules: dict[str, Any] = {"reporting_line": line, "mentor_supply": draw(st.booleans())}
    goals = [*GOALS, *MORE_GOALS] if full else GOALS
    given: dict[str, Any] = {}
    if full:
        if line == "chain":
            rules["reporting_depth"] = draw(st.sampled_from([None, 1, 2, 3]))
        if line != "off":
            rules["reporting_exempt"] = draw(st.sampled_from([(), (), ("leader_of_leaders",)]))
        rules["siblings"] = draw(rarely)
        given["limits"] = draw(_limits())
    if full and draw(rarely):
        part = {"levels": [draw(st.sampled_from(["leader_of_employees", "leader_of_leaders"]))], "networks": networks}
        rest = {"attribute": "department", "values": ["A", "B"], "networks": draw(st.integers(1, 3)), "size": "1-6"}
        given["strata"] = [{"name": "part", **part}, {"name": "rest", **rest}]
    settings = policy(
        size=size,
        number="auto" if "strata" in given else networks,
        rules=rules,
        participants=acting,
        duties={"mentor": {"most_mentees": draw(st.integers(1, 2))}},
        goals=draw(
            st.permutations(
                [{**goal, "rank": draw(st.integers(1, 3)), "weight": draw(st.integers(1, 3))} for goal in goals]
            )
        ),
        **given,
    )
    met: tuple[tuple[str, ...], ...] = ()
    if full and count > 1 and draw(st.booleans()):
        group = st.lists(st.sampled_from(ids), min_size=2, max_size=4, unique=True).map(
            lambda some: tuple(sorted(some))
        )
        met = tuple(sorted(draw(st.sets(group, max_size=3))))
    if "strata" in given:
        return draw(st.sampled_from(strata(Organisation(tuple(people), met=met), settings, TODAY)))
    return scenario(people, settings, met)


@st.composite
def _sizes(draw: st.DrawFn, people: int, networks: int) -> str:
    """Sizes that these people fit, or any at times."""
    if draw(rarely):
        smallest = draw(st.integers(1, 3))
        return f"{smallest}-{draw(st.integers(smallest, 5))}"
    smallest, largest = max(1, people // networks), max(1, -(-people // networks))
    return f"{max(1, smallest - draw(st.integers(0, 2)))}-{largest + draw(st.integers(0, 2))}"


@st.composite
def _limits(draw: st.DrawFn) -> list[dict[str, Any]]:
    """None, one or two limits, on values that somebody has or nobody."""
    values = [("department", "A"), ("department", "B"), ("level", "X"), ("level", "leader_of_leaders"), ("title", "T")]
    chosen = draw(st.lists(st.sampled_from(values), max_size=2, unique=True)) if draw(st.booleans()) else []
    limits = []
    for attribute, value in chosen:
        least = draw(st.sampled_from([None, None, 1, 2]))
        most = draw(st.sampled_from([1, 2, 3] if least is None else [None, least, least + 1]))
        limits.append({"attribute": attribute, "value": value, "at_least": least, "at_most": most})
    return limits


@st.composite
def planted_scenarios(draw: st.DrawFn, largest: int = 12, full: bool = True) -> Scenario:
    """Networks first, then reporting lines, wishes, locks and limits that respect them: a composition exists by construction.

    `full` draws every setting there is; else the first ones only.
    """
    networks = draw(st.integers(2, 5))
    sizes = [draw(st.integers(3, max(3, largest // 2))) for _ in range(networks)]
    seats = [str(g + 1) for g, size in enumerate(sizes) for _ in range(size)]
    ids = [f"{i:03}" for i in range(len(seats))]
    of = dict(zip(ids, seats, strict=True))
    line = draw(st.sampled_from(["direct", "chain"])) if full else "direct"
    siblings = full and draw(st.booleans())
    managers: dict[str, str | None] = {}
    people = []
    for i, id in enumerate(ids):
        strangers = [other for other in ids[:i] if of[other] != of[id]]
        friends = [other for other in ids[:i] if of[other] == of[id]]
        superiors = strangers
        if line == "chain":
            superiors = [one for one in superiors if of[id] not in {of[above] for above in _chain(one, managers)}]
        if siblings:
            superiors = [one for one in superiors if one not in {managers[friend] for friend in friends}]
        managers[id] = draw(st.sampled_from([None, *superiors]))
        people.append(
            leader(
                id,
                manager=managers[id],
                department=draw(st.sampled_from("ABCD")),
                workplace=draw(st.sampled_from(["P", "Q", "R", None])) if full else None,
                new=draw(seldom),
                network=of[id],
                locked=draw(seldom),
                apart=(draw(st.sampled_from(strangers)),) if strangers and draw(seldom) else (),
                together=(draw(st.sampled_from(friends)),) if friends and draw(seldom) else (),
            )
        )
    newcomers = {person.id for person in people if person.new}
    for network in set(seats):  # every network keeps somebody who can be mentor of its newcomers
        here = [id for id in ids if of[id] == network]
        while sum(2 * (id not in newcomers) - (id in newcomers) for id in here) < 0:
            newcomers.remove(next(id for id in here if id in newcomers))
    people = [leader(p.id, p.manager, **{f: getattr(p, f) for f in _KEPT}, new=p.id in newcomers) for p in people]
    given: dict[str, Any] = {}
    if full:
        given["rules"] = {"reporting_line": line, "siblings": siblings}
        given["goals"] = [*GOALS, *MORE_GOALS]
        counts = [sum(p.department == "A" and p.network == network for p in people) for network in sorted(set(seats))]
        limit = {"at_least": min(counts) or None, "at_most": max(counts) or None}
        if max(counts) and draw(st.booleans()):
            given["limits"] = [{"attribute": "department", "value": "A", **limit}]
    return scenario(people, policy(size=f"{min(sizes)}-{max(sizes)}", number=networks, **given))


def _chain(person: str, managers: dict[str, str | None]) -> Iterator[str]:
    """Somebody and everybody above them."""
    step: str | None = person
    while step is not None:
        yield step
        step = managers[step]


_KEPT = ("department", "workplace", "network", "locked", "apart", "together")
