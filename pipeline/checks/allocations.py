"""`allocations`: what the intent was given from pools, as a file of the package; merging it reserves the values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.checks.base import Assessed, Assessor, Section
from schemas.canonical import pretty
from schemas.pools import Allocations

if TYPE_CHECKING:
    from pipeline.checks.base import Case


def _assess(case: Case) -> Assessed:
    loaded = case.draft.loaded
    if not loaded.given and not loaded.released:
        return Assessed(())
    found = Allocations(intent=case.draft.name, reserved=loaded.given, released=loaded.released)
    said = []
    if loaded.given:
        said += ["| for | from pool | value |", "|---|---|---|"]
        said += [f"| `{one.label}` | {one.pool} | {one.value} |" for one in loaded.given]
        said += ["", "Merging this reserves them. Until then another pull request may be given the same; whichever is"]
        said += ["merged later is then given others, and has to be approved with them."]
    said += [f"What {name} was given is free again once this is merged." for name in loaded.released]
    section = Section("Values from pools", "\n".join(said))
    return Assessed((), files=(("allocations.json", pretty(found)),), sections=(section,))


PLUGIN = Assessor(rank=14, assess=_assess)
