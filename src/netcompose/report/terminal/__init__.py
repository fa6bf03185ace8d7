"""What HR reads on the screen: plain sentences, eighty columns, no letter that the terminal lacks."""

from __future__ import annotations

from netcompose.report.terminal.columns import show_columns, show_counts
from netcompose.report.terminal.findings import show_findings
from netcompose.report.terminal.plan import show_plan
from netcompose.report.terminal.policies import show_differences, show_policies, show_policy
from netcompose.report.terminal.rebalanced import show_rebalanced
from netcompose.report.terminal.rules import show_conflict, show_distance, show_suspicion, show_verdicts
from netcompose.report.terminal.seats import show_change, show_seats
from netcompose.report.terminal.start import show_first_steps, show_start_of_own
from netcompose.report.terminal.what_if import show_comparison, show_tried

__all__ = [
    "show_change",
    "show_columns",
    "show_comparison",
    "show_conflict",
    "show_counts",
    "show_differences",
    "show_distance",
    "show_findings",
    "show_first_steps",
    "show_plan",
    "show_policies",
    "show_policy",
    "show_rebalanced",
    "show_seats",
    "show_start_of_own",
    "show_suspicion",
    "show_tried",
    "show_verdicts",
]
