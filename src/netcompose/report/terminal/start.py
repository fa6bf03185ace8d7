"""The first steps: what to do when nothing is asked for, and what to do with a new template."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from netcompose.language import render, say
from netcompose.report.terminal.screen import GOOD, MUTED, STRONG, Screen, quoted

if TYPE_CHECKING:
    from pathlib import Path

    from rich.console import Console

    from netcompose.language import Language


FIRST_STEPS: Final = (
    (
        say("You have an org chart from the HR system (.xlsx, .xls, .ods, .csv):"),
        (
            (say("netcompose columns leaders.xlsx"), say("shows how it is understood")),
            (say("netcompose solve leaders.xlsx"), say("composes the networks and writes the plan beside it")),
        ),
    ),
    (say("You have none:"), (("netcompose init", say("writes a template to fill in, and a policy to edit")),)),
    (
        say("You have a plan, and moved somebody by hand:"),
        ((say("netcompose check leaders-plan.xlsx"), say("judges it, rule by rule")),),
    ),
)


def show_first_steps(console: Console, language: Language) -> None:
    """What somebody does who has just installed it."""
    screen = Screen(console, language)
    screen.line(say("netcompose composes leadership networks from the org chart that HR already has."), STRONG)
    for situation, steps in FIRST_STEPS:
        screen.line()
        screen.line(situation, STRONG)
        for command, what in steps:
            screen.line(f"  {render(command, language)}", GOOD)
            screen.item(" ", what, indent=4)
    screen.line()
    screen.line(say("All commands: netcompose --help. One of them: netcompose solve --help."), MUTED)


def show_start_of_own(console: Console, workbook: Path, policy: Path, language: Language, *, made_up: bool) -> None:
    """Where the template and the policy are, and what to do with them."""
    screen = Screen(console, language)
    file, rules = quoted(str(workbook)), quoted(str(policy))
    screen.line(say("Written to {path}", path=str(workbook)), STRONG)
    screen.line(say("The policy: {path}", path=str(policy)), STRONG)
    if made_up:
        screen.item(
            "1",
            say(
                "Fill in the sheet; the ten people in it are invented. The sheet {guide} explains the columns.",
                guide=_guide(language),
            ),
        )
    else:
        screen.item("1", say("Look the rows through; the sheet {guide} explains the columns.", guide=_guide(language)))
    screen.item(
        "2", say("Read the policy, and change what is not yours: netcompose policies show {policy}", policy=rules)
    )
    screen.item("3", say("Compose the networks: netcompose solve {file} --policy {policy}", file=file, policy=rules))
    if made_up:
        screen.line(say("To try it at once with the ten: netcompose solve {file} --size 3", file=file), MUTED)


def _guide(language: Language) -> str:
    from netcompose.sheets import TemplateSheet

    return TemplateSheet.GUIDE.title(language)
