"""The help in the reader's language: what commands and options say of themselves is looked up in the catalogue before it is shown."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from netcompose.language import Language, locale_language, say, translations

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

HELP: Final = frozenset({"--help", "-h"})
PANELS: Final = {
    "ARGUMENTS_PANEL_TITLE": say("Arguments"),
    "OPTIONS_PANEL_TITLE": say("Options"),
    "COMMANDS_PANEL_TITLE": say("Commands"),
    "DEFAULT_STRING": say("[default: {{}}]"),
    "REQUIRED_LONG_STRING": say("[required]"),
    "ERRORS_PANEL_TITLE": say("Error"),
    "RICH_HELP": say("Try [blue]'{{command_path}} {{help_option}}'[/] for help."),
}
"""What typer heads its lists with, by the names of its constants."""


def asked_language(arguments: Sequence[str]) -> Language:
    """The language that a command line asks for with --lang, else the machine's."""
    for place, argument in enumerate(arguments):
        name, equals, value = argument.partition("=")
        if name == "--lang":
            told = value if equals else "".join(arguments[place + 1 : place + 2])
            if told in set(Language):
                return Language(told)
    return locale_language()


def speak(command: Any, arguments: Sequence[str]) -> None:
    """Put a command, its options and the commands below it into the language of the command line, when it asks for help."""
    if HELP.isdisjoint(arguments):
        return
    language = asked_language(arguments)
    for below in _commands(command):
        _translate(below, language)
    title_lists(language)


def title_lists(language: Language) -> None:
    """Put typer's own words around what is shown of help and errors into a language."""
    shown = import_module("typer.rich_utils")  # here, because only help and errors need it
    for name, title in PANELS.items():
        setattr(shown, name, title.text(language))


def help_texts(command: Any) -> Iterator[str]:
    """Every text that the help of a command and of those below it shows, in English: what the catalogue must have."""
    yield HELP_OPTION
    for below in _commands(command):
        for thing in (below, *below.params):
            yield from filter(None, (getattr(thing, name, None) for name in _NAMES))


HELP_OPTION: Final = "Show this message and exit."
_NAMES: Final = ("help", "short_help", "rich_help_panel")


def _commands(command: Any) -> Iterator[Any]:
    yield command
    for below in getattr(command, "commands", {}).values():
        yield from _commands(below)


def _translate(command: Any, language: Language) -> None:
    catalogue = translations(language)
    for thing in (command, *command.params):
        for name in _NAMES:
            if text := getattr(thing, name, None):
                setattr(thing, name, catalogue.gettext(text))
        if getattr(thing, "is_flag", False) and thing.metavar is None:
            thing.metavar = ""  # a flag takes no value
    english = command.get_help_option

    def help_option(context: Any) -> Any:
        option = english(context)
        if option is not None:
            option.help, option.metavar = catalogue.gettext(HELP_OPTION), ""
        return option

    command.get_help_option = help_option
