"""What HR sees while moving people by hand: sizes, reporting lines and mix as they are now, in formulas that any spreadsheet calculates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from netcompose.language import attribute_name, say
from netcompose.report.words import BROKEN, KEPT, OPEN, rule_name
from netcompose.report.workbook import palette
from netcompose.report.workbook.assignments import column_range, exempt_levels, quoted, size_range
from netcompose.report.workbook.book import fitting
from netcompose.report.workbook.pairs import broken_now, follows_whole_chain
from netcompose.sheets import Column, Heading, Sheet

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from netcompose.language import Value
    from netcompose.plan import GoalResult
    from netcompose.report.view import View
    from netcompose.report.workbook.assignments import Field
    from netcompose.report.workbook.book import Book, Page

MOST_COMPARED: Final = 600  # people; each is compared with everybody, and more would make the spreadsheet slow
RESULT: Final = 3  # column


def write_live(book: Book, columns: Sequence[Field]) -> None:
    """A row for the reporting lines and for each goal of mix, then a row a network; all follow the column Network of Assignments."""
    page, view, language = book.page(Sheet.LIVE), book.view, book.view.language
    assignments, live = Sheet.ASSIGNMENTS.title(language), Sheet.LIVE.title(language)
    if not view.organisation.people or not view.networks:
        page.title(0, live)
        return
    said: list[Value] = [_pairs_name(goal.attribute or "") for goal in _mixes(view)]
    names = [view.say(value) for value in [*said, _line_name(), rule_name("apart"), rule_name("together")]]
    page.columns([fitting([*names, *(view.network_name(n.id) for n in view.networks)], 200, 420), 110, 110, 260])
    page.title(0, live)
    far = (
        say("Of the reporting lines only the direct superior is followed here.")
        if view.policy.rules.reporting_line == "chain" and not follows_whole_chain(view)
        else None
    )
    note: Value = say(
        "These figures follow at once when you choose another network in the sheet {assignments}. "
        "netcompose check judges all the rules.",
        assignments=assignments,
    )
    if far is not None:
        note = say("{sentence} {following}", sentence=note, following=far)
    page.merged(1, 0, RESULT, note, book.style(font_color=palette.MUTED, text_wrap=True, valign="top"))
    page.height(1, (note, sum(page.widths)))
    row, lined = 3, view.policy.rules.reporting_line != "off"
    wished = [rule for rule in ("apart", "together") if broken_now(book, rule) is not None]
    if lined or wished or _mixes(view):
        row = _headings(page, row, Heading.WHAT, Heading.IN_PLAN)
    column = _columns(view, columns)
    if lined:
        _reporting_lines(page, row, column)
        row += 1
    for rule in wished:
        _wishes(page, row, rule)
        row += 1
    for goal in _mixes(view) if len(view.organisation.people) <= MOST_COMPARED else []:
        _mix(page, row, column, goal)
        row += 1
    row = _headings(page, row + (row > 3), Column.NETWORK, Heading.ALLOWED)
    first = row
    for network in view.networks:
        smallest, largest = size_range(view, network.stratum)
        now, allowed = len(network.members), str(smallest) if smallest == largest else f"{smallest}–{largest}"
        page.text(row, 0, view.network_name(network.id), book.row(bold=True))
        members = f"SUMPRODUCT(({column(Column.NETWORK)}=A{row + 1})*1)"
        page.formula(row, 1, f"={members}", now, book.row(align="center"))
        page.text(row, 2, allowed, book.row(align="center"))
        few, many = (f"{BROKEN} {view.say(text)}" for text in (say("too few members"), say("too many members")))
        result = few if now < smallest else many if now > largest else KEPT
        formula = f"=IF(B{row + 1}<{smallest},{quoted(few)},IF(B{row + 1}>{largest},{quoted(many)},{quoted(KEPT)}))"
        page.formula(row, RESULT, formula, result, book.row())
        row += 1
    _colour(page, 4, row)
    page.finish(first - 1, RESULT + 1)
    page.worksheet.freeze_panes(2, 0)


def _headings(page: Page, row: int, first: Heading | Column, third: Heading) -> int:
    """The headings of one of the two lists; returns the row below."""
    for column, heading in enumerate((first, Heading.NOW, third, Heading.RESULT)):
        align = "center" if column in {1, 2} else "left"
        page.text(row, column, heading.title(page.book.view.language), page.book.heading(align=align))
    page.worksheet.set_row(row, 22)
    return row + 1


def _mixes(view: View) -> list[GoalResult]:
    return [goal for goal in view.plan.goals if goal.goal == "mix" and goal.attribute is not None]


def _pairs_name(attribute: str) -> Value:
    return say("Pairs with the same {attribute} in a network", attribute=attribute_name(attribute))


def _line_name() -> Value:
    return rule_name("reporting_line")


def _columns(view: View, listed: Sequence[Field]) -> Callable[[Column | str], str]:
    """Where a column of ours, or one of the sheet's own by its header, stands in Assignments."""
    sheet, count = Sheet.ASSIGNMENTS.title(view.language), len(view.organisation.people)

    def found(wanted: Column | str) -> str:
        at = next(
            (
                index
                for index, field in enumerate(listed)
                if field.column is wanted
                or (isinstance(wanted, str) and field.column is None and field.header.casefold() == wanted.casefold())
            ),
            None,
        )
        return "" if at is None else f"'{sheet}'!{column_range(at, count)}"

    return found


