"""A VLAN on a trunk is shown where the trunk carries all VLANs, or this one among others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.intents.ports import same_port
from renderers.number_lists import numbers

if TYPE_CHECKING:
    from schemas.facts import DeviceFacts
    from schemas.features.switching import TrunkVlan


def shows(feature: TrunkVlan, facts: DeviceFacts) -> bool:
    """Tell whether the trunk carries the VLAN."""
    carried = (port.trunk_vlans for port in facts.interfaces if same_port(port.name, feature.interface))
    return any(written == "all" or feature.vlan in numbers(written) for written in carried)


PLUGIN = shows
