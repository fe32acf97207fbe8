"""Merged changes: the packages in `changes/` of the base branch that intents take back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pydantic import ValidationError

from bot.pools import gives_back
from pipeline.registry import kinds
from schemas.candidate import Candidates
from schemas.finding import Finding, Place, Severity
from schemas.ledger import MergedDevice

if TYPE_CHECKING:
    from bot.files import Files
    from pipeline.load import Loaded


def merged_change(base: Files, intent: str) -> tuple[MergedDevice, ...] | None:
    """Return what a merged change did, None where its package is not there or cannot be read."""
    raw = base.read(f"changes/{intent}/candidates.json")
    if raw is None:
        return None
    try:
        found = Candidates.model_validate_json(raw)
    except ValidationError:
        return None
    out = []
    for item in found.devices:
        text = base.read(f"changes/{intent}/candidates/{item.device}.cfg")
        if text is None:
            return None
        if item.changed:
            numbers = tuple(line.line for line in item.lines)
            made = MergedDevice(
                intent=intent, device=item.device, candidate=text.decode(), rollback=item.rollback, lines=numbers
            )
            out.append(made)
    return tuple(out)


def taken_back(base: Files, one: Loaded) -> tuple[Loaded, tuple[MergedDevice, ...]]:
    """Return an intent with the devices of the change that it takes back, and that change, or a finding."""
    if one.envelope is None or one.spec is None or one.document is None:
        return one, ()
    name = kinds()[one.envelope.kind].undoes(one.spec)
    if not name:
        return one, ()
    place = one.document.place(("spec", "intent"))
    found = merged_change(base, name)
    if found is None:
        message = f"there is no package of a merged intent {name} in changes/"
        hint = "correct the name; only what was merged can be taken back"
        finding = Finding(rule="intent-unknown", severity=Severity.ERROR, message=message, place=place, hint=hint)
        return replace(one, findings=(*one.findings, finding)), ()
    # Every device needs a place of its own among the named ones; all of them stand for the one field.
    devices = {
        Place(file=place.file, line=place.line, column=place.column + index): item.device
        for index, item in enumerate(found)
    }
    return replace(one, devices={**one.devices, **devices}, released=gives_back(base, name)), found
