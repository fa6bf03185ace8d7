"""Change policies, .csv files, plans, options and names of files at random, and see how the commands end.

    python benchmarks/fuzz_settings.py --cases 3000
    python benchmarks/fuzz_settings.py --cases 20000 --kinds toml
    python benchmarks/fuzz_settings.py --every                      each option of each command, with each odd value in turn

Whatever is in them, a command ends with one of its exit codes and a sentence: never with a traceback or as an error of ours (70). Whatever
people are called, no cell of a workbook becomes a formula, no page gets markup, no calendar a line of theirs, and no other file is written.
Equal seeds make equal cases.
"""

from __future__ import annotations

import argparse
import csv
import io
import re
import resource
import shutil
import sys
import tempfile
from collections import Counter
from contextlib import chdir
from itertools import product
from pathlib import Path
from random import Random
from time import process_time
from typing import TYPE_CHECKING, Any, Final

import openpyxl
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, MergedCell
from typer.main import get_command
from typer.testing import CliRunner

from hostile import FORMULAS, TEXTS
from netcompose.cli import app
from netcompose.findings import Refused
from netcompose.policy.load import parse_policy, policy_toml

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

POLICIES: Final = Path(__file__).parent.parent / "src" / "netcompose" / "policy" / "shipped"
LINES: Final = (
    "Id;Navn;Niveau;Fagområde;Nærmeste leder;Ny leder;Netværk;Låst;Sammen med;Ikke sammen med",
    "1;Dorte Top;Direktør;Ledelse;;;;;;",
    "2;Xenia Øst;Fagchef;A;1;;;;;",
    *(f"{i};Leder {i};Leder af medarbejdere;{'AB'[i % 2]};2;{'Ja' * (i == 5)};;;;" for i in range(3, 15)),
)
ODD: Final = (
    *("", "0", "-1", "1e309", "nan", "inf", "9" * 30, "true", '""', "[]", "{}", "[[]]", "null", '"8-9"', "'x'", "1979-05-27", "\x00"),
    *("\ufeff", "\u202e", "=1+1", "æ", "😀", ";", ",", '"', "\n", "\r"),
    *("\t", "#", "]", "..", "../..", "~", "-", "--", "CON", "%s", "{0}", "{name}"),
)  # fmt: skip
OPTIONS: Final = (
    *("--size", "--networks", "--seed", "--time-limit", "--sheet", "--column", "--listed", "--department-depth"),
    *("--reporting-line", "--lang", "--policy", "--units", "-o", "--json", "--quiet", "--force", "--page"),
)
VALUES: Final = (
    *("1", "2", "0-0", "1-2", "3-4", "9..7", "1-999999", "999999999999", "auto", "chain", "off", "2026-02-30", "a=", "=b", "5=5"),
    *("title=x", "new=;name=", "new=9;name=Ny", "rules=1", "rules.siblings=true", "goals=[]", "goals.1.weight=0", "goals.99.rank=1"),
    *("networks.size=0", "networks.number=0", "x.y.z=1", "duties.host=1", "meetings.hours=1", "limits=[{}]", "strata=[{}]"),
)  # fmt: skip
"""What options take, or nearly."""
NOT_TRIED: Final = ("--help", "--cluster", "--parallel", "--debug")
"""Options that connect elsewhere, start processes, or are there to show tracebacks."""
USUAL: Final = {
    "init": ("-o", "new.xlsx", "--force"),
    "solve": ("org.csv", "--size", "3-4", "--time-limit", "0.3", "-o", "plan.xlsx", "--force"),
    "rebalance": ("made.xlsx", "--time-limit", "0.3", "-o", "next.xlsx", "--force"),
    "what-if": ("org.csv", "--time-limit", "0.3", "-o", "sizes.xlsx", "--force"),
    "check": ("made.xlsx",),
    "explain": ("made.xlsx", "--time-limit", "0.3"),
    "columns": ("org.csv",),
    "repeat": ("made.xlsx",),
    "anonymise": ("org.csv", "-o", "anonymous.xlsx", "--force"),
}
"""A way to run each command that ends well."""
KINDS: Final = ("policy", "csv", "options", "toml", "toml", "toml", "outputs", "plan", "paths")
SHIPPED: Final = tuple(path.read_text("utf-8") for path in sorted(POLICIES.glob("*.toml")))
SECONDS: Final = 20
"""Of work for one case."""
WRONG: Final = frozenset({1, 70})


