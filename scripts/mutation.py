"""Mutation testing by a sample: one small fault at a time is put into the rules and the solving, and a test must fail.

    pip install -e .[dev] -c constraints.txt
    python scripts/mutation.py --sample 250 --seed 1

The faults are those of mutmut (comparisons, numbers, operators, arguments, texts …); its own runner does not find its way through this
layout. Each mutant is run in a process of its own against the tests that reach its line, the quickest first, up to the first failure, and
for at most `SECONDS` of work. Equal seeds draw equal mutants. For all of them: --sample 1000000 (days of work).
"""

from __future__ import annotations

import argparse
import contextlib
import difflib
import importlib.abc
import importlib.util
import io
import os
import resource
import signal
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from dataclasses import dataclass
from math import sqrt
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT: Final = Path(__file__).resolve().parent.parent
PACKAGES: Final = ("policy", "compose", "appoint", "schedule")
TESTS: Final = tuple(f"tests/{package}" for package in PACKAGES)
SECONDS: Final = 60
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


def sampled(number: int, seed: int) -> list[Mutant]:
    """So many of all faults that mutmut knows to make, each equally likely."""
    from libcst.metadata import MetadataWrapper, PositionProvider
    from mutmut.mutation.file_mutation import create_mutations

    made: dict[Path, tuple[str, Any, Any]] = {}
    every: list[tuple[Path, int]] = []
    for package in PACKAGES:
        begin = len(every)
        for file in sorted((ROOT / "src" / "netcompose" / package).rglob("*.py")):
            before = file.read_text("utf-8")
            module, mutations, _, _ = create_mutations(str(file), before)
            made[file] = before, module, mutations
            every += [(file, index) for index in range(len(mutations))]
        print(f"{package}: {len(every) - begin} mutants", flush=True)
    drawn = []
    for file, index in Random(seed).sample(every, min(number, len(every))):
        before, module, mutations = made[file]
        mutation = mutations[index]
        places = MetadataWrapper(module, unsafe_skip_copy=True).resolve(PositionProvider)
        changed = module.deep_replace(mutation.original_node, mutation.mutated_node)
        drawn.append(Mutant(file, places[mutation.original_node].start.line, changed.code, before))
    return drawn


def reached(folder: Path) -> tuple[dict[tuple[str, int], set[str]], dict[str, float]]:
    """Which tests reach which line of which file, and the seconds that each takes: the whole of the tests is run once."""
    data = folder / "coverage"
    options = [
        "-n0",
        "--cov=netcompose",
        "--cov-context=test",
        "--cov-report=",
        "--durations=0",
        "-vv",
        "-p",
        "no:cacheprovider",
    ]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *options, *TESTS],
        cwd=ROOT,
        env={**os.environ, "COVERAGE_FILE": str(data)},
        capture_output=True,
        text=True,
        check=True,
    )
    took: dict[str, float] = defaultdict(float)
    for line in done.stdout.splitlines():
        parts = line.split(maxsplit=2)
        if len(parts) == 3 and parts[1] in {"call", "setup"} and parts[0].endswith("s"):
            took[parts[2]] += float(parts[0][:-1])
    from coverage import CoverageData

    found = CoverageData(str(data))
    found.read()
    lines: dict[tuple[str, int], set[str]] = defaultdict(set)
    for file in found.measured_files():
        for line, contexts in found.contexts_by_lineno(file).items():
            lines[file, line] |= {context.split("|")[0] for context in contexts if context}
    return lines, took


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


def verdict(mutant: Mutant, tests: Sequence[str]) -> str:
    """How the tests end with the fault in: "killed", "survived", "timeout" (which is a kill too) or "no tests"."""
    if not tests:
        return "no tests"
    child = os.fork()
    if child == 0:
        _run(mutant, tests)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return "timeout" if os.WTERMSIG(status) in {signal.SIGXCPU, signal.SIGKILL} else "killed"
    code = os.WEXITSTATUS(status)
    return {0: "survived", 1: "killed", 2: "killed"}.get(
        code, f"pytest ended with {code}"
    )  # 2: a module cannot even be imported


def _run(mutant: Mutant, tests: Sequence[str]) -> None:
    """In the child: the tests, and out with their exit code."""
    import pytest

    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 5))
    code = 1
    with contextlib.suppress(BaseException), open(os.devnull, "w") as nowhere:  # noqa: PTH123 - a stream for what is printed
        sys.meta_path.insert(0, Finder(mutant))
        with contextlib.redirect_stdout(nowhere), contextlib.redirect_stderr(io.StringIO()):
            options = ["-x", "-q", "-n0", "-p", "no:cacheprovider", "-p", "no:cov", "--hypothesis-seed=0"]
            code = int(pytest.main([*options, *tests]))
    os._exit(code)


def _ensure_sound(mutant: Mutant, lines: dict[tuple[str, int], set[str]]) -> None:
    """Without a fault the tests must pass as they are run here; else every mutant would be "killed"."""
    tests = sorted({test for (file, _), reach in lines.items() if file == str(mutant.file) for test in reach})[:20]
    whole = Mutant(mutant.file, mutant.line, mutant.before, mutant.before)
    assert (ending := verdict(whole, tests)) in {"survived", "no tests"}, ending


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
    wanted = parser.parse_args()
    os.chdir(ROOT)
    os.environ["HYPOTHESIS_STORAGE_DIRECTORY"] = tempfile.mkdtemp()
    drawn = sampled(wanted.sample, wanted.seed)
    with tempfile.TemporaryDirectory() as folder:
        lines, took = reached(Path(folder))
    for name in HEAVY:
        importlib.import_module(name)
    _ensure_sound(drawn[0], lines)
    endings: dict[str, Counter[str]] = {package: Counter() for package in PACKAGES}
    for number, mutant in enumerate(drawn, 1):
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        if used.ru_utime + used.ru_stime > wanted.cpu_seconds:
            break
        tests = sorted(lines.get((str(mutant.file), mutant.line), ()), key=lambda test: (took.get(test, 0.0), test))
        ending = verdict(mutant, tests)
        endings[mutant.package][ending] += 1
        place = f"{mutant.file.relative_to(ROOT / 'src')}:{mutant.line}"
        print(f"{number}. {ending}: {place} ({len(tests)} tests)", flush=True)
        if ending in {"survived", "no tests"}:
            print(mutant.shown(), flush=True)
    total: Counter[str] = sum(endings.values(), Counter())
    for name, counts in [*endings.items(), ("all", total)]:
        if tried := counts.total():
            tried -= counts["no tests"]
            dead = counts["killed"] + counts["timeout"]
            if not tried:
                continue
            low, high = interval(dead, tried)
            print(
                f"{name}: {dead} of {tried} reached are killed, {dead / tried:.1%} ({low:.1%} to {high:.1%}); {dict(counts)}"
            )


if __name__ == "__main__":
    main()
