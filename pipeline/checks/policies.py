"""Whether the change keeps every rule: what gains.yaml protects, bundled policies, and those of the organisation."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from pipeline.checks.base import Assessed, Assessor, Section
from pipeline.policy.evaluate import evaluate
from pipeline.policy.view import view
from pipeline.policy.waive import waive
from schemas.features.switching import Vlan
from schemas.finding import Finding, Place, Severity, blocks
from schemas.validation import Check, Outcome

if TYPE_CHECKING:
    from pipeline.checks.base import Case
    from pipeline.intents.base import Wanted
    from pipeline.policy.evaluate import Evaluated
    from pipeline.policy.waive import Waived
    from schemas.policy import PolicySet, Violation

NAME = "policies"


def _assess(case: Case) -> Assessed:
    """Evaluate every rule; PASS only where rules really looked at what the intent compiled to."""
    guarded = _guarded(case)
    policies = case.snapshot.policies
    if policies is None:
        reason = "protected VLANs and interfaces of gains.yaml alone: no rules were read"
        outcome: Outcome = "FAIL" if guarded else "INCONCLUSIVE"
        row = Check(name=NAME, outcome=outcome, reason=reason, required=bool(guarded))
        return Assessed((row,), tuple(guarded), ("policies: no rules were read",))
    stopped = blocks(tuple(case.draft.findings))
    found = evaluate(policies, view(case, _energy(case), case.snapshot.requester), whole=not stopped)
    window = case.draft.envelope.window
    waived = waive(found.violations, policies.waivers, case.draft.name, window.not_after[:10] if window else "")
    findings = [*guarded, *(_finding(case, policies, one) for one in waived.standing)]
    findings += [
        _told(case, one, f"{one.message}: waived until {waiver.expires} by {waiver.owner}, {waiver.reason}")
        for one, waiver in waived.covered
    ]
    findings += [
        _late(case, one, f"the waiver of {one.rule} by {waiver.owner} ends on {waiver.expires}, before the change does")
        for one, waiver in waived.expired
    ]
    unseen = [f"policy {name}: the organisation has switched it off" for name in found.off]
    unseen += [f"policy {name}: the energy of the change is not known" for name in found.blind]
    return Assessed(
        checks=(_row(found, findings, stopped=stopped),),
        findings=tuple(findings),
        not_verified=tuple(unseen),
        holds_until=waived.holds_until,
        sections=_sections(waived),
    )


def _row(found: Evaluated, findings: list[Finding], *, stopped: bool) -> Check:
    hits = sorted({item.rule for item in findings if item.severity is Severity.ERROR})
    if hits:
        return Check(name=NAME, outcome="FAIL", reason=f"broken: {', '.join(hits)}; see findings")
    if stopped:
        reason = f"findings block before there is anything to judge; {len(found.evaluated)} rules looked at the intent"
        return Check(name=NAME, outcome="INCONCLUSIVE", reason=reason)
    if not found.evaluated:
        return Check(name=NAME, outcome="INCONCLUSIVE", reason="no rule looked at anything", required=False)
    reason = f"{len(found.evaluated)} rules looked and hold; {len(found.idle)} are about other things"
    warned = {item.rule for item in findings if item.severity is Severity.WARNING}
    reason += f"; {len(warned)} warn" if warned else ""
    reason += f"; {len(found.off)} are switched off" if found.off else ""
    reason += f"; {len(found.blind)} could not look" if found.blind else ""
    return Check(name=NAME, outcome="PASS", reason=reason)


def _energy(case: Case) -> dict[str, Any] | None:
    """Return what was estimated, as numbers; None where nothing was."""
    earlier = case.earlier.get("energy")
    raw = dict(earlier.files).get("footprint.json") if earlier else None
    data = json.loads(raw) if raw else {}
    if data.get("kind") != "footprint" or data["verdict"] == "not_assessed":
        return None
    delta = data["delta"] or {"estimate_w": 0, "low_w": 0, "high_w": 0}
    numbers = {name: float(delta[name]) for name in ("estimate_w", "low_w", "high_w")}
    return {"verdict": data["verdict"], "grade": data["grade"] or "", **numbers}


def _finding(case: Case, policies: PolicySet, one: Violation) -> Finding:
    about = next((rule for rule in policies.rules if rule.id == one.rule), None)
    fix = about.fix if about else _python_fix(one.rule)
    return _told(case, one, one.message).model_copy(update={"severity": one.severity, "hint": fix})


def _python_fix(name: str) -> str:
    from pipeline.policy.load import python_rules

    return python_rules()[name].about.fix


def _told(case: Case, one: Violation, message: str) -> Finding:
    return Finding(
        rule=one.rule,
        severity=Severity.WARNING,
        message=message,
        place=case.draft.place(one.path) if one.path else _start(case),
        device=one.device,
    )


def _late(case: Case, one: Violation, message: str) -> Finding:
    hint = "ask its owner for a new one, on the base branch, or take the change back"
    return _told(case, one, message).model_copy(
        update={"rule": "waiver-expired", "severity": Severity.ERROR, "hint": hint}
    )


def _start(case: Case) -> Place:
    document = case.draft.loaded.document
    return document.place(()) if document else Place(file=case.draft.name)


def _sections(waived: Waived) -> tuple[Section, ...]:
    if not waived.covered:
        return ()
    lines = [
        f"- `{one.rule}`: {one.message}. Waived until {waiver.expires} by {waiver.owner}, "
        f"agreed by {', '.join(waiver.approved_by)}: {waiver.reason}"
        for one, waiver in waived.covered
    ]
    return (Section("Waived rules", "\n".join(lines)),)


def _guarded(case: Case) -> list[Finding]:
    """Compare every feature that is wanted with `protected:` of gains.yaml."""
    findings = []
    guarded = case.snapshot.settings.protected
    for wanted in case.draft.wanted:
        feature = wanted.feature
        values = {feature.id if isinstance(feature, Vlan) else getattr(feature, "vlan", 0)}
        hit = sorted(values & set(guarded.vlans))
        findings += [_refusal(case, wanted, f"VLAN {vlan} is protected on {wanted.device}") for vlan in hit]
        port = getattr(feature, "interface", None)
        if port in guarded.interfaces:
            findings.append(_refusal(case, wanted, f"interface {port} of {wanted.device} is protected"))
    return findings


def _refusal(case: Case, wanted: Wanted, message: str) -> Finding:
    return Finding(
        rule="protected",
        severity=Severity.ERROR,
        message=message,
        place=case.draft.place(wanted.path),
        hint="gains.yaml says so on the base branch (protected:)",
        device=wanted.device,
    )


PLUGIN = Assessor(rank=85, assess=_assess)
