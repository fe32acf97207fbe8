"""addresses: no address is on two devices, or twice on one, unless it is shared on purpose."""

from __future__ import annotations

from ipaddress import ip_interface
from typing import TYPE_CHECKING

from pipeline.consistency.network import Problem, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.consistency.network import Network
    from schemas.facts import InterfaceFacts


def find(_: Network, after: Network) -> Iterator[Problem]:
    """Yield addresses with two owners in one routing instance.

    Shared on purpose are virtual addresses, and the source of the overlay on the two devices of a pair.
    """
    for (vrf, address), owners in sorted(after.owners.items()):
        if len(owners) < 2 or address.startswith(("fe80:", "127.")):
            continue
        if len({name for name, _ in owners}) == 1 and all(_alone(address, port) for _, port in owners):
            continue  # interfaces without a number of their own lend the loopback's
        seen = [after.devices[name] for name, _ in owners]
        if all(address in one.shared for one in seen):
            continue
        domains = {one.joints.mlag.domain if one.joints.mlag else "" for one in seen}
        if "" not in domains and len(domains) == 1 and all(one.joints.overlay_source for one in seen):
            sources = {one.joints.overlay_source.lower() for one in seen}
            if {port.name.lower() for _, port in owners} <= sources | {f"{name}.0" for name in sources}:
                continue
        where = ", ".join(f"{name} {port.name}" for name, port in owners)
        message = f"{address}{f' in {vrf}' if vrf else ''} is on {where}"
        name, port = owners[0]
        yield Problem(message, name, port.line, "an address belongs to one interface: correct one of them")


def _alone(address: str, port: InterfaceFacts) -> bool:
    """Tell whether an interface has an address as a host: with its whole length."""
    written = next(item for item in port.addresses if str(ip_interface(item).ip) == address)
    return ip_interface(written).network.num_addresses == 1


PLUGIN = Rule("No address is on two interfaces", find)
