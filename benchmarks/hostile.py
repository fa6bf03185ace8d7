"""Files that somebody made to harm, or that a careless export came out as: their structure is right enough to get far.

Workbooks are written as XML by hand, because no library writes what is wanted here. Everything is drawn from the `Random` given.
"""

from __future__ import annotations

import csv
import io
import zipfile
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import quoteattr

if TYPE_CHECKING:
    from random import Random

FORMULAS: Final = (
    *("=1+1", "+1", "-1+2", "@SUM(A1)", "=cmd|'/c calc'!A0", "\t=1", "\r=1", " =1", "=HYPERLINK(\"http://x\")", "＝1+1"),
    *("=IMPORTXML(A1)", "%0A=1", "';=1", '"=1', "=1\n=2", "\u200b=1", "\ufeff=1", "|calc", "=DDE(1)"),
)  # fmt: skip
TEXTS: Final = (
    *FORMULAS,
    *("", " ", "\u00a0", "\u2028", "\u2029", "\x85", "\x0b", "\x0c", "\x1f", "\x7f", "\u202egnp", "\u2066a", "a\u0301", "ﬁ", "İ", "ß", "ﷺ"),
    *("😀" * 40, "👨\u200d👩\u200d👧", "\ud800", "\udfff\ud800", "\x00", "a\x00b", "_x0000_", "_xD800_", "_x000D_", "_x005F_x0000_"),
    *("a\nb", "a\r\nb", "..", "../../etc/passwd", "C:\\x", "CON", "NUL", "aux.xlsx", "~", "-", "--force", "%s%n", "{0}", "{name}", "${x}"),
    *("<script>alert(1)</script>", "</td><b>", "]]>", "&amp;", "&#0;", "<!--", "'", '"', '""', "'; DROP TABLE", "[bold]x[/bold]", "[/]"),
    *("010190-1234", "0101901234", "#N/A", "#REF!", "#VALUE!", "TRUE", "nan", "inf", "1e999", "-0", "0x10", "1_000", "٣", "१"),
    *("99999999999999999999", "1,5", "1.5", "12:00", "31-02-2020", "29-02-1900", "00-00-0000", "2020-13-45", "9999-12-31", "10000-01-01"),
    *("a" * 300, " ".join("ab" * 200), "a;b,c\td|e", "ja", "nej", "x", "1", "2", "3", "Vakant", "N/A", "?"),
)  # fmt: skip
HEADERS: Final = (
    *("Id", "Navn", "Fornavn", "Efternavn", "Stilling", "Enhed", "Fagområde", "Niveau", "Nærmeste leder", "Leder siden", "Ny leder"),
    *("Netværk", "Låst", "Sammen med", "Ikke sammen med", "Kan være vært", "Højst mentees", "Ikke til stede", "Rolle", "Kompetencer"),
    *("Ønsker", "Konstitueret", "Deltager", "Tilmeldt", "CPR", "E-mail", "Arbejdssted", "Overordnet enhed", "Leder af", "Manager"),
    *("Name", "Id", "Id", "navn ", "NAVN", "", "Gange vært", "Enhed 1", "Enhed 2", "Enhed 3"),
)  # fmt: skip
NUMBERS: Final = (
    *("0", "-1", "1", "0.5", "60", "61", "43831", "2958465", "2958466", "99999999999", "1e308", "-1e308", "1e-320", "nan", "inf", "-inf"),
    *("1E5", " 1 ", "0x1", "1,5", "--1", "9" * 400, "9" * 5_000, "", "١", "1_0"),
)  # fmt: skip
REFERENCES: Final = (
    *("A1", "XFD1", "XFD1048576", "XFE1", "ZZZZ9", "A0", "A-1", "1A", "", "a1", "$A$1", "A1:B2", "A1048577", "A99999999999999999999", "Å1"),
    *("AAAAAAAAAAAAAAAAAAAA1", "R1C1"),
)  # fmt: skip
SPANS: Final = (
    *("A1:F1", "A1:XFD1048576", "B2:A1", "A2:A900000", "A1:A1", "A1", "A1:", ":B2", "A2:F3", "B2:C4", "C3:D5", "A0:B0", "XFE1:ZZZ9999999"),
)  # fmt: skip


