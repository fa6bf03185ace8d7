"""Which versions made a plan."""

from __future__ import annotations

import platform
from importlib.metadata import version

LIBRARIES = ("netcompose", "ortools", "openpyxl", "XlsxWriter", "pydantic", "typer", "rich")


def versions() -> tuple[tuple[str, str], ...]:
    """Name and version of the tool, of Python, and of the libraries that a plan depends on; nothing is imported for it."""
    return (*((name, version(name)) for name in LIBRARIES), ("Python", platform.python_version()))
