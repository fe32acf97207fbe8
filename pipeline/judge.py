"""Judge: one verdict per check, PASS only for what was looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schemas.finding import Finding, Severity, ordered
from schemas.validation import Check, Validation

if TYPE_CHECKING:
    from pipeline.draft import Draft
    from schemas.snapshot import Snapshot

NOT_VERIFIED = (
    "routes, sessions, flows and loops in the whole network: no analyzer was asked",
    "the energy impact: this version has no estimator wired to the stages",
    "the organisation's own policies: only protected VLANs and interfaces of gains.yaml are judged",
    "whether a device accepts the commands: an independent model of its command line took them, no device did",
)


def protected(draft: Draft, snapshot: Snapshot) -> None:
    """Refuse what gains.yaml protects."""
    guarded = snapshot.settings.protected
    for wanted in draft.wanted:
        feature = wanted.feature
        values = {getattr(feature, name, None) for name in ("vlan", "id")}
        for vlan in guarded.vlans:
            if vlan in values:
                _refuse(draft, wanted.path, f"VLAN {vlan} is protected on {wanted.device}", wanted.device)
        port = getattr(feature, "interface", None)
        if port in guarded.interfaces:
            _refuse(draft, wanted.path, f"interface {port} of {wanted.device} is protected", wanted.device)


def _refuse(draft: Draft, path: tuple[str | int, ...], message: str, device: str) -> None:
    hint = "gains.yaml says so on the base branch (protected:)"
    draft.say(
        Finding(
            rule="protected",
            severity=Severity.ERROR,
            message=message,
            place=draft.place(path),
            hint=hint,
            device=device,
        )
    )


def judge(draft: Draft, snapshot: Snapshot) -> Validation:
    """Return the verdicts of all checks."""
    findings = ordered(draft.findings)
    policy = snapshot.settings.validators.batfish
    checks = (
        _intent(draft),
        _policies(draft),
        _candidate(draft),
        _proof(draft),
        _hazards(draft),
        Check(
            name="semantic validation",
            outcome="INCONCLUSIVE",
            reason="not assessed, because no analyzer is connected in this version",
            required=policy == "require",
        ),
        Check(
            name="energy impact",
            outcome="INCONCLUSIVE",
            reason="not assessed, because the estimator is not connected in this version",
            required=snapshot.settings.telemetry == "require",
        ),
    )
    failed = any(check.outcome == "FAIL" for check in checks)
    unclear = any(check.outcome == "INCONCLUSIVE" for check in checks)
    return Validation(
        intent=draft.name,
        outcome="FAIL" if failed else "INCONCLUSIVE" if unclear else "PASS",
        degraded=tuple(sorted(c.name for c in checks if c.outcome == "INCONCLUSIVE" and not c.required)),
        blocking=failed or any(check.outcome == "INCONCLUSIVE" and check.required for check in checks),
        checks=checks,
        findings=findings,
        not_verified=tuple(sorted(NOT_VERIFIED)),
    )


def _errors(draft: Draft) -> list[Finding]:
    return [finding for finding in draft.findings if finding.severity is Severity.ERROR and finding.rule != "protected"]


def _intent(draft: Draft) -> Check:
    wrong = _errors(draft)
    if wrong:
        return Check(name="intent", outcome="FAIL", reason=f"{len(wrong)} findings block; see findings")
    return Check(name="intent", outcome="PASS", reason="read, and compared with inventory and running configurations")


def _policies(draft: Draft) -> Check:
    hit = [finding for finding in draft.findings if finding.rule == "protected"]
    reason = "protected VLANs and interfaces of gains.yaml; other policies: none are there"
    return Check(name="policies", outcome="FAIL" if hit else "PASS", reason=reason)


def _candidate(draft: Draft) -> Check:
    if not draft.candidates:
        why = "no candidate was made, because findings block" if _errors(draft) else "there is nothing to change"
        return Check(name="candidate", outcome="INCONCLUSIVE" if _errors(draft) else "PASS", reason=why)
    return Check(
        name="candidate", outcome="PASS", reason="read again: every feature that was asked for is in the candidates"
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


def _hazards(draft: Draft) -> Check:
    found = [(item.device, hazard) for item in draft.candidates for hazard in item.hazards]
    errors = [f"{device}: {hazard.message}" for device, hazard in found if hazard.severity == "error"]
    if errors:
        return Check(name="hazards", outcome="FAIL", reason="; ".join(errors))
    if not draft.candidates:
        return Check(name="hazards", outcome="INCONCLUSIVE", reason="there are no commands to look at", required=False)
    said = "; ".join(f"{device}: {hazard.message}" for device, hazard in found)
    return Check(name="hazards", outcome="PASS", reason=said or "none of the known ones on the way there or back")
