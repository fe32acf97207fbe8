"""Findings as JUnit XML: a test case a file, which fails where an error was found in it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from schemas.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from schemas.finding import Finding


def write(findings: Sequence[Finding], files: Sequence[str]) -> str:
    """Return one test suite; files without findings are passed cases, findings without a file stand under `gains`."""
    by_file: dict[str, list[Finding]] = {file: [] for file in files}
    for finding in findings:
        by_file.setdefault(finding.place.file if finding.place else "gains", []).append(finding)
    failed = sum(any(one.severity is Severity.ERROR for one in found) for found in by_file.values())
    cases = "".join(_case(file, found) for file, found in sorted(by_file.items()))
    counts = f'tests="{len(by_file)}" failures="{failed}"'
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<testsuite name="gains check" {counts}>\n{cases}</testsuite>'


def _case(file: str, findings: list[Finding]) -> str:
    lines = "\n".join(f"{one.place or ''}: {one.severity.value}: {one.message} [{one.rule}]" for one in findings)
    head = f'  <testcase classname="gains" name={quoteattr(file)}'
    if not findings:
        return f"{head}/>\n"
    if any(one.severity is Severity.ERROR for one in findings):
        return f'{head}>\n    <failure message="{len(findings)} findings">{escape(lines)}</failure>\n  </testcase>\n'
    return f"{head}>\n    <system-out>{escape(lines)}</system-out>\n  </testcase>\n"
