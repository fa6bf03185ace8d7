"""Read hostile files: bytes of workbooks and text files changed at random, and workbooks and tables built to harm (`hostile.py`).

    python benchmarks/fuzz_reading.py --minutes 10
    python benchmarks/fuzz_reading.py --minutes 60 --cases 80000

Whatever a file holds, reading it ends in an organisation or in findings: never in another exception, a dead process, more than `SECONDS`
or more than `MEGABYTES` above what the process held before. Each case is kept in a file until it is read, so that the one that killed the
process is known. Equal seeds make equal cases.
"""

from __future__ import annotations

import argparse
import io
import re
import resource
import signal
import subprocess
import sys
import tempfile
import time
import traceback
import warnings
import zipfile
from collections import Counter
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Final

import hostile

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SECONDS: Final = 20
MEGABYTES: Final = 300
"""What one small case may need for itself; the largest of the seeds needs a few."""
ADDRESS_SPACE: Final = 3_000 * 1024 * 1024
NUMBERS: Final = (
    b"0",
    b"-1",
    b"1",
    b"16384",
    b"16385",
    b"1048576",
    b"99999999999",
    b"1e308",
    b"-0.5",
    b"NaN",
    b"inf",
    b"",
)
WORDS: Final = (
    b"<row>", b"</row>", b"<c r='XFD1048576'><v>1</v></c>", b"&#0;", b"&lt;", b"&a;", b"\xff\xfe", b"\x00", b'"', b"'", b"<", b">", b"]]>",
    b"<!DOCTYPE a [<!ENTITY a 'aaaa'>]>", b"<![CDATA[", b"<!--", b"xml:space='preserve'", b"t='s'", b"t='d'", b"t='e'", b"s='9999'",
    b"\xc3\x28", b"\xed\xa0\x80", b"\xe2\x80\xae", b";", b",", b"\t", b"\n", b"\r", b"sep=;\r\n", b"_x0000_", b"_xD800_", b"010190-1234",
)  # fmt: skip
PEOPLE: Final = (
    ("Id", "Navn", "Stilling", "Enhed", "Leder siden", "Nærmeste leder"),
    ("1", "Åse Bøgh", "Direktør", "Staben", "01-02-2019", ""),
    ("2", "Bo Æble", "Chef", "Skole", "3.4.20", "1"),
    ("3", "Ida <b>By</b>", "Leder", "Skole", "43831", "Åse Bøgh"),
    ("4", "Ulf, Vig", "Leder", "Vej", "", "Bo Æble (2)"),
    ("5", "Vakant", "Leder", "Vej", "", "2"),
)


def workbook(rows: tuple[tuple[str, ...], ...] = PEOPLE) -> bytes:
    """A workbook with whatever the reader looks at: formats, merged and hidden cells, formulas, a second sheet, days and errors."""
    import xlsxwriter

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        cover, sheet, units = book.add_worksheet("Forside"), book.add_worksheet("Data"), book.add_worksheet("Enheder")
        day, zeros = book.add_format({"num_format": "dd-mm-yyyy"}), book.add_format({"num_format": "0000"})
        cover.write_string(0, 0, "Lindby")
        sheet.merge_range(0, 0, 0, 5, "Ledere", day)
        for at, row in enumerate(rows, 1):
            sheet.write_row(at, 0, row)
        sheet.write_number(2, 0, 1, zeros)
        sheet.write_number(3, 4, 43831, day)
        sheet.write_formula(4, 2, '="Le"&"der"', None, "Leder")
        sheet.write_formula(5, 2, "=NA()", None, "#N/A")
        sheet.write_rich_string(5, 1, book.add_format({"bold": True}), "Ulf", day, " Vig")
        sheet.set_row(6, None, None, {"hidden": True})
        sheet.set_column(4, 4, None, None, {"hidden": True})
        for at, row in enumerate(
            [("Enhed", "Overordnet enhed"), ("Staben", ""), ("Skole", "Staben"), ("Vej", "Staben")]
        ):
            units.write_row(at, 0, row)
    return out.getvalue()