def _reporting_lines(page: Page, row: int, column: Callable[[Column | str], str]) -> None:
    """How many members sit with their own superior: each looked up by superior and network in one text."""
    view, networks = page.book.view, column(Column.NETWORK)
    ids, managers, levels = (f"{column(which)}" for which in (Column.ID, Column.MANAGER, Column.LEVEL))
    free = "".join(f"*({levels}<>{quoted(level)})" for level in exempt_levels(view))
    there = f'IF(({networks}<>""){free},{ids}&"|"&{networks},"")'
    formula = f'SUM(({networks}<>"")*({managers}<>"")*ISNUMBER(MATCH({managers}&"|"&{networks},{there},0)))'
    seats, exempt = view.plan.composition.seats, view.policy.rules.reporting_exempt
    now = sum(
        member.manager is not None
        and seats.get(member.manager) == network.id
        and view.person(member.manager).level not in exempt
        for network in view.networks
        for member in view.members(network.id)
    )
    if (further := broken_now(page.book, "reporting_line")) is not None:  # the chain's further steps
        formula, now = f"{formula}+{further[0]}", now + further[1]
    page.text(row, 0, _line_name(), page.book.row(bold=True))
    page.array_formula(row, 1, f"={formula}", now, page.book.row(align="center"))
    _none_is_right(page, row, now)


def _wishes(page: Page, row: int, rule: str) -> None:
    """How many pairs are not as HR wants them."""
    formula, now = broken_now(page.book, rule) or ("0", 0)
    page.text(row, 0, rule_name(rule), page.book.row(bold=True))
    page.formula(row, 1, f"={formula}", now, page.book.row(align="center"))
    _none_is_right(page, row, now)


def _none_is_right(page: Page, row: int, now: int) -> None:
    """What was in the plan, and whether there is something wrong now."""
    book, view = page.book, page.book.view
    page.number(row, 2, now, book.row(align="center"))
    shown = say("shown in red in the list")
    wrong = f"{BROKEN} {view.say(shown)}"
    result = f"=IF(B{row + 1}>0,{quoted(wrong)},{quoted(KEPT)})"
    page.formula(row, RESULT, result, wrong if now else KEPT, book.row())


def _mix(page: Page, row: int, column: Callable[[Column | str], str], goal: GoalResult) -> None:
    """How many pairs share a network and a value: everybody compared with everybody."""
    book, view, attribute = page.book, page.book.view, goal.attribute or ""
    ours = {
        "department": Column.DEPARTMENT,
        "level": Column.LEVEL,
        "workplace": Column.WORKPLACE,
        "title": Column.TITLE,
    }
    values, networks = column(ours.get(attribute, attribute)), column(Column.NETWORK)
    page.text(row, 0, _pairs_name(attribute), book.row(bold=True))
    page.number(row, 2, goal.value, book.row(align="center"))
    if not values:
        page.number(row, 1, goal.value, book.row(align="center"))
        page.text(row, RESULT, None, book.row())
        return
    seated = f'({networks}<>"")*({values}<>"")'
    alike = f"({networks}=TRANSPOSE({networks}))*EXACT({values},TRANSPOSE({values}))"
    page.array_formula(row, 1, f"=(SUM({seated}*{alike})-SUM({seated}))/2", goal.value, book.row(align="center"))
    same, worse, better = (
        f"{mark} {view.say(text)}"
        for mark, text in (
            (KEPT, say("as in the plan")),
            (BROKEN, say("more than in the plan")),
            (OPEN, say("fewer than in the plan")),
        )
    )
    formula = f"=IF(B{row + 1}=C{row + 1},{quoted(same)},IF(B{row + 1}>C{row + 1},{quoted(worse)},{quoted(better)}))"
    page.formula(row, RESULT, formula, same, book.row())


def _colour(page: Page, first: int, last: int) -> None:
    """Green where all is well and red where not; the sign says it too."""
    for sign, (background, ink) in ((BROKEN, palette.BAD), (KEPT, palette.GOOD)):
        look = page.book.workbook.add_format({"bg_color": background, "font_color": ink})
        begins = {"type": "text", "criteria": "begins with", "value": sign, "format": look}
        page.worksheet.conditional_format(first, RESULT, last, RESULT, begins)
