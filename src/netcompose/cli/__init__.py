"""The command line: each command parses, calls one task, hands the answer to report, and ends with a named exit code.

A run puts together only the command that it is asked for; `app` holds all of them.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
from contextlib import suppress
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from netcompose.cli.interrupt import leave

if TYPE_CHECKING:
    from collections.abc import Sequence

    from typer import Typer

__all__ = ["COMMANDS", "app", "main"]

COMMANDS: Final = {
    "init": "init",
    "solve": "solve",
    "rebalance": "rebalance",
    "what-if": "what_if",
    "check": "check",
    "explain": "explain",
    "columns": "columns",
    "policies": "policies",
    "repeat": "repeat",
    "anonymise": "anonymise",
}
"""The commands in the order of the help, and the modules here that enter them."""
NO_MEMORY: Final = b"There is not enough memory on this machine; nothing was written.\n"
"""Made beforehand, in the one language that needs no catalogue."""
OBJECTS_BETWEEN_COLLECTIONS: Final = 200_000


def main() -> None:
    """The entry point: a console that cannot show a letter, or is not there, never stops the command.

    One command makes much and throws little of it away before it ends: circles of objects are looked for seldom, and not at all in what is
    left at the end, which together saves a tenth of the time. And pydantic is spared looking through all that is installed for plug-ins;
    a policy needs none. Ctrl-C before a command has taken it over ends the run in silence, and after its answer it changes nothing more.
    """
    try:
        signal.signal(signal.SIGINT, leave)
        gc.set_threshold(OBJECTS_BETWEEN_COLLECTIONS)
        os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "1")
        _make_streams_safe()
        asked = sys.argv[1] if len(sys.argv) > 1 else ""
        _application([asked] if asked in COMMANDS else list(COMMANDS))()
    except OSError:  # not even the complaint could be written
        sys.stderr = None
        raise SystemExit(2) from None
    except MemoryError:  # before or after the command, where nothing else can tell of it
        with suppress(OSError):
            os.write(2, NO_MEMORY)
        raise SystemExit(70) from None
    except KeyboardInterrupt:
        raise SystemExit(130) from None
    finally:
        signal.signal(
            signal.SIGINT, signal.SIG_IGN
        )  # Python would put the system's own end in its place while it leaves
        gc.freeze()


def _make_streams_safe() -> None:
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:  # closed by whoever started us, or a program without a console
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: PTH123, SIM115 - open as long as we run
        elif (reconfigure := getattr(stream, "reconfigure", None)) is not None:
            reconfigure(errors="replace")


def _application(commands: Sequence[str]) -> Typer:
    """The application with these commands."""
    from netcompose.cli.root import app as application

    for command in commands:
        import_module(f"netcompose.cli.{COMMANDS[command]}")
    return application


def __getattr__(name: str) -> Any:
    """`app`, with every command, when somebody asks for it."""
    if name == "app":
        return _application(list(COMMANDS))
    raise AttributeError(name)
