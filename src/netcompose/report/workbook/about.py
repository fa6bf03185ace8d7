"""Where the plan comes from: enough to make it again and to trust it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from netcompose.language import say
from netcompose.report.words import goal_sentence, status_sentence
from netcompose.report.workbook import palette
from netcompose.sheets import Fact, Heading, Sheet
from netcompose.tasks.history import met_so_far

if TYPE_CHECKING:
    from collections.abc import Iterator

    from netcompose.language import Value
    from netcompose.report.view import View
    from netcompose.report.workbook import Provenance
    from netcompose.report.workbook.book import Book


def write_about(book: Book, provenance: Provenance) -> None:
    """Policy, input, seed, options, versions, what was proven, and the policy in full."""
    view = book.view
    facts = list(_facts(view, provenance))
    rows = [[fact.title(view.language), value] for fact, value in facts]

    def look(row: int, column: int) -> dict[str, Any]:
        if facts[row][0] is Fact.POLICY_TOML:
            return {"font_color": palette.MUTED} if column == 0 else {}
        return {"bold": column == 0, "valign": "top"}

    headings = {Heading.WHAT.title(view.language): 190, Heading.VALUE.title(view.language): 640}
    book.page(Sheet.ABOUT).table(0, headings, rows, look)


def _facts(view: View, provenance: Provenance) -> Iterator[tuple[Fact, Value]]:
    plan, policy = view.plan, view.policy
    yield Fact.STATUS, status_sentence(plan)
    for goal in plan.goals:
        yield (
            Fact.GOAL,
            say(
                "{rank}. {sentence} (value {value}, unavoidable {unavoidable}, proven bound {bound}, excess {excess}, gap {gap})",
                rank=goal.rank,
                sentence=goal_sentence(goal),
                value=goal.value,
                unavoidable=goal.unavoidable,
                bound=goal.bound,
                excess=goal.excess,
                gap=goal.gap,
            ),
        )
    yield Fact.POLICY, plan.policy
    if policy.title:
        yield Fact.POLICY_TITLE, policy.title
    if policy.source:
        yield Fact.POLICY_SOURCE, policy.source
    yield Fact.INPUT, provenance.input_name
    yield Fact.DIGEST, provenance.input_digest
    yield Fact.SEED, str(plan.seed)
    for name, value in provenance.options:
        yield Fact.OPTION, f"{name} {value}"
    for name, value in provenance.versions:
        yield Fact.VERSION, f"{name} {value}"
    yield Fact.LANGUAGE, view.language.value
    for group in met_so_far(view.organisation, plan):
        yield Fact.MET, json.dumps(group, ensure_ascii=False)
    for (
        line
    ) in provenance.policy_toml.splitlines():  # a row each: readers of spreadsheets squeeze the line ends within a cell
        yield Fact.POLICY_TOML, line
