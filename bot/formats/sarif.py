"""Findings as SARIF 2.1.0, for code scanning."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from schemas.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from schemas.finding import Finding

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def write(findings: Sequence[Finding], _files: Sequence[str]) -> str:
    """Return one SARIF log with one run."""
    run = {
        "tool": {
            "driver": {
                "name": "gains",
                "rules": [{"id": rule} for rule in sorted({finding.rule for finding in findings})],
            }
        },
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding) for finding in findings],
    }
    log = {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}
    return json.dumps(log, indent=2)


def _result(finding: Finding) -> dict[str, object]:
    result: dict[str, object] = {
        "ruleId": finding.rule,
        "level": _LEVELS[finding.severity],
        "message": {"text": finding.advice},
    }
    if place := finding.place:
        region = {"startLine": place.line, "startColumn": place.column}
        result["locations"] = [{"physicalLocation": {"artifactLocation": {"uri": place.file}, "region": region}}]
    return result
