"""`netcompose policies`: what comes with the tool."""

from __future__ import annotations

from typing import Annotated

import typer

from netcompose.cli.app import app
from netcompose.cli.ending import Voice, handled
from netcompose.cli.options import (
    Lang,
)
from netcompose.language import Language

policies_app = typer.Typer(help="The policies that come with netcompose.", invoke_without_command=True)
app.add_typer(policies_app, name="policies")


@policies_app.callback()
def policies(context: typer.Context, lang: Lang = None) -> None:
    """List the policies that come with netcompose."""
    if context.invoked_subcommand is not None:
        return
    voice = Voice(lang or Language.EN)
    with handled(voice):
        from netcompose.policy.load import load_policy, shipped_policies
        from netcompose.report.terminal import show_policies

        show_policies(voice.console(stderr=False), [load_policy(name) for name in shipped_policies()], voice.language)


@policies_app.command("show")
def show_one(
    name: Annotated[str, typer.Argument(metavar="NAME|FILE", help="A shipped policy, or a TOML file.")],
    toml: Annotated[bool, typer.Option("--toml", help="As TOML, with its comments, to start your own from.")] = False,
    lang: Lang = None,
) -> None:
    """Show one policy in full."""
    voice = Voice(lang or Language.EN)
    with handled(voice):
        from netcompose.policy.load import load_policy, policy_text
        from netcompose.report.terminal import show_policy

        policy = load_policy(name)
        if toml:
            typer.echo(policy_text(name), nl=False)
        else:
            show_policy(voice.console(stderr=False), policy, voice.language)
