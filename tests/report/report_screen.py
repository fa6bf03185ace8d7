"""What stands on the screen, for the tests to look at."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from rich.console import Console

if TYPE_CHECKING:
    from collections.abc import Callable


def shown(show: Callable[[Console], None], *, width: int = 80, encoding: str = "utf-8", terminal: bool = False) -> str:
    """What a command writes; trailing blanks do not count."""
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding=encoding, newline="")
    show(
        Console(
            file=stream, width=width, force_terminal=terminal or None, color_system="standard" if terminal else None
        )
    )
    stream.flush()
    text = raw.getvalue().decode(encoding)
    if not terminal:
        assert "\x1b" not in text
        assert max(map(len, text.splitlines()), default=0) <= width
    return "\n".join(line.rstrip() for line in text.splitlines())
