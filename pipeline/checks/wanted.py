"""`wanted`: what the intent wants on each device and what it promises, as a file, for tests afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.checks.base import Assessed, Assessor
from pipeline.semantic.declaration import declaration
from schemas.canonical import pretty
from schemas.wanted import WantedFeatures, WantedOn

if TYPE_CHECKING:
    from pipeline.checks.base import Case
    from schemas.declared import Promise


def _assess(case: Case) -> Assessed:
    draft = case.draft
    devices = tuple(
        WantedOn(
            device=name,
            platform=draft.bases[name].view.device.platform,
            features=tuple(item.feature.model_dump(mode="json") for item in draft.wanted if item.device == name),
        )
        for name in sorted({item.device for item in draft.wanted})
    )
    found = WantedFeatures(intent=draft.name, devices=devices, promises=_promises(case))
    return Assessed((), files=(("wanted.json", pretty(found)),))


def _promises(case: Case) -> tuple[Promise, ...]:
    draft = case.draft
    if draft.loaded.spec is None or not draft.texts:
        return ()
    views = {name: base.view for name, base in draft.bases.items()}
    return declaration(draft.envelope.kind, draft.loaded.spec, views, ()).promises


PLUGIN = Assessor(rank=13, assess=_assess)