def text_file(separator: str = ";", encoding: str = "cp1252") -> bytes:
    """The same people as separated text."""
    import csv

    out = io.StringIO()
    csv.writer(out, delimiter=separator).writerows(PEOPLE)
    return out.getvalue().encode(encoding)


def seeds() -> list[bytes]:
    """The files that all cases are made of."""
    return [workbook(), text_file(), text_file(",", "utf-8-sig"), text_file("\t", "utf-16")]


def changed(content: bytes, draw: Random) -> bytes:
    """The bytes with one to six of them overwritten, cut, put in twice, or replaced by words that parsers stumble over."""
    out = bytearray(content)
    for _ in range(draw.randint(1, 6)):
        at = draw.randrange(len(out) + 1)
        length = draw.choice((1, 2, 4, 16, 100))
        match draw.randrange(7):
            case 0:
                out[at : at + 1] = bytes([draw.randrange(256)])
            case 1:
                del out[at : at + length]
            case 2:
                out[at:at] = out[at : at + length] * draw.choice((1, 2, 50))
            case 3 | 4:
                out[at:at] = draw.choice(WORDS)
            case 5:
                out[at : at + 4] = draw.choice((b"\xff\xff\xff\xff", b"\0\0\0\0", b"\xff\xff\xff\x7f", b"\1\0\0\0"))
            case _:
                other = draw.randrange(len(out) + 1)
                out[at : at + length] = out[other : other + length]
    return bytes(out)


def changed_number(xml: bytes, draw: Random) -> bytes:
    """One of the XML's numbers replaced by another."""
    numbers = list(re.finditer(rb"\d+", xml))
    if not numbers:
        return xml
    match = draw.choice(numbers)
    return xml[: match.start()] + draw.choice(NUMBERS) + xml[match.end() :]


def changed_element(xml: bytes, draw: Random) -> bytes:
    """One element dropped, put in many times or nested in itself; or one attribute dropped."""
    tags = list(re.finditer(rb"<[^<>]+>", xml))
    if not tags:
        return xml
    tag = draw.choice(tags)
    match draw.randrange(4):
        case 0:
            return xml[: tag.start()] + xml[tag.end() :]
        case 1:
            return xml[: tag.start()] + tag[0] * draw.choice((2, 100, 20_000)) + xml[tag.end() :]
        case 2:
            end = draw.choice(tags)
            piece = xml[tag.start() : end.end()]
            return xml[: tag.start()] + piece * draw.choice((2, 30)) + xml[tag.end() :]
        case _:
            return xml[: tag.start()] + re.sub(rb"\s[\w:]+=\"[^\"]*\"", b"", tag[0], count=1) + xml[tag.end() :]


