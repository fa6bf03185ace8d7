"""Who belongs to the organisation: everybody of a leaders' list; of a whole staff those who lead, and those with a role."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from netcompose.language import Sentence, say
from netcompose.organisation import Level
from netcompose.read.levels import known_level
from netcompose.read.people import Line
from netcompose.read.text import fold, shown
from netcompose.read.vocabulary import is_leader_title, is_nobody, says_leaders_only

if TYPE_CHECKING:
    from collections.abc import Sequence

    from netcompose.read.columns import Columns
    from netcompose.read.notebook import Notebook
    from netcompose.read.people import Node
    from netcompose.read.rows import Entry
    from netcompose.read.source import Reading

_MOST: Final = 0.6
_HALF: Final = 0.5
_NEARLY_ALL: Final = 0.95
_LEADER_LEVEL: Final = re.compile(r"^(?:leder|ledelse|leader|leadership|manage)")


def mark_leaders(found: Sequence[Entry], columns: Columns, how: Reading, book_name: str) -> None:
    """Where a row does not say itself whether it is a leader's, its level says so; where no row does, the list's name may."""
    living = [entry for entry in found if not entry.vacant]
    for entry in living:
        entry.level = _level(entry, columns, how)
    if "leader_flag" in columns.of:
        return
    if columns.table.ours:
        for entry in living:
            entry.leads = entry.level is not Level.OTHER
    elif any(entry.level for entry in living):
        for entry in living:
            entry.leads = entry.level not in {None, Level.OTHER}
    elif _marks_leaders(living, columns):
        for entry in living:
            entry.leads = not is_nobody(shown(entry.row.cell(columns.of["level"])))
    elif (
        columns.of_leaders()
        or "leader_reports" in columns.of
        or how.listed == "leaders"
        or (how.listed == "auto" and _named_leaders(columns, book_name))
    ):
        for entry in living:
            entry.leads = True


def _level(entry: Entry, columns: Columns, how: Reading) -> Level | None:
    column = columns.of.get("level")
    return None if column is None else known_level(shown(entry.row.cell(column)), how.levels)


def _marks_leaders(living: Sequence[Entry], columns: Columns) -> bool:
    """Whether a column of leaders' levels, in codes of its own, is filled for some and empty for most."""
    if "level" not in columns.of or not _LEADER_LEVEL.search(fold(columns.header("level"))):
        return False
    filled = sum(1 for entry in living if not is_nobody(shown(entry.row.cell(columns.of["level"]))))
    return 0 < filled < _HALF * len(living)


def _named_leaders(columns: Columns, book_name: str) -> bool:
    return says_leaders_only(columns.table.sheet) or says_leaders_only(book_name)


def leads_somebody(nodes: Sequence[Node]) -> set[int]:
    """Those whom somebody reports to, through vacant posts and people who have left."""
    leading: set[int] = set()
    for node in nodes:
        if not node.is_person:
            continue
        step = node.superior
        while step is not None and not step.is_person:
            step = step.superior
        if step is not None:
            leading.add(id(step))
    return leading


def members(nodes: Sequence[Node], columns: Columns, how: Reading, book_name: str, notebook: Notebook) -> set[int]:
    """The nodes that belong to the organisation; what was assumed is said once."""
    living = [node for node in nodes if node.is_person]
    leading = leads_somebody(nodes)
    roles = columns.of.get("roles")
    with_role = {id(node) for node in living if roles is not None and node.main.row.cell(roles) != ""}
    only_leaders, why = _only_leaders(living, leading, columns, how, book_name)
    if only_leaders:
        chosen = {id(node) for node in living}
    else:
        chosen = {id(node) for node in living if id(node) in leading or node.main.leads or node.leads_unit} | with_role
    if not chosen:
        notebook.note("NC219", columns.table.sheet, n=len(living))
    elif how.listed == "auto" and not columns.table.ours:
        what = (
            say("a list of leaders only")
            if only_leaders
            else say("a list of the whole staff, whose leaders are those with reports")
        )
        notebook.note(
            "NC218",
            columns.table.sheet,
            what=what,
            why=why,
            n=len(chosen),
            other="staff" if only_leaders else "leaders",
        )
    return chosen


def _only_leaders(
    living: Sequence[Node], leading: set[int], columns: Columns, how: Reading, book_name: str
) -> tuple[bool, Sentence]:
    """Whether the list holds leaders only, and the evidence, the strongest first."""
    if columns.table.ours or how.listed == "leaders":
        return True, say("you said so")
    if how.listed == "staff":
        return False, say("you said so")
    flagged = [node for node in living if node.main.leads is not None]
    if "leader_flag" in columns.of and flagged:
        everybody = all(node.main.leads for node in flagged) and len(flagged) >= _NEARLY_ALL * len(living)
        header = columns.header("leader_flag")
        return everybody, say("the column '{header}' says so", header=header)
    if "level" in columns.of and len(flagged) == len(living) > 0:
        with_level = sum(1 for node in living if node.main.leads)
        header = columns.header("level")
        if with_level >= _HALF * len(living):
            return True, say("most have a leader's level in the column '{header}'", header=header)
        return False, say("only some have a leader's level in the column '{header}'", header=header)
    if "network" in columns.of:
        return True, say("it has a column with networks")
    if _named_leaders(columns, book_name):
        return True, say("its name says so")
    if named := columns.of_leaders():
        return True, say("the column '{header}' says so", header=named)
    leaves = [node for node in living if id(node) not in leading and node.main.title]
    titled = sum(1 for node in leaves if is_leader_title(node.main.title))
    if leaves and titled >= _MOST * len(leaves):
        return True, say("most of those without reports have a leader's title")
    return False, say("nothing says that it holds leaders only")


def draw_members(nodes: Sequence[Node], chosen: set[int]) -> tuple[dict[int, Node | None], int, int]:
    """The nearest superior of each member who is a member, too; and how many lines are direct and how many were followed through."""
    above: dict[int, Node | None] = {}
    direct = followed = 0
    for node in nodes:
        if id(node) not in chosen:
            continue
        step = node.superior
        steps = 1
        while step is not None and id(step) not in chosen:
            step = step.superior
            steps += 1
        above[id(node)] = step
        direct += step is not None and steps == 1
        followed += step is not None and steps > 1
    return above, direct, followed


def inherit_missing(nodes: Sequence[Node], chosen: set[int]) -> None:
    """Somebody whose chain ends at a manager whom nobody knows has no known superior either, and is told so."""
    for node in nodes:
        if id(node) not in chosen or node.superior is None:
            continue
        step: Node | None = node.superior
        last = node
        while step is not None and id(step) not in chosen:
            last, step = step, step.superior
        if step is None and last is not node and last.line is Line.MISSING and node.line is Line.FOUND:
            node.line, node.manager_text = Line.MISSING, last.manager_text
