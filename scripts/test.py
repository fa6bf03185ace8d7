"""Install what the tests need into .venv and run everything: format, lint, types, architecture, tests with coverage.

    python3 scripts/test.py            all of it, as CI does
    python3 scripts/test.py --no-install   the same in the .venv that is there

Plain Python, nothing else needed, on any system.
"""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from pathlib import Path
from time import monotonic

ROOT = Path(__file__).resolve().parent.parent
BIN = ROOT / ".venv" / ("Scripts" if os.name == "nt" else "bin")
INSTALL = (
    "pip",
    "install",
    "--quiet",
    "--disable-pip-version-check",
    "--constraint",
    "constraints.txt",
    "--editable",
    ".[dev,legacy,dask]",
)
CHECKS = {
    "format": ("ruff", "format", "--check", "."),
    "lint": ("ruff", "check", "."),
    "types": ("mypy",),
    "architecture": ("pytest", "-q", "tests/test_architecture.py"),
    "tests": ("pytest", "-n", "2", "--cov", "--cov-report=term", "--cov-fail-under=95"),
}


def run(name: str, module: str, *arguments: str) -> None:
    """One step, in the project's own environment; the first that fails ends it all."""
    started = monotonic()
    print(f"== {name}", flush=True)
    done = subprocess.run([str(BIN / "python"), "-m", module, *arguments], cwd=ROOT, check=False)
    print(f"== {name}: {'ok' if done.returncode == 0 else 'FAILED'} ({monotonic() - started:.0f} s)", flush=True)
    if done.returncode:
        sys.exit(done.returncode)


def main() -> None:
    """Everything, in order."""
    if "--no-install" not in sys.argv:
        if not (BIN / ("python.exe" if os.name == "nt" else "python")).exists():
            venv.create(ROOT / ".venv", with_pip=True)
        run("install", *INSTALL)
    for name, (module, *arguments) in CHECKS.items():
        run(name, module, *arguments)


if __name__ == "__main__":
    main()
