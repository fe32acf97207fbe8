"""What several kinds look at on a device: its routing instances, networks and VLANs."""

from __future__ import annotations

from ipaddress import ip_address, ip_interface
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.intents.base import Compiled, Path, View


def known_vrf(view: View, vrf: str | None, path: Path, out: Compiled) -> bool:
    """Tell whether a routing instance can be referred to; refuse the one that is not there."""
    if not vrf or vrf in view.facts.vrfs:
        return True
    name = view.device.name
    message = f"VRF {vrf} does not exist on {name}; there: {', '.join(view.facts.vrfs) or 'none'}"
    out.refuse("vrf-unknown", path, message, "correct the name", device=name)
    return False


def known_vlans(view: View, ids: Iterable[int], path: Path, out: Compiled) -> bool:
    """Tell whether all VLANs are defined; refuse those that are not."""
    missing = sorted(set(ids) - {vlan.id for vlan in view.facts.vlans})
    if not missing:
        return True
    name = view.device.name
    listed = ", ".join(map(str, missing[:12])) + (", …" if len(missing) > 12 else "")
    out.refuse("vlan-unknown", path, f"{name} does not have VLAN {listed}", "define it with access_vlan", device=name)
    return False


def connected(view: View, address: str, vrf: str | None) -> bool:
    """Tell whether an address is in a network of one of the device's interfaces."""
    target = ip_address(address)
    return any(
        target in ip_interface(written).network
        for item in view.facts.interfaces
        if item.vrf == (vrf or "")
        for written in item.addresses
    )


def owner(view: View, address: str, vrf: str | None) -> str:
    """Return the interface that holds an address, empty where none does."""
    target = ip_address(address)
    held = (
        item.name
        for item in view.facts.interfaces
        if item.vrf == (vrf or "")
        for written in item.addresses
        if ip_interface(written).ip == target
    )
    return next(held, "")


def free_networks(view: View, addresses: Iterable[str], vrf: str | None, port: str, path: Path, out: Compiled) -> bool:
    """Tell whether no other interface of the device is in the networks of addresses; refuse where one is."""
    name, good = view.device.name, True
    for written in addresses:
        mine = ip_interface(written).network
        for item in view.facts.interfaces:
            if item.vrf != (vrf or "") or item.name == port:
                continue
            for held in item.addresses:
                theirs = ip_interface(held).network
                if mine.version == theirs.version and (mine.overlaps(theirs)):
                    message = f"{mine} overlaps with {held} of {item.name} of {name}"
                    out.refuse("network-taken", path, message, "choose another network", device=name)
                    good = False
    return good
