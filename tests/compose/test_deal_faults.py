"""What counts as wrong in a network, and what only looks so because somebody there keeps a category away."""

from __future__ import annotations

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
