"""The command line: each command parses, calls one task, hands the answer to report, and ends with a named exit code."""

from netcompose.cli import init, solve, rebalance, what_if, check, explain, columns, policies  # isort: skip
from netcompose.cli.app import app, main

__all__ = ["app", "check", "columns", "explain", "init", "main", "policies", "rebalance", "solve", "what_if"]
