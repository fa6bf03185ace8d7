"""Whole rounds at random: an organisation, a sheet, a policy, a plan, a hand edit, a change of people, a repeat – each judged from outside.

    python benchmarks/soak.py --rounds 1000

A round fails when a command ends with a traceback or our own error, when a plan that was written breaks a rule as `bench/evaluator.py`
counts them (it shares no code with netcompose's judges, and knows the organisation as drawn, not as read), when a goal's figure is another
than the evaluator's, when a duty or a meeting is not what the policy asks for, when a plan made again is another, or when the copy
without names gives other networks. Equal seeds make equal rounds.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import pairwise
from pathlib import Path
from random import Random
from time import process_time
from typing import TYPE_CHECKING, Any, Final

import openpyxl
from typer.testing import CliRunner

from bench.evaluator import Evaluator, takes_part
from bench.rounds import TODAY, exported, world
from netcompose.cli import app
from netcompose.organisation import Level, Organisation, Person
from netcompose.policy.load import policy_toml

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from netcompose.policy.settings import Policy

EXPECTED: Final = {
    "solve": {0, 3, 4, 5},
    "check": {0, 1},
    "repeat": {0, 1},
    "anonymise": {0},
    "rebalance": {0, 4, 5},
    "explain": {0, 4, 5},
    "what-if": {0, 4, 5},
}


@dataclass
class Tally:
    """How the commands ended, and what went wrong, without a name in it.

    `clock` counts plans that came out otherwise because the limit by the clock struck: with a longer one they are the same.
    """

    endings: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    plans: Counter[str] = field(default_factory=Counter)
    clock: int = 0


def play(seed: int, folder: Path, tally: Tally) -> None:
    """One round."""
    draw = Random(seed)
    made = world(draw)
    own = folder / "own.toml"
    own.write_text(policy_toml(made.policy), "utf-8")
    org, plan = exported(draw, made.organisation, folder), folder / "plan.xlsx"
    wishes = ["--policy", str(own), "--time-limit", "2", "--seed", str(draw.randint(0, 99))]
    extra = ["--page", folder / "page.html", "--calendar", folder / "ics"] if draw.random() < 0.2 else []
    found = _run(tally, seed, "solve", org, "-o", plan, *wishes, *extra, "--json", "--force")
    if found is None or found.get("format") != "netcompose.plan/1":
        return
    tally.plans[f"{made.policy.name} {found['status']}"] += 1
    tally.faults += [f"round {seed}: {fault}" for fault in judged(made.organisation, made.policy, found)]
    judgement = _run(tally, seed, "check", plan, "--json")
    if judgement is None or any(verdict["violations"] for verdict in judgement["verdicts"]):
        tally.faults.append(f"round {seed}: check finds a broken rule in a written plan")
    members = sorted(member for network in found["networks"] for member in network["members"])
    if draw.random() < 0.5:
        _again(tally, seed, org, plan, wishes)
    if draw.random() < 0.5 and _edit(draw, plan, folder / "edited.xlsx"):
        _run(tally, seed, "check", folder / "edited.xlsx", "--json")
        _run(tally, seed, "rebalance", folder / "edited.xlsx", "-o", folder / "mended.xlsx", *wishes[2:], "--force")
    if draw.random() < 0.6:
        _changed(draw, tally, seed, folder, made.organisation, made.policy, members, wishes[2:])
    if draw.random() < 0.3:
        one, other = draw.sample(members, 2) if len(members) > 1 else (members[0], members[0])
        asked = draw.choice([["--leader", one], ["--swap", one, other], ["--move", one, found["networks"][0]["id"]]])
        _run(tally, seed, "explain", plan, *asked, "--json")
    if draw.random() < 0.1:
        _run(tally, seed, "what-if", org, *wishes, "--size", "3-6", "--size", "5-9", "--json")
    if draw.random() < 0.3:
        _without_names(tally, seed, org, folder, wishes, found, bool(made.policy.values_named))


def judged(organisation: Organisation, policy: Policy, plan: dict[str, Any]) -> Iterator[str]:
    """What is wrong with a plan, as the benchmark's own evaluator and plain counting have it."""
    parts = _parts(organisation, policy)
    pairs = [0] * len(policy.goals)
    for name, people in parts:
        elsewhere = {person for other, there in parts if other != name for person in there}
        here = {n["id"]: n["members"] for n in plan["networks"] if n["stratum"] == name}
        networks = policy.networks.model_copy(update=_own_numbers(policy, name))
        evaluator = Evaluator(organisation, policy.model_copy(update={"networks": networks}), TODAY, people, elsewhere)
        judgement = evaluator.judge(here)
        yield from (f"{count} of {rule} broken" for rule, count in judgement.broken.items() if count)
        pairs = [sum(both) for both in zip(pairs, judgement.pairs, strict=True)]
    figures = {(goal["goal"], goal["attribute"], goal["rank"]): goal for goal in plan["goals"]}
    for goal, counted in zip(policy.goals, pairs, strict=True):
        told = figures[goal.goal, goal.attribute, goal.rank]
        if told["value"] != counted or told["bound"] > counted or told["unavoidable"] > told["bound"]:
            yield f"the goal {goal.goal} is told as {told['value']}, at least {told['bound']}, and counted as {counted}"
    if plan["status"] == "optimal" and not all(goal["proven"] for goal in plan["goals"]):
        yield "told to be optimal without a proof of every goal"
    yield from _duties(organisation, policy, plan)


