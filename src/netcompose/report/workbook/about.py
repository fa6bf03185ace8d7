"""Where the plan comes from: enough to make it again and to trust it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from netcompose.language import say
from netcompose.report.words import goal_sentence, status_sentence
from netcompose.sheets import Fact, Heading, Sheet

if TYPE_CHECKING:
    from collections.abc import Iterator

    from netcompose.language import Value
    from netcompose.report.view import View
    from netcompose.report.workbook import Provenance
    from netcompose.report.workbook.book import Book

LINES_A_CELL: Final = 8  # so that rows stay low enough to be shown and to be put on pages
CHARACTERS_A_CELL: Final = 2_000


def write_about(book: Book, provenance: Provenance) -> None:
    """Policy, input, seed, options, versions, what was proven, and the policy in full."""
    view = book.view
    rows = [[fact.title(view.language), value] for fact, value in _facts(view, provenance)]
    headings = {Heading.WHAT.title(view.language): 190, Heading.VALUE.title(view.language): 640}
    book.page(Sheet.ABOUT).table(0, headings, rows, lambda row, column: {"bold": column == 0, "valign": "top"})


def _facts(view: View, provenance: Provenance) -> Iterator[tuple[Fact, Value]]:
    plan, policy = view.plan, view.policy
    yield Fact.STATUS, status_sentence(plan.status)
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
    for part in pages(provenance.policy_toml):
        yield Fact.POLICY_TOML, part


def pages(text: str) -> Iterator[str]:
    """A long text in pieces that a row can show; joined with line ends they are the text (but for empty lines at its end)."""
    piece: list[str] = []
    for line in text.rstrip("\n").split("\n"):
        if piece and (len(piece) == LINES_A_CELL or sum(map(len, piece)) + len(line) > CHARACTERS_A_CELL):
            yield "\n".join(piece)
            piece = []
        piece.append(line)
    yield "\n".join(piece)
