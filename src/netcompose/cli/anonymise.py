"""`netcompose anonymise`: a copy of an org chart that may be shown to others."""

from __future__ import annotations

from netcompose.cli.ending import Voice, handled
from netcompose.cli.options import (
    ColumnOption,
    Debug,
    DepartmentDepth,
    Force,
    Lang,
    Listed,
    OrgChart,
    Out,
    PolicyOption,
    Quiet,
    SheetOption,
    Units,
    reading,
)
from netcompose.cli.root import app
from netcompose.language import locale_language, say


@app.command()
def anonymise(
    org: OrgChart,
    out: Out = None,
    policy: PolicyOption = "odder",
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
    """Make a copy without names that gives the same networks, to show to others or to report a fault with."""
    voice = Voice(lang or locale_language(), quiet=quiet, debug=debug)
    with handled(voice):
        from netcompose.policy.load import load_policy
        from netcompose.read import read_organisation
        from netcompose.report.files import ensure_writable
        from netcompose.report.org_chart import write_org_chart
        from netcompose.report.terminal.screen import Screen
        from netcompose.tasks.anonymise import anonymise as without_names

        settings = load_policy(policy)
        target = out if out is not None else org.with_name("anonymous.xlsx")
        ensure_writable(target, force)
        how = reading(
            settings,
            lang,
            sheet=sheet,
            columns=column,
            units=units,
            listed=listed,
            department_depth=department_depth,
        )
        source = read_organisation(org, how)
        voice.language = lang or source.language
        copy = without_names(source.organisation, kept=settings.attributes_asked, values=settings.values_named)
        write_org_chart(target, copy, voice.language, force)
        screen = Screen(voice.console(), voice.language)
        screen.line(say("Written: {path}", path=str(target)))
        screen.line(
            say(
                "Ids, names and other texts are replaced; levels, roles, dates of start, who reports to whom and words that the policy "
                "itself names are as they were: look it through before you pass it on."
            )
        )
