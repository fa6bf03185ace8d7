"""What was judged and what was noticed: the rules with tick or cross, the open questions, the findings about the input."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from netcompose.findings import Severity
from netcompose.language import say, say_n
from netcompose.report.words import BROKEN, KEPT, OPEN, SEVERITIES, mark, open_questions, rule_name, shared_reasons
from netcompose.report.workbook import palette
from netcompose.report.workbook.assignments import listed_people
from netcompose.sheets import Heading, Sheet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from netcompose.findings import Finding
    from netcompose.language import Value
    from netcompose.report.workbook.book import Book, Page

ASKED = "?"
WITNESSES_OF_A_GOAL = 30  # the sheet with the mix shows them all
COLOURS = {Severity.ERROR: palette.BAD, Severity.WARNING: palette.WARN, Severity.NOTE: palette.NOTE}


def write_checks(book: Book) -> None:
    """One row a rule or goal with what its judge said, one below it for each witness, and the open questions last."""
    view, language = book.view, book.view.language
    mix = Sheet.MIX.title(language)
    rows: list[tuple[Value | None, str, Value]] = []
    for verdict in view.plan.verdicts:
        sign = mark(verdict, view.plan.goals, view.plan.fairness)
        rows.append((rule_name(verdict.rule, verdict.attribute), sign, verdict.summary))
        if sign == KEPT:  # nothing to do about it; the sheet with the mix shows where
            continue
        most = len(verdict.witnesses) if verdict.violations else WITNESSES_OF_A_GOAL
        rows += [(None, "", witness) for witness in verdict.witnesses[:most]]
        if left := len(verdict.witnesses[most:]):
            rows.append(
                (
                    None,
                    "",
                    say_n("… and {n} more; see the sheet {mix}", "… and {n} more; see the sheet {mix}", left, mix=mix),
                )
            )
    rows += [(say("Without a seat"), OPEN, sentence) for sentence in shared_reasons(view.plan)]
    for person, reason in open_questions(view.plan, view.person):
        rows.append((say("Without a seat"), ASKED, say("{name}: {reason}", name=person.name, reason=reason)))
    marks = {KEPT: palette.GOOD, BROKEN: palette.BAD, OPEN: palette.NOTE, ASKED: palette.WARN}

    def look(row: int, column: int) -> dict[str, Any]:
        rule, sign, _ = rows[row]
        if sign and column == 1:
            return {"align": "center", "bold": True, "bg_color": marks[sign][0], "font_color": marks[sign][1]}
        if rule is None:
            return {"font_color": palette.MUTED, "indent": 1 if column == 2 else 0}
        return {"bold": column == 0}

    headings = {Heading.RULE: 200, Heading.RESULT: 80, Heading.MESSAGE: 640}
    page = book.page(Sheet.CHECKS)
    page.table(0, {heading.title(language): width for heading, width in headings.items()}, rows, look)


def write_findings(book: Book, findings: Sequence[Finding]) -> None:
    """One row for everything that was noticed about the input: where, what, and what to do."""
    language = book.view.language
    rows: list[tuple[Value | None, ...]] = [
        (SEVERITIES[found.severity], found.code, found.sheet, found.cell, found.value, found.message, found.remedy)
        for found in findings
    ]

    def look(row: int, column: int) -> dict[str, Any]:
        if column > 0:
            return {}
        background, ink = COLOURS[findings[row].severity]
        return {"bold": True, "bg_color": background, "font_color": ink}

    headings = {
        Heading.SEVERITY: 90,
        Heading.CODE: 70,
        Heading.SHEET: 90,
        Heading.CELL: 60,
        Heading.VALUE: 110,
        Heading.MESSAGE: 300,
        Heading.REMEDY: 300,
    }
    titles = {heading.title(language): width for heading, width in headings.items()}
    page = book.page(Sheet.FINDINGS)
    page.table(0, titles, rows, look, say("Nothing was found that needs a look."))
    _link_to_people(page, findings, list(headings).index(Heading.CELL))


def _link_to_people(page: Page, findings: Sequence[Finding], column: int) -> None:
    """Let the cell of a finding lead to the person of that row, in the list where HR can mend it."""
    view = page.book.view
    rows = {
        (person.place.sheet, person.place.row): row
        for row, person in enumerate(listed_people(view), 2)
        if person.place is not None
    }
    for index, found in enumerate(findings, 1):
        number = re.search(r"\d+$", found.cell or "")
        row = rows.get((found.sheet or "", int(number[0]))) if number else None
        if row is not None and found.cell is not None:
            page.link(index, column, Sheet.ASSIGNMENTS, f"B{row}", found.cell)
