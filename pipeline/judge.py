"""Judge: every check looks at a draft, and their verdicts make one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.registry import checks, kinds
from schemas.finding import blocks, ordered
from schemas.validation import Validation

if TYPE_CHECKING:
    from pipeline.checks.base import Assessed, Case
    from schemas.question import Question


@dataclass(frozen=True, slots=True)
class Judged:
    """What all checks came to."""

    validation: Validation
    """Their verdicts as one artifact."""
    assessed: tuple[Assessed, ...]
    """By rank: files, sections and tasks are in it."""


def questions(case: Case) -> tuple[Question, ...]:
    """Return what the checks want to ask the outside, each question once, by key."""
    found = {question.key: question for check in checks().values() for question in check.ask(case)}
    return tuple(found[key] for key in sorted(found))


def judge(case: Case) -> Judged:
    """Return the verdicts of all checks, each of which sees what those of lower rank found."""
    done: dict[str, Assessed] = {}
    for name, check in checks().items():
        done[name] = check.assess(replace(case, earlier=dict(done)))
    rows = tuple(row for one in done.values() for row in one.checks)
    findings = ordered([*case.draft.findings, *(item for one in done.values() for item in one.findings)])
    failed = any(row.outcome == "FAIL" for row in rows) or blocks(findings)
    unclear = [row for row in rows if row.outcome == "INCONCLUSIVE"]
    # An emergency does not wait for who does not answer: nobody more is asked. A requirement stays one.
    degraded = [] if kinds()[case.draft.envelope.kind].hurried else [row.name for row in unclear if not row.required]
    validation = Validation(
        intent=case.draft.name,
        outcome="FAIL" if failed else "INCONCLUSIVE" if unclear or not rows else "PASS",
        degraded=tuple(sorted(set(degraded))),
        blocking=failed or not rows or any(row.required for row in unclear),
        checks=rows,
        findings=findings,
        not_verified=tuple(sorted({text for one in done.values() for text in one.not_verified})),
        holds_until=min((one.holds_until for one in done.values() if one.holds_until), default=""),
        coverage=tuple(
            sorted((one.coverage for one in done.values() if one.coverage), key=lambda coverage: coverage.name)
        ),
    )
    return Judged(validation, tuple(done.values()))
