"""How a command ends: exit codes, and what is said when it does not go as wished."""

from __future__ import annotations

import errno
import os
import signal
import sys
import threading
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from enum import IntEnum
from typing import TYPE_CHECKING, Any, Final, NoReturn

import typer

from netcompose.cli.interrupt import leave
from netcompose.findings import Disagreement, Refused
from netcompose.language import Language, say

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from rich.console import Console

    from netcompose.language import Sentence

FAULTS: Final = {
    errno.ENOENT: say("No such file or directory"),
    errno.EACCES: say("Permission denied"),
    errno.EROFS: say("Read-only file system"),
    errno.EISDIR: say("Is a directory"),
    errno.ENOTDIR: say("Not a directory"),
    errno.ENOSPC: say("No space left on device"),
    errno.ENAMETOOLONG: say("File name too long"),
    errno.EBUSY: say("It is open in another program"),
}
"""What the system says of a file that cannot be written, for those who read another language than the system's."""


class Exit(IntEnum):
    """Exit codes (DESIGN, section 6; docs/commands.md). They are an API: none changes its meaning."""

    OK = 0
    RULES_BROKEN = 1
    USAGE = 2
    REFUSED = 3
    INFEASIBLE = 4
    NO_PLAN_IN_TIME = 5
    INTERNAL = 70
    STOPPED = 130
    NOBODY_READS = 141


@dataclass
class Voice:
    """Where a command speaks: its answer on stdout, everything for people beside it on stderr."""

    language: Language = Language.EN
    json: bool = False
    quiet: bool = False
    debug: bool = False
    stopped: threading.Event = field(default_factory=threading.Event)

    def console(self, stderr: bool = True) -> Console:
        """A console for people; one that writes nothing when they asked for quiet (`stderr` only)."""
        from rich.console import Console

        class Pipe(Console):
            """A console that ends the command as other commands of the system end when whoever reads them has gone."""

            def on_broken_pipe(self) -> None:
                _nobody_reads()

        return Pipe(
            stderr=stderr,
            quiet=self.quiet and stderr,
            highlight=False,
            soft_wrap=not sys.stderr.isatty() if stderr else False,
        )

    def answer(self, document: Mapping[str, Any]) -> None:
        """Print the one JSON document that a program asked for."""
        from netcompose.report.document import to_json

        typer.echo(to_json(dict(document)))

    def complain(self, message: Sentence, remedy: Sentence | None = None) -> None:
        """One sentence on stderr, quiet or not: somebody has to know why nothing was written."""
        typer.echo(message.text(self.language), err=True)
        if remedy is not None:
            typer.echo(remedy.text(self.language), err=True)


@contextmanager
def handled(voice: Voice) -> Iterator[None]:
    """Turn what can go wrong into a sentence and an exit code; a traceback only when asked for (--debug)."""
    try:
        with _stoppable(voice):
            yield
    except Refused as refused:
        _show_refusal(voice, refused)
        raise typer.Exit(Exit.REFUSED) from None
    except FileExistsError as error:
        voice.complain(
            say("The file {file} exists already; nothing was written.", file=str(error.filename)),
            say("Give another name with -o, or --force to replace it."),
        )
        raise typer.Exit(Exit.USAGE) from None
    except BrokenPipeError:
        _nobody_reads()
    except OSError as error:
        if voice.debug:
            raise
        if error.errno == errno.ENOMEM:
            _no_memory(voice)
        voice.complain(
            say(
                "{file} cannot be written: {fault}.",
                file=str(error.filename or "-"),
                fault=FAULTS.get(error.errno or 0) or error.strerror or type(error).__name__,
            ),
            say("Close it if it is open in another program, or choose another place with -o."),
        )
        raise typer.Exit(Exit.USAGE) from None
    except (typer.Exit, typer.BadParameter, typer.Abort):
        raise
    except MemoryError:
        if voice.debug:
            raise
        _no_memory(voice)
    except (ImportError, SystemError):  # the second is what Python makes of a library that has no memory to say so
        if voice.debug:
            raise
        voice.complain(
            say("A library could not be loaded: memory is short, or the installation is damaged. Nothing was written."),
            say("Close other programs; if it happens again, install netcompose anew. --debug names the library."),
        )
        raise typer.Exit(Exit.INTERNAL) from None
    except Exception as error:
        if voice.debug:
            raise
        voice.complain(
            say("Something went wrong inside netcompose ({kind}); nothing was written.", kind=_kind(error)),
            say(
                "Please report it, with what `netcompose anonymise` and --save-model (of solve and rebalance) write: neither holds names. "
                "--debug shows where it went wrong; its output may hold names from your file."
            ),
        )
        raise typer.Exit(Exit.INTERNAL) from None


def _no_memory(voice: Voice) -> NoReturn:
    voice.complain(
        say("There is not enough memory on this machine; nothing was written."),
        say("Close other programs, or solve on a machine with more memory."),
    )
    raise typer.Exit(Exit.INTERNAL) from None


def _nobody_reads() -> NoReturn:
    """End without a word (`netcompose check plan.xlsx | head`); what was written to files stays."""
    sink = os.open(os.devnull, os.O_WRONLY)
    with suppress(OSError, ValueError):  # or Python itself complains when it ends
        os.dup2(sink, sys.stdout.fileno())
    raise typer.Exit(Exit.NOBODY_READS)


def _kind(error: Exception) -> str:
    """What may be said of an internal error without giving personal data away: our own text, else only its type."""
    return str(error) if isinstance(error, Disagreement) else type(error).__name__


def _show_refusal(voice: Voice, refused: Refused) -> None:
    from netcompose.report.document import findings_document
    from netcompose.report.terminal.findings import show_findings

    if voice.json:
        voice.answer(findings_document(refused.findings, voice.language))
    loud = Voice(voice.language)
    show_findings(loud.console(), refused.findings, voice.language)


@contextmanager
def _stoppable(voice: Voice) -> Iterator[None]:
    """The first Ctrl-C asks the search to end with the best plan so far; the second one ends the program.

    In a run of our own one that comes later changes nothing: what was to be written is written, and the exit code says so. Another
    program gets back what it had set.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def ask_to_stop(signum: int, frame: object) -> None:
        del signum, frame
        if voice.stopped.is_set():
            raise KeyboardInterrupt
        voice.stopped.set()

    before = signal.signal(signal.SIGINT, ask_to_stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, signal.SIG_IGN if before is leave else before)
