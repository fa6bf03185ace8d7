"""`netcompose policies`: what comes with the tool."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from netcompose.cli.ending import Voice, handled
from netcompose.cli.options import Force, Json, Lang, Quiet
from netcompose.cli.root import app
from netcompose.language import locale_language, say

policies_app = typer.Typer(help="The policies that come with netcompose.", invoke_without_command=True)
app.add_typer(policies_app, name="policies")


@policies_app.callback()
def policies(context: typer.Context, lang: Lang = None, json: Json = False) -> None:
    """List the policies that come with netcompose."""
    if context.invoked_subcommand is not None:
        return
    voice = Voice(lang or locale_language(), json)
    with handled(voice):
        from netcompose.policy.load import load_policy, shipped_policies
        from netcompose.report.document import policies_document
        from netcompose.report.terminal.policies import show_policies

        shipped = [load_policy(name) for name in shipped_policies()]
        if json:
            voice.answer(policies_document(shipped))
        else:
            show_policies(voice.console(stderr=False), shipped, voice.language)


@policies_app.command("show")
def show_one(
    name: Annotated[str, typer.Argument(metavar="NAME|FILE", help="A shipped policy, or a TOML file.")],
    toml: Annotated[bool, typer.Option("--toml", help="As TOML, with its comments, to start your own from.")] = False,
    lang: Lang = None,
    json: Json = False,
) -> None:
    """Show one policy in full."""
    voice = Voice(lang or locale_language(), json)
    with handled(voice):
        from netcompose.policy.load import load_policy, policy_text
        from netcompose.report.document import policies_document
        from netcompose.report.terminal.policies import show_policy

        policy = load_policy(name)
        if toml:
            typer.echo(policy_text(name), nl=False)
        elif json:
            voice.answer(policies_document([policy]))
        else:
            show_policy(voice.console(stderr=False), policy, voice.language)


@policies_app.command()
def compare(
    one: Annotated[str, typer.Argument(metavar="NAME|FILE", help="A shipped policy, or a TOML file.")],
    other: Annotated[str, typer.Argument(metavar="NAME|FILE", help="The one to compare with.")],
    lang: Lang = None,
    json: Json = False,
) -> None:
    """Show every setting in which two policies differ."""
    voice = Voice(lang or locale_language(), json)
    with handled(voice):
        from netcompose.policy.load import differences, load_policy
        from netcompose.report.document import differences_document
        from netcompose.report.terminal.policies import show_differences

        policies = load_policy(one), load_policy(other)
        found = differences(*policies)
        if json:
            voice.answer(differences_document(policies[0], policies[1], found))
        else:
            show_differences(voice.console(stderr=False), policies[0], policies[1], found, voice.language)


@policies_app.command()
def new(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The TOML file to write.")],
    origin: Annotated[
        str, typer.Option("--from", metavar="NAME|FILE", help="The policy to start from, with its comments.")
    ] = "odder",
    force: Force = False,
    lang: Lang = None,
    quiet: Quiet = False,
) -> None:
    """Write a policy file of your own to edit, with a comment on every setting's reason."""
    voice = Voice(lang or locale_language(), quiet=quiet)
    with handled(voice):
        from netcompose.policy.load import load_policy, policy_text, renamed
        from netcompose.report.files import write_atomically

        load_policy(origin)
        write_atomically(file, renamed(policy_text(origin), file.stem).encode("utf-8"), force)
        written = say("Written to {path}", path=str(file))
        following = say("Next: edit it, look at it with: netcompose policies show {file}", file=str(file))
        for sentence in () if quiet else (written, following):
            typer.echo(sentence.text(voice.language))
