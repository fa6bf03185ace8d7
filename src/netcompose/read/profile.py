"""What the values of a column look like: they decide between the meanings that a header may have."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from netcompose.read.text import (
    day,
    day_in_column,
    fold,
    is_marked_up,
    may_be_personal_number,
    month_and_day,
    plain,
    yes_or_no,
)
from netcompose.read.vocabulary import LEADER_KINDS, STAFF_KINDS, is_vacant, level_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from netcompose.read.grid import Row


@dataclass(frozen=True, slots=True)
class Profile:
    """Shares are of the filled cells, `filled` of all rows; `distinct` counts different texts.

    `numbered_days` is the share of days when bare numbers may be days, too; `month_first`: the dates are mm/dd/yyyy.
    """

    rows: int
    filled: float
    distinct: int
    texts: tuple[str, ...]
    yes_no: float
    dates: float
    numbered_days: float
    month_first: bool
    at_signs: float
    digits: float
    personal_numbers: bool

    @property
    def count(self) -> int:
        """How many cells are filled."""
        return len(self.texts)

    def share(self, words: frozenset[str]) -> float:
        """Share of the cells that say one of these words."""
        return sum(1 for text in self.texts if fold(text) in words) / self.count if self.count else 0.0

    def is_kinds(self) -> bool:
        """Whether it tells leaders from employees."""
        return self.share(LEADER_KINDS | STAFF_KINDS) >= 0.9 and self.share(LEADER_KINDS) > 0

    def is_levels(self) -> bool:
        """Whether most of its words are levels we know."""
        return self.share(frozenset(level_words())) >= 0.5

    def is_vacancies(self) -> bool:
        """Whether it tells vacant posts from people."""
        return any(is_vacant(text) for text in self.texts) and self.distinct <= 4


def profile(rows: Sequence[Row], column: int) -> Profile:
    """The profile of one column."""
    cells = Counter(cell for row in rows if (cell := row.cell(column)) != "")
    read = {cell: _read(cell) for cell in cells if isinstance(cell, str)}
    texts = tuple(read[cell] for row in rows if isinstance(cell := row.cell(column), str) and cell != "")
    said, count = Counter(texts), cells.total() or 1
    different = read.keys()
    checked = [text for text in different if may_be_personal_number(text) is not None]
    written = [found for cell in different if (found := month_and_day(cell))]
    month_first = any(second > 12 for _, second in written) and all(first <= 12 for first, _ in written)
    return Profile(
        rows=len(rows),
        filled=cells.total() / (len(rows) or 1),
        distinct=len(cells),
        texts=texts,
        yes_no=sum(n for text, n in said.items() if yes_or_no(text) is not None) / count,
        dates=sum(n for cell, n in cells.items() if isinstance(cell, date) or day(cell, month_first=month_first))
        / count,
        numbered_days=sum(n for cell, n in cells.items() if day_in_column(cell, month_first=month_first)) / count,
        month_first=month_first,
        at_signs=sum(n for text, n in said.items() if "@" in text) / count,
        digits=sum(n for text, n in said.items() if text.replace(".", "").replace(" ", "").isdigit()) / count,
        personal_numbers=2 * sum(1 for text in checked if may_be_personal_number(text)) > len(checked),
    )


def _read(text: str) -> str:
    """The text as a reader of the page would have seen it."""
    return plain(text) if ("<" in text or "](" in text) and is_marked_up(text) else text


def fits(field: str, values: Profile, *, sole: bool = False) -> bool:
    """Whether a column's values can be this field's; `sole`: nothing else is a candidate for the field."""
    if not values.count and not values.dates:
        return field not in {"roles", "leader_flag", "vacancy", "level", "unit_path"} or sole
    match field:
        case "leader_flag":
            return values.yes_no >= 0.9 or values.is_kinds()
        case "vacancy":
            return values.yes_no >= 0.9 or values.is_vacancies()
        case (
            "manager"
            | "manager_id"
            | "manager_name"
            | "manager_email"
            | "manager_username"
            | "manager_post"
            | "manager_title"
        ):
            return (values.yes_no < 0.9 or values.digits >= 0.9) and values.dates < 0.5
        case "name" | "first_name" | "last_name":
            return values.digits < 0.5 and values.yes_no < 0.9 and values.at_signs < 0.5 and values.dates < 0.5
        case "email" | "manager_email_only":
            return values.at_signs >= 0.5
        case "id" | "post" | "person_key" | "username":
            return values.dates < 0.5 and (sole or 2 * values.distinct >= values.count * 0.5)
        case "started" | "start_date" | "end_date":
            return values.numbered_days >= 0.3
        case "level":
            return (
                values.dates < 0.5
                and values.yes_no < 0.9
                and (values.is_levels() or values.distinct <= max(15, values.count // 4))
            )
        case "roles":
            return values.filled <= 0.5
        case "department":
            return values.dates < 0.5 and values.digits < 0.9
        case "unit_path":
            return any(sign in text for text in values.texts for sign in "\\/>|»›→")
        case "new" | "acting" | "participates" | "signed_up" | "locked" | "primary" | "can_host" | "can_mentor":
            return values.yes_no >= 0.5 or sole
        case _:
            return True
