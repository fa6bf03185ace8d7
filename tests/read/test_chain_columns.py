"""Managers of all levels, a column each: the nearest is found, whichever end the columns begin at."""

from __future__ import annotations

from random import Random

import pytest
from test_columns import chosen
from test_lines import found, managers, read

Row = list[str]

TREE = {
    "Åse Å": "",
    "Bo B": "Åse Å",
    "Cy C": "Åse Å",
    "Di D": "Bo B",
    "Eva E": "Bo B",
    "Fie F": "Cy C",
    "Gry G": "Di D",
    "Hans H": "Di D",
}


def above(name: str) -> list[str]:
    """Everybody above, from the top."""
    manager = TREE[name]
    return [*above(manager), manager] if manager else []


def chain(titles: list[str], way: str = "down", own: bool = False) -> list[Row]:
    rows = [["Navn", "Fagområde", *titles]]
    for name in TREE:
        cells = [*above(name), name] if own else above(name)
        cells = cells if way == "down" else cells[::-1]
        rows.append([name, "By", *cells, *[""] * (len(titles) - len(cells))])
    return rows


EXPECTED = {name: manager or None for name, manager in TREE.items()}
LEVELS = ["Leder niveau 1", "Leder niveau 2", "Leder niveau 3", "Leder niveau 4"]


@pytest.mark.parametrize("own", [False, True], ids=["others", "own name last"])
@pytest.mark.parametrize("way", ["down", "up"])
@pytest.mark.parametrize(
    "titles",
    [
        LEVELS,
        [
            "Management Chain - Level 01",
            "Management Chain - Level 02",
            "Management Chain - Level 03",
            "Management Chain - Level 04",
        ],
        ["Level 1 Manager", "Level 2 Manager", "Level 3 Manager", "Level 4 Manager"],
        ["Leder 1", "Leder 2", "Leder 3", "Leder 4"],
        ["Chef niv. 1", "Chef niv. 2", "Chef niv. 3", "Chef niv. 4"],
    ],
    ids=lambda titles: titles[0],
)
def test_the_nearest_of_a_chain_is_the_manager(titles: list[str], way: str, own: bool) -> None:
    assert managers(read(chain(titles, way, own))) == EXPECTED


def test_the_columns_are_told_and_can_be_said() -> None:
    reader = read(chain(LEVELS))
    assert chosen(reader)["manager_1"] == "Leder niveau 3"
    assert "Leder niveau 1 … Leder niveau 3" in str(found(reader, "NC311")[0].message)
    assert not found(reader, "NC126")
    titles = ["w", "x", "y", "z"]
    asked = {f"manager_{distance}": title for distance, title in enumerate(titles[::-1], 1)}
    assert managers(read(chain(titles), columns=asked)) == EXPECTED


def test_the_columns_stay_the_files_own() -> None:
    organisation = read(chain(LEVELS)).organisation
    assert dict(organisation.person("Gry G").own_columns)["Leder niveau 2"] == "Bo B"


def test_ids_in_a_chain_are_ids() -> None:
    numbers = {name: f"00{number}" for number, name in enumerate(TREE, 101)}
    rows = chain(LEVELS)
    coded = [[numbers.get(cell, cell) if column > 1 else cell for column, cell in enumerate(row)] for row in rows]
    coded = [["Id" if number == 0 else numbers[row[0]], *row] for number, row in enumerate(coded)]
    assert managers(read(coded)) == EXPECTED


def test_a_vacant_level_is_passed_over() -> None:
    rows = chain(LEVELS)
    rows[7][4] = "Vakant"
    assert managers(read(rows))["Gry G"] == "Bo B"


def test_a_manager_who_is_not_in_the_list_is_named_with_their_cell() -> None:
    rows = chain(LEVELS)
    rows[8][4] = "Ukendt Person"
    reader = read(rows)
    finding = found(reader, "NC301")[0]
    assert (finding.cell, finding.value) == ("E9", "Ukendt Person")
    assert reader.organisation.person("Hans H").manager is None


def test_a_column_for_the_manager_goes_before_a_chain() -> None:
    rows = [[*row, "Nærmeste leder" if number == 0 else ""] for number, row in enumerate(chain(LEVELS))]
    for row in rows[2:]:
        row[-1] = "Åse Å"
    assert set(managers(read(rows)).values()) == {None, "Åse Å"}


def test_two_managers_side_by_side_are_no_chain() -> None:
    draw = Random(1)
    names = list(TREE)
    rows = [["Navn", "Fagområde", "Leder", "Leder 2", "Leder 3"]]
    rows += [[name, "By", TREE[name], draw.choice(names), draw.choice(names)] for name in names]
    reader = read(rows)
    assert managers(reader) == EXPECTED
    assert len(found(reader, "NC129")) == 2


def test_numbered_columns_that_name_nobody_in_the_list_are_none() -> None:
    rows = chain(LEVELS)
    rows = [rows[0], *([*row[:2], *(f"trin {len(cell)}" for cell in row[2:])] for row in rows[1:])]
    rows = [[*row, "Nærmeste leder" if number == 0 else TREE[row[0]]] for number, row in enumerate(rows)]
    assert managers(read(rows)) == EXPECTED
