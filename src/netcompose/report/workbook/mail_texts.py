"""The sheet with texts to copy into the mail program: a line a row, so that they come out of the spreadsheet as they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from netcompose.language import say
from netcompose.report.mails import mails
from netcompose.report.workbook import palette
from netcompose.report.workbook.book import PAGE_HEIGHT
from netcompose.sheets import Heading, Sheet

if TYPE_CHECKING:
    from netcompose.report.mails import Mail
    from netcompose.report.workbook.book import Book, Page

WIDTHS: Final = (110, 760)  # pixels
SCALE: Final = 80  # percent in print: a network's mail and its mentor's share a page
GAP: Final = 18.0  # points below a mail


def write_mail_texts(book: Book) -> None:
    """A block a mail: to whom, about what, and below it the text."""
    view = book.view
    if not view.networks:
        return
    page = book.page(Sheet.MAILS)
    page.columns(WIDTHS)
    page.title(0, say("Texts to send"))
    note = say("Mark the lines of a text in column B, copy them, and change what you would say otherwise.")
    page.text(1, 0, note, book.style(font_color=palette.MUTED))
    row, used, breaks = 3, 72.0, []
    for mail in mails(view):
        below, points = _write(page, row, mail)
        if row > 3 and used + points > PAGE_HEIGHT * 100 / SCALE:  # a mail stands whole on its page
            breaks.append(row)
            used = 0.0
        used += points + GAP
        page.worksheet.set_row(below, GAP)
        row = below + 1
    page.worksheet.freeze_panes(2, 0)
    page.worksheet.set_print_scale(SCALE)
    page.worksheet.set_h_pagebreaks(breaks)
    page.worksheet.print_area(0, 0, row, 1)


def _write(page: Page, row: int, mail: Mail) -> tuple[int, float]:
    """One mail; returns the row below it, and how high it is in points."""
    book, points = page.book, 20.0
    page.merged(row, 0, 1, mail.subject, book.heading())
    page.worksheet.set_row(row, 20)
    known = ((Heading.RECIPIENTS, "; ".join(mail.recipients)), (Heading.SUBJECT, mail.subject))
    for heading, text in known:
        row += 1
        page.text(row, 0, heading.title(book.view.language), book.style(font_color=palette.MUTED, valign="top"))
        page.text(row, 1, text, book.style(bg_color=palette.PALE, text_wrap=True, valign="top"))
        points += page.height(row, (text, WIDTHS[1]))
    plain = book.style(text_wrap=True, valign="top")
    for line in mail.text.splitlines():
        row += 1
        page.text(row, 1, line, plain)
        points += page.height(row, (line, WIDTHS[1]), least=14.5)
    return row + 1, points
