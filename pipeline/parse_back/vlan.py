"""A VLAN is shown where its number is defined: a name that was there before stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from schemas.facts import DeviceFacts
    from schemas.features.switching import Vlan


def shows(feature: Vlan, facts: DeviceFacts) -> bool:
    """Tell whether the VLAN is defined."""
    return any(vlan.id == feature.id for vlan in facts.vlans)


PLUGIN = shows
