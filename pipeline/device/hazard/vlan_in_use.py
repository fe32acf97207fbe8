"""hazard-vlan-in-use: a VLAN goes while a port or an interface is in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.device.references import gaps

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.device.walk import Walk
    from schemas.proof import Hazard

RULE = "hazard-vlan-in-use"


def find(walk: Walk) -> Iterator[Hazard]:
    """Yield VLANs that go before their members."""
    for gap in gaps(walk):
        kind, name = gap.name
        if gap.removed and kind == "vlan":
            yield walk.hazard(
                RULE, gap.step, f"VLAN {name} is removed while `{' / '.join(gap.site)}` is in it", until=gap.until
            )


PLUGIN = find
