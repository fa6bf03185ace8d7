"""Ctrl-C in a run of our own, until a command takes it over (`ending`)."""

from __future__ import annotations

from typing import NoReturn

__all__ = ["leave"]


def leave(signum: int, frame: object) -> NoReturn:
    """Python's own way to end; a name of ours tells a run of ours from one inside another program.

    Raises
    ------
    KeyboardInterrupt
        Always.
    """
    del signum, frame
    raise KeyboardInterrupt