def changed(draw: Random, text: str) -> str:
    """The text with a few pieces replaced, doubled, swapped or cut out."""
    for _ in range(draw.randint(1, 4)):
        lines = text.split("\n")
        at = draw.randrange(len(lines))
        start = draw.randrange(len(text) + 1)
        match draw.randrange(6):
            case 0:
                text = text[:start] + draw.choice(ODD) + text[start + draw.randint(0, 8) :]
            case 1:
                lines[at] = ""
                text = "\n".join(lines)
            case 2:
                lines.insert(at, draw.choice(lines))
                text = "\n".join(lines)
            case 3:
                key, equals, _ = lines[at].partition("=")
                lines[at] = f"{key}{equals} {draw.choice(ODD)}" if equals else lines[at]
                text = "\n".join(lines)
            case 4:
                text = text[:start]
            case _:
                cells = lines[at].split(";")
                cells[draw.randrange(len(cells))] = draw.choice(ODD)
                lines[at] = ";".join(cells)
                text = "\n".join(lines)
    return text


def case(seed: int, folder: Path, kinds: Sequence[str] = KINDS) -> tuple[str, int, str]:
    """(kind, exit code, what is wrong or nothing) of one case."""
    draw = Random(seed)
    kind = draw.choice(kinds)
    match kind:
        case "toml":
            return kind, *toml(draw)
        case "outputs":
            (folder / "outputs").mkdir(exist_ok=True)
            return kind, *outputs(draw, folder / "outputs")
        case "plan":
            return kind, *plan(draw, folder)
        case "paths":
            return kind, *paths(draw, folder)
    return kind, *command(draw, folder, kind)


def command(draw: Random, folder: Path, kind: str) -> tuple[int, str]:
    """A whole solve with a policy, a .csv file or options changed."""
    org, own = folder / "org.csv", folder / "own.toml"
    rows = "\n".join(LINES)
    org.write_text(changed(draw, rows) if kind == "csv" else rows, "utf-8", newline="")
    arguments = ["--size", "3-4", "--time-limit", "0.5", "-o", str(folder / "plan.xlsx"), "--force"]
    if kind == "policy":
        shipped = draw.choice(sorted(POLICIES.glob("*.toml")))
        own.write_text(changed(draw, shipped.read_text("utf-8")), "utf-8", newline="")
        arguments += ["--policy", str(own)]
    elif kind == "options":
        for _ in range(draw.randint(1, 3)):
            arguments += [draw.choice(OPTIONS), *[draw.choice(ODD)][: draw.randint(0, 1)]]
    return ended("solve", org, *arguments)


def ended(*arguments: str | Path) -> tuple[int, str]:
    """How a command ends: its exit code, and the kind of a traceback."""
    result = CliRunner().invoke(app, [str(argument) for argument in arguments], env={"TERM": "dumb"})
    error = result.exception
    return result.exit_code, "" if error is None or isinstance(error, SystemExit) else type(error).__name__


def toml(draw: Random) -> tuple[int, str]:
    """A policy is read, and nothing more: changed text, tables deep in each other, keys twice, numbers out of range."""
    text = draw.choice(SHIPPED)
    match draw.randrange(6):
        case 0:
            text += "\n[" + ".".join(["a"] * draw.choice([2, 500, 5_000])) + "]\n"
        case 1:
            text += "\nx = " + "[" * draw.choice([5, 1_000, 20_000]) + "]" * draw.choice([5, 1_000])
        case 2:
            key, value = draw.choice(re.findall(r"(?m)^(\w+) = (.+)$", text))
            text = re.sub(
                rf"(?m)^{key} = .+$", lambda _: f"{key} = {draw.choice([*ODD, value * 2, f'[{value}]'])}", text
            )
        case 3:
            text = re.sub(
                r"\d+", lambda match: draw.choice([match[0], "0", "-1", "9" * 19, "9" * 400, "1e400", "0x7f"]), text
            )
        case _:
            text = changed(draw, text)
    try:
        policy_toml(parse_policy(text, "own.toml"))
    except Refused as refused:
        return 3, "" if refused.findings else "refused without a finding"
    except Exception as error:  # noqa: BLE001 - whatever it is, it is a fault
        return 1, type(error).__name__
    return 0, ""


def outputs(draw: Random, folder: Path) -> tuple[int, str]:
    """People with hostile names, titles and workplaces: every output is opened again and looked through."""
    org, book = folder / "org.csv", folder / "out.xlsx"
    rows = [line.split(";") for line in LINES]
    rows[0] += ["Arbejdssted", "Stilling", "Kommentar"]
    for row in rows[1:]:
        row[1] = f"{draw.choice(TEXTS)[:200]}{row[1]}" if draw.random() < 0.7 else row[1]
        row[3] = draw.choice(["A", "B", draw.choice(FORMULAS)])
        row += [draw.choice(TEXTS)[:300] for _ in range(3)]
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerows([[cell.replace("\x00", "") for cell in row] for row in rows])
    org.write_bytes(out.getvalue().encode("utf-8", "replace"))
    shutil.rmtree(folder / "ics", ignore_errors=True)
    files = ["-o", book, "--page", folder / "page.html", "--calendar", folder / "ics", "--sheets-per-network"]
    code, wrong = ended("solve", org, "--size", "3-4", "--time-limit", "0.5", "--force", *files)
    if code or wrong:
        return code, wrong
    anonymous = ended("anonymise", draw.choice([book, org]), "-o", folder / "anonymous.xlsx", "--force")
    if anonymous[0] not in {0, 3} or anonymous[1]:
        return anonymous
    return code, harmful(folder)


