"""What HR reads on the screen: plain sentences, eighty columns, no letter that the terminal lacks."""

from __future__ import annotations

from netcompose.report.terminal.columns import show_columns, show_counts
from netcompose.report.terminal.findings import show_findings
from netcompose.report.terminal.plan import show_plan
from netcompose.report.terminal.policies import show_differences, show_policies, show_policy
from netcompose.report.terminal.rules import show_conflict, show_verdicts
from netcompose.report.terminal.start import show_first_steps, show_start_of_own

__all__ = [
    "show_columns",
    "show_conflict",
    "show_counts",
    "show_differences",
    "show_findings",
    "show_first_steps",
    "show_plan",
    "show_policies",
    "show_policy",
    "show_start_of_own",
    "show_verdicts",
]
