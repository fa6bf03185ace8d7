"""What our own workbook remembers of earlier plans: who has shared a network, and who has hosted how often. Ids only."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from netcompose.read.text import id_key, shown, squash
from netcompose.sheets import Fact, Heading, Sheet

if TYPE_CHECKING:
    from collections.abc import Iterator

    from netcompose.organisation import Organisation
    from netcompose.read.grid import Book


def with_history(organisation: Organisation, book: Book, *, new_round: bool) -> Organisation:
    """The organisation with the history that the About sheet carries.

    For a new round the plan's own turns as host are history too; while it goes on they are still to be kept or handed on.
    """
    ids = {id_key(person.id): person.id for person in organisation.people}
    met = {
        tuple(sorted(ids.get(id_key(str(person)), str(person)) for person in group))
        for group in _facts(book, Fact.MET)
        if isinstance(group, list)
    }
    turns: Counter[str] = Counter()
    for hosted in _facts(book, Fact.HOSTED):
        if isinstance(hosted, dict):
            for person, times in hosted.items():
                if isinstance(person, str) and isinstance(times, int) and times > 0:
                    turns[ids.get(id_key(person)) or person] += times
    if new_round:
        turns.update(ids.get(id_key(host), host) for host in _column(book, Sheet.HOSTS, Heading.HOST_ID))
    if not met and not turns:
        return organisation
    return replace(organisation, met=tuple(sorted(met)), hosted=tuple(sorted(turns.items())))


def _facts(book: Book, fact: Fact) -> Iterator[object]:
    """The values of one fact of the About sheet; what is not as we wrote it tells nothing."""
    keys = {squash(title) for title in fact.titles}
    for grid in book.grids:
        if grid.title in Sheet.ABOUT.titles:
            for row in grid.rows:
                if squash(shown(row.cell(0))) in keys:
                    try:
                        yield json.loads(shown(row.cell(1)))
                    except ValueError:
                        continue


def _column(book: Book, sheet: Sheet, heading: Heading) -> Iterator[str]:
    """The texts below a heading of one of our sheets."""
    titles = {squash(title) for title in heading.titles}
    for grid in book.grids:
        if grid.title not in sheet.titles:
            continue
        column: int | None = None
        for row in grid.rows:
            if column is None:
                column = next(
                    (i for i, cell in enumerate(row.cells) if isinstance(cell, str) and squash(cell) in titles), None
                )
            elif text := shown(row.cell(column)):
                yield text