def harmful(folder: Path) -> str:
    """What a reader of the files could be harmed by; formulas of our own look at cells, and never hold a person's text."""
    names = {text.strip() for text in FORMULAS}
    for path in (folder / "out.xlsx", folder / "anonymous.xlsx"):
        for sheet in openpyxl.load_workbook(path) if path.exists() else ():
            for row in sheet.iter_rows():
                for cell in row:
                    if cell.data_type == "f" and any(name in str(cell.value) for name in names if len(name) > 4):
                        return f"a formula in {sheet.title}"
    page = (folder / "page.html").read_text("utf-8")
    if "<script>alert" in page or re.search(r"<td[^>]*><b>", page):
        return "markup in the page"
    for calendar in (folder / "ics").glob("*.ics"):
        lines = calendar.read_bytes().split(b"\r\n")
        if any(not re.match(rb"[A-Z-]+[;:]|[ \t]|$", line) for line in lines) or any(len(line) > 75 for line in lines):
            return "a line in the calendar that is none"
    beside = {file.name for file in folder.rglob("*") if file.suffix != ".ics"}
    return (
        "a file that nobody asked for" if beside - {"org.csv", "out.xlsx", "page.html", "anonymous.xlsx", "ics"} else ""
    )


def plan(draw: Random, folder: Path) -> tuple[int, str]:
    """A plan of ours with cells of any sheet changed: judged, explained, rebalanced, repeated."""
    made, edited = folder / "made.xlsx", folder / "edited.xlsx"
    if not made.exists():
        (folder / "made.csv").write_text("\n".join(LINES), "utf-8")
        ended("solve", folder / "made.csv", "--size", "3-4", "-o", made)
    book = openpyxl.load_workbook(made)
    for _ in range(draw.randint(1, 6)):
        sheet = draw.choice(book.worksheets)
        row, column = draw.randint(1, max(1, sheet.max_row)), draw.randint(1, max(1, sheet.max_column))
        text = draw.choice([*TEXTS, *ODD, "Netværk 1", "Netværk 9", "5", "31-12-9999", "25:00"])
        match draw.randrange(8):
            case 0:
                sheet.delete_rows(row, draw.choice([1, 1, 5]))
            case 1:
                sheet.delete_cols(column)
            case 2:
                sheet.insert_rows(row)
            case 3 if len(book.worksheets) > 1:
                book.remove(sheet)
            case 4:
                sheet.title = re.sub(r"[\\*?:/\[\]\x00-\x1f]|^'|'$", "", text)[:30] or "x"
            case _:
                cell = sheet.cell(row, column)
                if not isinstance(cell, MergedCell):
                    cell.value = ILLEGAL_CHARACTERS_RE.sub("", text).encode("utf-8", "replace").decode()
    if not any(sheet.sheet_state == "visible" for sheet in book.worksheets):
        book.worksheets[0].sheet_state = "visible"
    book.save(edited)
    asked = draw.choice(
        [
            ("check", edited),
            ("rebalance", edited, "-o", folder / "next.xlsx", "--force", "--time-limit", "0.5"),
            ("rebalance", made, edited, "-o", folder / "next.xlsx", "--force", "--time-limit", "0.5"),
            (
                "rebalance",
                edited,
                "--leaver",
                draw.choice(["4", *ODD]),
                "-o",
                folder / "next.xlsx",
                "--force",
                "--time-limit",
                "0.5",
            ),
            ("explain", edited, "--leader", draw.choice(["4", "5", *ODD])),
            ("explain", edited, "--swap", "4", "5"),
            ("repeat", edited),
            ("solve", edited, "--size", "3-4", "-o", folder / "again.xlsx", "--force", "--time-limit", "0.5"),
            ("what-if", edited, "--size", "3-4", "--time-limit", "0.5"),
        ]
    )
    code, wrong = ended(*asked)
    return 0 if code == 1 and asked[0] in {"check", "repeat"} else code, wrong


