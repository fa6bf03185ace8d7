"""What somebody may have meant: the text that is written most like it, to be suggested and never used by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from netcompose.read.text import squash

if TYPE_CHECKING:
    from collections.abc import Iterable

NOTHING: Final = "–"
_LEAST: Final = 50
_SHORT: Final = 6
_LONGEST: Final = 100
_COMPARISONS: Final = 300_000
"""All suggestions of one reading together: enough for every fault of an ordinary list, not for a list that is all faults."""


def nearest(text: str, known: Iterable[str]) -> str:
    """The known text that is most like it; "–" when none is."""
    from rapidfuzz import fuzz, process

    scorer = fuzz.ratio if len(text) < _SHORT else fuzz.WRatio  # a few letters stand in any long text
    found = process.extractOne(text[:_LONGEST], list(known), scorer=scorer, processor=squash)
    return str(found[0]) if found and found[1] >= _LEAST else NOTHING


class Suggestions:
    """The nearest of some names, each text looked up once, until the effort is spent."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = sorted(set(names))
        self._left = max(1, _COMPARISONS // max(1, len(self._names)))
        self._known: dict[str, str] = {}

    def nearest(self, text: str) -> str:
        """The name that is most like it."""
        if text not in self._known and self._left:
            self._left -= 1
            self._known[text] = nearest(text, self._names)
        return self._known.get(text, NOTHING)
