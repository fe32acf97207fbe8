"""Parse back: read the candidate again and look whether every feature that was asked for is in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from pipeline.flow import flow, flow_of
from renderers.number_lists import numbers
from schemas.feature import AccessPort, BgpNeighbor, FilterEntry, TrunkVlan, Vlan

if TYPE_CHECKING:
    from schemas.facts import DeviceFacts
    from schemas.feature import Feature


def shows(feature: Feature, facts: DeviceFacts) -> bool:
    """Tell whether a configuration, by its facts, has a feature."""
    match feature:
        case Vlan():
            return any(vlan.id == feature.id for vlan in facts.vlans)
        case AccessPort():
            return any(
                port.access_vlan == feature.vlan for port in facts.interfaces if _is(port.name, feature.interface)
            )
        case TrunkVlan():
            carried = (port.trunk_vlans for port in facts.interfaces if _is(port.name, feature.interface))
            return any(written == "all" or feature.vlan in numbers(written) for written in carried)
        case BgpNeighbor():
            known = facts.bgp.neighbors if facts.bgp else ()
            return any((item.neighbor, item.vrf) == (feature.neighbor, feature.vrf) for item in known)
        case FilterEntry():
            return _entry(feature, facts)
        case _:
            assert_never(feature)


def _is(name: str, wanted: str) -> bool:
    return name in (wanted, f"{wanted}.0", wanted.removesuffix(".0"))


def _entry(wanted: FilterEntry, facts: DeviceFacts) -> bool:
    flows = flow(wanted.protocol, wanted.source, wanted.destination, wanted.source_port, wanted.destination_port)
    return any(
        entry.understood and entry.action == wanted.action and flow_of(entry) == flows
        for known in facts.filters
        if (known.name, known.family) == (wanted.filter, wanted.family)
        for entry in known.entries
    )
