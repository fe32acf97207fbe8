"""The energy impact of the change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.checks.base import Assessed, Assessor
from schemas.canonical import pretty
from schemas.package import NotAssessed
from schemas.validation import Check

if TYPE_CHECKING:
    from pipeline.checks.base import Case


def _assess(case: Case) -> Assessed:
    reason = "not assessed, because the estimator is not connected in this version"
    return Assessed(
        checks=(
            Check(
                name="energy impact",
                outcome="INCONCLUSIVE",
                reason=reason,
                required=case.snapshot.settings.telemetry == "require",
            ),
        ),
        not_verified=("the energy impact: this version has no estimator wired to the stages",),
        files=(("footprint.json", pretty(NotAssessed(subject="energy impact", reason=reason))),),
    )


PLUGIN = Assessor(rank=80, assess=_assess)
