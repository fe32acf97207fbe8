"""Whether anything hurts on the way from running to candidate and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.checks.base import Assessed, Assessor
from schemas.validation import Check

if TYPE_CHECKING:
    from pipeline.checks.base import Case
    from pipeline.draft import Draft


def _assess(case: Case) -> Assessed:
    return Assessed((_hazards(case.draft),))


def _hazards(draft: Draft) -> Check:
    found = [(item.device, hazard) for item in draft.candidates for hazard in item.hazards]
    errors = [f"{device}: {hazard.message}" for device, hazard in found if hazard.severity == "error"]
    if errors:
        return Check(name="hazards", outcome="FAIL", reason="; ".join(errors))
    if not draft.candidates:
        return Check(name="hazards", outcome="INCONCLUSIVE", reason="there are no commands to look at", required=False)
    said = "; ".join(f"{device}: {hazard.message}" for device, hazard in found)
    return Check(name="hazards", outcome="PASS", reason=said or "none of the known ones on the way there or back")


PLUGIN = Assessor(rank=50, assess=_assess)
