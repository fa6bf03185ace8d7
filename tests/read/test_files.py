"""Files that are missing, damaged, hostile or in another format: always a sentence, never a traceback, never an exhausted machine."""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from types import SimpleNamespace

import openpyxl
import pytest
import python_calamine
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lindby import write_csv, write_xlsx

from netcompose.findings import Severity
from netcompose.language import Language
from netcompose.read import Reading, Refused, legacy, legacy_child, limits, read_organisation

ROWS = [
    ["Id", "Navn", "Nærmeste leder"],
    ["1", "Åse Ø", ""],
    ["2", "Bo Æble", "1"],
    ["3", "Ida By", "1"],
    ["4", "Ulf Vig", "2"],
]


def refused(path: Path, how: Reading | None = None) -> dict[str, str]:
    with pytest.raises(Refused) as caught:
        read_organisation(path, how)
    return {
        finding.code: str(finding.message) for finding in caught.value.findings if finding.severity is Severity.ERROR
    }


def codes(path: Path, how: Reading | None = None) -> set[str]:
    return {finding.code for finding in read_organisation(path, how).findings}


@pytest.fixture
def good(tmp_path: Path) -> Path:
    return write_xlsx(tmp_path / "good.xlsx", Ark1=ROWS)


def test_a_missing_file(tmp_path: Path) -> None:
    assert "there is no such file" in refused(tmp_path / "none.xlsx")["NC101"]
    assert set(refused(tmp_path / "a\0b.xlsx")) == {"NC101"}


def test_a_folder(tmp_path: Path) -> None:
    assert "is a folder" in refused(tmp_path)["NC102"]


@pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbf", b" \r\n\t", b"\0\0\0"])
def test_an_empty_file(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "empty.xlsx"
    path.write_bytes(content)
    assert set(refused(path)) == {"NC103"}


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.7 x", "a PDF file"),
        (b"\x89PNG\r\n\x1a\n\0", "a picture"),
        (b"{\\rtf1 x}", "a text document"),
        (b"<html><table><tr><td>Navn", "a web page"),
        (b"\xef\xbb\xbf<!DOCTYPE html>", "a web page"),
        (b"<div><table>", "a web page"),
        (b'<?xml version="1.0"?><a/>', "an XML file"),
        (b"MZ\0\0\x01\0", "a program's own file"),
    ],
)
def test_a_file_of_another_kind(content: bytes, kind: str, tmp_path: Path) -> None:
    path = tmp_path / "org.xls"
    path.write_bytes(content)
    assert kind in refused(path)["NC104"]


@pytest.mark.parametrize(("name", "kind"), [("word/document.xml", "a document"), ("readme.txt", "a zip file")])
def test_a_zip_that_is_no_workbook(name: str, kind: str, tmp_path: Path) -> None:
    path = tmp_path / "org.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(name, "x")
    assert kind in refused(path)["NC104"]


def test_a_password_is_named_as_such(tmp_path: Path) -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
    for name, content in (("org.xlsx", ole), ("org.xls", ole + "EncryptedPackage".encode("utf-16-le"))):
        (tmp_path / name).write_bytes(content)
        assert "password" in refused(tmp_path / name)["NC105"]


def test_a_zip_with_a_password(good: Path) -> None:
    content = bytearray(good.read_bytes())
    for match in re.finditer(b"PK\x01\x02", bytes(content)):
        content[match.start() + 8] |= 1
    good.write_bytes(bytes(content))
    assert set(refused(good)) == {"NC105"}


def test_a_cut_off_workbook(good: Path) -> None:
    good.write_bytes(good.read_bytes()[:-200])
    assert set(refused(good)) == {"NC106"}


def edited(path: Path, part: str, edit: object) -> Path:
    """The workbook with one inner part changed."""
    source = io.BytesIO(path.read_bytes())
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            content = old.read(info.filename)
            new.writestr(info.filename, edit(content) if info.filename == part else content)  # type: ignore[operator]
    return path


SHEET = "xl/worksheets/sheet1.xml"


