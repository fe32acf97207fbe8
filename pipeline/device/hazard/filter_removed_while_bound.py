"""hazard-filter-removed-while-bound: an access list, prefix list or route map goes while something still uses it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.device.references import FILTERS, gaps

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.device.walk import Walk
    from schemas.proof import Hazard

RULE = "hazard-filter-removed-while-bound"


def find(walk: Walk) -> Iterator[Hazard]:
    """Yield filters that go before their last use; one that stays away at the end blocks."""
    for gap in gaps(walk):
        kind, name = gap.name
        if gap.removed and kind in FILTERS:
            yield walk.hazard(
                RULE,
                gap.step,
                f"{kind} {name} is removed while `{' / '.join(gap.site)}` uses it",
                until=gap.until,
                severity="warning" if gap.until else "error",
            )


PLUGIN = find
