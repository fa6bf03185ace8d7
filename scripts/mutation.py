"""Mutation testing by a sample: one small fault at a time is put into the rules and the solving, and a test must fail.

    pip install -e .[dev,mutation] -c constraints.txt
    python scripts/mutation.py --sample 250 --seed 1
    python scripts/mutation.py --sample 250 --seed 1 --reach reach.json                       keep which tests reach what
    python scripts/mutation.py --sample 250 --seed 1 --reach reach.json --numbers 7 19 --tests tests/policy
                                                                   two of them again, what these tests reach measured anew
    python scripts/mutation.py --only src/netcompose/policy/rules/mix.py                      all of one file (of one line: mix.py:31)

The faults are those of mutmut (comparisons, numbers, operators, arguments, texts …); its own runner does not find its way through this
layout. Each mutant is run in a process of its own up to the first test that fails: first the tests that reach its line, then those that
reach the rest of its statement, then those that reach its module or one that imports it (what runs while a module is loaded is not known by
line; first of these, those whose own file imports it, and that the reference says what the code says); the quickest first, and as many as
take `USUAL` seconds without a fault. A mutant that needs far longer than that hangs, and is killed too. Equal seeds draw equal mutants as
long as the code is the same. For all of them: --sample 1000000 (days of work).
"""

from __future__ import annotations

import argparse
import ast
import contextlib
import difflib
import importlib.abc
import importlib.util
import io
import json
import os
import resource
import signal
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from math import sqrt
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

ROOT: Final = Path(__file__).resolve().parent.parent
PACKAGES: Final = ("policy", "compose", "appoint", "schedule")
TESTS: Final = ("tests",)
ELSEWHERE: Final = ("tests/benchmarks", "tests/test_soak.py", "tests/test_readme.py")
"""Tests of other things, or too slow to be run with every line noted."""
REFERENCE: Final = "tests/test_reference.py"
"""What is written of the settings and rules; such texts are read while a module is loaded."""
USUAL: Final = 45.0
"""Seconds that the tests for one mutant take together when nothing is wrong (and every line is noted, which is slower)."""
FIRST: Final = 20
"""Tests that are run before the others are looked at."""
START: Final = 30
PATIENCE: Final = 4
"""A mutant hangs when it has worked for START seconds and so many times what its tests usually take."""
HEAVY: Final = (
    "ortools.sat.python.cp_model",
    "pydantic",
    "tomlkit",
    "holidays",
    "babel",
    "openpyxl",
    "typer",
    "rich",
)


@dataclass(frozen=True)
class Mutant:
    """A fault: where it is, and the module's text with it."""

    file: Path
    line: int
    text: str
    before: str

    @property
    def module(self) -> str:
        """The module's dotted name."""
        return ".".join(self.file.relative_to(ROOT / "src").with_suffix("").parts).removesuffix(".__init__")

    @property
    def package(self) -> str:
        """The package it is in."""
        return self.file.relative_to(ROOT / "src" / "netcompose").parts[0]

    def shown(self) -> str:
        """The lines that differ."""
        lines = difflib.unified_diff(self.before.splitlines(), self.text.splitlines(), lineterm="", n=0)
        return "\n".join(line for line in lines if line[:1] in "+-" and line[:3] not in {"+++", "---"})


def sampled(number: int, seed: int, only: Collection[str] = ()) -> list[Mutant]:
    """So many of all faults that mutmut knows to make, each equally likely; only of these FILE or FILE:LINE, when there are any."""
    from libcst.metadata import MetadataWrapper, PositionProvider
    from mutmut.mutation.file_mutation import create_mutations

    files = {name.partition(":")[0] for name in only}
    made: dict[Path, tuple[str, Any, Any, Any]] = {}
    every: list[tuple[Path, int]] = []
    for package in PACKAGES:
        begin = len(every)
        for file in sorted((ROOT / "src" / "netcompose" / package).rglob("*.py")):
            name = str(file.relative_to(ROOT))
            if files and name not in files:
                continue
            before = file.read_text("utf-8")
            module, mutations, _, _ = create_mutations(str(file), before)
            places = MetadataWrapper(module, unsafe_skip_copy=True).resolve(PositionProvider)
            made[file] = before, module, mutations, places
            every += [
                (file, index)
                for index, mutation in enumerate(mutations)
                if not files or {name, f"{name}:{places[mutation.original_node].start.line}"} & set(only)
            ]
        print(f"{package}: {len(every) - begin} mutants", flush=True)
    drawn = []
    for file, index in Random(seed).sample(every, min(number, len(every))):
        before, module, mutations, places = made[file]
        mutation = mutations[index]
        changed = module.deep_replace(mutation.original_node, mutation.mutated_node)
        drawn.append(Mutant(file, places[mutation.original_node].start.line, changed.code, before))
    return drawn