def test_entities_are_refused_in_a_sheet_and_in_the_texts(good: Path, tmp_path: Path) -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    for part in (SHEET, "xl/sharedStrings.xml", "xl/workbook.xml"):
        path = tmp_path / "copy.xlsx"
        shutil.copy(good, path)
        edited(path, part, lambda xml: xml.replace(b"?>", b"?>" + bomb, 1))
        assert set(refused(path)) == {"NC106"}, part


@pytest.mark.parametrize(
    "what",
    [
        b"<row r='x'>",
        b"<row r='0'/>",
        b"<row r='1048577'/>",
        b"<row r='9999999999'><c r='A9999999999' t='inlineStr'><is><t>x</t></is></c></row>",
        b"<c r='A1' t='s'><v>99999</v></c>",
        b"<c r='A1' t='s'><v>-1</v></c>",
        b"<c r='A1' s='999'><v>1</v></c>",
        b"</worksheet>",
        b"<v>",
    ],
)
def test_a_sheet_that_makes_no_sense(what: bytes, good: Path) -> None:
    edited(good, SHEET, lambda xml: xml.replace(b"<sheetData>", b"<sheetData>" + what))
    assert set(refused(good)) <= {"NC106", "NC110"}


def test_a_stray_cell_in_the_last_corner_costs_nothing(good: Path) -> None:
    stray = b'<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row></sheetData>'
    source = read_organisation(edited(good, SHEET, lambda xml: xml.replace(b"</sheetData>", stray)))
    assert len(source.organisation) == 2
    found = next(finding for finding in source.findings if finding.code == "NC121")
    assert "XFD1048576" in str(found.message)


def test_a_stray_cell_in_the_last_row_is_not_a_person(good: Path) -> None:
    stray = b'<row r="1048576"><c r="B1048576" t="inlineStr"><is><t>x</t></is></c></row></sheetData>'
    source = read_organisation(
        edited(good, SHEET, lambda xml: xml.replace(b"</sheetData>", stray)), Reading(listed="leaders")
    )
    assert len(source.organisation) == 4
    assert "A1048576" in str(next(finding for finding in source.findings if finding.code == "NC121").message)


def test_a_text_file_with_millions_of_empty_lines_is_told_by_its_lines(tmp_path: Path) -> None:
    path = tmp_path / "long.csv"
    rows = "Id;Navn;Niveau;Afdeling;Leder;Navn\n1;Dorte Top;Direktør;A;;x\n2;Xenia Øst;Leder;A;1;y\n3;Pia Vest;Leder;A;9;z\n"
    path.write_text("\n" * 2_200_000 + rows, encoding="utf-8")
    found = {finding.code: finding for finding in read_organisation(path, Reading(listed="leaders")).findings}
    assert found["NC118"].cell == "F2200001"


def test_a_wrong_dimension_hides_nothing(good: Path) -> None:
    edited(good, SHEET, lambda xml: re.sub(rb"<dimension[^>]*>", b'<dimension ref="A1"/>', xml))
    assert len(read_organisation(good, Reading(listed="leaders")).organisation) == 4


def test_a_zip_bomb_is_refused_before_it_is_unpacked(good: Path) -> None:
    edited(good, SHEET, lambda xml: xml.replace(b"</sheetData>", b"<row/>" * 3_000_000 + b"</sheetData>"))
    assert good.stat().st_size < 1_000_000
    assert "how many times a part is packed" in refused(good)["NC107"]


@pytest.mark.parametrize(
    ("limit", "value", "what"),
    [
        ("FILE_BYTES", 100, "the file in bytes"),
        ("UNPACKED_BYTES", 1000, "what it unpacks to"),
        ("PART_BYTES", 100, "an inner part"),
        ("PARTS", 2, "the number of its parts"),
        ("SHEETS", 0, "the number of sheets"),
        ("ROWS", 2, "the number of rows"),
        ("CELLS", 5, "the number of cells"),
        ("CELL_CHARACTERS", 4, "the length of a cell"),
    ],
)
def test_each_limit_of_a_workbook(
    limit: str, value: int, what: str, good: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, limit, value)
    assert what in refused(good)["NC107"]


