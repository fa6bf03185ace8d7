"""All sheets of the workbook, in their order."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Final

from netcompose.report.workbook.about import write_about
from netcompose.report.workbook.assignments import fields, write_assignments
from netcompose.report.workbook.book import FONT, Book, LargeWorkbook, clean
from netcompose.report.workbook.calendar import write_calendar
from netcompose.report.workbook.duties import (
    write_changes,
    write_contacts,
    write_duties,
    write_hosts,
    write_mentors,
    write_open_questions,
)
from netcompose.report.workbook.judged import write_checks, write_findings
from netcompose.report.workbook.live import write_live
from netcompose.report.workbook.mail_texts import write_mail_texts
from netcompose.report.workbook.mix import write_mix
from netcompose.report.workbook.networks import write_networks

if TYPE_CHECKING:
    import io
    from collections.abc import Mapping, Sequence

    from netcompose.findings import Finding
    from netcompose.report.view import View
    from netcompose.report.workbook import Provenance
    from netcompose.tasks.rebalance import Rebalanced

# XlsxWriter stamps the time of writing into the file; a fixed one lets the same plan give the same bytes.
CREATED: Final = datetime(2000, 1, 1)


def build(
    target: io.BytesIO,
    view: View,
    findings: Sequence[Finding],
    provenance: Provenance,
    handouts: bool = False,
    rebalanced: Rebalanced | None = None,
    calendars: Mapping[str, str] | None = None,
) -> None:
    """Write every sheet that has something to say."""
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_format_properties": dict(FONT),
    }
    with LargeWorkbook(target, options) as workbook:
        workbook.set_properties({"title": clean(view.policy.title or view.policy.name), "created": CREATED})
        workbook.set_size(2400, 1500)
        book = Book(workbook, view, calendars or {})
        write_networks(book)
        columns = fields(view)
        write_assignments(book, columns)
        write_live(book, columns)
        write_hosts(book)
        write_mentors(book)
        write_contacts(book)
        write_duties(book)
        write_calendar(book)
        write_open_questions(book)
        if rebalanced is None:
            write_changes(book)
        else:
            from netcompose.report.workbook.rebalanced import write_rebalanced

            write_rebalanced(book, rebalanced)
        write_mail_texts(book)
        write_mix(book)
        write_checks(book)
        write_findings(book, findings)
        write_about(book, provenance)
        if handouts:
            from netcompose.report.workbook.handout import write_handouts

            write_handouts(book)
