"""Plan: the order of devices, what to look at before and after, and when to go back."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

from schemas.plan import BlastRadius, ChangePlan, Look, NativeRollback, Step

if TYPE_CHECKING:
    from pipeline.checks.base import Case
    from pipeline.draft import Draft
    from pipeline.judge import Judged
    from renderers.operations import Operations
    from schemas.candidate import DeviceCandidate
    from schemas.feature import Feature
    from schemas.plan import Risk
    from schemas.snapshot import Snapshot
    from schemas.validation import Validation

_INNERMOST = ("core", "edge", "wan", "distribution", "spine", "leaf", "access")


@dataclass(frozen=True, slots=True)
class Outline:
    """The plan as far as it follows from the drafts alone: checks may look at it."""

    radius: BlastRadius
    """What the change may reach."""
    steps: tuple[Step, ...]
    """In order."""


def outline(draft: Draft, snapshot: Snapshot) -> Outline:
    """Return steps and blast radius.

    Devices that carry others come first, so that a VLAN is there before a port joins it; each device is a batch of
    its own, because a mistake shows on the first one.
    """
    known = {item.device.name: item.device for item in snapshot.devices}
    changed = [item for item in draft.candidates if item.changed]
    changed.sort(key=lambda item: (_inner(known[item.device].role), item.device))
    names = tuple(sorted(item.device for item in changed))
    ends = {
        end
        for link in snapshot.links
        if link.a.device in names or link.b.device in names
        for end in (link.a.device, link.b.device)
    }
    ports = sorted(
        f"{wanted.device} {port}"
        for wanted in draft.wanted
        if (port := getattr(wanted.feature, "interface", "")) and wanted.device in names
    )
    radius = BlastRadius(
        devices=names,
        sites=tuple(sorted({known[name].site for name in names})),
        neighbors=tuple(sorted(ends - set(names))),
        interfaces=tuple(ports),
    )
    return Outline(radius, tuple(_step(number, item, draft) for number, item in enumerate(changed, start=1)))


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
        hands=tuple(sorted({task for one in judged.assessed for task in one.hands})),
    )


def _inner(role: str) -> int:
    return _INNERMOST.index(role) if role in _INNERMOST else len(_INNERMOST)


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


def operations(platform: str) -> Operations:
    """Return how people work on devices of a platform."""
    found: Operations = import_module(f"renderers.{platform}.operations").OPERATIONS
    return found


def _step(number: int, item: DeviceCandidate, draft: Draft) -> Step:
    ways = operations(item.platform)
    features = [wanted.feature for wanted in draft.wanted if wanted.device == item.device]
    asked = sorted({feature.feature.replace("_", " ") for feature in features})
    health = tuple(Look(command=command, expect=expect) for command, expect in ways.health)
    known = {
        name: blueprint.header.looks for (device, name), blueprint in draft.chosen.items() if device == item.device
    }
    looks = tuple(
        dict.fromkeys(look for feature in features for look in _looks(ways, known.get(feature.feature, ()), feature))
    )
    command, expect = ways.compare
    same = Look(command=command, expect=f"{expect} ({item.running_digest[:19]}…)")
    conditions = [
        "a command is refused, or answered with an error",
        "a post-check does not show what it must within five minutes",
        "something that the pre-checks showed as good is no longer so, and the intent does not ask for that",
        "the device can no longer be reached by its management address",
    ]
    return Step(
        number=number,
        batch=number,
        device=item.device,
        platform=item.platform,
        purpose=f"{', '.join(asked)} as {draft.name} asks",
        pre_checks=(same, *health, *_before(looks)),
        enter=ways.enter,
        commands=item.remediation,
        leave=ways.leave,
        post_checks=(*looks, *health),
        rollback_conditions=tuple(conditions),
        native_rollback=NativeRollback(
            name=ways.native.name, prepare=ways.native.prepare, back=ways.native.back, keep=ways.native.keep
        ),
        rollback=item.rollback,
        rollback_proved=item.proof.verdict == "proved",
    )


def _looks(ways: Operations, own: tuple[tuple[str, str], ...], feature: Feature) -> list[Look]:
    """Return what a blueprint says is looked at; where it says nothing, what the platform does."""
    fields = feature.model_dump()
    return [
        Look(command=command.format(**fields), expect=expect.format(**fields))
        for command, expect in own or ways.looks.get(feature.feature, ())
    ]


def _before(looks: tuple[Look, ...]) -> tuple[Look, ...]:
    commands = dict.fromkeys(look.command for look in looks)
    return tuple(Look(command=command, expect="note what it shows, to compare afterwards") for command in commands)
