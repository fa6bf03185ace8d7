"""The application that the commands enter themselves in, and its entry point."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

app = typer.Typer(
    name="netcompose",
    help="Compose leadership networks from an org chart: every rule kept, the mix proven best.",
    no_args_is_help=True,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(asked: bool) -> None:
    if asked:
        from netcompose.report.versions import versions

        for name, version in versions():
            typer.echo(f"{name} {version}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="Versions of netcompose and its libraries."),
    ] = False,
) -> None:
    """Compose leadership networks from an org chart: every rule kept, the mix proven best."""


def main() -> None:
    """The entry point: a console that cannot show a letter shows a substitute, and never stops the command."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")
    app()
