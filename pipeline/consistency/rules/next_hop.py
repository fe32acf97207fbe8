"""next_hop: the next hop of a static route is in a connected network, or behind another route."""

from __future__ import annotations

from ipaddress import ip_address, ip_interface, ip_network
from typing import TYPE_CHECKING

from pipeline.consistency.network import Problem, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.consistency.network import Network


def find(_: Network, after: Network) -> Iterator[Problem]:
    """Yield routes whose next hop nothing but a dynamic or the default route could reach.

    Where the device runs a routing protocol in the default instance, it may learn the way: that is a warning then.
    """
    for name, seen in sorted(after.devices.items()):
        for route in seen.joints.routes:
            if not route.next_hop or route.interface:
                continue
            hop = ip_address(route.next_hop)
            near = [
                ip_interface(written).network
                for port in seen.facts.interfaces
                if port.vrf == route.vrf and not seen.shut(port)
                for written in port.addresses
            ]
            others = [
                ip_network(item.prefix)
                for item in seen.joints.routes
                if item.vrf == route.vrf and item is not route and ip_network(item.prefix).prefixlen
            ]
            if any(hop in network for network in (*near, *others) if network.version == hop.version):
                continue
            learns = seen.facts.bgp is not None or any(port.ospf_area for port in seen.joints.ports)
            unread = any(port.unread for port in seen.facts.interfaces)
            if learns or unread:
                continue  # a protocol may know the way, or an address was not read: not ours to say
            message = f"{name}: the next hop {route.next_hop} of {route.prefix} is in no network that the device is in"
            where = f" in {route.vrf}" if route.vrf else ""
            yield Problem(message + where, name, route.line, "the route is never used: correct the next hop")


PLUGIN = Rule("The next hop of a static route can be resolved", find)
