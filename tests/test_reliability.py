"""What can go wrong around us: each fault is injected, and the file that was there is there still (docs/reliability.md)."""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from typer.testing import CliRunner, Result

from netcompose.cli import app
from netcompose.cli.ending import Exit
from netcompose.compose import closing, search
from netcompose.compose.deal import Deal
from netcompose.compose.outcome import Composed, OutOfTime
from netcompose.compose.search import Effort
from netcompose.policy.catalogue import judge_rules
from worlds import leader, policy, scenario

if TYPE_CHECKING:
    from collections.abc import Callable

ODDER = Path(__file__).parent.parent / "data" / "examples" / "odder.xlsx"
KILLS = 12
UNIX = pytest.mark.skipif(sys.platform == "win32", reason="signals are sent as on Unix")

# Two contents in turn, each 400 kB of one letter, until killed.
WRITER = """
import sys
from pathlib import Path
from netcompose.report.files import write_atomically
print("ready", flush=True)
while True:
    for letter in sys.argv[2]:
        write_atomically(Path(sys.argv[1]), letter.encode() * 400_000, force=True)
"""


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, [str(a) for a in arguments], env={"COLUMNS": "100", "NO_COLOR": "1", "TERM": "dumb"})


def broken_solver(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr("netcompose.tasks.solve.solve", fail)


def whole(path: Path, letters: str) -> bool:
    """Whether the file is one of the contents, entire."""
    content = path.read_bytes()
    return len(content) == 400_000 and len(set(content)) == 1 and chr(content[0]) in letters


@UNIX
def test_a_killed_run_leaves_the_old_file_or_the_new_one(tmp_path: Path) -> None:
    path, draw = tmp_path / "plan.xlsx", random.Random(1)
    path.write_bytes(b"o" * 400_000)
    for _ in range(KILLS):
        with subprocess.Popen([sys.executable, "-c", WRITER, str(path), "ab"], stdout=subprocess.PIPE) as process:
            assert process.stdout is not None
            assert process.stdout.readline()
            time.sleep(draw.random() / 20)
            process.send_signal(signal.SIGKILL)
        assert whole(path, "oab")
    left = [file for file in tmp_path.iterdir() if file != path]
    assert all(file.stat().st_mode & 0o077 == 0 for file in left)  # what a kill leaves behind, nobody else can read


@UNIX
def test_two_runs_may_write_the_same_file(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    path.write_bytes(b"o" * 400_000)
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITER, str(path), letters], stdout=-1) for letters in ("ab", "cd")
    ]
    try:
        for process in writers:
            assert process.stdout is not None
            assert process.stdout.readline()
        for _ in range(200):
            assert whole(path, "oabcd")
    finally:
        for process in writers:
            process.kill()
            process.communicate()


def test_a_file_open_in_a_spreadsheet_program_is_told_before_the_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "plan.xlsx"
    out.write_bytes(b"old")
    (tmp_path / "~$plan.xlsx").write_bytes(b"")
    broken_solver(monkeypatch, AssertionError("solved"))
    result = run("solve", ODDER, "-o", out, "--force", "--lang", "en")
    assert result.exit_code == Exit.USAGE
    assert "Close it if it is open in another program" in result.stderr
    assert out.read_bytes() == b"old"


@pytest.mark.parametrize("command", [("solve", "-o"), ("anonymise", "-o")])
def test_a_full_disk_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: tuple[str, str]
) -> None:
    out = tmp_path / "plan.xlsx"
    out.write_bytes(b"old")

    def full(handle: int) -> None:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr("netcompose.report.files.os.fsync", full)
    name, option = command
    result = run(name, ODDER, option, out, "--force")
    assert result.exit_code == Exit.USAGE
    assert os.strerror(28) in result.stderr
    assert out.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [out]


