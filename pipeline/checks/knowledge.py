"""`knowledge`: what a change rests on, what was rejected and why, and whether that still holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline import guides
from pipeline.checks.base import Assessed, Assessor, Section
from pipeline.ground import OWN, against
from pipeline.policy.load import python_rules
from schemas.canonical import pretty
from schemas.finding import Finding, Place, Severity
from schemas.grounding import Grounding, GuideRejected, GuideUsed, Rejected, SnippetUsed, Used
from schemas.knowledge import vendor_of
from schemas.plan import GuideLook, GuideNote

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.checks.base import Case
    from pipeline.draft import Draft
    from pipeline.guides import Shown
    from schemas.inventory import Device
    from schemas.knowledge import Blueprint, Guide

_MOST_LOOKS = 20


def _assess(case: Case) -> Assessed:
    draft = case.draft
    asked = sorted({(wanted.device, wanted.feature.feature) for wanted in draft.wanted})
    used: list[Used] = []
    rejected: list[Rejected] = []
    for name, feature in asked:
        chosen = draft.chosen.get((name, feature))
        device = draft.bases[name].view.device
        if chosen is not None:
            used.append(_used(chosen, device, feature))
        rejected += _others(draft.knowledge.blueprints, device, feature, chosen)
    shown, others = guides.choose(draft.knowledge.guides, _sought(draft))
    found = Grounding(
        intent=draft.name,
        used=tuple(used),
        rejected=tuple(rejected),
        guides=tuple(
            GuideUsed(
                guide=one.guide.reference,
                digest=one.guide.digest,
                devices=one.devices,
                because=one.because,
                review_by=one.guide.header.review_by or "",
            )
            for one in shown
        ),
        guides_rejected=tuple(GuideRejected(guide=guide.reference, because=why) for guide, why in others),
    )
    return Assessed(
        checks=(),
        findings=(*_unsafe(case), *_lacking(draft), *_late(case, found)),
        files=(("knowledge.json", pretty(found)),),
        sections=_sections(shown),
        guides=tuple(_note(draft, one) for one in shown),
    )


def _sought(draft: Draft) -> guides.Sought:
    asked: dict[str, frozenset[str]] = {}
    for wanted in draft.wanted:
        asked[wanted.device] = asked.get(wanted.device, frozenset()) | {wanted.feature.feature}
    devices = {name: base.view.device for name, base in draft.bases.items()}
    for name in devices:
        asked.setdefault(name, frozenset())
    return guides.Sought(draft.envelope.kind, asked, devices, draft.envelope.metadata.reason)


def _used(item: Blueprint, device: Device, feature: str) -> Used:
    header = item.header
    home = item.file if item.file.startswith(OWN) else "bundled"
    return Used(
        blueprint=item.reference,
        digest=item.digest,
        device=device.name,
        feature=feature,
        because=_because(item, device),
        vendor=header.vendor or vendor_of(device.platform),
        source=f"{home}: {header.source}" if header.source else home,
        reviewed=header.reviewed or "",
        review_by=header.review_by or "",
        snippets=tuple(SnippetUsed(snippet=one.reference, digest=one.digest) for one in item.snippets),
        policies=header.policies,
    )


def _because(item: Blueprint, device: Device) -> str:
    roles = f"roles {', '.join(item.header.roles)}" if item.header.roles else "any role"
    return f"{device.platform} {device.os_version} is within {item.header.os_version}; {roles}, {device.role} here"


def _others(known: tuple[Blueprint, ...], device: Device, feature: str, chosen: Blueprint | None) -> Iterator[Rejected]:
    for item in sorted(known, key=lambda one: (one.reference, one.file)):
        mine = item.header.feature == feature and item.header.platform == device.platform
        if not mine or (chosen is not None and item.file == chosen.file):
            continue
        because = against(item, device) or f"{chosen.reference if chosen else 'another one'} is more specific or newer"
        yield Rejected(blueprint=item.reference, device=device.name, feature=feature, because=because)


def _unsafe(case: Case) -> Iterator[Finding]:
    """Yield rules that a blueprint rests on and that are not in force."""
    policies = case.snapshot.policies
    known = {*python_rules(), *(item.id for item in policies.rules)} if policies else set()
    off = {name for name, change in policies.changes if change.severity == "off"} if policies else set()
    for reference, item in sorted(case.draft.used.items()):
        for name in item.header.policies:
            if name not in known or name in off:
                why = "is switched off" if name in off else "is not there"
                message = f"{reference} is safe only with the rule {name}, which {why}"
                yield _finding("knowledge-unsafe", Severity.ERROR, message, _start(case.draft))


def _lacking(draft: Draft) -> Iterator[Finding]:
    """Yield features that a blueprint needs and nothing can write there, and features that it cannot stand beside."""
    for (device, _), item in sorted(draft.chosen.items()):
        can = {one.header.feature for one in draft.bases[device].blueprints}
        there = {one.feature for one in draft.shown[device].features} if device in draft.shown else set()
        for name in item.header.requires:
            if name not in can:
                message = f"{item.reference} needs {name}, and no blueprint writes that on {device}"
                yield _finding("knowledge-lacking", Severity.ERROR, message, _start(draft), device)
        for name in sorted(set(item.header.conflicts) & there):
            message = f"{item.reference} does not go with {name}, which the candidate of {device} shows"
            yield _finding("knowledge-conflict", Severity.ERROR, message, _start(draft), device)


def _late(case: Case, found: Grounding) -> Iterator[Finding]:
    """Yield what is to be reviewed before the change is over. Without a window no day is known here; the gate knows."""
    window = case.draft.envelope.window
    last = window.not_after[:10] if window else ""
    due = {(one.blueprint, one.review_by) for one in found.used} | {(one.guide, one.review_by) for one in found.guides}
    for reference, day in sorted(due):
        if day and last and day < last:
            message = f"{reference} was to be reviewed by {day}, before the window ends"
            yield _finding("knowledge-review-due", Severity.INFO, message, _start(case.draft))


def _finding(rule: str, severity: Severity, message: str, place: Place, device: str = "") -> Finding:
    return Finding(rule=rule, severity=severity, message=message, place=place, device=device)


def _start(draft: Draft) -> Place:
    return draft.loaded.document.place(()) if draft.loaded.document else Place(file=draft.name)


def _note(draft: Draft, one: Shown) -> GuideNote:
    header = one.guide.header
    looks: dict[tuple[str, str, str], GuideLook] = {}
    for wanted in draft.wanted:
        if wanted.device not in one.devices or wanted.feature.feature not in header.features:
            continue
        fields = wanted.feature.model_dump()
        for command, expect in header.looks:
            if _says(command + expect, fields):
                said = wanted.device, command.format(**fields), expect.format(**fields)
                looks.setdefault(said, GuideLook(device=said[0], command=said[1], expect=said[2]))
    return GuideNote(
        guide=one.guide.reference,
        title=header.title,
        devices=one.devices,
        caveats=header.caveats,
        looks=tuple(looks.values())[:_MOST_LOOKS],
        references=header.references,
    )


def _says(text: str, fields: dict[str, object]) -> bool:
    """Tell whether every field that a look names has a value."""
    return all(fields[name] not in (None, "", ()) for name in fields if f"{{{name}}}" in text)


def _sections(shown: tuple[Shown, ...]) -> tuple[Section, ...]:
    if not shown:
        return ()
    out: list[str] = []
    for one in shown:
        out += _words(one.guide, one)
    return (Section("What is known about changes like this", "\n".join(out)),)


def _words(guide: Guide, one: Shown) -> list[str]:
    header = guide.header
    out = [f"### {header.title}", "", f"For {', '.join(one.devices)}; {guide.reference}.", ""]
    out += [*(f"- {caveat}" for caveat in header.caveats), ""] if header.caveats else []
    out += [guide.text, ""] if guide.text else []
    return [*out, f"Rests on: {'; '.join(header.references)}.", ""]


PLUGIN = Assessor(rank=12, assess=_assess)
