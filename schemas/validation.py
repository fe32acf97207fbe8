"""Validation: every finding, the verdict of every check, and what was not verified."""

from __future__ import annotations

from typing import Literal

from schemas.base import Record
from schemas.finding import Finding

Outcome = Literal["PASS", "FAIL", "INCONCLUSIVE"]
"""PASS only for what was looked at."""


class Check(Record):
    """One check and what came of it."""

    name: str
    """Such as `proof` or `policies`."""
    outcome: Outcome
    """PASS, FAIL or INCONCLUSIVE."""
    reason: str
    """What was looked at, or why there is no verdict."""
    required: bool = True
    """Whether INCONCLUSIVE blocks; otherwise it degrades."""


class Coverage(Record):
    """How many of the lines that change a check saw, and how deep."""

    name: str
    """Which check."""
    changed: int
    """Lines that differ between base and candidate."""
    parsed: int
    """Lines of these that were understood as text."""
    modelled: int
    """Lines of these that are part of the model."""
    exercised: int
    """Lines of these that an answer depends on."""
    unverified: tuple[str, ...] = ()
    """`device:line: text` of the others, sorted."""


class Validation(Record):
    """All checks of a change."""

    kind: Literal["validation"] = "validation"
    """Kind of the artifact."""
    version: Literal[1] = 1
    """Version of its form."""
    intent: str
    """Which intent."""
    outcome: Outcome
    """FAIL if any check fails; INCONCLUSIVE if any has no verdict; else PASS."""
    degraded: tuple[str, ...]
    """Checks without a verdict that do not block, sorted: one more approver is asked for."""
    blocking: bool
    """Whether it must not be merged."""
    checks: tuple[Check, ...]
    """In the order of the stages."""
    findings: tuple[Finding, ...]
    """Errors first."""
    not_verified: tuple[str, ...]
    """What nobody looked at, in words; sorted."""
    holds_until: str = ""
    """Last day on which all of this holds, because something that it rests on ends then; empty without an end."""
    coverage: tuple[Coverage, ...] = ()
    """Of the checks that count lines, by name."""
