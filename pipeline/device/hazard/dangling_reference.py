"""hazard-dangling-reference: something is bound to a filter, VRF, VLAN or group that does not exist yet, or no more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.device.references import FILTERS, gaps

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.device.walk import Walk
    from schemas.proof import Hazard

RULE = "hazard-dangling-reference"


def find(walk: Walk) -> Iterator[Hazard]:
    """Yield uses that come before their definition, and those that a VRF or group leaves behind."""
    for gap in gaps(walk):
        kind, name = gap.name
        if gap.removed and (kind in FILTERS or kind == "vlan"):
            continue
        what = "no longer exists" if gap.removed else "does not exist"
        lasts = f"until step {gap.until}" if gap.until else "at the end"
        yield walk.hazard(
            RULE, gap.step, f"`{' / '.join(gap.site)}` uses {kind} {name}, which {what} ({lasts})", until=gap.until
        )


PLUGIN = find
