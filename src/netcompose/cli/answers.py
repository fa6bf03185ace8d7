"""The files that hold an answer: the workbook, and the members' page and the calendars when they are asked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from netcompose.language import Language
    from netcompose.organisation import Organisation
    from netcompose.plan import Plan
    from netcompose.policy.settings import Policy
    from netcompose.tasks.rebalance import Rebalanced


@dataclass(frozen=True)
class Files:
    """Where an answer goes; no page and no calendars where nobody asks for them."""

    workbook: Path
    page: Path | None
    calendar: Path | None
    handouts: bool
    force: bool

    def ensure(self, *others: Path | None) -> None:
        """Whether all of them, and others that may be wanted, can be written: asked before the long work.

        Raises:
            FileExistsError: one is there and `force` is not given.
            OSError: see `ensure_writable`.
        """
        from netcompose.report.files import ensure_writable

        for file in filter(None, [self.workbook, self.page, *others]):
            ensure_writable(file, self.force)
        if self.calendar is not None:
            from netcompose.report.calendar import ensure_calendar_folder

            ensure_calendar_folder(self.calendar, self.force)

    def links(self, plan: Plan, language: Language, seen_from: Path) -> dict[str, str]:
        """The calendar file of each network as seen from where another file lies; nothing when none are written."""
        if self.calendar is None:
            return {}
        from netcompose.report.calendar import calendar_links

        return calendar_links(self.calendar, plan, language, seen_from.resolve().parent)

    def write_beside(
        self,
        plan: Plan,
        organisation: Organisation,
        policy: Policy,
        language: Language,
        rebalanced: Rebalanced | None = None,
    ) -> None:
        """Write the page and the calendars; what `rebalanced` has changed is told on the page."""
        if self.page is not None:
            from netcompose.report.page import write_page

            write_page(
                self.page,
                plan=plan,
                organisation=organisation,
                policy=policy,
                language=language,
                force=self.force,
                calendars=self.links(plan, language, self.page),
                rebalanced=rebalanced,
            )
        if self.calendar is not None:
            from netcompose.report.calendar import write_calendars

            write_calendars(
                self.calendar, plan=plan, organisation=organisation, policy=policy, language=language, force=self.force
            )
