"""What the organisation protects: VLANs and interfaces that no intent may touch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.checks.base import Assessed, Assessor
from schemas.finding import Finding, Severity, blocks
from schemas.validation import Check, Outcome

if TYPE_CHECKING:
    from pipeline.checks.base import Case
    from pipeline.intents.base import Wanted


def _assess(case: Case) -> Assessed:
    """Compare every feature that is wanted with `protected:` of gains.yaml."""
    findings = []
    guarded = case.snapshot.settings.protected
    for wanted in case.draft.wanted:
        feature = wanted.feature
        values: set[int] = {getattr(feature, name, 0) for name in ("vlan", "id")}
        hit = sorted(values & set(guarded.vlans))
        findings += [_refusal(case, wanted, f"VLAN {vlan} is protected on {wanted.device}") for vlan in hit]
        port = getattr(feature, "interface", None)
        if port in guarded.interfaces:
            findings.append(_refusal(case, wanted, f"interface {port} of {wanted.device} is protected"))
    unread = blocks(tuple(case.draft.findings)) and not case.draft.wanted
    reason = "protected VLANs and interfaces of gains.yaml; other policies: none are there"
    outcome: Outcome = "FAIL" if findings else "INCONCLUSIVE" if unread else "PASS"
    if unread:
        reason = "nothing was compiled that policies could look at, because findings block"
    return Assessed(
        checks=(Check(name="policies", outcome=outcome, reason=reason),),
        findings=tuple(findings),
        not_verified=("the organisation's own policies: only protected VLANs and interfaces of gains.yaml are judged",),
    )


def _refusal(case: Case, wanted: Wanted, message: str) -> Finding:
    return Finding(
        rule="protected",
        severity=Severity.ERROR,
        message=message,
        place=case.draft.place(wanted.path),
        hint="gains.yaml says so on the base branch (protected:)",
        device=wanted.device,
    )


PLUGIN = Assessor(rank=20, assess=_assess)
