"""A leader's level: as the sheet says, else as the reporting lines show."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from netcompose.language import Language, Sentence, listed, say
from netcompose.organisation import Level
from netcompose.read.people import Line
from netcompose.read.text import fold, shown, tidy_id
from netcompose.read.vocabulary import LEVEL_NAMES, level_words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from netcompose.language import Value
    from netcompose.read.columns import Columns
    from netcompose.read.notebook import Notebook
    from netcompose.read.people import Node

_NAMES: Final[dict[Level, Sentence]] = {
    Level.DIRECTOR: say("director"),
    Level.CHIEF: say("chief"),
    Level.LEADER_OF_LEADERS: say("leader of leaders"),
    Level.LEADER_OF_EMPLOYEES: say("leader of employees"),
    Level.OTHER: say("other"),
}


_LEADS_LEADERS: Final = frozenset({Level.DIRECTOR, Level.CHIEF, Level.LEADER_OF_LEADERS})


def known_level(text: str, named: Mapping[Level, Sequence[str]]) -> Level | None:
    """What a level's text means: by the policy's names first, then by common words; None when neither knows it."""
    if not text:
        return None
    words = fold(text)
    for level, texts in named.items():
        if any(fold(name) == words for name in texts):
            return level
    return level_words().get(words)


def derived_levels(
    above: dict[int, Node | None],
    nodes: Sequence[Node],
    leading: set[int],
    with_role_only: set[int],
    counted_leaders: Callable[[Node], int],
    lines_known: bool,
) -> dict[int, Level]:
    """Levels from the reporting lines among the leaders.

    A root that leads leaders is a director, unless there is a manager above whom the list does not hold; who reports to a director and
    leads leaders is a chief; anybody else who leads leaders is a leader of leaders; the others lead employees. Somebody who leads nobody
    and is only here for a role is none of these. Where no lines are known, only counted reports ("Heraf ledere") tell who leads leaders.
    """
    leads_leaders = {id(node) for node in nodes if counted_leaders(node) > 0}
    for node in nodes:
        if (manager := above.get(id(node))) is not None and id(node) not in with_role_only:
            leads_leaders.add(id(manager))
    levels: dict[int, Level] = {}
    for node in nodes:
        if id(node) not in above:
            continue
        manager = above[id(node)]
        if id(node) in with_role_only and id(node) not in leading:
            levels[id(node)] = Level.OTHER
        elif id(node) not in leads_leaders:
            levels[id(node)] = Level.LEADER_OF_EMPLOYEES
        elif not lines_known:
            levels[id(node)] = Level.LEADER_OF_LEADERS
        elif manager is None:
            levels[id(node)] = Level.CHIEF if node.line in (Line.MISSING, Line.UNCLEAR) else Level.DIRECTOR
        elif above[id(manager)] is None and manager.line not in (Line.MISSING, Line.UNCLEAR):
            levels[id(node)] = Level.CHIEF
        else:
            levels[id(node)] = Level.LEADER_OF_LEADERS
    return levels


def settle_levels(
    chosen: Sequence[Node],
    derived: dict[int, Level],
    named: Mapping[Level, Sequence[str]],
    columns: Columns,
    language: Language,
    notebook: Notebook,
) -> dict[int, tuple[Level, str]]:
    """Each member's level and its name: as written where it is written, else derived and named in the sheet's language."""
    column = columns.of.get("level")
    if column is None:
        counted = Counter(derived[id(node)] for node in chosen)
        shown_levels: list[Value] = [
            say("{level}: {count}", level=_NAMES[level], count=counted[level]) for level in Level if counted[level]
        ]
        notebook.note("NC401", columns.table.sheet, levels=listed(*shown_levels))
        return {id(node): (derived[id(node)], LEVEL_NAMES[derived[id(node)]][language]) for node in chosen}
    texts = {id(node): tidy_id(shown(node.main.row.cell(column))) for node in chosen}
    scale = _scale(chosen, texts, derived, named, columns, notebook)
    settled: dict[int, tuple[Level, str]] = {}
    noted: set[str] = set()
    for node in chosen:
        text, from_tree = texts[id(node)], derived[id(node)]
        level = known_level(text, named)
        if not text:
            level = from_tree
            if level is not Level.OTHER:
                notebook.note("NC403", columns.table.sheet, node.number, column, name=node.name, level=_NAMES[level])
            text = LEVEL_NAMES[level][language]
        elif level is None or (level is Level.OTHER and not columns.table.ours and from_tree in _LEADS_LEADERS):
            level = from_tree
            if fold(text) not in noted and fold(text) not in scale:
                noted.add(fold(text))
                notebook.note("NC402", columns.table.sheet, node.number, column, text, value=text, level=_NAMES[level])
        settled[id(node)] = level, text
    return settled


def _most_common(counted: Counter[Level]) -> Level:
    """The level that most are; of two that equally many are, the higher."""
    order = list(Level)
    return min(counted, key=lambda level: (-counted[level], order.index(level)))


def _scale(
    chosen: Sequence[Node],
    texts: dict[int, str],
    derived: dict[int, Level],
    named: Mapping[Level, Sequence[str]],
    columns: Columns,
    notebook: Notebook,
) -> set[str]:
    """Codes or numbers that no vocabulary knows: said once, each with what most of its people are by the reporting lines."""
    by_text: dict[str, Counter[Level]] = {}
    spelt: dict[str, str] = {}
    for node in chosen:
        if text := texts[id(node)]:
            by_text.setdefault(fold(text), Counter())[derived[id(node)]] += 1
            spelt.setdefault(fold(text), text)
    known = {words for words, text in spelt.items() if known_level(text, named)}
    unknown = set(by_text) - known
    if len(unknown) < 2 or len(known) >= len(unknown):
        return set()
    scale = {words: _most_common(by_text[words]) for words in sorted(unknown)}
    shown_scale: list[Value] = [
        say("{text} = {level}", text=spelt[words], level=_NAMES[level]) for words, level in scale.items()
    ]
    notebook.note(
        "NC404",
        columns.table.sheet,
        columns.table.header_row,
        columns.of["level"],
        header=columns.header("level"),
        scale=listed(*shown_scale[:20]),
    )
    return unknown
