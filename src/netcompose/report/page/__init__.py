"""The page that members get: one file to look at, search and print, with nothing loaded from anywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netcompose.report.files import ensure_writable, write_atomically
from netcompose.report.view import View

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from netcompose.language import Language
    from netcompose.organisation import Organisation
    from netcompose.plan import Plan
    from netcompose.policy.settings import Policy
    from netcompose.tasks.rebalance import Rebalanced

__all__ = ["ensure_writable", "write_page"]


def write_page(
    path: Path,
    *,
    plan: Plan,
    organisation: Organisation,
    policy: Policy,
    language: Language,
    force: bool = False,
    calendars: Mapping[str, str] | None = None,
    rebalanced: Rebalanced | None = None,
) -> None:
    """Write the plan as one HTML file, whole or not at all. The same plan gives the same file, to the byte.

    It is for the members: nothing of the findings, of those who have no seat yet, or of the sheet's own columns is in it.

    `calendars` names the calendar file (.ics) of each network by its id, as seen from where the page lies; the page links to them.
    `rebalanced` tells what is new since the last plan: for each network who has left and come, and for each person what, but not why.

    Raises:
        FileExistsError: the file exists and `force` is not given; nothing has been done.
        OSError: it cannot be written there (see `ensure_writable`); an old file is untouched.
    """
    from netcompose.report.page.build import page  # here, because only this needs jinja2

    ensure_writable(path, force)
    write_atomically(
        path,
        page(View(plan, organisation, policy, language), calendars or {}, rebalanced).encode("utf-8", "replace"),
        force,
    )
