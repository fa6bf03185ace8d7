"""What our own workbook remembers of earlier plans: who has shared a network. Ids only."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from netcompose.read.text import id_key, shown, squash
from netcompose.sheets import Fact, Sheet

if TYPE_CHECKING:
    from collections.abc import Iterator

    from netcompose.organisation import Organisation
    from netcompose.read.grid import Book


def with_history(organisation: Organisation, book: Book) -> Organisation:
    """The organisation with the earlier networks that the About sheet carries."""
    ids = {id_key(person.id): person.id for person in organisation.people}
    met = {tuple(sorted(ids.get(id_key(person), person) for person in group)) for group in _groups(book)}
    return replace(organisation, met=tuple(sorted(met))) if met else organisation


def _groups(book: Book) -> Iterator[list[str]]:
    """The groups of ids, a row each; a row that is not as we wrote it tells nothing."""
    keys = {squash(title) for title in Fact.MET.titles}
    for grid in book.grids:
        if grid.title in Sheet.ABOUT.titles:
            for row in grid.rows:
                if squash(shown(row.cell(0))) in keys:
                    try:
                        group = json.loads(shown(row.cell(1)))
                    except ValueError:
                        continue
                    if isinstance(group, list) and all(isinstance(person, str) for person in group):
                        yield group
