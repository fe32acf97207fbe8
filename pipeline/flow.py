"""Flows: what an entry of a packet filter matches, and whether one covers or meets another."""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network, ip_network
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from schemas.facts import FilterEntryFacts

_ANY_PORT = (0, 65535)
Prefix = IPv4Network | IPv6Network


@dataclass(frozen=True, slots=True)
class Flow:
    """A set of packets: the product of its fields. None stands for any address."""

    protocol: str
    """ip is any."""
    source: Prefix | None
    destination: Prefix | None
    source_ports: tuple[int, int] = _ANY_PORT
    destination_ports: tuple[int, int] = _ANY_PORT

    def covers(self, other: Flow) -> bool:
        """Tell whether every packet of the other one is in this one."""
        return (
            self.protocol in ("ip", other.protocol)
            and _within(other.source, self.source)
            and _within(other.destination, self.destination)
            and _inside(other.source_ports, self.source_ports)
            and _inside(other.destination_ports, self.destination_ports)
        )

    def meets(self, other: Flow) -> Flow | None:
        """Return the packets that are in both, None where there are none."""
        protocol = _narrower(self.protocol, other.protocol)
        source_ports = _common(self.source_ports, other.source_ports)
        destination_ports = _common(self.destination_ports, other.destination_ports)
        if protocol is None or source_ports is None or destination_ports is None:
            return None
        for one, two in ((self.source, other.source), (self.destination, other.destination)):
            if not (_within(one, two) or _within(two, one)):
                return None
        source = self.source if _within(self.source, other.source) else other.source
        destination = self.destination if _within(self.destination, other.destination) else other.destination
        return Flow(protocol, source, destination, source_ports, destination_ports)

    def example(self) -> str:
        """Return one packet of the flow, in words."""
        protocol = "tcp" if self.protocol == "ip" else self.protocol
        source, destination = _one(self.source, 1), _one(self.destination, 2)
        if protocol not in ("tcp", "udp"):
            return f"{protocol} from {source} to {destination}"
        sport = self.source_ports[0] if self.source_ports != _ANY_PORT else 50000
        dport = self.destination_ports[0] if self.destination_ports != _ANY_PORT else 80
        return f"{protocol} from {source} port {sport} to {destination} port {dport}"


def flow_of(entry: FilterEntryFacts) -> Flow:
    """Return what an entry that was understood matches."""
    return flow(entry.protocol, entry.source, entry.destination, entry.source_port, entry.destination_port)


def flow(protocol: str, source: str, destination: str, source_port: str = "", destination_port: str = "") -> Flow:
    """Return a flow from words: `any` or a prefix; one port, a range such as 1024-2048, or nothing for any."""
    return Flow(protocol, _prefix(source), _prefix(destination), _ports(source_port), _ports(destination_port))


def _prefix(written: str) -> Prefix | None:
    return None if written == "any" else ip_network(written)


def _ports(written: str) -> tuple[int, int]:
    if not written:
        return _ANY_PORT
    first, _, last = written.partition("-")
    return int(first), int(last or first)


def _within(inner: Prefix | None, outer: Prefix | None) -> bool:
    if outer is None:
        return True
    if isinstance(inner, IPv4Network) and isinstance(outer, IPv4Network):
        return inner.subnet_of(outer)
    if isinstance(inner, IPv6Network) and isinstance(outer, IPv6Network):
        return inner.subnet_of(outer)
    return False


def _inside(inner: tuple[int, int], outer: tuple[int, int]) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def _narrower(one: str, other: str) -> str | None:
    if one == other or other == "ip":
        return one
    return other if one == "ip" else None


def _common(one: tuple[int, int], other: tuple[int, int]) -> tuple[int, int] | None:
    low, high = max(one[0], other[0]), min(one[1], other[1])
    return (low, high) if low <= high else None


def _one(prefix: Prefix | None, last: int) -> str:
    if prefix is None:
        return f"192.0.2.{last}"
    first = prefix.network_address
    return str(first if prefix.num_addresses == 1 else first + 1)
