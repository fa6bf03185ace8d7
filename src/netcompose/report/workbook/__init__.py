"""The workbook that HR opens, prints, edits, and hands in again next year."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from netcompose.report.files import ensure_writable, write_atomically
from netcompose.report.view import View

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from netcompose.findings import Finding
    from netcompose.language import Language
    from netcompose.organisation import Organisation
    from netcompose.plan import Plan
    from netcompose.policy.settings import Policy
    from netcompose.tasks.rebalance import Rebalanced

__all__ = ["Provenance", "ensure_writable", "write_template", "write_workbook"]


@dataclass(frozen=True, kw_only=True)
class Provenance:
    """Where a plan comes from: all that a repeat needs, and nothing that differs between two equal runs.

    `input_digest` is the SHA-256 of the input file; `options` are the options of the command, `versions` those of the tool and its
    libraries, both as (name, value).
    """

    input_name: str
    input_digest: str
    policy_toml: str
    options: tuple[tuple[str, str], ...] = ()
    versions: tuple[tuple[str, str], ...] = ()


def write_workbook(
    path: Path,
    *,
    plan: Plan,
    organisation: Organisation,
    policy: Policy,
    findings: Sequence[Finding],
    language: Language,
    provenance: Provenance,
    force: bool = False,
    handouts: bool = False,
    rebalanced: Rebalanced | None = None,
    calendars: Mapping[str, str] | None = None,
) -> None:
    """Write the plan as a workbook, whole or not at all. The same plan gives the same file, to the byte.

    `handouts` adds a sheet for each network, for its members; `rebalanced` those of what has changed and of the trade-off.
    `calendars` names each network's calendar file by its id, as seen from where the workbook lies; Networks and the handouts link to them.

    Raises:
        FileExistsError: the file exists and `force` is not given; nothing has been done.
        OSError: it cannot be written there (see `ensure_writable`); an old file is untouched.
    """
    from netcompose.report.workbook.build import build  # here, because only this needs XlsxWriter

    ensure_writable(path, force)
    content = io.BytesIO()
    build(content, View(plan, organisation, policy, language), findings, provenance, handouts, rebalanced, calendars)
    write_atomically(path, content.getvalue(), force)


def write_template(
    path: Path,
    *,
    policy: Policy,
    language: Language,
    organisation: Organisation | None = None,
    force: bool = False,
) -> None:
    """Write a workbook to fill in: with ten invented people, or with those of an export as it was understood.

    Raises:
        As `write_workbook`.
    """
    from netcompose.report.workbook.template import build_template

    ensure_writable(path, force)
    content = io.BytesIO()
    build_template(content, policy, language, organisation)
    write_atomically(path, content.getvalue(), force)
