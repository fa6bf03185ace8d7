"""A column of managers under a header in the plural, as lists with two managers have it, and "Leder-id" beside everybody's own id."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from netcompose.read import Reading, read_organisation

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("count", [6, 12, 18])
@pytest.mark.parametrize(
    ("header", "by_id"),
    [
        ("Ledere", False),
        ("Managers", False),
        ("Nærmeste ledere", True),
        ("Chefer", False),
        ("Leder-id", True),
        ("Leader id", True),
    ],
)
def test_two_managers_in_a_cell(tmp_path: Path, header: str, by_id: bool, count: int) -> None:
    names = [f"{first} Holm" for first in ("Anna", "Bo", "Carl", "Dan", *(f"Eva {chr(65 + n)}" for n in range(count)))]
    keys = [str(101 + n) for n in range(len(names))] if by_id else names
    rows = [["Id", "Navn", "Fagområde", header]]
    for number, name in enumerate(names[:count]):
        manager = "" if number == 0 else keys[0] if number < 4 else keys[1 + number % 3]
        rows.append(
            [str(101 + number), name, f"Omr {number % 3}", f"{keys[1]}; {keys[2]}" if number in {5, 9} else manager]
        )
    path = tmp_path / "list.csv"
    path.write_text("\n".join(";".join(f'"{cell}"' for cell in row) for row in rows), "utf-8")
    source = read_organisation(path, Reading(listed="leaders"))
    assert {person.id: person.manager for person in source.organisation.people}["106"] == "102"
    assert len(source.organisation.people) == count
