"""Comparison: what `gains compare --json` prints of two networks."""

from __future__ import annotations

from schemas.base import Record
from schemas.finding import Finding
from schemas.validation import Outcome


class Counted(Record):
    """How many of the changed lines were seen, and how deep."""

    changed: int
    """Lines that differ and say something to a device."""
    parsed: int
    """Lines of these that the analyzer understood as text."""
    modelled: int
    """Lines of these that its model holds."""
    exercised: int
    """Lines of these that a difference of behaviour is about."""


class Compared(Record):
    """One check of the two networks."""

    name: str
    """Which validator, such as `routes`."""
    verdict: Outcome
    """PASS, FAIL or INCONCLUSIVE."""
    reason: str
    """What was looked at, or why there is no verdict."""
    findings: tuple[Finding, ...]
    """What differs beyond what was declared, with its witness in the message; errors first."""
    not_looked_at: tuple[str, ...]
    """What this check does not see."""


class Comparison(Record):
    """Two networks, and whether anything behaves otherwise that was not declared."""

    verdict: Outcome
    """FAIL if any check fails; INCONCLUSIVE if any has no verdict or a changed line is not verified; else PASS."""
    checks: tuple[Compared, ...]
    """By name."""
    coverage: Counted
    """Of the changed lines."""
    unverified: tuple[str, ...]
    """Changed lines that nothing vouches for, and where the model is known to differ from devices."""
    versions: dict[str, str]
    """Who answered: version by name."""
