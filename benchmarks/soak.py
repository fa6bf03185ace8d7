"""Whole rounds at random: an organisation, its workbook, a plan, a hand edit, a repeat, a copy without names – each judged from outside.

    python benchmarks/soak.py --rounds 1000

A round fails when a command ends with a traceback or our own error, when a plan that was written breaks a rule, when a plan made again is
another, or when the copy without names gives other networks. Equal seeds make equal rounds.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from random import Random
from time import process_time
from typing import Any, Final

import openpyxl
from typer.testing import CliRunner

from netcompose.cli import app
from netcompose.language import Language
from netcompose.organisation import Level, Organisation, Person
from netcompose.report.org_chart import write_org_chart

TODAY: Final = date(2026, 8, 31)
EXPECTED: Final = {"solve": {0, 3, 4, 5}, "check": {0, 1}, "repeat": {0}, "anonymise": {0}}
POLICIES: Final = ("odder", "odder", "odder", "nyborg", "danica")


@dataclass
class Tally:
    """How the commands ended, and what went wrong, without a name in it."""

    endings: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)


def organisation(draw: Random) -> Organisation:
    """A director, chiefs and leaders below them, with newcomers, acting leaders, wishes and locks."""
    chiefs, leaders = draw.randint(2, 7), draw.randint(6, 70)
    people = [_person(draw, 0, Level.DIRECTOR, None, "Ledelse")]
    people += [_person(draw, i, Level.CHIEF, people[0].id, f"Område {chr(64 + i)}") for i in range(1, chiefs + 1)]
    for i in range(chiefs + 1, chiefs + 1 + leaders):
        above = draw.choice(people[1:])
        level = Level.LEADER_OF_LEADERS if draw.random() < 0.25 else Level.LEADER_OF_EMPLOYEES
        people.append(_person(draw, i, level, above.id, above.department or "", people[chiefs + 1 :]))
    return Organisation(tuple(people))


def _person(
    draw: Random, number: int, level: Level, manager: str | None, department: str, others: list[Person] | None = None
) -> Person:
    titles = {
        Level.DIRECTOR: "Direktør",
        Level.CHIEF: "Fagchef",
        Level.LEADER_OF_LEADERS: "Leder af ledere",
        Level.LEADER_OF_EMPLOYEES: "Leder af medarbejdere",
    }

    def other() -> tuple[str, ...]:
        return (draw.choice(others).id,) if others and draw.random() < 0.05 else ()

    return Person(
        id=f"{4_000 + number * 7}",
        name=f"{draw.choice(['Æsel', 'Ørn', 'Ål', '=1+1', 'Bæk', 'D’or'])} Nr{number}",
        level=level,
        level_name=titles[level],
        manager=manager,
        department=department,
        workplace=draw.choice(["Rådhuset", "Nord", "Syd", None]),
        new=draw.random() < 0.1 or None,
        acting=draw.random() < 0.04,
        together=other(),
        apart=other(),
        can_host=draw.choice([None, None, None, False]),
        own_columns=(("Lokale", str(draw.randint(1, 99))),),
    )


def play(seed: int, folder: Path, tally: Tally) -> None:
    """One round."""
    draw = Random(seed)
    org, plan, edited, copy, again = (folder / f"{name}.xlsx" for name in ("org", "plan", "edited", "copy", "again"))
    write_org_chart(org, organisation(draw), draw.choice([Language.DA, Language.EN]), force=True)
    size = draw.choice([(), ("--size", "3-5"), ("--size", "6-8"), ("--size", "8-9", "--networks", "auto")])
    wishes = ["--policy", draw.choice(POLICIES), *(size or ("--networks", "auto")), "--time-limit", "2"]
    wishes += ["--seed", str(draw.randint(0, 99)), "--reporting-line", draw.choice(["direct", "direct", "chain"])]
    made = _run(tally, seed, "solve", org, "-o", plan, *wishes, "--json", "--force")
    if made is None or made.get("format") != "netcompose.plan/1":
        return
    judged = _run(tally, seed, "check", plan, "--json")
    if judged is None or any(verdict["violations"] for verdict in judged["verdicts"]):
        tally.faults.append(f"round {seed}: a written plan breaks a rule")
    found = _run(tally, seed, "repeat", plan, "--json")
    if found is None or not found["same"]:
        tally.faults.append(f"round {seed}: a repeat came out otherwise")
    if _edit(draw, plan, edited):
        _run(tally, seed, "check", edited, "--json")
    _run(tally, seed, "anonymise", org, "-o", copy, *wishes[:2], "--force", document=False)
    theirs = _run(tally, seed, "solve", copy, "-o", again, *wishes, "--json", "--force")
    if theirs is None or _shape(theirs) != _shape(made):
        tally.faults.append(f"round {seed}: the copy without names gives other networks")


def _shape(plan: dict[str, Any]) -> Any:
    """The networks with everybody numbered in order of id."""
    rank = {id: i for i, id in enumerate(sorted(member for n in plan["networks"] for member in n["members"]))}
    return plan["status"], [sorted(rank[member] for member in n["members"]) for n in plan["networks"]]


def _edit(draw: Random, plan: Path, edited: Path) -> bool:
    """Move somebody by hand, as HR would."""
    book = openpyxl.load_workbook(plan)
    sheet = next(sheet for sheet in book if sheet.title in {"Fordeling", "Assignments"})
    header = [cell.value for cell in sheet[1]]
    column = header.index("Netværk" if "Netværk" in header else "Network") + 1
    seats = [row for row in range(2, sheet.max_row + 1) if sheet.cell(row, column).value]
    if len(seats) < 2:
        return False
    one, other = draw.sample(seats, 2)
    sheet.cell(one, column).value = sheet.cell(other, column).value
    book.save(edited)
    return True


def _run(tally: Tally, seed: int, command: str, *arguments: str | Path, document: bool = True) -> dict[str, Any] | None:
    """The command's JSON; how it ended is counted, and noted as a fault when it may not end so."""
    result = CliRunner().invoke(app, [command, *map(str, arguments)], env={"TERM": "dumb"})
    tally.endings[f"{command} {result.exit_code}"] += 1
    traceback = result.exception is not None and not isinstance(result.exception, SystemExit)
    if traceback or result.exit_code not in EXPECTED[command]:
        kind = type(result.exception).__name__ if traceback else f"exit {result.exit_code}"
        tally.faults.append(f"round {seed}: {command} ended with {kind}")
    return json.loads(result.stdout) if document and result.stdout.startswith("{") else None


def main() -> None:
    """Play the rounds asked for and tell what came of them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=100)
    parser.add_argument("--first", type=int, default=1, help="seed of the first round")
    parser.add_argument("--cpu-seconds", type=float, default=float("inf"), help="begin no round after this much work")
    wanted = parser.parse_args()
    tally, rounds = Tally(), 0
    with tempfile.TemporaryDirectory() as folder:
        for seed in range(wanted.first, wanted.first + wanted.rounds):
            if process_time() > wanted.cpu_seconds:
                break
            play(seed, Path(folder), tally)
            rounds += 1
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{rounds} rounds, {process_time():.0f} s of work, at most {peak} MB")
    print(", ".join(f"{ending}: {count}" for ending, count in sorted(tally.endings.items())))
    print(*tally.faults, f"{len(tally.faults)} faults", sep="\n")
    sys.exit(bool(tally.faults))


if __name__ == "__main__":
    main()