def repacked(content: bytes, draw: Random) -> bytes:
    """The workbook with the inside of one part changed, or a part missing, doubled or exchanged for another."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = draw.choice(sorted(parts))
    match draw.randrange(10):
        case 0:
            del parts[name]
        case 1:
            parts[name] = parts[draw.choice(sorted(parts))]
        case 2:
            parts[name] += b" " * draw.choice((10, 5_000_000))
        case 3 | 4:
            parts[name] = changed_number(parts[name], draw)
        case 5 | 6:
            parts[name] = changed_element(parts[name], draw)
        case _:
            parts[name] = changed(parts[name], draw)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, inside in parts.items():
            archive.writestr(part, inside)
    return out.getvalue()


def cases(seed: int) -> Iterator[tuple[int, str, bytes]]:
    """Endless cases with their numbers and kinds: a third changed bytes, the rest built."""
    book, *texts = seeds()
    number = seed
    while True:
        draw = Random(number)
        match draw.randrange(8):
            case 0:
                yield (
                    number,
                    "parts of a workbook",
                    repacked(repacked(book, draw) if draw.random() < 0.2 else book, draw),
                )
            case 1:
                yield number, "packed bytes", changed(book, draw)
            case 2:
                yield number, "bytes of text", changed(draw.choice(texts), draw)
            case 3 | 4:
                yield number, "built workbook", hostile.workbook(draw, hostile.people(draw))
            case 5:
                yield number, "built workbook, changed", repacked(hostile.workbook(draw, hostile.people(draw)), draw)
            case 6:
                yield number, "built text", hostile.text_file(draw, hostile.people(draw))
            case _:
                yield number, "built text, changed", changed(hostile.text_file(draw, hostile.people(draw)), draw)
        number += 1


def read(path: Path) -> str:
    """Read a file; "read" or "refused"."""
    from netcompose.read import Refused, read_organisation

    try:
        read_organisation(path)
    except Refused:
        return "refused"
    return "read"


class TooSlow(BaseException):
    """Longer than `SECONDS`; no `except Exception` on the way may swallow it."""


def _too_slow(*_: object) -> None:
    raise TooSlow


def fuzz(seed: int, last: int, until: float, folder: Path, tell: Callable[..., None]) -> bool:
    """Read cases until the last or until the time is up; faults are kept in the folder. Returns whether there were none."""
    warnings.simplefilter("ignore")  # the built workbooks hold parts twice, which their writer warns of
    signal.signal(signal.SIGPROF, _too_slow)
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, ADDRESS_SPACE))
    ends: Counter[str] = Counter()
    faults = slowest = 0
    number = seed
    for number, kind, content in cases(seed):
        if time.monotonic() > until or number >= last:
            break
        begun = time.process_time()
        path = folder / "case.xlsx"
        path.write_bytes(content)
        (folder / "number").write_text(str(number))
        fault = ""
        before = _peak()  # making the case may have taken more than reading it will
        signal.setitimer(signal.ITIMER_PROF, SECONDS)  # of work: others may use the machine too
        try:
            ends[f"{kind}: {read(path)}"] += 1
        except TooSlow:
            fault = f"more than {SECONDS} seconds"
        except Exception:  # noqa: BLE001 - whatever it is, it is a fault
            fault = traceback.format_exc()
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
        more = _peak() - before
        if number > seed and more > MEGABYTES * 1024:
            fault = fault or f"{more // 1024} MB"
        slowest = max(slowest, time.process_time() - begun)
        if fault:
            kept = folder / f"fault-{number}.xlsx"
            path.rename(kept)
            tell(f"case {number} ({kind}): {fault} (kept as {kept})")
            faults += 1
        if (number - seed) % 5_000 == 4_999:
            tell(f"… {number - seed + 1} cases, {time.process_time():.0f} s of work, {faults} faults")
    tell(*(f"{kind}: {count}" for kind, count in sorted(ends.items())))
    tell(
        f"cases {seed} to {number - 1}: {faults} faults; the slowest {slowest:.1f} s of work, "
        f"all {time.process_time():.0f} s; peak {_peak() // 1024} MB"
    )
    return not faults


def _peak() -> int:
    """The most memory that this process has held, in kB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def main() -> int:
    """Fuzz in a child, so that a dead process is a fault like any other; 1 when there was one."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--seed", type=int, default=0, help="number of the first case")
    parser.add_argument("--cases", type=int, default=10**9, help="read no more than these, from the first")
    parser.add_argument("--folder", type=Path, default=None, help="where faults are kept")
    parser.add_argument("--child", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    folder = options.folder or Path(tempfile.mkdtemp())
    folder.mkdir(parents=True, exist_ok=True)
    until = time.monotonic() + 60 * options.minutes
    seed, last, bad = options.seed, options.seed + options.cases, False
    if options.child:
        return int(not fuzz(seed, last, until, folder, lambda *lines: print(*lines, sep="\n", flush=True)))
    while (left := until - time.monotonic()) > 0:
        command = [
            sys.executable,
            __file__,
            "--child",
            "--seed",
            str(seed),
            "--cases",
            str(last - seed),
            "--minutes",
            str(left / 60),
            "--folder",
            str(folder),
        ]
        code = subprocess.run(command, check=False).returncode
        bad = bad or code != 0
        if code in (0, 1):
            break
        number = int((folder / "number").read_text())
        (folder / "case.xlsx").rename(folder / f"fault-{number}.xlsx")
        print(f"case {number}: the process ended with {code} (kept in {folder})", flush=True)
        seed = number + 1
    return int(bad)


if __name__ == "__main__":
    sys.exit(main())
