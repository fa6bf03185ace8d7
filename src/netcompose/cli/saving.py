"""`--save-model`: the solver's model, for the report of a fault."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netcompose.language import say

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from netcompose.cli.ending import Voice


def save_models(voice: Voice, path: Path, texts: Sequence[str], force: bool) -> None:
    """Write the models that nobody else on the machine can read: one a stratum, the second beside the first.

    Raises:
        As `report.files.ensure_writable`.
    """
    from netcompose.report.files import write_atomically
    from netcompose.report.terminal.screen import Screen

    screen = Screen(voice.console(), voice.language)
    for number, text in enumerate(texts, 1):
        target = path if number == 1 else path.with_stem(f"{path.stem}-{number}")
        write_atomically(target, text.encode(), force, private=True)
        screen.line(say("The model, without ids and names: {path}", path=str(target)))
    if not texts:
        screen.line(say("So many people are composed without a model of the solver's: there is none to save."))
