"""Whether commands and rollback, played on an independent model of the device, end where they must."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.checks.base import Assessed, Assessor
from schemas.validation import Check

if TYPE_CHECKING:
    from pipeline.checks.base import Case
    from pipeline.draft import Draft


def _assess(case: Case) -> Assessed:
    return Assessed(
        checks=(_proof(case.draft),),
        not_verified=(
            "whether a device accepts the commands: an independent model of its command line took them, no device did",
        ),
    )


def _proof(draft: Draft) -> Check:
    by = {
        verdict: [item.device for item in draft.candidates if item.proof.verdict == verdict]
        for verdict in ("proved", "not_proved", "not_provable")
    }
    if by["not_proved"]:
        return Check(name="proof", outcome="FAIL", reason=f"not proved on {', '.join(by['not_proved'])}")
    if by["not_provable"]:
        return Check(name="proof", outcome="INCONCLUSIVE", reason=f"not provable on {', '.join(by['not_provable'])}")
    if not draft.candidates:
        return Check(name="proof", outcome="INCONCLUSIVE", reason="there are no commands to prove")
    reason = "commands and rollback, played on an independent model, end exactly where they must"
    return Check(name="proof", outcome="PASS", reason=f"{reason}: {', '.join(by['proved'])}")


PLUGIN = Assessor(rank=40, assess=_assess)
