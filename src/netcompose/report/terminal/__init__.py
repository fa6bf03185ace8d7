"""What HR reads on the screen: plain sentences, eighty columns, no letter that the terminal lacks."""

from __future__ import annotations

from netcompose.report.terminal.columns import show_columns, show_counts
from netcompose.report.terminal.findings import show_findings
from netcompose.report.terminal.plan import show_plan
from netcompose.report.terminal.policies import show_differences, show_policies, show_policy
from netcompose.report.terminal.rebalanced import show_rebalanced
from netcompose.report.terminal.rules import show_conflict, show_verdicts

__all__ = [
    "show_columns",
    "show_conflict",
    "show_counts",
    "show_differences",
    "show_findings",
    "show_plan",
    "show_policies",
    "show_policy",
    "show_rebalanced",
    "show_verdicts",
]
