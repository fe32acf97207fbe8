"""A BGP session is shown where the neighbour is configured in its routing instance."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from schemas.facts import DeviceFacts
    from schemas.features.bgp import BgpNeighbor


def shows(feature: BgpNeighbor, facts: DeviceFacts) -> bool:
    """Tell whether the neighbour is there."""
    known = facts.bgp.neighbors if facts.bgp else ()
    return any((item.neighbor, item.vrf) == (feature.neighbor, feature.vrf) for item in known)


PLUGIN = shows
