"""Findings as workflow commands, which a GitHub job shows as annotations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schemas.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from schemas.finding import Finding

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
_DATA = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"})


def write(findings: Sequence[Finding], _files: Sequence[str]) -> str:
    """Return one command a finding; nothing in a message can begin another command."""
    return "\n".join(_command(finding) for finding in findings)


def _command(finding: Finding) -> str:
    properties = {"title": finding.rule}
    if place := finding.place:
        properties = {"file": place.file, "line": str(place.line), "col": str(place.column), **properties}
    listed = ",".join(f"{key}={value.translate(_PROPERTY)}" for key, value in properties.items())
    return f"::{_COMMANDS[finding.severity]} {listed}::{finding.advice.translate(_DATA)}"
