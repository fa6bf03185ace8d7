"""How far the search has come, while it runs: the best plan's excess and what is proven."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from netcompose.language import say
from netcompose.report.terminal.screen import Screen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rich.console import Console

    from netcompose.language import Language


@contextmanager
def shown_progress(console: Console, language: Language) -> Iterator[Callable[[int, int], None]]:
    """A line that lives while the search runs, on a terminal only; yields what the search calls with (value, bound) in pairs."""
    if not console.is_terminal or console.quiet:
        yield lambda value, bound: None
        return
    screen = Screen(console, language)
    with console.status(screen.text(say("Composing the networks …")), spinner="line") as status:

        def tell(value: int, bound: int) -> None:
            line = say(
                "Composing the networks: {value} pairs found, at least {bound} proven unavoidable …",
                value=value,
                bound=bound,
            )
            status.update(screen.text(line))

        yield tell
