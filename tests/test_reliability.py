"""What can go wrong around us: each fault is injected, and the file that was there is there still (docs/reliability.md)."""

from __future__ import annotations

import errno
import hashlib
import io
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from typer.testing import CliRunner, Result

from netcompose.cli import app, main
from netcompose.cli.ending import Exit, Voice, handled
from netcompose.compose import closing, search
from netcompose.compose.deal import Deal
from netcompose.compose.outcome import Composed, OutOfTime
from netcompose.compose.search import Effort
from netcompose.findings import Disagreement
from netcompose.policy.catalogue import judge_rules
from netcompose.policy.load import parse_policy, policy_text
from worlds import leader, policy, scenario

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

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


@pytest.fixture(autouse=True)
def ctrl_c_as_before() -> Iterator[None]:
    """A test that runs the entry point here must not leave the tests themselves deaf to Ctrl-C."""
    before = signal.getsignal(signal.SIGINT)
    yield
    signal.signal(signal.SIGINT, before)


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
    assert "kan ikke skrives: Der er ikke mere plads på disken." in result.stderr
    assert out.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [out]


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (MemoryError("Anne Lund"), "There is not enough memory"),
        (OSError(errno.ENOMEM, "Anne Lund"), "There is not enough memory"),
        (ImportError("Anne Lund"), "A library could not be loaded"),
        (RecursionError("Anne Lund"), "RecursionError"),
        (KeyError("Anne Lund"), "KeyError"),
        (Disagreement("the judges reject the plan: mix"), "the judges reject the plan: mix"),
    ],
)
def test_no_memory_and_bugs_of_ours_end_without_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception, told: str
) -> None:
    broken_solver(monkeypatch, error)
    result = run("solve", ODDER, "-o", tmp_path / "plan.xlsx", "--lang", "en")
    assert result.exit_code == Exit.INTERNAL
    assert told in result.stderr
    assert ("--save-model" in result.stderr) is not isinstance(error, MemoryError | OSError | ImportError)
    assert "Anne Lund" not in result.output
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "error", [MemoryError("of ours"), ImportError("of ours"), OSError(5, "of ours"), KeyError("x")]
)
def test_whoever_asks_for_it_sees_where_it_went_wrong(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    broken_solver(monkeypatch, error)
    result = run("solve", ODDER, "-o", tmp_path / "plan.xlsx", "--debug")
    assert result.exception is error
    assert list(tmp_path.iterdir()) == []


def test_the_second_ctrl_c_ends_what_the_first_one_only_asks_to_end() -> None:
    voice, before = Voice(), signal.getsignal(signal.SIGINT)
    stopped = []

    def pressed_twice() -> None:
        with handled(voice):
            for _ in range(2):
                stopped.append(voice.stopped.is_set())
                signal.raise_signal(signal.SIGINT)

    with pytest.raises(KeyboardInterrupt):
        pressed_twice()
    assert stopped == [False, True]
    assert signal.getsignal(signal.SIGINT) is before


def test_a_command_that_another_program_runs_in_a_thread_leaves_its_ctrl_c_alone() -> None:
    before = signal.getsignal(signal.SIGINT)
    seen: list[object] = []

    def inside() -> None:
        with handled(Voice()):
            seen.append(signal.getsignal(signal.SIGINT))

    thread = threading.Thread(target=inside)
    thread.start()
    thread.join()
    assert seen == [before]


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
@pytest.mark.parametrize("after", [0.0, 0.02, 0.1, 0.3, 0.4, 0.5, 1.0])
def test_ctrl_c_at_any_moment_leaves_no_half_file_and_no_traceback(tmp_path: Path, after: float) -> None:
    """Sent that long after the command line has taken over: while libraries load, while it reads, while it solves or writes."""
    out = tmp_path / "plan.xlsx"
    start = """
from netcompose import cli
load = cli._application
def told(commands):
    print("ready", flush=True)
    return load(commands)
cli._application = told
cli.main()
"""
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


@UNIX
@pytest.mark.parametrize("arguments", [["policies"], ["columns", str(ODDER)], ["check", "no such file.xlsx"]])
def test_ctrl_c_after_the_answer_changes_nothing(arguments: list[str]) -> None:
    """Up to the very end, while Python clears away what it had loaded."""
    late = """
import os, signal, sys
from netcompose.cli import main
try:
    main()
finally:
    os.kill(os.getpid(), signal.SIGINT)
"""
    usual, pressed = (
        subprocess.run([sys.executable, *way, *arguments], capture_output=True, check=False)
        for way in (["-m", "netcompose"], ["-c", late])
    )
    assert (pressed.returncode, pressed.stdout, pressed.stderr) == (usual.returncode, usual.stdout, usual.stderr)
    assert usual.returncode in {Exit.OK, Exit.REFUSED}


def meanwhile(monkeypatch: pytest.MonkeyPatch, happens: Callable[[], None]) -> None:
    """Let something happen after the org chart has been read and before anything is written."""
    from netcompose.tasks import solve as module

    solve: Callable[..., Any] = module.solve

    def interrupted(*arguments: Any, **options: Any) -> Any:
        happens()
        return solve(*arguments, **options)

    monkeypatch.setattr(module, "solve", interrupted)


def test_the_folder_vanishes_during_the_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "plans"
    folder.mkdir()
    meanwhile(monkeypatch, folder.rmdir)
    result = run("solve", ODDER, "-o", folder / "plan.xlsx", "--lang", "en")
    assert result.exit_code == Exit.USAGE
    assert "cannot be written: No such file or directory" in result.stderr
    assert not folder.exists()


def test_the_folder_becomes_read_only_during_the_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(tmp_path))

    # Not by chmod: whoever is root may write all the same.
    meanwhile(monkeypatch, lambda: monkeypatch.setattr("netcompose.report.files.tempfile.mkstemp", refuse))
    result = run("solve", ODDER, "-o", tmp_path / "plan.xlsx")
    assert result.exit_code == Exit.USAGE
    assert "kan ikke skrives: Der er ikke adgang." in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_the_input_is_deleted_during_the_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    org = tmp_path / "leaders.xlsx"
    shutil.copy(ODDER, org)
    meanwhile(monkeypatch, org.unlink)
    assert run("solve", org, "-o", tmp_path / "plan.xlsx").exit_code == Exit.OK
    result = run("repeat", tmp_path / "plan.xlsx", "--lang", "en")
    assert result.exit_code == Exit.REFUSED
    assert "there is no such file" in result.stderr


