"""The parts of an Excel workbook beside its sheets: which sheets there are and where, the table of texts, the number formats.

Read straight from the XML (ECMA-376, part 1), as the cells are: a library for whole workbooks, with their charts and styles, takes longer
to load than an org chart to read. Names of elements are taken without their prefix, so that files of every program are understood.
"""

from __future__ import annotations

import posixpath
from typing import IO, TYPE_CHECKING, Final, NamedTuple
from xml.parsers import expat

from netcompose.read.limits import Unreadable

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Callable

_CHUNK: Final = 1 << 16
_USUAL: Final = {
    "officeDocument": "xl/workbook.xml",
    "sharedStrings": "xl/sharedStrings.xml",
    "styles": "xl/styles.xml",
}
"""Where a part is when no relation tells."""


class Relation(NamedTuple):
    """That a part refers to another one: the last word of its type, and the other one's name in the archive."""

    kind: str
    target: str


class SheetPart(NamedTuple):
    """One sheet of cells: its name, the name of its part, and whether it is shown."""

    name: str
    part: str
    hidden: bool


def read_xml(
    source: IO[bytes],
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> None:
    """Walk over XML without keeping it. A document type, and with it every entity, is refused: a workbook never has one.

    Raises:
        Unreadable: there is a document type.
        expat.ExpatError: it is no XML.
    """
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = _refuse_document_type
    while chunk := source.read(_CHUNK):
        parser.Parse(chunk, False)
    parser.Parse(b"", True)


def _refuse_document_type(*_: object) -> None:
    raise Unreadable("NC106")


def local(name: str) -> str:
    """The name of an element or attribute without its prefix."""
    return name.rpartition(":")[2]


def is_on(attributes: dict[str, str], name: str) -> bool:
    """Whether a yes-or-no attribute says yes; no when it is not there."""
    return attributes.get(name) in {"1", "true"}


class Parts:
    """A workbook's parts, found by their relations.

    Raises:
        KeyError: a part is named that is not there, or a name is missing.
    """

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._names = frozenset(archive.namelist())
        self._workbook = _named("officeDocument", self._relations(""))
        self._related = self._relations(self._workbook)
        self.sheets: list[SheetPart] = []
        """Its sheets of cells, in their order; those with charts only are left out."""
        self.from_1904 = False
        """Whether its days are counted from 1904, as old Macs did, and not from 1900."""
        self._read_workbook()

    def texts(self) -> list[str]:
        """The table of texts that cells refer to by their place, each without its formatting and its reading aids."""
        part = _named("sharedStrings", self._related)
        if part not in self._names:
            return []
        found: list[str] = []
        pieces: list[str] = []
        wanted = aside = False

        def start(tag: str, _: dict[str, str]) -> None:
            nonlocal wanted, aside
            name = local(tag)
            if name == "t":
                wanted = not aside
            elif name == "rPh":
                aside = True
            elif name == "si":
                pieces.clear()

        def end(tag: str) -> None:
            nonlocal wanted, aside
            name = local(tag)
            if name == "t":
                wanted = False
            elif name == "rPh":
                aside = False
            elif name == "si":
                found.append("".join(pieces))

        def text(data: str) -> None:
            if wanted:
                pieces.append(data)

        with self._archive.open(part) as source:
            read_xml(source, start, end, text)
        return found

    def formats(self) -> list[int | str]:
        """The number format of each style of a cell, in order: its code where the workbook gives one, else a built-in one's number."""
        part = _named("styles", self._related)
        if part not in self._names:
            return []
        codes: dict[int, str] = {}
        styles: list[int] = []
        inside = False

        def start(tag: str, attributes: dict[str, str]) -> None:
            nonlocal inside
            match local(tag):
                case "numFmt":
                    codes.setdefault(int(attributes["numFmtId"]), attributes.get("formatCode", ""))
                case "cellXfs":
                    inside = True
                case "xf" if inside:
                    styles.append(int(attributes.get("numFmtId", 0)))

        def end(tag: str) -> None:
            nonlocal inside
            if local(tag) == "cellXfs":
                inside = False

        with self._archive.open(part) as source:
            read_xml(source, start, end)
        return [codes.get(number, number) for number in styles]

    def _read_workbook(self) -> None:
        def start(tag: str, attributes: dict[str, str]) -> None:
            match local(tag):
                case "workbookPr":
                    self.from_1904 = is_on(attributes, "date1904")
                case "sheet":
                    self._add_sheet(attributes)

        with self._archive.open(self._workbook) as source:
            read_xml(source, start)

    def _add_sheet(self, attributes: dict[str, str]) -> None:
        relation = next((value for name, value in attributes.items() if local(name) == "id"), "")
        if not relation:  # some programs leave the entry of a sheet that is gone
            return
        kind, part = self._related[relation]
        if kind == "worksheet":
            self.sheets.append(SheetPart(attributes["name"], part, attributes.get("state", "visible") != "visible"))

    def _relations(self, part: str) -> dict[str, Relation]:
        """The relations of a part by their ids; those of the whole package for ""."""
        folder, name = posixpath.split(part)
        listed = posixpath.join(folder, "_rels", f"{name}.rels")
        found: dict[str, Relation] = {}

        def start(tag: str, attributes: dict[str, str]) -> None:
            if local(tag) == "Relationship" and attributes.get("TargetMode") != "External":
                target = attributes["Target"]
                place = target[1:] if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
                found[attributes["Id"]] = Relation(attributes["Type"].rpartition("/")[2], place)

        if listed in self._names:
            with self._archive.open(listed) as source:
                read_xml(source, start)
        return found


def _named(kind: str, relations: dict[str, Relation]) -> str:
    """The name of the part of a kind."""
    return next((relation.target for relation in relations.values() if relation.kind == kind), _USUAL[kind])