def people(draw: Random) -> list[list[str]]:
    """A sheet of people whose relations are wrong: managers in circles, of themselves, far down, twice, of nobody; wishes likewise."""
    size = draw.choice([2, 5, 8, 20, 60])
    ids = [
        draw.choice([str(i), f"{i:04}", f" {i}", f"{i}.0", str(i % 5)]) if draw.random() < 0.2 else str(i)
        for i in range(size)
    ]
    names = [draw.choice(TEXTS) if draw.random() < 0.1 else f"Navn {i % draw.choice([3, 99])}" for i in range(size)]
    headers = ["Id", "Navn", "Nærmeste leder", "Enhed", *draw.sample(HEADERS, draw.randint(0, 8))]
    shape = draw.choice(["circle", "own", "chain", "star", "any", "names"])

    def manager(at: int) -> str:
        match shape:
            case "circle":
                return ids[(at + 1) % size]
            case "own":
                return ids[at]
            case "chain":
                return ids[at - 1] if at else ""
            case "star":
                return ids[0] if at else ""
            case "names":
                return draw.choice(names)
            case _:
                return draw.choice([*ids, "", "99", "Vakant", f"{draw.choice(names)} ({draw.choice(ids)})"])

    rows = [
        [
            ids[i],
            names[i],
            manager(i),
            draw.choice(["A", "B", "A / B / C", ""]),
            *(draw.choice(TEXTS) if draw.random() < 0.4 else draw.choice(ids) for _ in headers[4:]),
        ]
        for i in range(size)
    ]
    for _ in range(draw.choice([0, 0, 1, 5])):
        rows[draw.randrange(size)][draw.randrange(len(headers))] = draw.choice(TEXTS)
    order = draw.sample(range(len(headers)), len(headers))
    table = [[row[at] for at in order] for row in (headers, *rows)]
    return [*([draw.choice(TEXTS)] for _ in range(draw.choice([0, 0, 1, 3]))), *table]


