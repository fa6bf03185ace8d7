"""What the tool noticed about its input: a finding has a stable code, a place and a remedy, and loses nothing."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from netcompose.language import Sentence


class Severity(StrEnum):
    """How much a finding matters: an error stops, a warning asks for a look, a note says what was assumed."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault or assumption.

    `code` is stable (docs/findings.md has a heading for each); `sheet` and `cell` ("B7") say where, when there is a where;
    `value` is what stood there, never a personal number; `message` says what is wrong and what was assumed, `remedy` how to mend it.
    """

    code: str
    severity: Severity
    message: Sentence
    remedy: Sentence
    sheet: str | None = None
    cell: str | None = None
    value: str | None = None


class Refused(Exception):
    """The input or the policy cannot be used; the findings say why. Nothing has been written."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__(", ".join(sorted({f.code for f in self.findings})))


class Disagreement(Exception):
    """Two of our own parts contradict each other: a bug of ours, never the user's fault. The text holds no personal data."""
