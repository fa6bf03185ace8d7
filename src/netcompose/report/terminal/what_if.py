"""Scenarios side by side on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.padding import Padding
from rich.table import Table

from netcompose.language import say, say_n
from netcompose.report.comparison import (
    BEST,
    STATUSES,
    best_value,
    mix_figures,
    name_of,
    people_figures,
    recommendation,
    sizes,
)
from netcompose.report.terminal.screen import BAD, GOOD, MUTED, STRONG, WARN, Screen
from netcompose.report.words import rule_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

    from netcompose.language import Language, Value
    from netcompose.report.comparison import Figure
    from netcompose.tasks.what_if import Comparison, Tried


def show_comparison(console: Console, comparison: Comparison, language: Language) -> None:
    """The mix, what it means for the people, why some have no plan, and the recommendation."""
    screen = Screen(console, language)
    screen.line(say("How well the networks are mixed (pairs)"), STRONG)
    _table(screen, comparison, mix_figures(comparison), sized=True)
    screen.line()
    screen.line(say("What it means for the members"), STRONG)
    _table(screen, comparison, people_figures(comparison), sized=False)
    for tried in comparison.scenarios:
        if tried.figures is None:
            _show_failure(screen, tried)
    screen.line()
    for sentence in recommendation(comparison):
        screen.line(sentence, GOOD if comparison.best is not None else BAD)
    if comparison.dominated:
        screen.line(
            say("In grey: scenarios to which another is preferable in everything. Bold: the best value of a column."),
            MUTED,
        )


def _table(screen: Screen, comparison: Comparison, figures: Sequence[Figure], *, sized: bool) -> None:
    grid = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0), header_style=STRONG)
    grid.add_column(screen.text(say("Scenario")), overflow="fold")
    if sized:
        grid.add_column(screen.text(say("Networks")), overflow="fold")
        grid.add_column(screen.text(say("Status")), overflow="fold")
    for figure in figures:
        grid.add_column(screen.text(figure.heading), justify="right", overflow="fold")
    best = {figure.key: best_value(figure, comparison.scenarios) for figure in figures}
    rows: list[tuple[Tried, bool, bool]] = [] if comparison.present is None else [(comparison.present, False, False)]
    rows += [(tried, i == comparison.best, i in comparison.dominated) for i, tried in enumerate(comparison.scenarios)]
    for tried, recommended, dominated in rows:
        base = MUTED if dominated or tried.figures is None else ""
        name: Value = say("{mark} {name}", mark=BEST, name=name_of(tried)) if recommended else name_of(tried)
        cells = [screen.text(name, GOOD if recommended else base)]
        if sized:
            cells.append(screen.text(sizes(tried), base))
            cells.append(screen.text(STATUSES[tried.status], BAD if tried.figures is None else base))
        for figure in figures:
            is_best = best[figure.key] is not None and figure.number(tried) == best[figure.key]
            cells.append(screen.text(figure.text(tried), STRONG if is_best and tried.status != "present" else base))
        grid.add_row(*cells)
    screen.console.print(Padding(grid, (0, 0, 0, 1), expand=False))


def _show_failure(screen: Screen, tried: Tried) -> None:
    """Why a scenario has no plan, and the nearest way out."""
    screen.line()
    if tried.status == "out_of_time":
        screen.item("–", say("{name}: no plan was found in time.", name=name_of(tried)), WARN)
        return
    screen.item("✗", say("{name}: no plan keeps all the rules.", name=name_of(tried)), BAD)
    for clash in tried.conflict[:4]:
        screen.item("–", say("{rule}: {sentence}", rule=rule_name(clash.rule), sentence=clash.message), BAD, indent=3)
    for way in tried.ways_out[:2]:
        screen.item("→", say("{change} → {effect}", change=way.change, effect=way.effect), GOOD, indent=3)


def show_tried(console: Console, number: int, of: int, tried: Tried, language: Language) -> None:
    """One line as a scenario is done."""
    screen = Screen(console, language)
    screen.line(
        say_n(
            "Scenario {number} of {n}: {name} – {status}",
            "Scenario {number} of {n}: {name} – {status}",
            of,
            number=number,
            name=name_of(tried),
            status=STATUSES[tried.status],
        ),
        MUTED,
    )
