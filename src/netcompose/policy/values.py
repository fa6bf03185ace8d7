"""What is wrong with a value that the settings refuse, as a clause in either language: "that is no whole number"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from netcompose.language import Sentence, listed, say
from netcompose.policy.calendar_settings import IN_A_MONTH, MONTHS_ON

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

__all__ = ["fault_of"]

WHOLE_NUMBER: Final = say("that is no whole number")
NUMBER: Final = say("that is no number")
TEXT: Final = say("that is no text; put it in quotes")
YES_NO: Final = say("write true or false")
DAY: Final = say("that is no day; write it like 2027-01-31")
TIME: Final = say("that is no time of day; write it like 09:00")
LIST: Final = say("that is no list; put it in square brackets")
TABLE: Final = say("that is no table with settings of its own")
KINDS: Final = {
    **dict.fromkeys(("int_type", "int_parsing", "int_parsing_size", "int_from_float"), WHOLE_NUMBER),
    **dict.fromkeys(("float_type", "float_parsing", "finite_number"), NUMBER),
    **dict.fromkeys(("string_type", "string_sub_type", "string_unicode"), TEXT),
    **dict.fromkeys(("bool_type", "bool_parsing"), YES_NO),
    **dict.fromkeys(("date_type", "date_parsing", "date_from_datetime_parsing", "date_from_datetime_inexact"), DAY),
    **dict.fromkeys(("time_type", "time_parsing"), TIME),
    **dict.fromkeys(("tuple_type", "list_type", "set_type", "frozen_set_type"), LIST),
    **dict.fromkeys(("dict_type", "model_type", "model_attributes_type"), TABLE),
}
"""By pydantic's names of what it found: a value of another kind."""
EXAMPLES: Final = {IN_A_MONTH: "2027-01", MONTHS_ON: "6-12"}


def fault_of(detail: ErrorDetails) -> Sentence | str:
    """What pydantic refused, as a clause without an end; what it may find in time to come stays in its own words."""
    kind, found = detail["type"], detail.get("ctx", {})
    if kind == "value_error":
        reason = found["error"].args[0]
        return reason if isinstance(reason, Sentence) else str(found["error"])
    if kind in {"literal_error", "enum"}:
        names = found["expected"].replace(" or ", ", ").replace("'", "").split(", ")
        return (
            say("write one of {names}", names=listed(*names)) if len(names) > 1 else say("write {name}", name=names[0])
        )
    if kind in KINDS:
        return KINDS[kind]
    if detail["input"] != detail["input"]:  # nan is in no range
        return NUMBER
    match kind:
        case "greater_than_equal":
            return say("that is less than {n}", n=found["ge"])
        case "greater_than":
            return say("that is not more than {n}", n=found["gt"])
        case "less_than_equal":
            return say("that is more than {n}", n=found["le"])
        case "string_too_short":
            return say("that is empty")
        case "too_short":
            return say("that is too few; it takes at least {n}", n=found["min_length"])
        case "too_long":
            return say("that is too many; it takes {n} at the most", n=found["max_length"])
        case "string_pattern_mismatch" if found["pattern"] in EXAMPLES:
            return say("write it like {example}", example=EXAMPLES[found["pattern"]])
    return detail["msg"]
