"""Whether the plan fits into the window that the intent names."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from pipeline.checks.base import Assessed, Assessor
from pipeline.plan import duration
from schemas.finding import Finding, Place, Severity
from schemas.validation import Check

if TYPE_CHECKING:
    from pipeline.checks.base import Case


def _assess(case: Case) -> Assessed:
    steps, window = case.outline.steps, case.draft.envelope.window
    if not steps:
        return Assessed((Check(name="plan", outcome="PASS", reason="there is nothing to carry out"),))
    needed = duration(steps)
    if window is None:
        reason = f"{len(steps)} steps, about {_minutes(needed)}; the intent names no window to compare with"
        return Assessed((Check(name="plan", outcome="PASS", reason=reason),))
    there = datetime.fromisoformat(window.not_after) - datetime.fromisoformat(window.not_before)
    room = int(there.total_seconds())
    reason = f"{len(steps)} steps, about {_minutes(needed)}; the window has {_minutes(room)}"
    check = Check(name="plan", outcome="PASS" if needed <= room else "FAIL", reason=reason)
    if needed <= room:
        return Assessed((check,))
    document = case.draft.loaded.document
    finding = Finding(
        rule="window-too-short",
        severity=Severity.ERROR,
        message=f"the plan needs about {_minutes(needed)}, the window has {_minutes(room)}",
        place=document.place(("window",)) if document else Place(file=case.draft.name),
        hint="name a longer window, or ask for fewer devices",
    )
    return Assessed((check,), findings=(finding,))


def _minutes(seconds: int) -> str:
    return f"{max(1, round(seconds / 60))} min"


PLUGIN = Assessor(rank=60, assess=_assess)
