"""overlay_vnis: a network of the overlay belongs to one VLAN of a device, and a VLAN to one network."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from pipeline.consistency.network import Problem, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.consistency.network import Network


def find(_: Network, after: Network) -> Iterator[Problem]:
    """Yield networks with two VLANs on one device, and networks whose VLAN is not defined there."""
    for name, seen in sorted(after.devices.items()):
        vlans: dict[int, set[int]] = defaultdict(set)
        lines: dict[int, int] = {}
        for item in seen.joints.vnis:
            vlans[item.vni].add(item.vlan)
            lines.setdefault(item.vni, item.line)
        for vni, listed in sorted(vlans.items()):
            if len(listed) > 1:
                message = f"VNI {vni} of {name} belongs to VLANs {', '.join(map(str, sorted(listed)))}"
                yield Problem(message, name, lines[vni], "a VNI belongs to one VLAN of a device: correct one")
        defined = {vlan.id for vlan in seen.facts.vlans}
        for item in seen.joints.vnis:
            if item.vlan not in defined:
                message = f"VNI {item.vni} of {name} is mapped to VLAN {item.vlan}, which is not defined there"
                yield Problem(message, name, item.line, "define the VLAN")


PLUGIN = Rule("A VNI belongs to one defined VLAN of a device", find)
