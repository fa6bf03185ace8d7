"""Colours that print in grey and that colour-blind readers can tell apart; the text always says it too."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from netcompose.report.alphabet import alphabetical
from netcompose.sheets import Sheet, TemplateSheet

if TYPE_CHECKING:
    from collections.abc import Iterable

INK: Final = "#1F2A37"
MUTED: Final = "#5B6775"
BAND: Final = "#1F3A5F"
SOFT: Final = "#4A6583"  # a heading that may be left empty
PALE: Final = "#EAF0F6"
LINE: Final = "#C9D3DD"
WHITE: Final = "#FFFFFF"
MUCH: Final = "#F2A65A"  # the far end of the colour scale

LINK: Final = "#1A4E8A"

GOOD: Final = ("#D9EAD3", "#1E4D2B")
BAD: Final = ("#F8CECC", "#8B1A1A")
WARN: Final = ("#FFE8B3", "#5C4300")
NOTE: Final = ("#E3ECF7", "#1F3A5F")

# After Paul Tol's "light" scheme (made to stand behind black text), with three more at the end.
HUES: Final = (
    "#99DDFF",
    "#EEDD88",
    "#FFAABB",
    "#BBCC33",
    "#77AADD",
    "#EE8866",
    "#44BB99",
    "#DDDDDD",
    "#C9A6DB",
    "#AAAA00",
    "#C8A27A",
    "#B5C7D3",
)
# Read first, edit, who does what, how good it is; the rest is grey.
TABS: Final[dict[Sheet | TemplateSheet, str]] = {
    TemplateSheet.LEADERS: BAND,
    Sheet.NETWORKS: BAND,
    Sheet.ASSIGNMENTS: "#B45309",
    Sheet.LIVE: "#B45309",
    Sheet.HOSTS: "#77AADD",
    Sheet.MENTORS: "#77AADD",
    Sheet.CONTACTS: "#77AADD",
    Sheet.MEETINGS: "#77AADD",
    Sheet.CHANGES: "#77AADD",
    Sheet.MAILS: "#77AADD",
    Sheet.MESSAGES: "#77AADD",
    Sheet.TRADE_OFF: "#44BB99",
    Sheet.MIX: "#44BB99",
    Sheet.CHECKS: "#44BB99",
}
PLAIN: Final = ("#E6E9ED", "#B0B8C1", "#CBD1D8")  # those of the greys that black text stands on
GREYS: Final = ("#8A94A0", "#E6E9ED", "#B0B8C1", "#6B7682", "#CBD1D8")


def colours(values: Iterable[str]) -> dict[str, str]:
    """A colour for each value, alphabetically, so that it keeps from sheet to sheet; beyond twelve the most frequent are coloured."""
    counts = Counter(value for value in values if value)
    frequent = sorted(counts, key=lambda value: (-counts[value], alphabetical(value)))[: len(HUES)]
    return dict(zip(sorted(frequent, key=alphabetical), HUES, strict=False))
