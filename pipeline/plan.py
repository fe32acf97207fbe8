"""Plan: the order of devices, what to look at before and after, how risky it is, and when to go back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.order import Change, slots
from pipeline.step import BASIS, At, step
from schemas.plan import BlastRadius, ChangePlan

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.checks.base import Case
    from pipeline.draft import Draft
    from pipeline.judge import Judged
    from schemas.facts import DeviceFacts
    from schemas.plan import Risk, Step
    from schemas.snapshot import Snapshot
    from schemas.validation import Validation

GOING_BACK = (
    "the steps that were begun, last one first; on each the native way, or where that fails the commands of `rollback`"
)
NO_RETURN = (
    "when every post-check of the last step is good, the native ways back are cleaned up (`keep`); from then on only "
    "the commands of `rollback` lead back, as a change of its own"
)


@dataclass(frozen=True, slots=True)
class Outline:
    """The plan as far as it follows from the drafts alone: checks may look at it."""

    radius: BlastRadius
    """What the change may reach."""
    steps: tuple[Step, ...]
    """In order."""


def outline(draft: Draft, snapshot: Snapshot) -> Outline:
    """Return steps and blast radius, in the order of `pipeline.order`."""
    known = {item.device.name: item.device for item in snapshot.devices}
    changed = {item.device: item for item in draft.candidates if item.changed}
    names = tuple(sorted(changed))
    ends = {
        end
        for link in snapshot.links
        if link.a.device in changed or link.b.device in changed
        for end in (link.a.device, link.b.device)
    }
    ports = sorted(
        f"{wanted.device} {port}"
        for wanted in draft.wanted
        if (port := getattr(wanted.feature, "interface", "")) and wanted.device in changed
    )
    radius = BlastRadius(
        devices=names,
        sites=tuple(sorted({known[name].site for name in names})),
        neighbors=tuple(sorted(ends - set(names))),
        interfaces=tuple(ports),
    )
    order = slots(
        Change(
            devices={name: known[name] for name in names},
            wanted=tuple(draft.wanted),
            links=snapshot.links,
            addresses={name: _addresses(base.view.facts) for name, base in draft.bases.items()},
            removal=all(item.removed and not item.lines for item in changed.values()),
        )
    )
    steps = tuple(
        step(At(number, slot, known[slot.device]), changed[slot.device], draft)
        for number, slot in enumerate(order, start=1)
    )
    return Outline(radius, steps)


def _addresses(facts: DeviceFacts) -> frozenset[str]:
    return frozenset(address.partition("/")[0] for port in facts.interfaces for address in port.addresses)


def plan(case: Case, judged: Judged) -> ChangePlan:
    """Return the change plan: the outline with the risk that the verdicts leave."""
    draft, envelope = case.draft, case.draft.envelope
    risk, reasons = _risk(draft, case.outline.radius, judged.validation)
    return ChangePlan(
        intent=draft.name,
        ticket=envelope.metadata.ticket or "",
        reason=envelope.metadata.reason,
        window=envelope.window,
        risk=risk,
        risk_reasons=reasons,
        blast_radius=case.outline.radius,
        steps=case.outline.steps,
        duration_s=duration(case.outline.steps),
        duration_basis=BASIS if case.outline.steps else "",
        going_back=GOING_BACK if case.outline.steps else "",
        point_of_no_return=NO_RETURN if case.outline.steps else "",
        hands=tuple(sorted({task for one in judged.assessed for task in one.hands})),
        guides=tuple(note for one in judged.assessed for note in one.guides),
    )


def _risk(draft: Draft, radius: BlastRadius, validation: Validation) -> tuple[Risk, tuple[str, ...]]:
    if validation.blocking:
        return "high", ("a check fails or has no verdict although one is required",)
    hazards = [hazard.message for item in draft.candidates for hazard in item.hazards]
    warnings = [finding.message for finding in validation.findings if finding.severity == "warning"]
    reasons = [*(f"hazard: {text}" for text in hazards), *(f"warning: {text}" for text in warnings)]
    if len(radius.devices) > 3 or len(radius.sites) > 1:
        reasons.append(f"{len(radius.devices)} devices on {len(radius.sites)} sites change")
    if validation.degraded:
        reasons.append(f"not assessed: {', '.join(validation.degraded)}")
    if hazards or warnings or len(radius.devices) > 3:
        return "medium", tuple(reasons)
    return ("medium", tuple(reasons)) if reasons else ("low", ("one to three devices, proved both ways, no hazard",))


def duration(steps: Sequence[Step]) -> int:
    """Return seconds: batches one after the other, steps of a batch together."""
    return sum(
        max(step.duration_s for step in steps if step.batch == batch) for batch in {step.batch for step in steps}
    )
