"""The space of packets: header fields as bits of a binary decision diagram."""

from __future__ import annotations

from functools import cache, cached_property
from ipaddress import ip_address, ip_network
from typing import TYPE_CHECKING, Any, Literal

from pipeline.packets.matches import ICMP, ICMPV6, TCP, WITH_PORTS
from schemas.packets import Packet

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from schemas.packets import PacketMatch, Span

Family = Literal["ipv4", "ipv6"]
Node = Any
"""A set of packets: a function of the library that is at hand."""
_SMALL = (("protocol", 8), ("dport", 16), ("sport", 16))
_LAST = (("flags", 8), ("type", 8), ("code", 8), ("dscp", 6))


class Space:
    """A family's packets. Conditions that nobody translated are variables of their own, one a text.

    Law: a set built here holds exactly the packets that `pipeline.packets.decide.holds` says.
    """

    def __init__(self, family: Family) -> None:
        self.family: Family = family
        self._wide = 32 if family == "ipv4" else 128
        fields = (*_SMALL, ("src", self._wide), ("dst", self._wide), *_LAST)
        self._bits = {name: tuple(f"{name}{at}" for at in range(size)) for name, size in fields}
        self.bdd: Any = _library()()
        self.bdd.configure(reordering=False)
        self.bdd.declare(*(bit for bits in self._bits.values() for bit in bits))
        self._opaque: dict[str, str] = {}
        self._spans: dict[tuple[str, Span], Node] = {}
        self._addresses: dict[tuple[str, str], Node] = {}

    @cached_property
    def all(self) -> Node:
        """Every packet."""
        return self.bdd.true

    @cached_property
    def none(self) -> Node:
        """No packet."""
        return self.bdd.false

    def match(self, match: PacketMatch) -> Node:
        """Return the packets that meet every condition."""
        found = self._any("protocol", match.protocols)
        for field, spans in (("sport", match.source_ports), ("dport", match.destination_ports)):
            if spans:
                found &= self._any(field, spans) & self._any("protocol", WITH_PORTS)
        if match.tcp_flags:
            found &= self._flags(match.tcp_flags) & self._any("protocol", ((TCP, TCP),))
        for field, spans in (("type", match.icmp_types), ("code", match.icmp_codes)):
            if spans:
                kind = ICMP if self.family == "ipv4" else ICMPV6
                found &= self._any(field, spans) & self._any("protocol", ((kind, kind),))
        found &= self._any("dscp", match.dscp)
        found &= self._places("src", match.sources) & self._places("dst", match.destinations)
        for text in match.opaque:
            found &= self.opaque(text)
        return found

    def union(self, matches: Iterable[PacketMatch]) -> Node:
        """Return the packets that any of them matches."""
        found = self.none
        for match in matches:
            found |= self.match(match)
        return found

    def opaque(self, text: str) -> Node:
        """Return the variable of a condition that nobody translated."""
        if text not in self._opaque:
            self._opaque[text] = f"opaque{len(self._opaque)}"
            self.bdd.declare(self._opaque[text])
        return self.bdd.var(self._opaque[text])

    def opaques(self, node: Node) -> tuple[str, ...]:
        """Return the conditions that a set depends on, sorted."""
        support = self.bdd.support(node)
        return tuple(sorted(text for text, name in self._opaque.items() if name in support))

    def certain(self, node: Node) -> Node:
        """Return the packets that are in a set whatever the opaque conditions are."""
        names = [self._opaque[text] for text in self.opaques(node)]
        return self.bdd.forall(names, node) if names else node

    def pick(self, node: Node) -> Packet | None:
        """Return the packet of a set that looks most usual, None where there is none; always the same one."""
        if node == self.none:
            return None
        low = "192.0.2." if self.family == "ipv4" else "2001:db8::"
        kind = 1 if self.family == "ipv4" else 58
        near = {"protocol": TCP, "dport": 443, "sport": 50000, "flags": 2, "type": 8 if kind == 1 else 128}
        near |= {"src": int(ip_address(f"{low}1")), "dst": int(ip_address(f"{low}2"))}
        found: dict[str, int] = {}
        for field, bits in self._bits.items():
            usual, value = near.get(field, 0), 0
            whole = self._number(field, usual)
            if node & whole != self.none:
                node, value = node & whole, usual
            else:
                # Inside a prefix that is not the usual one, the first hosts are the usual ones.
                usual = {"src": 1, "dst": 2}.get(field, usual)
                for at, bit in enumerate(bits):
                    wanted = bool(usual >> (len(bits) - 1 - at) & 1)
                    half = self.bdd.let({bit: wanted}, node)
                    if half == self.none:
                        wanted = not wanted
                        half = self.bdd.let({bit: wanted}, node)
                    node, value = half, value << 1 | wanted
            found[field] = value
        ported = any(first <= found["protocol"] <= last for first, last in WITH_PORTS)
        icmp = found["protocol"] == kind
        return Packet(
            protocol=found["protocol"],
            source=str(ip_address(found["src"]) if self.family == "ipv4" else _six(found["src"])),
            destination=str(ip_address(found["dst"]) if self.family == "ipv4" else _six(found["dst"])),
            source_port=found["sport"] if ported else 0,
            destination_port=found["dport"] if ported else 0,
            tcp_flags=found["flags"] if found["protocol"] == TCP else 0,
            icmp_type=found["type"] if icmp else 0,
            icmp_code=found["code"] if icmp else 0,
            dscp=found["dscp"],
        )

    def _any(self, field: str, spans: Sequence[Span]) -> Node:
        if not spans:
            return self.all
        found = self.none
        for span in spans:
            found |= self._span(field, span)
        return found

    def _span(self, field: str, span: Span) -> Node:
        """Return a range as the blocks of powers of two that it is made of."""
        known = self._spans.get((field, span))
        if known is not None:
            return known
        bits = self._bits[field]
        found, (low, high) = self.none, span
        while low <= high:
            size = (low & -low).bit_length() - 1 if low else len(bits)
            while low + (1 << size) - 1 > high:
                size -= 1
            found |= self._block(bits, low, len(bits) - size)
            low += 1 << size
        self._spans[field, span] = found
        return found

    def _number(self, field: str, value: int) -> Node:
        return self._block(self._bits[field], value, len(self._bits[field]))

    def _block(self, bits: Sequence[str], value: int, length: int) -> Node:
        width = len(bits)
        return self.bdd.cube({bits[at]: bool(value >> (width - 1 - at) & 1) for at in range(length)})

    def _flags(self, wanted: Sequence[tuple[int, int]]) -> Node:
        found = self.none
        bits = self._bits["flags"]
        for mask, value in wanted:
            cube = {bits[7 - at]: bool(value >> at & 1) for at in range(8) if mask >> at & 1}
            found |= self.bdd.cube(cube)
        return found

    def _places(self, field: str, written: Sequence[str]) -> Node:
        """Return the addresses that a list holds: the longest prefix that an address is in decides about it."""
        if not written:
            return self.all
        found = self.none
        if all(text.startswith("!") for text in written):
            found = self.all
        for text in sorted(written, key=lambda text: (care(text.lstrip("!")), text)):
            block = self._place(field, text.lstrip("!"))
            found = found & ~block if text.startswith("!") else found | block
        return found

    def _place(self, field: str, text: str) -> Node:
        known = self._addresses.get((field, text))
        if known is not None:
            return known
        bits = self._bits[field]
        address, _, inverse = text.partition(" ")
        if inverse:
            value, free = int(ip_address(address)), int(ip_address(inverse))
            width = self._wide
            cube = {
                bits[at]: bool(value >> (width - 1 - at) & 1) for at in range(width) if not free >> (width - 1 - at) & 1
            }
            found = self.bdd.cube(cube)
        else:
            network = ip_network(text)
            found = self._block(bits, int(network.network_address), network.prefixlen)
        self._addresses[field, text] = found
        return found


def care(text: str) -> int:
    """Return how many bits of an address a text fixes."""
    address, _, inverse = text.partition(" ")
    if inverse:
        return ip_address(address).max_prefixlen - int(ip_address(inverse)).bit_count()
    return ip_network(text).prefixlen


def _six(value: int) -> Any:
    return ip_address(value.to_bytes(16, "big"))


@cache
def _library() -> Any:
    """Return the diagrams of C where they are there, otherwise those of Python: the same answers, slower."""
    try:
        from dd.cudd import BDD
    except ImportError:
        from dd.autoref import BDD
    return BDD