def paths(draw: Random, folder: Path) -> tuple[int, str]:
    """Names of files to write and to read: reserved, far away, with signs that no system likes."""
    (folder / "org.csv").write_text("\n".join(LINES), "utf-8")
    odd = draw.choice(
        [
            *TEXTS,
            *ODD,
            "a" * 250 + ".xlsx",
            "a/b.xlsx",
            "org.csv",
            "org.csv/x.xlsx",
            "é" * 200,
            ".xlsx",
            "...",
            " .xlsx",
        ]
    )
    name = odd.replace("/etc/passwd", "x")[:2_000].replace("\x00", draw.choice(["", "\x00"])).lstrip("/~")
    asked = draw.choice(
        [
            ("solve", "org.csv", "-o", f"sub-{name}", "--size", "3-4", "--time-limit", "0"),
            ("solve", "org.csv", "-o", name, "--size", "3-4", "--time-limit", "0"),
            ("solve", name),
            ("check", name),
            ("repeat", name),
            ("solve", "org.csv", "--policy", name),
            ("solve", "org.csv", "--units", name),
            ("rebalance", name, name),
            ("solve", "org.csv", "--column", f"department={name}"),
            ("solve", "org.csv", "--sheet", name),
            ("init", "--output", name),
            ("anonymise", "org.csv", "-o", name),
            ("solve", "org.csv", "--size", "3-4", "--save-model", name, "-o", "m.xlsx", "--force", "--time-limit", "0"),
        ]
    )
    code, wrong = ended(*asked)
    return code, wrong


def every_option() -> Iterator[tuple[str, ...]]:
    """Each option of each command in turn, with each odd value, behind what the command usually gets."""
    commands: dict[str, Any] = get_command(app).commands  # type: ignore[attr-defined]
    for name, usual in USUAL.items():
        for option in commands[name].params:
            longest = max(option.opts, key=len)
            if not longest.startswith("-") or longest in NOT_TRIED:
                continue
            if option.is_flag:
                yield name, *usual, longest
            elif option.nargs == 1:
                yield from ((name, *usual, longest, value) for value in (*ODD, *VALUES))
            else:
                yield from (
                    (name, *usual, longest, *pair) for pair in product(("4", "5", *ODD[:9]), ("4", "1", "", "x"))
                )


def try_every_option(folder: Path) -> list[str]:
    """What is wrong with how these end, each said as it comes."""
    (folder / "org.csv").write_text("\n".join(LINES), "utf-8")
    ended("solve", "org.csv", "--size", "3-4", "-o", "made.xlsx")
    endings: Counter[str] = Counter()
    faults = []
    for asked in every_option():
        begun = process_time()
        code, traceback = ended(*asked)
        for file in folder.iterdir():
            if file.is_dir():
                shutil.rmtree(file)
            elif file.name not in {"org.csv", "made.xlsx"}:
                file.unlink()
        endings[f"{asked[0]} {code}"] += 1
        told = WRONG - {1} if asked[0] in {"check", "repeat"} else WRONG
        if traceback or code in told or process_time() - begun > SECONDS:
            faults.append(
                f"{' '.join(map(repr, asked))} ended with {traceback or code} after {process_time() - begun:.1f} s"
            )
            print(faults[-1], flush=True)
    print(f"{endings.total()} command lines, {process_time():.0f} s of work")
    print(", ".join(f"{ending}: {count}" for ending, count in sorted(endings.items())))
    return faults


def main() -> None:
    """Run the cases asked for and tell how they ended."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=int, default=300)
    parser.add_argument("--first", type=int, default=1, help="seed of the first case")
    parser.add_argument("--kinds", nargs="+", choices=sorted(set(KINDS)), default=KINDS)
    parser.add_argument("--cpu-seconds", type=float, default=float("inf"), help="begin no case after this much work")
    parser.add_argument(
        "--every", action="store_true", help="each option with each odd value, instead of cases at random"
    )
    wanted = parser.parse_args()
    endings: Counter[str] = Counter()
    faults = []
    with tempfile.TemporaryDirectory() as folder, chdir(folder):  # an option may name any file to write
        if wanted.every:
            sys.exit(bool(try_every_option(Path(folder))))
        for seed in range(wanted.first, wanted.first + wanted.cases):
            if process_time() > wanted.cpu_seconds:
                break
            begun = process_time()
            kind, code, traceback = case(seed, Path(folder), wanted.kinds)
            endings[f"{kind} {code}"] += 1
            if traceback or code in WRONG or process_time() - begun > SECONDS:
                faults.append(
                    f"case {seed} ({kind}) ended with {traceback or code} after {process_time() - begun:.1f} s"
                )
                print(faults[-1], flush=True)
    print(f"{endings.total()} cases, {process_time():.0f} s of work")
    print(", ".join(f"{ending}: {count}" for ending, count in sorted(endings.items())))
    print(f"{len(faults)} faults, at most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")
    sys.exit(bool(faults))


if __name__ == "__main__":
    main()
