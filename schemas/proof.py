"""Proof: what came of playing the commands on a model of the device."""

from __future__ import annotations

from typing import Literal

from schemas.base import Record


class Difference(Record):
    """The first place where what came out is not what was wanted."""

    direction: Literal["remediation", "rollback"]
    """Which way the commands went."""
    step: int = 0
    """Number of the refused command, counted from 1; 0 where all were taken and the end differs."""
    expected: str
    """The wanted line with the blocks around it, joined by ` / `; empty where nothing was wanted there."""
    actual: str
    """The line that came out, the same way; empty where nothing was there."""


class Proof(Record):
    """Verdict of the independent applier for one device."""

    verdict: Literal["proved", "not_proved", "not_provable"]
    """proved: remediation ends exactly at the candidate, and rollback exactly at the running configuration."""
    reason: str = ""
    """Why not, in words; empty where it is proved."""
    first_difference: Difference | None = None
    """Where not_proved."""


class Hazard(Record):
    """What hurts on the way, at a step."""

    rule: str
    """The rule's name, such as hazard-dangling-reference."""
    direction: Literal["remediation", "rollback"]
    """Which way the commands go."""
    step: int
    """Number of the command after which it holds, counted from 1; 0 where no command brings it."""
    command: str
    """That command."""
    message: str
    """Object, problem, for how long."""
    until: int = 0
    """Number of the command that ends it; 0 where it lasts to the end of the list."""
    severity: Literal["error", "warning", "info"] = "warning"
    """error blocks."""
