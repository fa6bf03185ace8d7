"""The command line: each command parses, calls one task, hands the answer to report, and ends with a named exit code."""

from netcompose.cli.commands import app, main

__all__ = ["app", "main"]
