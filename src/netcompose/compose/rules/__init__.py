"""The encoders: one file a rule, constraints in, a penalty out. Each has a twin of the same name in policy/rules, which it never sees."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from netcompose.compose.rules import (
    apart,
    churn,
    even_size,
    group_size,
    limits,
    locked,
    mentor_supply,
    mix,
    new_faces,
    new_leaders,
    placed_once,
    reporting_line,
    same,
    siblings,
    together,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ortools.sat.python.cp_model import LinearExprT

    from netcompose.compose.seats import Seats
    from netcompose.policy.scenario import Scenario
    from netcompose.policy.settings import Goal

RULES: Final[Mapping[str, Callable[[Seats, Scenario], None]]] = {
    "placed_once": placed_once.encode,
    "group_size": group_size.encode,
    "reporting_line": reporting_line.encode,
    "siblings": siblings.encode,
    "locked": locked.encode,
    "together": together.encode,
    "apart": apart.encode,
    "limits": limits.encode,
    "mentor_supply": mentor_supply.encode,
}
GOALS: Final[Mapping[str, Callable[[Seats, Scenario, Goal], LinearExprT]]] = {
    "mix": mix.encode,
    "same": same.encode,
    "new_leaders": new_leaders.encode,
    "even_size": even_size.encode,
    "new_faces": new_faces.encode,
    "churn": churn.encode,
}