@dataclass
class Reach:
    """Which tests reach which line of which file, and the seconds that each takes when nothing is wrong."""

    lines: dict[str, dict[int, set[str]]] = field(default_factory=lambda: defaultdict(dict))
    took: dict[str, float] = field(default_factory=lambda: defaultdict(float))

    def tests(self, mutant: Mutant) -> list[str]:
        """The tests for a mutant, in the order in which they are run."""
        chosen: dict[str, None] = {}
        seconds = 0.0
        for ring in self._rings(mutant):
            for test in sorted(ring, key=lambda test: (self.took[test], test)):
                if test in chosen:
                    continue
                if chosen and seconds + self.took[test] > USUAL:
                    break
                chosen[test] = None
                seconds += self.took[test]
        return list(chosen)

    def keep(self, tests: Collection[str]) -> None:
        """Forget all tests but these."""
        self.took = defaultdict(float, {test: seconds for test, seconds in self.took.items() if test in tests})
        for lines in self.lines.values():
            for some in lines.values():
                some.intersection_update(tests)

    def seconds(self, tests: Collection[str]) -> float:
        """What these take together."""
        return sum(self.took[test] for test in tests)

    def _rings(self, mutant: Mutant) -> Iterator[set[str]]:
        here = self.lines[str(mutant.file)]
        yield here.get(mutant.line, set())
        begin, end = _statement(mutant.before, mutant.line)
        yield set().union(*(tests for line, tests in here.items() if begin <= line <= end))
        if not here.get(mutant.line):
            asking = {REFERENCE, *(name for name, imported in self._test_files.items() if mutant.module in imported)}
            yield {test for test in self.took if test.partition("::")[0] in asking}
        files = {str(mutant.file)} | self._importers.get(mutant.module, set())
        yield set().union(*(tests for file in files for tests in self.lines[file].values()))

    @cached_property
    def _importers(self) -> dict[str, set[str]]:
        """The files in which each module is imported."""
        found: dict[str, set[str]] = defaultdict(set)
        for file in (ROOT / "src").rglob("*.py"):
            for name in _imported(file):
                found[name].add(str(file))
        return found

    @cached_property
    def _test_files(self) -> dict[str, set[str]]:
        """What each file of tests imports."""
        return {str(file.relative_to(ROOT)): _imported(file) for file in (ROOT / "tests").rglob("test_*.py")}


def _collected() -> set[str]:
    """All tests that there are."""
    command = [sys.executable, "-m", "pytest", "-o", "addopts=-q", "--collect-only", "-p", "no:cov", *TESTS]
    return set(subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True).stdout.splitlines())


def _imported(file: Path) -> set[str]:
    """Everything that a file imports from somewhere, modules and names alike."""
    return {
        name
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.ImportFrom) and node.module
        for name in (node.module, *(f"{node.module}.{alias.name}" for alias in node.names))
    }


