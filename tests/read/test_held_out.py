"""Every reporting line that an export determines is right, in layouts and worlds drawn by chance; none is silently wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from held_out import EXPORTS, World

from netcompose.read import Reading
from netcompose.read.assemble import read_book
from netcompose.read.grid import book_of
from netcompose.read.notebook import Notebook

if TYPE_CHECKING:
    from collections.abc import Callable

    from held_out import Export


@pytest.mark.parametrize("export", EXPORTS, ids=lambda export: export.__name__)
@pytest.mark.parametrize("seed", [1, 2])
def test_every_line_of_an_export_is_right(export: Callable[[World], Export], seed: int) -> None:
    world = World(seed)
    made = export(world)
    units = None if made.units is None else book_of("enheder", made.units)
    reader = read_book(book_of("udtraek", made.sheets), Reading(listed=made.listed), Notebook(), units)  # type: ignore[arg-type]
    organisation = reader.organisation
    expected = {getattr(leader, made.key): world.boss(leader) for leader in made.leaders}
    assert sorted(getattr(person, made.key) for person in organisation.people) == sorted(expected)
    for person in organisation.people:
        boss, manager = expected[getattr(person, made.key)], organisation.superior(person.id)
        found = None if manager is None else getattr(manager, made.key)
        # two who share a post are one superior
        right = {None} if boss is None else {getattr(one, made.key) for one in (boss, *boss.unit.fellows)}
        assert found in right
    assert reader.counts.unresolved == 0
    assert reader.counts.tops == 1
