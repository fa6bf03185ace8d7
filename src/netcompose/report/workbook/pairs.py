"""Pairs of people whom a hand edit may not bring together, or may not part: on the hidden sheet, with formulas that follow the networks.

A direct superior is found by the column Manager, which HR may change; what a column cannot tell stands here.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Final

from xlsxwriter.utility import xl_rowcol_to_cell

from netcompose.report.workbook.book import cells, clean
from netcompose.sheets import PAIRS, Sheet

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

    from netcompose.report.view import View
    from netcompose.report.workbook.book import Book

MOST_PAIRS: Final = 2_000  # of the reporting lines; more would make the spreadsheet slow
ONE, OTHER, BROKEN = "PairOne", "PairOther", "PairBroken"  # names that the spreadsheet knows the columns by


@dataclass(frozen=True, slots=True)
class Pair:
    """Two people by id, and the rule that is about them: apart, together or reporting_line."""

    rule: str
    one: str
    other: str


def pairs(view: View) -> list[Pair]:
    """Everybody above somebody by more than one step, where the policy keeps them apart; and HR's own wishes. Ordered by rule."""
    lines = _lines(view)
    wishes = {
        rule: dict.fromkeys(
            (min(person.id, other), max(person.id, other))
            for person in view.organisation.people
            for other in getattr(person, rule)
            if other != person.id
        )
        for rule in ("apart", "together")
    }
    return [
        *(lines if len(lines) <= MOST_PAIRS else ()),
        *(Pair(rule, one, other) for rule, found in wishes.items() for one, other in sorted(found)),
    ]


def follows_whole_chain(view: View) -> bool:
    """Whether the pairs hold the reporting lines as far up as the policy goes."""
    return len(_lines(view)) <= MOST_PAIRS


def _lines(view: View) -> list[Pair]:
    """Superiors two steps up and more; the first step is read from the column Manager."""
    rules = view.policy.rules
    if rules.reach is not None and rules.reach < 2:
        return []
    return [
        Pair("reporting_line", person.id, superior.id)
        for person in view.organisation.people
        for superior in islice(view.organisation.superiors(person.id), 1, rules.reach)
        if superior.level not in rules.reporting_exempt
    ]


def is_broken(view: View, pair: Pair) -> bool:
    """Whether the plan as it is written breaks what is asked of the two."""
    seats = view.plan.composition.seats
    one, other = seats.get(pair.one), seats.get(pair.other)
    if pair.rule == "together":
        return one is not None and other is not None and one != other
    return one is not None and one == other


def write_pairs(book: Book, lists: Worksheet, ids: str, networks: str) -> bool:
    """Each pair with both networks as they are now, and 1 where they break the rule; whether there are any.

    `ids` and `networks` are the columns of the people's list, as formulas name them.
    """
    view, found = book.view, pairs(book.view)
    seats = view.plan.composition.seats
    for row, pair in enumerate(found):
        for offset, person in enumerate((pair.one, pair.other)):
            lists.write_string(row, PAIRS + offset, clean(person))
            formula = f'=IFERROR(INDEX({networks},MATCH({_literal(person)},{ids},0))&"","")'
            now = view.network_name(seats[person]) if person in seats else ""
            lists.write_formula(row, PAIRS + 2 + offset, formula, None, clean(now))
        one, other = (xl_rowcol_to_cell(row, PAIRS + offset) for offset in (2, 3))
        parted = pair.rule == "together"
        both = {pair.one, pair.other} <= seats.keys()
        wrong = f"{one}<>{other}" if parted else f"{one}={other}"
        seated = "" if parted and both else f',{one}<>"",{other}<>""'  # together: both had a seat, and keep one
        lists.write_formula(row, PAIRS + 4, f"=IF(AND({wrong}{seated}),1,0)", None, int(is_broken(view, pair)))
    for name, offset in ((ONE, 0), (OTHER, 1), (BROKEN, 4)):
        if found:
            book.workbook.define_name(name, "=" + _column(book, offset, 0, len(found) - 1))
    return bool(found)


def broken_now(book: Book, rule: str) -> tuple[str, int] | None:
    """A formula for how many pairs break a rule, and how many do as written; None when the rule is about no pair."""
    found = pairs(book.view)
    rows = [row for row, pair in enumerate(found) if pair.rule == rule]
    if not rows:
        return None
    return f"SUM({_column(book, 4, rows[0], rows[-1])})", sum(is_broken(book.view, found[row]) for row in rows)


def breaks_with(person: str) -> str:
    """A formula for whether a person, whose id is in that cell, is one of a broken pair."""
    return f"SUMPRODUCT((({ONE}={person})+({OTHER}={person}))*{BROKEN})>0"


def _column(book: Book, offset: int, first: int, last: int) -> str:
    where = cells(first, PAIRS + offset, last, PAIRS + offset)
    absolute = ":".join(f"${part[0]}${part[1:]}" for part in where.split(":"))
    return f"'{Sheet.LISTS.title(book.view.language)}'!{absolute}"


def _literal(text: str) -> str:
    """A text that a formula looks for as it is: what would stand for any letters is marked."""
    for sign in "~*?":
        text = text.replace(sign, f"~{sign}")
    return '"' + clean(text)[:200].replace('"', '""') + '"'
