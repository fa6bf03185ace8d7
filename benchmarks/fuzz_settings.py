"""Change policy files, .csv files and options of the command line at random, and see how the command ends.

    python benchmarks/fuzz_settings.py --cases 3000

Whatever is in them, a command ends with one of its exit codes and a sentence: never with a traceback or as an error of ours (70).
Equal seeds make equal cases.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from contextlib import chdir
from pathlib import Path
from random import Random
from time import process_time
from typing import Final

from typer.testing import CliRunner

from netcompose.cli import app

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


def case(seed: int, folder: Path) -> tuple[str, int, str]:
    """(kind, exit code, kind of traceback or nothing) of one case."""
    draw = Random(seed)
    kind = draw.choice(["policy", "csv", "options"])
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
    result = CliRunner().invoke(app, ["solve", str(org), *arguments], env={"TERM": "dumb"})
    error = result.exception
    return kind, result.exit_code, "" if error is None or isinstance(error, SystemExit) else type(error).__name__


def main() -> None:
    """Run the cases asked for and tell how they ended."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=int, default=300)
    parser.add_argument("--first", type=int, default=1, help="seed of the first case")
    parser.add_argument("--cpu-seconds", type=float, default=float("inf"), help="begin no case after this much work")
    wanted = parser.parse_args()
    endings: Counter[str] = Counter()
    faults = []
    with tempfile.TemporaryDirectory() as folder, chdir(folder):  # an option may name any file to write
        for seed in range(wanted.first, wanted.first + wanted.cases):
            if process_time() > wanted.cpu_seconds:
                break
            kind, code, traceback = case(seed, Path(folder))
            endings[f"{kind} {code}"] += 1
            if traceback or code in WRONG:
                faults.append(f"case {seed} ({kind}) ended with {traceback or code}")
    print(f"{endings.total()} cases, {process_time():.0f} s of work")
    print(", ".join(f"{ending}: {count}" for ending, count in sorted(endings.items())))
    print(*faults, f"{len(faults)} faults", sep="\n")
    sys.exit(bool(faults))


if __name__ == "__main__":
    main()
