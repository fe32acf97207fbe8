"""Whether the candidates, read again, show what was asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.checks.base import Assessed, Assessor
from schemas.finding import blocks
from schemas.validation import Check

if TYPE_CHECKING:
    from pipeline.checks.base import Case


def _assess(case: Case) -> Assessed:
    draft = case.draft
    lacking = sorted({item.device for item in draft.findings if item.rule.startswith("candidate-")})
    if lacking:
        reason = f"the candidate does not show all that was asked for, or was refused, on {', '.join(lacking)}"
        return Assessed((Check(name="candidate", outcome="FAIL", reason=reason),))
    if not draft.candidates:
        stopped = blocks(tuple(draft.findings))
        reason = "no candidate was made, because findings block" if stopped else "there is nothing to change"
        return Assessed((Check(name="candidate", outcome="INCONCLUSIVE" if stopped else "PASS", reason=reason),))
    reason = "read again: every feature that was asked for is in the candidates"
    return Assessed((Check(name="candidate", outcome="PASS", reason=reason),))


PLUGIN = Assessor(rank=30, assess=_assess)
