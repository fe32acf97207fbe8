"""Semantic validation: what an analyzer makes of the whole network, before and after."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.checks.base import Assessed, Assessor
from schemas.validation import Check

if TYPE_CHECKING:
    from pipeline.checks.base import Case


def _assess(case: Case) -> Assessed:
    check = Check(
        name="semantic validation",
        outcome="INCONCLUSIVE",
        reason="not assessed, because no analyzer is connected in this version",
        required=case.snapshot.settings.validators.batfish == "require",
    )
    unseen = "routes, sessions, flows and loops in the whole network: no analyzer was asked"
    return Assessed((check,), not_verified=(unseen,))


PLUGIN = Assessor(rank=70, assess=_assess)