def text_file(draw: Random, table: list[list[str]]) -> bytes:
    """A table as text, with what goes wrong in such files: quotes, marks of order, letters cut in half, very wide or very long lines."""
    separator = draw.choice(";,\t|")
    match draw.randrange(16):
        case 0:
            text = "\n".join(separator.join(row) for row in table)  # nothing is quoted
        case 1:
            text = "\n".join(
                separator.join(f'"{cell}' if draw.random() < 0.1 else cell for cell in row) for row in table
            )
        case 2:
            text = _separated(table, separator) + separator * draw.choice([100, 100_000])
        case 3:
            text = _separated(table, separator) + ('"' * draw.choice([3, 9_999])) + _separated(table[:2], separator)
        case 4:
            text = f"sep={draw.choice([separator, 'x', '', '::'])}\r\n" + _separated(table, separator)
        case 5:
            text = _separated(table, separator).replace(
                "\r\n", draw.choice(["\r", "\n\n", "\u2028", "\x85", "\x00\r\n"])
            )
        case _:
            text = _separated(table, separator)
    encoding = draw.choice(
        ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-be", "utf-32", "utf-7", "cp850", "mac-roman"]
    )
    content = text.encode(encoding, "replace" if encoding not in {"utf-8", "utf-8-sig"} else "surrogatepass")
    match draw.randrange(20):
        case 0:
            return draw.choice([b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf\xff\xfe", b"\x00"]) + content
        case 1:
            return content[: draw.randrange(len(content) + 1)]
        case _:
            return content


def _separated(table: list[list[str]], separator: str) -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=separator).writerows([[cell.replace("\x00", "") for cell in row] for row in table])
    return out.getvalue()


def workbook(draw: Random, table: list[list[str]]) -> bytes:
    """A table as a workbook whose XML says things that are not so: places, sizes, kinds, names, entities, parts.

    Some files have one lie or none, so that the rest of them is read; others have hundreds.
    """
    shared: list[str] = []
    wild = draw.choice([0.0, 0.0, 0.001, 0.005, 0.05])
    parts = {
        "xl/worksheets/sheet1.xml": _sheet(draw, table, shared, wild),
        "xl/sharedStrings.xml": "",
        "xl/styles.xml": _styles(draw, wild),
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _ROOT,
        "xl/workbook.xml": _book(draw, wild),
        "xl/_rels/workbook.xml.rels": _relations(draw, wild),
    }
    parts["xl/sharedStrings.xml"] = _shared(draw, shared, wild)
    if draw.random() < wild:
        parts[
            draw.choice(
                ["../x.xml", "/etc/passwd", "C:\\x", "xl/worksheets/sheet1.xml\x00", "a" * 300, "xl\\workbook.xml"]
            )
        ] = "<a/>"
    if draw.random() < 4 * wild:
        parts["xl/theme/theme1.xml"] = "<a>" + " " * draw.choice([10_000, 25_000_000]) + "</a>"
    out = io.BytesIO()
    with zipfile.ZipFile(
        out, "w", draw.choice([zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED, zipfile.ZIP_BZIP2])
    ) as archive:
        for name, text in parts.items():
            if draw.random() < wild:
                continue
            archive.writestr(name, _encoded(draw, text, wild))
    return out.getvalue()


def _encoded(draw: Random, xml: str, wild: float) -> bytes:
    """The part in UTF-8, now and then in another encoding than it says, or with a document type before it."""
    head = '<?xml version="1.0" encoding="UTF-8"?>'
    if draw.random() < wild:
        head += draw.choice(
            [
                '<!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>',
                '<!DOCTYPE a SYSTEM "file:///etc/passwd">',
                '<!DOCTYPE a [<!ENTITY % x SYSTEM "http://127.0.0.1/x"> %x;]>',
            ]
        )
    content = (head + xml).encode("utf-8", "surrogatepass")
    match draw.randrange(4) if draw.random() < wild else 4:
        case 0:
            return b"\xef\xbb\xbf" + content
        case 1:
            return (head + xml).encode("utf-16", "replace")
        case 2:
            return (head + xml).encode("cp1252", "replace")
        case 3:
            return content + b"\x00" * 20
        case _:
            return content


def _text(draw: Random, text: str, wild: float) -> str:
    """A text as XML has it, or raw; signs that XML forbids are left in now and then."""
    if draw.random() < wild / 10:
        return text
    kept = "".join(sign for sign in text if sign in "\t\n\r" or " " <= sign < "\ud800" or sign > "\udfff")
    return kept.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _cell(draw: Random, reference: str, text: str, shared: list[str], wild: float) -> str:
    if draw.random() < wild:
        reference = draw.choice(REFERENCES)
    place = f" r={quoteattr(reference)}" if draw.random() >= wild else ""
    style = (
        f' s="{draw.choice([0, 1, 2, 3, 99, -1] if draw.random() < wild else [0, 1, 2])}"'
        if draw.random() < 0.1
        else ""
    )
    match draw.randrange(12) if draw.random() < max(wild, 0.002) else draw.randrange(4, 12):
        case 0:
            return f"<c{place}{style}><v>{draw.choice(NUMBERS)}</v></c>"
        case 1:
            return f'<c{place}{style} t="d"><v>{_text(draw, draw.choice(TEXTS), wild)}</v></c>'
        case 2:
            return f'<c{place}{style} t="str"><f>{_text(draw, text, wild)}</f><v>{_text(draw, text, wild)}</v></c>'
        case 3:
            return (
                f'<c{place}{style} t="{draw.choice(["s", "b", "e", "n", "x", ""])}"><v>{draw.choice(NUMBERS)}</v></c>'
            )
        case 4 | 5 | 6:
            shared.append(text)
            return f'<c{place}{style} t="s"><v>{len(shared) - 1}</v></c>'
        case 7:
            run = "<r><rPr><b/></rPr><t>x</t></r><rPh><t>y</t></rPh>" * draw.choice([0, 1, 3])
            return f'<c{place}{style} t="inlineStr"><is><t>{_text(draw, text, wild)}</t>{run}</is></c>'
        case _:
            return f'<c{place}{style} t="inlineStr"><is><t>{_text(draw, text, wild)}</t></is></c>'


def _sheet(draw: Random, table: list[list[str]], shared: list[str], wild: float) -> str:
    from netcompose.read.grid import address

    rows = []
    number = draw.choice([0, 0, 0, 5, 20_000])
    for row in table:
        number += 1 if draw.random() >= wild else draw.choice([0, -1, 2, 9_999, 1_048_575, 10**12])
        cells = "".join(_cell(draw, address(number, at), text, shared, wild) for at, text in enumerate(row))
        hidden = ' hidden="1"' if draw.random() < 0.05 else ""
        rows.append(
            f'<row r="{number}"{hidden}>{cells}</row>' if draw.random() >= wild else f"<row{hidden}>{cells}</row>"
        )
    dimension = f"<dimension ref={quoteattr(draw.choice([*REFERENCES, *SPANS]))}/>" if draw.random() < 0.5 else ""
    merged = "".join(f"<mergeCell ref={quoteattr(draw.choice(SPANS))}/>" for _ in range(draw.choice([0, 0, 2, 50])))
    columns = ""
    if draw.random() < 0.2:
        lies = [("0", "99999999"), ("-5", "3"), ("x", "2"), ("3", "1")]
        first, last = draw.choice(lies if draw.random() < wild else [("7", "9"), ("500", "16384")])
        columns = f'<cols><col min="{first}" max="{last}" hidden="1"/></cols>'
    return (
        f'<worksheet xmlns="{_MAIN}">{dimension}{columns}<sheetData>{"".join(rows)}</sheetData>'
        f'<mergeCells count="{draw.choice([0, 1, 10**9])}">{merged}</mergeCells></worksheet>'
    )


def _shared(draw: Random, texts: list[str], wild: float) -> str:
    if draw.random() < wild:
        texts = texts[: len(texts) // 2]
    items = "".join(f'<si><t xml:space="preserve">{_text(draw, text, wild)}</t></si>' for text in texts)
    return f'<sst xmlns="{_MAIN}" count="{draw.choice([0, 10**12])}" uniqueCount="{draw.choice([-1, 1, 10**12])}">{items}</sst>'


def _styles(draw: Random, wild: float) -> str:
    formats = ["dd-mm-yyyy", "0000", '"' * 50, "[Red]@", "[h]:mm", "yyyy" * 100, "General", '0"x"0', "0" * 9_000, ""]
    fill = (
        "<fill/>" if draw.random() < 0.1 else "<fill><patternFill/></fill>"
    )  # the former is what some exporters write
    code = quoteattr(draw.choice(formats if draw.random() < max(wild, 0.1) else formats[:2]))
    return (
        f'<styleSheet xmlns="{_MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode={code}/></numFmts>'
        f"<fonts count='1'><font/></fonts><fills count='1'>{fill}</fills><borders count='1'><border/></borders>"
        '<cellStyleXfs count="1"><xf/></cellStyleXfs>'
        f'<cellXfs count="3"><xf/><xf numFmtId="{draw.choice([14, 164, 22, 9999])}"/><xf numFmtId="164"/></cellXfs></styleSheet>'
    )


def _book(draw: Random, wild: float) -> str:
    title = quoteattr(_text(draw, draw.choice(TEXTS), wild)) if draw.random() < 0.3 else '"Data"'
    states = ['state="hidden"', 'state="veryHidden"', *(['state="?"'] if draw.random() < wild else [])]
    state = f" {draw.choice(states)}" if draw.random() < 0.2 else ""
    count = draw.choice([1, 1, 1, 1, 2, 40])
    sheets = "".join(f'<sheet name={title} sheetId="{n}" r:id="rId1"{state}/>' for n in range(1, count + 1))
    named, meant = ["_xlnm.Print_Area", "x", ""], ["Data!$A$1", "#REF!", "=1+", "A" * 9_000]
    names = "".join(
        f"<definedName name={quoteattr(draw.choice(named))}>{draw.choice(meant)}</definedName>"
        for _ in range(draw.choice([0, 0, 1, 5]))
    )
    epoch = draw.choice(
        ["", '<workbookPr date1904="1"/>', *(['<workbookPr date1904="x"/>'] if draw.random() < wild else [])]
    )
    return f'<workbook xmlns="{_MAIN}" xmlns:r="{_LINKS}">{epoch}<sheets>{sheets}</sheets><definedNames>{names}</definedNames></workbook>'


def _relations(draw: Random, wild: float) -> str:
    target = draw.choice(
        ["worksheets/sheet1.xml"] * 12
        + ["/xl/worksheets/sheet1.xml", "../../etc/passwd", "http://x/", "styles.xml", ""]
    )
    kind = draw.choice([f"{_LINKS}/worksheet"] * 9 + [f"{_LINKS}/chartsheet"])
    return (
        f'<Relationships xmlns="{_PACKAGE}"><Relationship Id="rId1" Type="{kind}" Target="{target}"/>'
        f'<Relationship Id="rId2" Type="{_LINKS}/styles" Target="styles.xml"/>'
        f'<Relationship Id="rId3" Type="{_LINKS}/sharedStrings" Target="sharedStrings.xml"/></Relationships>'
    )


_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINKS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
_SHEETML: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_ROOT: Final = (
    f'<Relationships xmlns="{_PACKAGE}"><Relationship Id="rId1" Type="{_LINKS}/officeDocument" '
    'Target="xl/workbook.xml"/></Relationships>'
)
_TYPES: Final = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_SHEETML}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_SHEETML}.worksheet+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{_SHEETML}.styles+xml"/>'
    f'<Override PartName="/xl/sharedStrings.xml" ContentType="{_SHEETML}.sharedStrings+xml"/></Types>'
)
