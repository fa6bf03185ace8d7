"""`netcompose columns`: how an org chart is understood."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from netcompose.cli.ending import Voice, handled
from netcompose.cli.options import (
    ANSWER,
    ColumnOption,
    Debug,
    DepartmentDepth,
    Force,
    Lang,
    Listed,
    OrgChart,
    PolicyOption,
    SheetOption,
    Units,
    reading,
)
from netcompose.cli.root import app
from netcompose.language import locale_language, say


@app.command()
def columns(
    org: OrgChart,
    policy: PolicyOption = "odder",
    sheet: SheetOption = None,
    column: ColumnOption = None,
    units: Units = None,
    listed: Listed = "auto",
    department_depth: DepartmentDepth = None,
    save: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Write the columns into a policy of your own, made from --policy.",
            rich_help_panel=ANSWER,
        ),
    ] = None,
    force: Force = False,
    lang: Lang = None,
    debug: Debug = False,
) -> None:
    """Show how an org chart is understood: which column is taken for what, and why."""
    voice = Voice(lang or locale_language(), debug=debug)
    with handled(voice):
        from netcompose.policy.load import load_policy
        from netcompose.read import read_organisation
        from netcompose.report.terminal.columns import show_columns, show_counts
        from netcompose.report.terminal.findings import show_findings

        settings = load_policy(policy)
        how = reading(
            settings, lang, sheet=sheet, columns=column, units=units, listed=listed, department_depth=department_depth
        )
        source = read_organisation(org, how)
        voice.language = lang or source.language
        screen = voice.console(stderr=False)
        show_columns(screen, source.columns, voice.language, header_row=source.header_row, others=source.other_headers)
        show_counts(screen, source.counts, voice.language)
        show_findings(screen, source.findings, voice.language)
        if save is not None:
            _save_columns(save, policy, {choice.field: choice.header for choice in source.columns}, force)
            voice.complain(say("The columns are written into {file}; use it with --policy {file}.", file=str(save)))


def _save_columns(target: Path, policy: str, columns: dict[str, str], force: bool) -> None:
    """A policy of one's own that says which column holds what, so that nothing need be found out next time."""
    from netcompose.policy.load import parse_policy, policy_text, with_columns
    from netcompose.report.files import write_atomically

    text = with_columns(policy_text(policy), columns)
    parse_policy(text, str(target))
    write_atomically(target, text.encode("utf-8"), force)
