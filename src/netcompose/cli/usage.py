"""A command line that cannot be used, told in the reader's language."""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

import typer

from netcompose.cli.spoken import title_lists
from netcompose.language import Language, listed, say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from netcompose.language import Sentence

__all__ = ["Unusable", "cannot_be", "in_words_of"]

MORE_THAN_TAKEN: Final = re.compile(r"Got unexpected extra argument.*? \((.*)\)", re.DOTALL)


class Unusable(typer.BadParameter):
    """What a command cannot use, as a sentence; `option` is the option or argument that it is about.

    It is told in `language`; where that is left open, in the one that the command line asks for.
    """

    def __init__(
        self, told: Sentence, option: str | None = None, language: Language | None = None, context: Any = None
    ) -> None:
        super().__init__(told.text(Language.EN), ctx=context, param_hint=option)
        self.told = told
        self.language = language

    def format_message(self) -> str:
        """The sentence, behind the option that it is about."""
        told = self.told.text(self.language or Language.EN)
        return told if self.param_hint is None else f"{self.param_hint}: {told}"


@contextmanager
def in_words_of(language: Language) -> Iterator[None]:
    """What typer finds wrong with a command line becomes a sentence of ours, in that language.

    Raises
    ------
    Unusable
        In the place of every error of use.
    """
    try:
        yield
    except Unusable as error:
        error.language = error.language or language
        title_lists(error.language)
        raise
    except typer.TyperException as error:
        told = _told(error)
        if told is None:
            raise
        title_lists(language)
        raise Unusable(told, language=language, context=getattr(error, "ctx", None)) from error


def _told(error: Any) -> Sentence | None:
    """The sentence for an error of typer's; it hands out few of their classes, but what they hold tells them apart."""
    option: str | None = getattr(error, "option_name", None)
    parameter = getattr(error, "param", None)
    if hasattr(error, "possibilities"):
        if not error.possibilities:
            return say("There is no option {option}.", option=str(option))
        return say(
            "There is no option {option}. Did you mean {nearest}?",
            option=str(option),
            nearest=listed(*sorted(error.possibilities)),
        )
    if option is not None:
        if "does not take" in error.message:
            return say("The option {option} takes no value.", option=option)
        return say("The option {option} needs a value behind it.", option=option)
    if hasattr(error, "param_type") and parameter is not None:
        return say("{name} is missing.", name=_name(parameter))
    if parameter is not None:
        return _refused(error, parameter)
    if (extra := MORE_THAN_TAKEN.match(error.message)) is not None:
        return say(
            "The command has no place for '{rest}'. A name or path with spaces in it needs quotes around it.",
            rest=extra[1],
        )
    return None


def _refused(error: Any, parameter: Any) -> Sentence | None:
    """The sentence for a value of the wrong kind, from what pydantic says of it."""
    from pydantic import ValidationError

    from netcompose.policy.values import fault_of

    if not isinstance(error.__cause__, ValidationError):
        return None
    detail = error.__cause__.errors(include_url=False)[0]
    option, value = _name(parameter), str(detail["input"])
    _, choices, names = detail["msg"].partition(" is not one of ")
    fault = say("write one of {names}", names=listed(*re.findall("'(.*?)'", names))) if choices else fault_of(detail)
    return cannot_be(option, value, fault)


def cannot_be(option: str, value: str, fault: Sentence | str) -> Sentence:
    """The sentence for a value that an option cannot have; the fault is a clause."""
    return say("{option} cannot be '{value}': {fault}.", option=option, value=value, fault=fault)


def _name(parameter: Any) -> str:
    """What the reader writes: the option's longest name, or the argument as the help shows it."""
    names = parameter.opts if parameter.opts[0].startswith("-") else [parameter.metavar or parameter.name]
    return str(max(names, key=len))
