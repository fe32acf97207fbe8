"""`knowledge`: which blueprints a change rests on, and which were rejected and why, as a file of the package."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.checks.base import Assessed, Assessor
from pipeline.ground import against
from schemas.canonical import pretty
from schemas.grounding import Grounding, Rejected, Used

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.checks.base import Case
    from schemas.inventory import Device
    from schemas.knowledge import Blueprint


def _assess(case: Case) -> Assessed:
    draft = case.draft
    asked = sorted({(wanted.device, wanted.feature.feature) for wanted in draft.wanted})
    used: list[Used] = []
    rejected: list[Rejected] = []
    for name, feature in asked:
        chosen = draft.chosen.get((name, feature))
        device = draft.bases[name].view.device
        if chosen is not None:
            used.append(
                Used(
                    blueprint=chosen.reference,
                    digest=chosen.digest,
                    device=name,
                    feature=feature,
                    because=_because(chosen, device),
                )
            )
        rejected += _others(draft.knowledge, device, feature, chosen)
    found = Grounding(intent=draft.name, used=tuple(used), rejected=tuple(rejected))
    return Assessed((), files=(("knowledge.json", pretty(found)),))


def _because(item: Blueprint, device: Device) -> str:
    roles = f"roles {', '.join(item.header.roles)}" if item.header.roles else "any role"
    return f"{device.platform} {device.os_version} is within {item.header.os_version}; {roles}, {device.role} here"


def _others(known: tuple[Blueprint, ...], device: Device, feature: str, chosen: Blueprint | None) -> Iterator[Rejected]:
    for item in sorted(known, key=lambda one: (one.reference, one.file)):
        if item.header.feature != feature or item.header.platform != device.platform or item is chosen:
            continue
        because = against(item, device) or f"{chosen.reference if chosen else 'another one'} is more specific or newer"
        yield Rejected(blueprint=item.reference, device=device.name, feature=feature, because=because)


PLUGIN = Assessor(rank=12, assess=_assess)
