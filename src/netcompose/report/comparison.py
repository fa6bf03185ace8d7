"""Scenarios side by side: the figures that are compared, which of them is best, and the recommendation in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from netcompose.language import attribute_name, say, say_n

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from netcompose.language import Sentence, Value
    from netcompose.tasks.what_if import Comparison, Figures, Tried

STATUSES: Final = {
    "optimal": say("proven best"),
    "feasible": say("good"),
    "infeasible": say("impossible"),
    "out_of_time": say("not found in time"),
    "present": say("today"),
}
BEST: Final = "★"


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: its heading, its number in a scenario (None when it has none), how it is written, and whether less or more is better."""

    key: str
    heading: Value
    number: Callable[[Tried], float | None]
    written: str = "0"
    better: int = 0  # -1 less, 1 more, 0 neither
    attribute: str = ""

    def text(self, tried: Tried) -> str:
        """The number as the screen shows it."""
        number = self.number(tried)
        if number is None:
            return "–"
        if self.written == "0%":
            return f"{100 * number:.0f} %"
        return f"{number:.2f}".rstrip("0").rstrip(".") if self.written == "0.00" else f"{number:g}"


def name_of(tried: Tried) -> Value:
    """What a scenario is called."""
    return say("Today") if tried.status == "present" else tried.setting.name


def sizes(tried: Tried) -> str:
    """Number and sizes of the networks, like "9 x 8-9"."""
    if tried.figures is None or not tried.figures.sizes:
        return "–"
    low, high = min(tried.figures.sizes), max(tried.figures.sizes)
    return f"{tried.figures.networks} × {low if low == high else f'{low}–{high}'}"


def mix_figures(comparison: Comparison) -> list[Figure]:
    """For each attribute of the mix: pairs above the unavoidable, and the most pairs in one network."""
    attributes = dict.fromkeys(
        mix.attribute for tried in comparison.scenarios if tried.figures is not None for mix in tried.figures.mix
    )
    figures = []
    for attribute in attributes:
        name = attribute_name(attribute or "")
        figures.append(
            Figure(
                f"excess {attribute}",
                say("{attribute}: avoidable", attribute=name),
                lambda tried, attribute=attribute: _mix(tried, attribute, "excess"),  # type: ignore[misc]
                better=-1,
                attribute=attribute or "",
            )
        )
        figures.append(
            Figure(
                f"worst {attribute}",
                say("{attribute}: worst network", attribute=name),
                lambda tried, attribute=attribute: _mix(tried, attribute, "worst"),  # type: ignore[misc]
                better=-1,
                attribute=attribute or "",
            )
        )
    return figures


def people_figures(comparison: Comparison) -> list[Figure]:
    """What it means for the people; a figure that no scenario has is left out."""

    def of(number: Callable[[Figures], float | None]) -> Callable[[Tried], float | None]:
        return lambda tried: None if tried.figures is None else number(tried.figures)

    every = [
        Figure(
            "departments met", say("Departments met"), of(lambda f: f.departments_met if _meet(f) else None), "0%", 1
        ),
        Figure("moves", say("Moves"), of(lambda f: f.moves), better=-1),
        Figure("new leaders", say("New, at most"), of(lambda f: f.new_leaders[1]), better=-1),
        Figure("mentors", say("Mentors to spare"), of(lambda f: f.mentors), better=1),
        Figure("hosting", say("Hosts a year"), of(lambda f: f.hosting), "0.00", -1),
        Figure("hours", say("Hours a year"), of(lambda f: f.hours), better=-1),
        Figure("contacts", say("Contacts"), of(lambda f: f.contacts), better=-1),
    ]
    return [figure for figure in every if any(figure.number(tried) is not None for tried in comparison.scenarios)]


def _meet(figures: Figures) -> bool:
    """Whether members meet others at all: a given team may have but one."""
    return max(figures.sizes, default=0) > 1


def _mix(tried: Tried, attribute: str | None, what: str) -> float | None:
    if tried.figures is None:
        return None
    return next((float(getattr(mix, what)) for mix in tried.figures.mix if mix.attribute == attribute), None)


def best_value(figure: Figure, scenarios: Sequence[Tried]) -> float | None:
    """The best number among the scenarios; None when nothing is better, or when all are alike."""
    numbers = [number for tried in scenarios if (number := figure.number(tried)) is not None]
    if not figure.better or len(set(numbers)) < 2:
        return None
    return max(numbers) if figure.better > 0 else min(numbers)


def recommendation(comparison: Comparison) -> tuple[Sentence, ...]:
    """Two sentences: which scenario, and why that one."""
    if comparison.best is None:
        return (say("None of the scenarios has a plan."),)
    best = comparison.scenarios[comparison.best]
    assert best.figures is not None
    first = say("Recommended: {name}, with {networks} members.", name=name_of(best), networks=sizes(best))
    excess = (
        say_n("{n} pair more meets than is unavoidable", "{n} pairs more meet than is unavoidable", best.excess)
        if best.excess
        else say("no pair meets that could be avoided")
    )
    if not _meet(best.figures):
        return first, say("What is compared here does not tell the scenarios apart: each network has one member.")
    met = f"{100 * best.figures.departments_met:.0f} %"
    others = [tried for i, tried in enumerate(comparison.scenarios) if i != comparison.best and tried.figures]
    if not others:
        second = say(
            "It is the only one with a plan: {excess}, and a member meets {met} of the other departments.",
            excess=excess,
            met=met,
        )
    else:
        second = say(
            "Because {excess}, and a member meets {met} of the other departments; {reason}.",
            excess=excess,
            met=met,
            reason=_reason(best, min(others, key=lambda tried: _distance(best, tried))),
        )
    moves = best.figures.moves
    if not moves:
        return first, second
    third = say_n("{n} member would change network.", "{n} members would change network.", moves)
    return first, say("{one} {other}", one=second, other=third)


def _distance(best: Tried, other: Tried) -> tuple[float, float]:
    assert best.figures is not None
    assert other.figures is not None
    return other.excess - best.excess, best.figures.departments_met - other.figures.departments_met


def _reason(best: Tried, other: Tried) -> Sentence:
    """How the next best compares."""
    assert best.figures is not None
    assert other.figures is not None
    met = f"{100 * other.figures.departments_met:.0f} %"
    if other.excess != best.excess:
        return say_n(
            "the next best, {name}, has {n} pair that could be avoided",
            "the next best, {name}, has {n} pairs that could be avoided",
            other.excess,
            name=name_of(other),
        )
    if round(other.figures.departments_met, 2) != round(best.figures.departments_met, 2):
        return say("in the next best, {name}, it is {met}", name=name_of(other), met=met)
    if (other.figures.moves or 0) != (best.figures.moves or 0):
        return say_n(
            "the next best, {name}, moves {n} member",
            "the next best, {name}, moves {n} members",
            other.figures.moves or 0,
            name=name_of(other),
        )
    return say("{name} is as good in this", name=name_of(other))