def test_the_input_is_deleted_between_its_two_readings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A policy that builds on the last plan reads the file once for the people and once for their duties."""
    org, own = tmp_path / "leaders.xlsx", tmp_path / "own.toml"
    shutil.copy(ODDER, org)
    text = policy_text("odder").replace("most_mentees = 2", 'most_mentees = 2\nprefer = ["as_last_year"]')
    assert parse_policy(text, "own").duties.builds_on_the_last
    own.write_text(text, "utf-8")
    import netcompose.read as module

    read: Callable[..., Any] = module.read_organisation

    def then_deleted(*arguments: Any, **options: Any) -> Any:
        source = read(*arguments, **options)
        org.unlink()
        return source

    monkeypatch.setattr(module, "read_organisation", then_deleted)
    result = run("solve", org, "-o", tmp_path / "plan.xlsx", "--policy", own, "--lang", "en")
    assert result.exit_code == Exit.REFUSED
    assert "there is no such file" in result.stderr


@pytest.mark.parametrize("closed", ["stdout", "stderr", "both"])
def test_without_a_console_the_plan_is_written_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, closed: str
) -> None:
    """As when a program without a window starts it, or `>&-` closes the stream."""
    for name in ("stdout", "stderr"):
        if closed in {name, "both"}:
            monkeypatch.setattr(sys, name, None)
    monkeypatch.setattr(sys, "argv", ["netcompose", "solve", str(ODDER), "-o", str(tmp_path / "plan.xlsx"), "--json"])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == Exit.OK
    assert (tmp_path / "plan.xlsx").exists()
    for stream in {"stdout": [sys.stdout], "stderr": [sys.stderr], "both": [sys.stdout, sys.stderr]}[closed]:
        stream.close()


def test_memory_that_runs_out_before_the_command_is_told(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def none_left(_: object) -> None:
        raise MemoryError

    monkeypatch.setattr("netcompose.cli._application", none_left)
    monkeypatch.setattr(sys, "argv", ["netcompose", "policies"])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == Exit.INTERNAL
    assert capfd.readouterr() == ("", "There is not enough memory on this machine; nothing was written.\n")


@UNIX
@pytest.mark.parametrize("options", [(), ("--json",)])
def test_nobody_reads_the_answer(options: tuple[str, ...]) -> None:
    """As `netcompose policies | head -0`: it ends as other commands do, without a word."""
    with subprocess.Popen(
        [sys.executable, "-m", "netcompose", "policies", *options], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        told = process.stderr.read()
    assert told == b""
    assert process.returncode == Exit.NOBODY_READS


@UNIX
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_not_even_the_complaint_can_be_written() -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "netcompose", "policies", "--json"], stdout=full, stderr=full, check=False
        )
    assert done.returncode == Exit.USAGE


@pytest.mark.parametrize("encoding", ["cp1252", "cp850", "latin-1", "ascii", "utf-16"])
def test_consoles_of_other_times_and_places(encoding: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding) for _ in range(2))
    monkeypatch.setattr(sys, "stdout", out)
    monkeypatch.setattr(sys, "stderr", err)
    monkeypatch.setattr(sys, "argv", ["netcompose", "solve", str(ODDER), "-o", str(tmp_path / "plan.xlsx"), "--json"])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == Exit.OK
    out.flush()
    text = out.buffer.getvalue().decode("utf-8" if encoding == "ascii" else encoding)  # type: ignore[attr-defined]
    assert json.loads(text)["format"] == "netcompose.plan/1"


@UNIX
def test_no_home_no_folder_for_temporary_files_no_language(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "netcompose", "solve", str(ODDER), "-o", str(tmp_path / "plan.xlsx"), "--quiet"],
        capture_output=True,
        check=False,
        env={"TMPDIR": str(tmp_path / "none"), "LANG": "C"},
    )
    assert (done.returncode, done.stderr) == (Exit.OK, b"")
    assert [file.name for file in tmp_path.iterdir()] == ["plan.xlsx"]


# Memory is limited to what the process has and a little more, once the libraries are there.
SPARE = """
import resource, sys
import ortools.sat.python.cp_model, netcompose.read.xlsx, netcompose.compose.closing, xlsxwriter
from netcompose.cli import main
pages = int(open("/proc/self/statm").read().split()[0])
limit = pages * resource.getpagesize() + int(sys.argv.pop(1)) * 1024 * 1024
resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
resource.setrlimit(resource.RLIMIT_CPU, (12, 12))
main()
"""
# The same around one run of CP-SAT that needs more.
SOLVER = """
import resource, sys
sys.path.insert(0, sys.argv[1])
from netcompose.compose.model import Model
from netcompose.compose.solver import run
from worlds import leader, policy, scenario
people = [leader(f"{i:03}", department=str(i * i % 17), title=str(i * i % 29), workplace=str(i * i % 23)) for i in range(200)]
goals = [{"goal": "mix", "attribute": a, "rank": 1} for a in ("department", "title", "workplace")]
made = scenario(people, policy(size="8-9", number=23, goals=goals, rules={"reporting_line": "off"}))
model = Model(made)
model.cp.minimize(sum(model.costs))
pages = int(open("/proc/self/statm").read().split()[0])
limit = pages * resource.getpagesize() + 45 * 1024 * 1024
resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
try:
    print(run(model, made, seed=1, seconds=5).ending)