@pytest.mark.parametrize(
    ("limit", "value", "what"), [("ROWS", 2, "rows"), ("CELLS", 5, "cells"), ("CELL_CHARACTERS", 4, "length of a cell")]
)
def test_each_limit_of_a_text_file(
    limit: str, value: int, what: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_csv(tmp_path / "a.csv", ROWS)
    monkeypatch.setattr(limits, limit, value)
    assert what in refused(path)["NC107"]


def test_columns_beyond_the_limit_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", Ark1=[[*row, "x"] for row in ROWS])
    monkeypatch.setattr(limits, "COLUMNS", 3)
    source = read_organisation(path)
    assert "D1, D2, D3, D4, D5" in str(next(finding for finding in source.findings if finding.code == "NC121").message)


def test_letters_that_nobody_can_tell(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"Navn;Leder\n\x81\x8d\xff;x\n")
    assert "neither UTF-8 nor Windows-1252" in refused(path)["NC109"]


@pytest.mark.parametrize(
    ("encoding", "told"), [("utf-8", False), ("utf-8-sig", False), ("utf-16", False), ("cp1252", True)]
)
def test_encodings(encoding: str, told: bool, tmp_path: Path) -> None:
    source = read_organisation(write_csv(tmp_path / "a.csv", ROWS, encoding=encoding))
    assert source.organisation.person("1").name == "Åse Ø"
    assert ("NC124" in {finding.code for finding in source.findings}) is told


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_separators(separator: str, tmp_path: Path) -> None:
    rows = [row if number else [*row[:1], "Navn", *row[2:]] for number, row in enumerate(ROWS)]
    source = read_organisation(write_csv(tmp_path / "a.csv", rows, separator=separator))
    assert source.organisation.person("2").manager == "1"


def test_a_csv_error_in_the_first_lines_only_rules_that_separator_out(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('Id;Navn;Nærmeste leder\n1;"Åse\nØ";\n2;Bo;1\n', encoding="utf-8")
    assert read_organisation(path).organisation.person("1").name == "Åse Ø"


def test_values_of_cells(tmp_path: Path) -> None:
    """Numbers, days, times, yes and no, errors, formulas with and without a value."""
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        zeros, day, moment, clock = (
            book.add_format({"num_format": form}) for form in ("0000", "dd-mm-yyyy", "dd-mm-yyyy hh:mm", "hh:mm")
        )
        for column, header in enumerate(
            ["Id", "Navn", "Nærmeste leder", "Leder siden", "A", "B", "C", "D", "E", "F", "G"]
        ):
            sheet.write_string(0, column, header)
        sheet.write_number(1, 0, 7, zeros)
        sheet.write_string(1, 1, "Åse Ø")
        sheet.write_datetime(1, 3, datetime(2020, 2, 3), day)
        sheet.write_number(1, 4, 1.5)
        sheet.write_boolean(1, 5, True)
        sheet.write_datetime(1, 6, datetime(2020, 2, 3, 8, 30), moment)
        sheet.write_datetime(1, 7, datetime(1900, 1, 1, 8, 30), clock)
        sheet.write_formula(1, 8, "=1+1", None, 2)
        sheet.write_number(1, 9, 1e20)
        sheet.write_formula(1, 10, '="x"&"y"', None, "xy")
        sheet.write_string(2, 1, "Bo")
        sheet.write_number(2, 0, 8, zeros)
        sheet.write_number(2, 2, 7)
        sheet.write_formula(2, 4, "=NA()", None, "#N/A")
        sheet.write_boolean(2, 5, False)
        sheet.write_number(2, 6, 1e9, day)
    source = read_organisation(path, Reading(language=Language.DA))
    top, other = read_organisation(path, Reading(listed="leaders")).organisation.people
    assert (top.id, top.started) == ("0007", date(2020, 2, 3))
    assert dict(top.own_columns) == {
        "A": "1.5",
        "B": "TRUE",
        "C": "2020-02-03 08:30",
        "D": "08:30:00",
        "E": "2",
        "F": "1e+20",
        "G": "xy",
    }
    assert other.manager == "0007"
    assert {finding.cell for finding in source.findings if finding.code == "NC210"} == {"E3", "G3"}


def test_formulas_that_were_never_calculated_are_told(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    book = openpyxl.Workbook()
    for row in [["Id", "Navn", "Nærmeste leder", "Note"], [1, "Åse", None, '=A2&"x"'], [2, "Bo", 1, None]]:
        book.active.append(row)
    book.save(path)
    found = [finding for finding in read_organisation(path).findings if finding.code == "NC210"]
    assert [(finding.cell, finding.value) for finding in found] == [("D2", "#FORMULA!")]


def test_iso_dates_inline_texts_and_escaped_signs(good: Path) -> None:
    more = (
        b'<row><c t="inlineStr"><is><r><t>9</t></r><rPh><t>no</t></rPh></is></c><c t="str"><v>Eva_x000D_ Bo</v></c><c><v>1</v></c>'
        b'<c t="d"><v>2020-01-02</v></c><c t="d"><v>2020-01-02T10:00:00</v></c><c t="d"><v>soon</v></c></row></sheetData>'
    )
    source = read_organisation(
        edited(good, SHEET, lambda xml: xml.replace(b"</sheetData>", more)), Reading(listed="leaders")
    )
    person = source.organisation.person("9")
    assert person.name == "Eva Bo"
    assert [text for _, text in person.own_columns] == ["02-01-2020", "2020-01-02 10:00", "soon"]


def test_hidden_rows_columns_and_sheets(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        hidden, sheet = book.add_worksheet("Gammel"), book.add_worksheet("Ny")
        for one in (hidden, sheet):
            for number, row in enumerate(ROWS):
                one.write_row(number, 0, row)
        hidden.hide()
        sheet.activate()
        for number in (1, 2, 4):
            sheet.set_row(number, None, None, {"hidden": True})
        sheet.set_column(1, 1, None, None, {"hidden": True})
        book.add_chartsheet("Diagram")
    source = read_organisation(path, Reading(listed="leaders"))
    assert source.sheet == "Ny"
    assert len(source.organisation) == 4
    messages = {finding.code: str(finding.message) for finding in source.findings}
    assert "2-3, 5" in messages["NC119"]
    assert "B" in messages["NC120"]
    assert "NC116" in messages


# ---- older formats -------------------------------------------------------------------------------------------------------------------

ODS_TABLE = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">'
    '<office:body><office:spreadsheet><table:table table:name="Ark1">{rows}</table:table></office:spreadsheet></office:body></office:document-content>'
)


def write_ods(path: Path, rows: list[list[object]]) -> Path:
    def cell(value: object) -> str:
        match value:
            case "":
                return "<table:table-cell/>"
            case bool():
                return f'<table:table-cell office:value-type="boolean" office:boolean-value="{str(value).lower()}"/>'
            case int() | float():
                return f'<table:table-cell office:value-type="float" office:value="{value}"/>'
            case date():
                return f'<table:table-cell office:value-type="date" office:date-value="{value.isoformat()}"/>'
            case _:
                return f'<table:table-cell office:value-type="string"><text:p>{value}</text:p></table:table-cell>'

    body = "".join("<table:table-row>" + "".join(cell(value) for value in row) + "</table:table-row>" for row in rows)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", ODS_TABLE.format(rows=body))
        archive.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        )
    return path


OLD = [
    ["Id", "Navn", "Nærmeste leder", "Leder siden", "Fast", "Tal"],
    ["", "", "", "", "", ""],
    [1, "Åse Ø", "", date(2020, 1, 2), True, 1.5],
    [2, "Bo", 1, "", False, ""],
]


def test_an_ods_is_read_in_a_child(tmp_path: Path) -> None:
    source = read_organisation(write_ods(tmp_path / "a.ods", OLD), Reading(listed="leaders"))
    top = source.organisation.person("1")
    assert top.started == date(2020, 1, 2)
    assert dict(top.own_columns) == {"Fast": "TRUE", "Tal": "1.5"}
    assert top.place is not None
    assert top.place.row == 3
    assert source.organisation.person("2").manager == "1"


def test_the_child_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """The same code, in this process: what it prints and which exit codes it gives."""
    monkeypatch.setattr(legacy_child, "_bound_memory", lambda: None)
    path = write_ods(tmp_path / "a.ods", [*OLD, [3, datetime(2020, 1, 2, 3, 4), "", "", "", ""]])
    assert legacy_child.main(str(path)) == 0
    assert '"day": "2020-01-02' in capsys.readouterr().out
    monkeypatch.setattr(limits, "CELLS", 3)
    assert legacy_child.main(str(path)) == legacy_child.TOO_LARGE
    path.write_bytes(b"PK\x03\x04 nothing")
    assert legacy_child.main(str(path)) == 1

    def protected(_: str) -> None:
        raise python_calamine.PasswordError

    monkeypatch.setattr(python_calamine, "CalamineWorkbook", SimpleNamespace(from_path=protected))
    assert legacy_child.main(str(path)) == legacy_child.PROTECTED


@pytest.mark.parametrize(("exit_code", "code"), [(3, "NC105"), (4, "NC107"), (1, "NC106"), (-6, "NC106")])
def test_what_the_childs_end_means(exit_code: int, code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_ods(tmp_path / "a.ods", OLD)
    script = f"import sys, os; sys.exit({exit_code})" if exit_code > 0 else "import os; os.abort()"
    run = legacy.subprocess.run
    monkeypatch.setattr(legacy.subprocess, "run", lambda command, **more: run([command[0], "-c", script], **more))
    assert set(refused(path)) == {code}


def test_a_child_that_takes_too_long(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_ods(tmp_path / "a.ods", OLD)
    run = legacy.subprocess.run
    monkeypatch.setattr(limits, "CHILD_SECONDS", 0.2)
    monkeypatch.setattr(
        legacy.subprocess, "run", lambda command, **more: run([command[0], "-c", "import time; time.sleep(60)"], **more)
    )
    assert "time to read it" in refused(path)["NC107"]


def test_without_the_library_the_finding_says_how_to_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_ods(tmp_path / "a.ods", OLD)
    monkeypatch.setattr(legacy, "find_spec", lambda _: None)
    assert ".ods" in refused(path)["NC108"]
    xls = tmp_path / "a.xls"
    xls.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    assert ".xls" in refused(xls)["NC108"]


def test_a_damaged_xls(tmp_path: Path) -> None:
    path = tmp_path / "a.xls"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\1" * 4000)
    assert set(refused(path)) == {"NC106"}


def test_an_xlsb_goes_the_same_way(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsb"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.bin", b"\0")
    assert set(refused(path)) == {"NC106"}


# ---- fuzzing -------------------------------------------------------------------------------------------------------------------------


def ends_well(path: Path) -> None:
    with suppress(Refused):
        read_organisation(path)


FUZZ = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@FUZZ
@given(content=st.binary(max_size=300) | st.binary(max_size=300).map(lambda tail: b"PK\x03\x04" + tail))
def test_random_bytes_end_in_a_sentence(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "fuzz.xlsx"
    path.write_bytes(content)
    ends_well(path)


def test_the_file_is_known_by_its_digest(good: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.xlsx"
    shutil.copy(good, other)
    assert read_organisation(good).digest == read_organisation(other).digest
    assert re.fullmatch(r"[0-9a-f]{64}", read_organisation(good).digest)


def test_reading_needs_no_spreadsheet_library_until_a_spreadsheet_comes() -> None:
    import subprocess
    import sys

    script = "import sys, netcompose.read; assert not {'openpyxl', 'pandas', 'rapidfuzz', 'numpy'} & sys.modules.keys()"
    subprocess.run([sys.executable, "-c", script], check=True)


def test_a_file_that_may_not_be_read(good: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def locked(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", locked)
    assert "may not be read" in refused(good)["NC101"]


def test_a_file_that_the_system_cannot_open(good: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_: Path) -> bytes:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(Path, "read_bytes", broken)
    assert "Input/output error" in refused(good)["NC101"]
