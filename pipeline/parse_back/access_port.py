"""An access port is shown where the port is in the VLAN."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.intents.ports import same_port

if TYPE_CHECKING:
    from schemas.facts import DeviceFacts
    from schemas.features.switching import AccessPort


def shows(feature: AccessPort, facts: DeviceFacts) -> bool:
    """Tell whether the port is in the VLAN."""
    return any(port.access_vlan == feature.vlan for port in facts.interfaces if same_port(port.name, feature.interface))


PLUGIN = shows
