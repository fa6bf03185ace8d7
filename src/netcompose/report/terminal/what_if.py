"""Scenarios side by side on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.padding import Padding
from rich.table import Table

from netcompose.language import attribute_name, say, say_n
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
    from collections.abc import Callable, Sequence

    from rich.console import Console

    from netcompose.language import Language, Value
    from netcompose.report.comparison import Figure
    from netcompose.tasks.what_if import Comparison, Tried


def show_comparison(console: Console, comparison: Comparison, language: Language) -> None:
    """The mix, what it means for the people, why some have no plan, and the recommendation."""
    screen = Screen(console, language)
    rows: list[tuple[str, Tried]] = [] if comparison.present is None else [("–", comparison.present)]
    rows += [
        (f"{BEST} {i + 1}" if i == comparison.best else str(i + 1), tried)
        for i, tried in enumerate(comparison.scenarios)
    ]
    names = [
        (say("Scenario"), name_of),
        (say("Networks"), sizes),
        (say("Status"), lambda tried: STATUSES[tried.status]),
    ]
    _table(screen, comparison, rows, [(heading, False, cell, None) for heading, cell in names])
    mix = mix_figures(comparison)
    if mix:
        screen.line()
        screen.line(say("Pairs that could be avoided, and the most pairs that one network has in all"), STRONG)
        pairs = zip(mix[::2], mix[1::2], strict=True)
        columns = [(attribute_name(few.attribute), True, _both(few, many), few) for few, many in pairs]
        _table(screen, comparison, rows, columns)
    figures = people_figures(comparison)
    if figures:
        screen.line()
        screen.line(say("What it means for the members"), STRONG)
        _table(screen, comparison, rows, [(f.heading, True, f.text, f) for f in figures])
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


def _both(few: Figure, many: Figure) -> Callable[[Tried], str]:
    """Two numbers in one cell: "0 (3)"."""
    return lambda tried: "–" if tried.figures is None else f"{few.text(tried)} ({many.text(tried)})"


def _table(
    screen: Screen,
    comparison: Comparison,
    rows: Sequence[tuple[str, Tried]],
    columns: Sequence[tuple[Value, bool, Callable[[Tried], Value], Figure | None]],
) -> None:
    """A row a scenario, found again by its number: the recommended one green, grey where another is preferable, best values bold."""
    grid = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0), header_style=STRONG)
    grid.add_column(screen.text(say("No.")), justify="right", min_width=4)
    for heading, numbers, _, _ in columns:
        text = screen.text(heading)
        widest = max(map(len, text.plain.split()), default=1)
        grid.add_column(text, justify="right" if numbers else "left", overflow="fold", min_width=widest)
    best = {figure.key: best_value(figure, comparison.scenarios) for *_, figure in columns if figure is not None}
    first = len(rows) - len(comparison.scenarios)
    for i, (number, tried) in enumerate(rows, start=-first):
        base = MUTED if i in comparison.dominated or tried.figures is None else ""
        if i == comparison.best:
            base = GOOD
        cells = [screen.text(number, base)]
        for _, _, cell, figure in columns:
            is_best = figure is not None and best[figure.key] is not None and figure.number(tried) == best[figure.key]
            bold = is_best and tried.status != "present"
            cells.append(screen.text(cell(tried), f"bold {base}".strip() if bold else base))
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
