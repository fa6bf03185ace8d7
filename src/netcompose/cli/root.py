"""The application that the commands enter themselves in."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Annotated, Any, Final

import typer
from typer.core import TyperGroup

from netcompose.cli.spoken import asked_language, speak
from netcompose.cli.usage import Unusable, in_words_of
from netcompose.language import Language, listed, locale_language, say

LANGUAGE: Final = "netcompose.language"
"""Where the context keeps what the command line asks for."""
TABLES: Final = (".xlsx", ".xlsm", ".xls", ".ods", ".csv")


class FileFirst(TyperGroup):
    """Commands, where a file given alone – dragged onto the program, say – is solved."""

    def parse_args(self, ctx: typer.Context, args: list[str]) -> list[str]:  # type: ignore[override]
        """Put the command before a file that stands where a command should."""
        if args and args[0] not in self.commands and args[0].lower().endswith(TABLES):
            args = ["solve", *args]
        speak(self, args)
        ctx.meta[LANGUAGE] = asked_language(args)
        with in_words_of(ctx.meta[LANGUAGE]):
            return super().parse_args(ctx, args)

    def invoke(self, ctx: typer.Context) -> Any:  # type: ignore[override]
        """Run the command; what it cannot use is told in the reader's language."""
        with in_words_of(ctx.meta[LANGUAGE]):
            return super().invoke(ctx)

    def resolve_command(self, ctx: typer.Context, args: list[str]) -> Any:  # type: ignore[override]
        """The command that is meant, or the nearest ones there are."""
        if args and args[0] not in self.commands and not args[0].startswith("-"):
            nearest = get_close_matches(args[0], self.commands)
            raise Unusable(
                say("There is no command {name}. Did you mean {nearest}?", name=args[0], nearest=listed(*nearest))
                if nearest
                else say("There is no command {name}.", name=args[0]),
                context=ctx,
            )
        return super().resolve_command(ctx, args)


app = typer.Typer(
    cls=FileFirst,
    invoke_without_command=True,
    name="netcompose",
    help="Compose leadership networks from an org chart: every rule kept, the mix proven best.",
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
    context: typer.Context,
    version: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="Versions of netcompose and its libraries."),
    ] = False,
    lang: Annotated[Language | None, typer.Option(help="Language of the help and of the first steps.")] = None,
) -> None:
    """Compose leadership networks from an org chart: every rule kept, the mix proven best."""
    if context.invoked_subcommand is None:
        from netcompose.cli.ending import Voice
        from netcompose.report.terminal.start import show_first_steps

        language = lang or locale_language()
        show_first_steps(Voice(language).console(stderr=False), language)