@pytest.mark.parametrize("error", [MemoryError("Anne Lund"), RecursionError("Anne Lund"), KeyError("Anne Lund")])
def test_no_memory_and_bugs_of_ours_end_without_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    broken_solver(monkeypatch, error)
    result = run("solve", ODDER, "-o", tmp_path / "plan.xlsx")
    assert result.exit_code == Exit.INTERNAL
    assert type(error).__name__ in result.stderr
    assert "Anne Lund" not in result.output
    assert list(tmp_path.iterdir()) == []


def test_the_plan_tells_of_the_file_that_was_read_even_if_it_is_changed_meanwhile(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    org, out = tmp_path / "leaders.xlsx", tmp_path / "plan.xlsx"
    shutil.copy(ODDER, org)
    before = hashlib.sha256(org.read_bytes()).hexdigest()
    from netcompose.tasks import solve as module

    solve: Callable[..., Any] = module.solve

    def changed_meanwhile(*arguments: Any, **options: Any) -> Any:
        org.write_bytes(b"something else")
        return solve(*arguments, **options)

    monkeypatch.setattr(module, "solve", changed_meanwhile)
    assert run("solve", org, "-o", out).exit_code == Exit.OK
    cells = [cell for row in openpyxl.load_workbook(out)["Om"].iter_rows(values_only=True) for cell in row]
    assert before in cells
    assert run("repeat", out).exit_code == Exit.REFUSED


def test_no_network_connection_is_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr("socket.socket.__init__", refuse)
    assert run("solve", ODDER, "-o", tmp_path / "plan.xlsx", "--page", tmp_path / "page.html").exit_code == Exit.OK


@pytest.mark.parametrize("jump", [-1e6, 1e6])
def test_a_clock_that_jumps_ends_the_search_but_breaks_no_rule(monkeypatch: pytest.MonkeyPatch, jump: float) -> None:
    monkeypatch.setattr(Deal, "finished", property(lambda self: False))
    told = iter([0.0])
    monkeypatch.setattr(closing, "monotonic", lambda: next(told, jump))
    made = scenario([leader(str(i), department="AB"[i % 2]) for i in range(6)], policy(size="3", number=2))
    outcome = search.compose(made, Effort(seconds=2))
    assert isinstance(outcome, Composed)
    assert not any(verdict.violations for verdict in judge_rules(made, outcome.composition))


def test_no_time_at_all_is_either_a_plan_or_said_to_be_out_of_time() -> None:
    made = scenario([leader(str(i)) for i in range(6)], policy(size="3", number=2))
    assert isinstance(search.compose(made, Effort(seconds=0)), Composed | OutOfTime)


def test_a_terminal_that_knows_no_letters_but_ascii(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "netcompose", "solve", str(ODDER), "-o", str(tmp_path / "plan.xlsx")],
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONIOENCODING": "ascii:strict", "LC_ALL": "C", "PYTHONUTF8": "0"},
    )
    assert done.returncode == Exit.OK, done.stderr
    assert done.stderr.isascii()
    assert b"Traceback" not in done.stderr


@UNIX
@pytest.mark.parametrize("after", [0.4, 1.0, 1.8])
def test_ctrl_c_at_any_moment_leaves_no_half_file_and_no_traceback(tmp_path: Path, after: float) -> None:
    """Sent that long after the command line has taken over: while libraries load, while it reads, while it solves or writes."""
    out = tmp_path / "plan.xlsx"
    start = (
        "import sys; from netcompose.cli import main; print('ready', flush=True); sys.argv[0] = 'netcompose'; main()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", start, "solve", str(ODDER), "-o", str(out)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline()
        time.sleep(after)
        process.send_signal(signal.SIGINT)
        _, told = process.communicate(timeout=120)
    assert b"Traceback" not in told, told
    assert process.returncode in {Exit.OK, 130}
    assert [file.name for file in tmp_path.iterdir()] == (["plan.xlsx"] if process.returncode == Exit.OK else [])
    if out.exists():
        openpyxl.load_workbook(out)
