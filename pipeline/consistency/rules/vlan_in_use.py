"""vlan_in_use: a VLAN that goes is used by nothing any more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.consistency.network import Problem, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.consistency.network import Network, Seen


def find(before: Network, after: Network) -> Iterator[Problem]:
    """Yield VLANs that were defined, no longer are, and still have ports, a gateway or a place in the overlay."""
    for name, seen in sorted(after.devices.items()):
        old = before.devices.get(name)
        if old is None:
            continue
        gone = {vlan.id: vlan.name for vlan in old.facts.vlans}
        for vlan in sorted(gone.keys() - {vlan.id for vlan in seen.facts.vlans}):
            users = _users(seen, vlan, gone[vlan])
            if users:
                some = ", ".join(users[:4]) + (f" and {len(users) - 4} more" if len(users) > 4 else "")
                message = f"VLAN {vlan} is no longer defined on {name}, but is used by {some}"
                yield Problem(message, name, 0, "take it off what uses it first, or keep it")


def _users(seen: Seen, vlan: int, name: str) -> list[str]:
    found = [port.name for port in seen.facts.interfaces if vlan in (port.access_vlan, port.voice_vlan)]
    # A port that names a VLAN which nothing defines any more was not read to its end.
    found += [port.name for port in seen.facts.interfaces if name and f"VLAN {name}" in port.unread.split(", ")]
    gateways = (f"Vlan{vlan}", f"irb.{vlan}", f"vlan.{vlan}")
    found += [port.name for port in seen.facts.interfaces if port.name in gateways and not port.shutdown]
    return found + [f"VNI {item.vni}" for item in seen.joints.vnis if item.vlan == vlan]


PLUGIN = Rule("A VLAN that goes is used by nothing any more", find)