def kept(file: Path | None, tests: Sequence[str]) -> Reach:
    """What the tests reach, out of a file where it is kept; measured for those that are named, or for all when there is no file yet."""
    known = json.loads(file.read_text("utf-8")) if file is not None and file.exists() else None
    reach = Reach()
    if known is None or tests:
        with tempfile.TemporaryDirectory() as folder:
            reach = reached(Path(folder), tests or TESTS)
    if known is not None:
        for test, seconds in known["took"].items():
            reach.took.setdefault(test, seconds)
        for name, lines in known["lines"].items():
            for line, some in lines.items():
                reach.lines[name].setdefault(int(line), set()).update(some)
        reach.keep(_collected())
    if file is not None:
        lines = {name: {line: sorted(some) for line, some in lines.items()} for name, lines in reach.lines.items()}
        file.write_text(json.dumps({"took": reach.took, "lines": lines}), "utf-8")
    return reach


def _statement(text: str, line: int) -> tuple[int, int]:
    """The first and last line of the smallest statement around a line."""
    spans = [
        (node.lineno, node.end_lineno or node.lineno)
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.stmt)
    ]
    return min(
        ((begin, end) for begin, end in spans if begin <= line <= end),
        key=lambda span: span[1] - span[0],
        default=(line, line),
    )


def reached(folder: Path, tests: Sequence[str]) -> Reach:
    """What the tests reach: the whole of them is run once."""
    data = folder / "coverage"
    options = [
        "-n0",
        "--cov=netcompose",
        "--cov-context=test",
        "--cov-report=",
        "--durations=0",
        "-vvv",  # with the project's own -q, so that no duration is left out
        "-p",
        "no:cacheprovider",
        "--hypothesis-seed=0",
        *(f"--ignore={name}" for name in ELSEWHERE),
    ]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *options, *tests],
        cwd=ROOT,
        env={**os.environ, "COVERAGE_FILE": str(data)},
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    if done.returncode not in {0, 1}:
        sys.exit(done.stdout)
    failed = {
        line.split(maxsplit=1)[1].partition(" - ")[0] for line in done.stdout.splitlines() if line.startswith("FAILED ")
    }
    print(*(f"{test} fails without a fault, and is left out" for test in sorted(failed)), sep="\n", flush=True)
    from coverage import CoverageData

    reach = Reach()
    for line in done.stdout.splitlines():
        parts = line.split(maxsplit=2)
        if len(parts) == 3 and parts[1] in {"call", "setup"} and parts[0].endswith("s"):
            reach.took[parts[2]] += float(parts[0][:-1])
    found = CoverageData(str(data))
    found.read()
    for file in found.measured_files():
        for number, contexts in found.contexts_by_lineno(file).items():
            reach.lines[file][number] = {context.rpartition("|")[0] for context in contexts if context} - failed
    return reach


class Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Hands out the mutated text for its module, and leaves all others alone."""

    def __init__(self, mutant: Mutant) -> None:
        self.mutant = mutant

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> Any:
        """The module's own spec, loaded by us."""
        if name != self.mutant.module:
            return None
        package = [str(self.mutant.file.parent)] if self.mutant.file.name == "__init__.py" else None
        return importlib.util.spec_from_file_location(
            name, self.mutant.file, loader=self, submodule_search_locations=package
        )

    def create_module(self, spec: Any) -> None:
        """As usual."""

    def exec_module(self, module: Any) -> None:
        """Run the mutated text."""
        exec(compile(self.mutant.text, str(self.mutant.file), "exec"), module.__dict__)


def verdict(mutant: Mutant, tests: Sequence[str], seconds: float) -> str:
    """How the tests, which usually take so long, end with the fault in: "killed", "survived", "timeout" (a kill too) or "no tests"."""
    ending = "no tests"
    for part in (tests[:FIRST], tests[FIRST:]):  # a few at first: to collect many takes longer than to run them
        if part:
            ending = _ending(mutant, part, seconds)
            if ending != "survived":
                break
    return ending


def _ending(mutant: Mutant, tests: Sequence[str], seconds: float) -> str:
    child = os.fork()
    if child == 0:
        _run(mutant, tests, seconds)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return "timeout" if os.WTERMSIG(status) in {signal.SIGXCPU, signal.SIGKILL} else "killed"
    code = os.WEXITSTATUS(status)
    if code == 4 and any("[" in test for test in tests):  # the fault has renamed a case: all cases of the same tests
        return _ending(mutant, list(dict.fromkeys(test.partition("[")[0] for test in tests)), seconds)
    # 2 and 4: what the tests stand in cannot even be loaded
    return {0: "survived", 1: "killed", 2: "killed", 4: "killed"}.get(code, f"pytest ended with {code}")