def _parts(organisation: Organisation, policy: Policy) -> list[tuple[str | None, set[str]]]:
    """The strata and who is in each; one without a name where there are none."""
    takers = {person.id for person in organisation.people if takes_part(person, policy)}
    if policy.participants.given and any(person.participates for person in organisation.people):
        takers &= {person.id for person in organisation.people if person.participates}
    if policy.networks.given:
        takers &= {person.id for person in organisation.people if person.network}
    if not policy.strata:
        return [(None, takers)]
    return [
        (
            part.name,
            {person.id for person in organisation.people if person.id in takers and person.level in part.levels},
        )
        for part in policy.strata
    ]


def _own_numbers(policy: Policy, stratum: str | None) -> dict[str, Any]:
    """Size and number of networks of a stratum; given networks have any."""
    from netcompose.policy.settings import Size

    if policy.networks.given:
        return {"size": Size(smallest=1, largest=999), "number": "auto"}
    for part in policy.strata:
        if part.name == stratum:
            return {"size": part.size or policy.networks.size, "number": part.networks}
    return {}


def _duties(organisation: Organisation, policy: Policy, plan: dict[str, Any]) -> Iterator[str]:
    """Duties and meetings, counted plainly."""
    people = {person.id: person for person in organisation.people}
    duties, mentees = policy.duties, Counter(pair["mentor"] for pair in plan["mentors"])
    for network in plan["networks"]:
        members, roles = set(network["members"]), network["roles"]
        contact, chair = roles.get("contact"), roles.get("chair")
        if contact is not None and (people[contact].level is not Level.CHIEF or contact in members):
            yield "a contact is a member or no chief"
        if chair is not None and (chair not in members or people[chair].level not in {Level.DIRECTOR, Level.CHIEF}):
            yield "a chair is no member or no chief"
        for meeting in network["meetings"]:
            if meeting["host"] is not None and duties.host is not None and duties.host.same_as is None:
                host = people[meeting["host"]]
                if host.id not in members or host.can_host is False:
                    yield "a host is no member, or cannot host"
        days = [date.fromisoformat(meeting["date"]) for meeting in network["meetings"] if meeting["date"]]
        if any(day.weekday() > 4 for day in days) or any(one >= other for one, other in pairwise(days)):
            yield "meetings at a weekend, or not in order"
        if policy.meetings is not None and days and len(days) != policy.meetings.a_year:
            yield f"{len(days)} meetings where the policy has {policy.meetings.a_year}"
    seats = {member: network["id"] for network in plan["networks"] for member in network["members"]}
    for pair in plan["mentors"]:
        mentor, mentee = people[pair["mentor"]], people[pair["mentee"]]
        if seats.get(mentor.id) != seats.get(mentee.id) or mentor.new or mentor.acting or not mentee.new:
            yield "a mentor elsewhere, new or acting"
        most = mentor.max_mentees if mentor.max_mentees is not None else duties.mentor and duties.mentor.most_mentees
        if mentees[mentor.id] > (most or 0):
            yield "a mentor with too many new leaders"


def _again(tally: Tally, seed: int, org: Path, plan: Path, wishes: list[str]) -> None:
    found = _run(tally, seed, "repeat", plan, "--json")
    if found is None or not found["same"]:
        _calmly(tally, f"round {seed}: a repeat came out otherwise", org, org, plan.parent, wishes, _shape)


def _calmly(
    tally: Tally, fault: str, org: Path, other: Path, folder: Path, wishes: list[str], compared: Callable[[Any], Any]
) -> None:
    """Both solved again with a limit that no busy machine reaches: it is a fault only when they differ then too."""
    at = wishes.index("--time-limit")
    calm = [*wishes[:at], "--time-limit", "60", *wishes[at + 2 :]]
    plans = [
        _run(tally, 0, "solve", one, "-o", folder / "calm.xlsx", *calm, "--json", "--force") for one in (org, other)
    ]
    if any(plan is None or "networks" not in plan for plan in plans) or compared(plans[0]) != compared(plans[1]):
        tally.faults.append(fault)
    else:
        tally.clock += 1


