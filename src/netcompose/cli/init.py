"""`netcompose init`: a template to fill in and a policy to edit."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from netcompose.cli.ending import Voice, handled
from netcompose.cli.options import (
    ANSWER,
    ORGCHART,
    ColumnOption,
    Debug,
    DepartmentDepth,
    Force,
    Lang,
    Listed,
    PolicyOption,
    Quiet,
    SheetOption,
    Units,
    reading,
)
from netcompose.cli.root import app
from netcompose.language import Language, locale_language

NAMES = {Language.DA: ("ledere.xlsx", "politik.toml"), Language.EN: ("leaders.xlsx", "policy.toml")}


@app.command()
def init(
    policy: PolicyOption = "odder",
    export: Annotated[
        Path | None,
        typer.Option("--from", metavar="EXPORT", help="Fill the template from an export.", rich_help_panel=ORGCHART),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="The workbook to write; the policy is written beside it.",
            rich_help_panel=ANSWER,
        ),
    ] = None,
    sheet: SheetOption = None,
    column: ColumnOption = None,
    units: Units = None,
    listed: Listed = "auto",
    department_depth: DepartmentDepth = None,
    lang: Lang = None,
    quiet: Quiet = False,
    force: Force = False,
    debug: Debug = False,
) -> None:
    """Write a template workbook to fill in, and a policy file to edit."""
    voice = Voice(lang or locale_language(), quiet=quiet, debug=debug)
    with handled(voice):
        from netcompose.policy.load import load_policy, policy_text
        from netcompose.read import read_organisation
        from netcompose.report.files import ensure_writable, write_atomically
        from netcompose.report.new_policy import new_policy
        from netcompose.report.terminal.findings import show_findings
        from netcompose.report.terminal.start import show_start_of_own
        from netcompose.report.workbook import write_template

        settings = load_policy(policy)
        how = reading(
            settings, lang, sheet=sheet, columns=column, units=units, listed=listed, department_depth=department_depth
        )
        source = None if export is None else read_organisation(export, how)
        voice.language = lang or settings.language or (source.language if source else locale_language())
        workbook, rules = NAMES[voice.language]
        target = out or Path(workbook)
        ensure_writable(target, force)
        beside = target.with_name(rules) if out is None else target.with_suffix(".toml")
        ensure_writable(beside, force)
        organisation = None if source is None else source.organisation
        write_template(target, policy=settings, language=voice.language, organisation=organisation, force=force)
        text = new_policy(policy_text(policy), settings.name, voice.language)
        write_atomically(beside, text.encode("utf-8"), force)
        if source is not None:
            show_findings(voice.console(), source.findings, voice.language)
        show_start_of_own(voice.console(), target, beside, voice.language, made_up=source is None)