def _run(mutant: Mutant, tests: Sequence[str], seconds: float) -> None:
    """In the child: the tests, and out with their exit code."""
    import pytest

    limit = int(START + PATIENCE * seconds)
    resource.setrlimit(resource.RLIMIT_CPU, (limit, limit + 5))
    code = 1
    with contextlib.suppress(BaseException), open(os.devnull, "w") as nowhere:  # noqa: PTH123 - a stream for what is printed
        sys.meta_path.insert(0, Finder(mutant))
        with contextlib.redirect_stdout(nowhere), contextlib.redirect_stderr(io.StringIO()):
            options = ["-x", "-q", "-n0", "-p", "no:cacheprovider", "-p", "no:cov", "--hypothesis-seed=0"]
            code = int(pytest.main([*options, *tests]))
    os._exit(code)


def _ensure_sound(mutant: Mutant, reach: Reach) -> None:
    """Without a fault the tests must pass as they are run here; else every mutant would be "killed"."""
    tests = reach.tests(mutant)
    whole = Mutant(mutant.file, mutant.line, mutant.before, mutant.before)
    assert (ending := verdict(whole, tests, reach.seconds(tests))) in {"survived", "no tests"}, ending


def interval(part: int, whole: int) -> tuple[float, float]:
    """Wilson's interval for a share, at 95 %."""
    z, share = 1.96, part / whole
    middle = share + z * z / (2 * whole)
    reach = z * sqrt(share * (1 - share) / whole + z * z / (4 * whole * whole))
    return (middle - reach) / (1 + z * z / whole), (middle + reach) / (1 + z * z / whole)


def main() -> None:
    """Draw, run, and tell the score and what survived."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sample", type=int, default=250)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--cpu-seconds", type=float, default=float("inf"), help="begin no mutant after this much work")
    parser.add_argument("--only", nargs="+", default=[], metavar="FILE[:LINE]", help="draw from these")
    parser.add_argument("--numbers", nargs="+", type=int, default=[], help="of those drawn, run these")
    parser.add_argument("--tests", nargs="+", default=[], help="measure what these reach, and not all tests")
    parser.add_argument("--reach", type=Path, metavar="FILE", help="where it is kept what tests reach")
    wanted = parser.parse_args()
    os.chdir(ROOT)
    os.environ["HYPOTHESIS_STORAGE_DIRECTORY"] = tempfile.mkdtemp()
    drawn = dict(enumerate(sampled(wanted.sample, wanted.seed, wanted.only), 1))
    drawn = {number: mutant for number, mutant in drawn.items() if not wanted.numbers or number in wanted.numbers}
    reach = kept(wanted.reach, wanted.tests)
    for name in HEAVY:
        importlib.import_module(name)
    _ensure_sound(next(iter(drawn.values())), reach)
    endings: dict[str, Counter[str]] = {package: Counter() for package in PACKAGES}
    for number, mutant in drawn.items():
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        if used.ru_utime + used.ru_stime > wanted.cpu_seconds:
            break
        tests = reach.tests(mutant)
        ending = verdict(mutant, tests, reach.seconds(tests))
        endings[mutant.package][ending] += 1
        place = f"{mutant.file.relative_to(ROOT / 'src')}:{mutant.line}"
        print(f"{number}. {ending}: {place} ({len(tests)} tests)", flush=True)
        if ending in {"survived", "no tests"}:
            print(mutant.shown(), flush=True)
    total: Counter[str] = sum(endings.values(), Counter())
    for name, counts in [*endings.items(), ("all", total)]:
        if tried := counts.total():
            dead = counts["killed"] + counts["timeout"]
            low, high = interval(dead, tried)
            print(f"{name}: {dead} of {tried} are killed, {dead / tried:.1%} ({low:.1%} to {high:.1%}); {dict(counts)}")


if __name__ == "__main__":
    main()
