"""What counts as wrong in a network, and what only looks so because somebody there keeps a category away."""

from __future__ import annotations

from collections import Counter
from random import Random

from netcompose.compose.deal import Deal
from netcompose.compose.polish import Polish
from netcompose.compose.table import Table
from worlds import leader, policy, scenario

MIX = {"goals": [{"goal": "mix", "attribute": "department", "rank": 1}]}


def headed(networks: int, department: int, others: int) -> Table:
    """A head above so many of a department, and others of departments of their own."""
    people = [leader("head", department="D")]
    people += [leader(f"d{i}", "head", department="D") for i in range(department)]
    people += [leader(f"x{i}", department=f"X{i}") for i in range(others)]
    size = (1 + department + others) // networks
    return Table(scenario(people, policy(size=f"{size}-{size + 1}", number=networks, **MIX)))


def seated(table: Table, networks: list[str]) -> Deal:
    """A deal with these members, network by network."""
    seats = [0] * len(table.people)
    for n, members in enumerate(networks):
        for person in members.split():
            seats[table.people.index(person)] = n
    return Deal(table, 1, seats)


def test_a_department_is_not_missed_where_its_head_sits() -> None:
    table = headed(networks=3, department=8, others=6)
    deal = seated(table, ["head x0 x1 x2 x3", "d0 d1 d2 d3 x4", "d4 d5 d6 d7 x5"])
    assert [list(deal.faults.of(n)) for n in range(3)] == [[], [], []]
    assert deal.finished


def test_a_department_is_spread_evenly_over_the_networks_without_its_head() -> None:
    table = headed(networks=3, department=8, others=6)
    deal = seated(table, ["head x0 x1 x2 x3", "d0 d1 d2 x4 x5", "d3 d4 d5 d6 d7"])
    assert [list(deal.faults.of(n)) for n in range(3)] == [[], [("lacking", 0, 0)], [("crowded", 0, 0)]]


def test_a_head_who_has_nobody_below_keeps_nobody_away() -> None:
    table = headed(networks=3, department=0, others=8)
    assert not seated(table, ["head x0 x1", "x2 x3 x4", "x5 x6 x7"]).faults.at_most


def test_polish_does_not_disturb_what_cannot_be_better() -> None:
    """Everything as good as it can be but for a bound that is set too low: there is nothing to try, and nobody is moved."""
    table = headed(networks=3, department=8, others=6)
    deal = seated(table, ["head x0 x1 x2 x3", "d0 d1 d2 d3 x4", "d4 d5 d6 d7 x5"])
    deal.books.target -= 1
    before = deal.books.network_of.copy()
    polish = Polish(deal)
    polish.run(100)
    assert polish.step == 0
    assert deal.books.network_of == before


def expected(table: Table, members: list[list[int]], n: int) -> list[tuple[str, int, int]]:
    """Which kinds a network has too many or too few of, by going through everybody and whom they may not meet."""
    found: list[tuple[str, int, int]] = []
    networks = len(table.networks)
    for k, layer in enumerate(table.layers):
        for c, size in enumerate(layer.sizes):
            people = {p for p, category in enumerate(layer.category) if category == c}
            room = {p: size - len(people & {*foes}) for p, foes in enumerate(table.foes)}
            heads = {p: most for p, most in room.items() if most < size // networks}
            elsewhere, spread = networks - len(heads), size - sum(heads.values())
            if elsewhere <= 0:  # kept away from everywhere: then it is spread as if nobody kept it away
                elsewhere, spread = networks, size
                found.append(("everywhere", k, c))
            here = len(people & {*members[n]})
            if here * elsewhere >= spread + elsewhere:  # above the even share, rounded up
                found.append(("crowded", k, c))
            if (here + 1) * elsewhere <= spread and not any(here >= heads.get(p, size) for p in members[n]):
                found.append(("lacking", k, c))
    return found


def test_an_even_share_is_one_of_the_networks_that_nobody_keeps_away_from() -> None:
    seen = Counter[str]()
    for seed in range(150):
        draw = Random(seed)
        networks = draw.randint(2, 4)
        people = []
        for department in "AB":
            head = f"{department}h"
            people.append(leader(head, department=draw.choice([department, "C"]), title=draw.choice("TU")))
            people += [
                leader(
                    f"{department}{i}",
                    head if draw.random() < 0.9 else None,
                    department=department,
                    title=draw.choice("TU"),
                )
                for i in range(draw.randint(1, 7))
            ]
        if draw.random() < 0.5:
            people.append(
                leader("k", apart=tuple(p.id for p in people if p.department == "A" and draw.random() < 0.95))
            )
        people += [leader(f"x{i}", apart=("Ah",) if draw.random() < 0.3 else ()) for i in range(3)]
        goals = [{"goal": "mix", "attribute": a, "rank": 1} for a in ("department", "title")]
        table = Table(scenario(people, policy(f"1-{len(people)}", networks, goals=goals, duties={})))
        for _ in range(5):
            seats = [draw.randrange(networks) for _ in people]
            deal = Deal(table, 1, seats)
            for n, members in enumerate(deal.books.members):
                found = [fault for fault in deal.faults.of(n) if fault[0] in {"crowded", "lacking"}]
                told = expected(table, deal.books.members, n)
                assert sorted(found) == sorted(fault for fault in told if fault[0] != "everywhere"), (seed, n)
                seen.update(fault[0] for fault in told)
                heads = [p for p in members if p in deal.faults.at_most]
                seen["headed"] += bool(heads)
    assert min(seen.values()) > 100
    assert len(seen) == 4
