"""ospf_mtu: OSPF neighbours on one network agree on the size of an IP packet."""

from __future__ import annotations

from collections import defaultdict
from ipaddress import ip_interface
from itertools import combinations
from typing import TYPE_CHECKING

from pipeline.consistency.network import Problem, Rule
from pipeline.consistency.rules.link_mtu import DEFAULT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.consistency.network import Network, Seen


def find(_: Network, after: Network) -> Iterator[Problem]:
    """Yield pairs that would stay in ExStart (RFC 2328, section 10.6), where neither end ignores the MTU."""
    networks: dict[tuple[str, str], list[tuple[Seen, str, int]]] = defaultdict(list)
    for seen in (after.devices[name] for name in sorted(after.devices)):
        for port in seen.facts.interfaces:
            joint = seen.joint(port.name)
            if not joint.ospf_area or joint.ospf_mtu_ignore or seen.shut(port):
                continue
            size = joint.ip_mtu or joint.mtu or DEFAULT
            for written in port.addresses:
                network = ip_interface(written).network
                if network.num_addresses > 1:
                    networks[port.vrf, str(network)].append((seen, port.name, size))
    for (_vrf, shared), ends in sorted(networks.items()):
        for (one, a, first), (two, b, second) in combinations(ends, 2):
            if one.name != two.name and first != second:
                message = f"OSPF on {shared}: {one.name} {a} has IP MTU {first}, {two.name} {b} has {second}"
                hint = "the adjacency stays in ExStart: set both alike, or mtu-ignore on both"
                yield Problem(message, one.name, one.joint(a).line, hint)


PLUGIN = Rule("OSPF neighbours agree on the MTU", find)
