"""Findings: what is wrong with a change, where, and what to do about it."""

from __future__ import annotations

from enum import StrEnum

from schemas.base import Record


class Severity(StrEnum):
    """How much a finding weighs: only an error blocks."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Place(Record):
    """Where something stands: a file of the network repository, line and column counted from 1."""

    file: str
    """Path inside the network repository."""
    line: int = 1
    """Line, counted from 1."""
    column: int = 1
    """Column, counted from 1."""

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


class Finding(Record):
    """A fact about the change that a person must know: collected and sorted, never raised."""

    rule: str
    """The rule's name, the same everywhere."""
    severity: Severity
    """error blocks; warning and info are shown."""
    message: str
    """Object, problem, expected, actual."""
    place: Place | None = None
    """Where it comes from."""
    hint: str = ""
    """What to do about it."""
    device: str = ""
    """The device it is about, if it is about one."""

    @property
    def advice(self) -> str:
        """The message, with the hint where there is one."""
        return f"{self.message} ({self.hint})" if self.hint else self.message

    @property
    def order(self) -> tuple[int, str, int, int, str, str]:
        """Sort key: errors first, then by place, rule and message."""
        rank = list(Severity).index(self.severity)
        where = self.place or Place(file="~")
        return (rank, where.file, where.line, where.column, self.rule, self.message)


def ordered(findings: tuple[Finding, ...] | list[Finding]) -> tuple[Finding, ...]:
    """Sort findings and drop repetitions."""
    return tuple(sorted(set(findings), key=lambda finding: finding.order))


def blocks(findings: tuple[Finding, ...]) -> bool:
    """Tell whether any finding blocks."""
    return any(finding.severity is Severity.ERROR for finding in findings)