except MemoryError:
    print("no memory")
"""
# Without what counts the lines that are run, which needs memory of its own and complains when there is none.
UNWATCHED = {name: value for name, value in os.environ.items() if not name.startswith("COV")}
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="memory is limited as on Linux")


@LINUX
@pytest.mark.parametrize("megabytes", [12, 28])
def test_too_little_memory_ends_with_a_sentence(tmp_path: Path, megabytes: int) -> None:
    """Where Python has not even the memory to tell of it, it ends the process itself: then too there is no traceback and no file."""
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            SPARE,
            str(megabytes),
            "solve",
            str(ODDER),
            "-o",
            str(tmp_path / "p.xlsx"),
            "--lang",
            "en",
        ],
        capture_output=True,
        text=True,
        check=False,
        env=UNWATCHED,
    )
    assert "Traceback" not in done.stderr
    by_python = done.returncode < 0 or "Fatal Python error" in done.stderr
    if done.returncode != Exit.OK and not by_python:
        assert done.returncode == Exit.INTERNAL, done.stderr
        assert "not enough memory" in done.stderr or "memory is short" in done.stderr
    assert [file.name for file in tmp_path.iterdir()] == (["p.xlsx"] if done.returncode == Exit.OK else [])


@LINUX
def test_the_memory_of_the_solver_runs_out(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", SOLVER, str(Path(__file__).parent)],
        capture_output=True,
        text=True,
        check=False,
        env=UNWATCHED,
    )
    if done.returncode >= 0:  # the solver may end the process when it cannot even say that memory is short
        assert done.stdout.strip() in {"no memory", "Ending.FEASIBLE", "Ending.UNKNOWN"}, done
        assert done.stderr == ""


@pytest.mark.parametrize(
    ("words", "offered"), [("netcompose so", "solve"), ("netcompose solve --save", "--save-model")]
)
def test_the_shell_completes_commands_and_options(words: str, offered: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", "import sys; sys.argv = ['netcompose']; from netcompose.cli import main; main()"],
        capture_output=True,
        text=True,
        check=False,
        env={
            **os.environ,
            "COMP_WORDS": words,
            "COMP_CWORD": str(len(words.split()) - 1),
            "_NETCOMPOSE_COMPLETE": "complete_bash",
        },
    )
    assert offered in done.stdout.split(), done.stderr
