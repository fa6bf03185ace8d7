"""What a run was made on, as far as it explains the figures; no names of hosts or people."""

from __future__ import annotations

import os
import platform
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path


def described() -> str:
    """The machine and the versions, in one sentence."""
    versions = []
    for package in ("ortools", "highspy", "numpy"):
        try:
            versions.append(f"{package} {version(package)}")
        except PackageNotFoundError:
            versions.append(f"{package} not installed")
    cores = os.cpu_count() or 1
    day = datetime.now(UTC).strftime("%B %Y")
    return f"{cores} cores ({_processor()}), {platform.system()}, Python {platform.python_version()}, {', '.join(versions)}; {day}"


def _processor() -> str:
    information = Path("/proc/cpuinfo")
    if information.exists():
        for line in information.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.split(":", 1)[1].strip()
    return platform.processor() or platform.machine()
