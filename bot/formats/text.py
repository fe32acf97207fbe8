"""Findings as lines for people and editors."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from schemas.finding import Finding


def write(findings: Sequence[Finding], _files: Sequence[str]) -> str:
    """Return one line a finding."""
    return "\n".join(f"{one.place}: {one.severity.value}: {one.advice} [{one.rule}]" for one in findings)
