"""A relay is shown where the interface has the servers, or the profile that it names has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schemas.features.services import DhcpRelay

if TYPE_CHECKING:
    from schemas.facts import DeviceFacts


def shows(feature: DhcpRelay, facts: DeviceFacts) -> bool:
    """Tell whether requests of the interface go to all servers."""
    known = {one.interface: one for one in facts.all(DhcpRelay)}
    mine = known.get(feature.interface)
    if mine is None:
        return False
    holder = known.get(mine.profile) if mine.profile else mine
    return holder is not None and set(feature.servers) <= set(holder.servers)


PLUGIN = shows
