"""What HR must know of the reporting lines: managers that nobody is, people at the top, how managers were found."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Final

from netcompose.language import Sentence, listed, say
from netcompose.read.people import Line, Node, why_left
from netcompose.read.suggest import Suggestions

if TYPE_CHECKING:
    from netcompose.language import Value
    from netcompose.read.columns import Columns
    from netcompose.read.index import Index
    from netcompose.read.lines import Lines
    from netcompose.read.notebook import Notebook

_HALF: Final = 0.5
_SOME: Final = 0.2
_KIND_NAMES: Final[dict[str, Sentence]] = {
    "id": say("the id"),
    "post": say("the post's key"),
    "person_key": say("the person's key"),
    "email": say("the e-mail"),
    "username": say("the user name"),
    "name": say("the name"),
    "title": say("the title"),
}


def note_lines(
    nodes: list[Node], members: set[int], lines: Lines, index: Index, columns: Columns, notebook: Notebook
) -> None:
    """What HR must know of the lines: managers that nobody is, people at the top, how managers were found."""
    sheet = columns.table.sheet
    if not lines.known:
        return
    if not columns.table.ours:
        _note_how(lines, columns, notebook)
    suggestions = Suggestions(index.names)
    missing_by_text: dict[str, list[Node]] = defaultdict(list)
    for node in nodes:
        if node.line is Line.MISSING and node.is_person:
            missing_by_text[node.manager_text].append(node)
    for text, without in missing_by_text.items():
        for node in without:
            if id(node) in members:
                notebook.note(
                    "NC301",
                    sheet,
                    node.number,
                    node.manager_column,
                    text,
                    value=text,
                    name=node.name,
                    nearest=suggestions.nearest(text),
                )
            else:
                notebook.note("NC302", sheet, node.number, node.manager_column, text, value=text, name=node.name)
    _note_departed(nodes, columns, notebook)
    tops = [node for node in nodes if id(node) in members and node.line is Line.NONE and node.superior is None]
    column = lines.references[0].column if lines.references else None
    if len(tops) > 1:
        for node in tops:
            notebook.note("NC305", sheet, node.number, column, name=node.name, n=len(tops))


def note_most_missing(lines: Lines, columns: Columns, notebook: Notebook) -> None:
    """More than half of the managers are nobody in the list: whatever follows would rest on guesses.

    A list with networks holds members only, and many a manager is none: there it is enough that some are known by what the column holds.
    """
    known = lines.named - lines.missing
    needed = _SOME if "network" in columns.of and columns.profile(columns.of["network"]).count else _HALF
    if lines.named >= 4 and known < needed * lines.named:
        reference = lines.references[0]
        notebook.note(
            "NC308",
            columns.table.sheet,
            columns.table.header_row,
            reference.column,
            header=reference.header,
            n=lines.named,
            missing=lines.missing,
        )


def _note_departed(nodes: list[Node], columns: Columns, notebook: Notebook) -> None:
    """Former employees whom people are still said to report to."""
    reports = Counter(id(node.superior) for node in nodes if node.superior is not None and node.is_person)
    for node in nodes:
        if node.has_left and reports[id(node)]:
            notebook.note(
                "NC223",
                columns.table.sheet,
                node.number,
                columns.of.get("name"),
                name=node.name,
                why=why_left(node),
                n=reports[id(node)],
            )


def _note_how(lines: Lines, columns: Columns, notebook: Notebook) -> None:
    ways: list[Value] = [
        say(
            "the column '{header}', which holds {kind}",
            header=reference.header,
            kind=_kind_name(reference.kind, columns),
        )
        for reference in lines.references
    ]
    if lines.by_unit:
        ways.append(say("the leader of one's own unit, or of the nearest unit above that has one"))
    column = lines.references[0].column if lines.references else None
    notebook.note("NC311", columns.table.sheet, columns.table.header_row, column, how=listed(*ways))


def _kind_name(kind: str, columns: Columns) -> Sentence:
    return (
        _KIND_NAMES[kind]
        if kind in _KIND_NAMES
        else say("the values of '{header}'", header=columns.table.headers[int(kind)])
    )