def _changed(
    draw: Random,
    tally: Tally,
    seed: int,
    folder: Path,
    organisation: Organisation,
    policy: Policy,
    members: list[str],
    wishes: list[str],
) -> None:
    """Somebody leaves, somebody comes: the rebalanced plan is judged like the first."""
    superiors = {person.manager for person in organisation.people}
    wanted = {other for person in organisation.people for other in (*person.together, *person.apart)}
    free = [one for one in members if one not in superiors | wanted]
    leavers = draw.sample(free, min(len(free), draw.randint(0, 2)))
    chief = next(person for person in organisation.people if person.level is Level.CHIEF)
    joiner = Person(
        id="9990",
        name="Ny Leder",
        level=Level.LEADER_OF_EMPLOYEES,
        level_name="Leder af medarbejdere",
        manager=chief.id,
        department=chief.department,
        new=True,
        signed_up=True if policy.participants.sign_up else None,
        participates=True if policy.participants.given else None,
    )
    comes = draw.random() < 0.7 and not policy.networks.given
    arguments = [part for one in leavers for part in ("--leaver", one)]
    if comes:
        row = f"id=9990; name=Ny Leder; level=Leder af medarbejdere; manager={chief.id}; department={chief.department}"
        row += (
            "; new=ja"
            + "; signed_up=ja" * policy.participants.sign_up
            + "; participates=ja" * policy.participants.given
        )
        arguments += ["--joiner", row]
    target = folder / "next.xlsx"
    found = _run(tally, seed, "rebalance", folder / "plan.xlsx", "-o", target, *arguments, *wishes, "--json", "--force")
    if found is None or found.get("format") != "netcompose.plan/1":
        return
    people = [replace(person, locked=False) for person in organisation.people if person.id not in leavers]
    after = Organisation((*people, *([joiner] if comes else [])))
    rules = policy.model_copy(
        update={"goals": ()}
    )  # the goals count from seats of the last plan, which `organisation` has not
    tally.faults += [f"round {seed}: rebalanced: {fault}" for fault in judged(after, rules, {**found, "goals": []})]
    judgement = _run(tally, seed, "check", target, "--json")
    if judgement is None or any(verdict["violations"] for verdict in judgement["verdicts"]):
        tally.faults.append(f"round {seed}: check finds a broken rule in a rebalanced plan")


def _without_names(
    tally: Tally, seed: int, org: Path, folder: Path, wishes: list[str], made: dict[str, Any], named_values: bool
) -> None:
    """The copy without names gives the same networks, or, where the policy names values, networks that are as good."""
    copy, again = folder / "copy.xlsx", folder / "again.xlsx"
    _run(tally, seed, "anonymise", org, "-o", copy, *wishes[:2], "--force", document=False)
    theirs = _run(tally, seed, "solve", copy, "-o", again, *wishes, "--json", "--force")
    compared = _figures if named_values else _shape
    if theirs is None or "networks" not in theirs or compared(theirs) != compared(made):
        fault = f"round {seed}: the copy without names gives other networks"
        _calmly(tally, fault, org, copy, folder, wishes, compared)


def _figures(plan: dict[str, Any]) -> Any:
    """What each rank of goals, all of the same weight, comes to: one may have more where another has less."""
    ranks: Counter[int] = Counter()
    for goal in plan["goals"]:
        ranks[goal["rank"]] += goal["value"]
    return plan["status"], ranks


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
    parser.add_argument(
        "--tell", action="store_true", help="print each fault at once, and how far it is every 20 rounds"
    )
    wanted = parser.parse_args()
    tally, rounds, told = Tally(), 0, 0
    with tempfile.TemporaryDirectory() as folder:
        for seed in range(wanted.first, wanted.first + wanted.rounds):
            if process_time() > wanted.cpu_seconds:
                break
            play(seed, Path(folder), tally)
            rounds += 1
            if wanted.tell and (len(tally.faults) > told or rounds % 20 == 0):
                print(*tally.faults[told:], f"… {rounds} rounds, {process_time():.0f} s of work", sep="\n", flush=True)
                told = len(tally.faults)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{rounds} rounds, {process_time():.0f} s of work, at most {peak} MB")
    print(", ".join(f"{ending}: {count}" for ending, count in sorted(tally.endings.items())))
    print("plans written: " + ", ".join(f"{kind}: {count}" for kind, count in sorted(tally.plans.items())))
    print(f"{tally.clock} plans came out otherwise only because the limit by the clock struck")
    print(*tally.faults, f"{len(tally.faults)} faults", sep="\n")
    sys.exit(bool(tally.faults))


if __name__ == "__main__":
    main()
