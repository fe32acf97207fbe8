"""Decide one packet by reading the entries from the top: the plain way, which the diagrams must agree with."""

from __future__ import annotations

from ipaddress import ip_address, ip_network
from typing import TYPE_CHECKING, Literal

from pipeline.packets.matches import ICMP, ICMPV6, TCP, WITH_PORTS, Rule, rules

if TYPE_CHECKING:
    from collections.abc import Sequence

    from schemas.facts import FilterFacts
    from schemas.packets import Packet, PacketMatch, Span


def decide(known: FilterFacts, packet: Packet) -> tuple[bool, Rule | None]:
    """Return whether a filter permits a packet, and the entry that says so; None is the rule of the platform.

    Entries of which nobody knows what they match, and conditions that nobody translated, are taken as not holding.
    """
    for rule in rules(known)[0]:
        if any(holds(match, packet, known.family) for match in rule.matches):
            return rule.permits, rule
    return any(holds(match, packet, known.family) for match in known.implied), None


def holds(match: PacketMatch, packet: Packet, family: Literal["ipv4", "ipv6"]) -> bool:
    """Tell whether a packet meets every condition."""
    ported = _in(packet.protocol, WITH_PORTS)
    icmp = packet.protocol == (ICMP if family == "ipv4" else ICMPV6)
    flags = any(packet.tcp_flags & mask == value & mask for mask, value in match.tcp_flags)
    return (
        not match.opaque
        and (not match.protocols or _in(packet.protocol, match.protocols))
        and (not match.source_ports or (ported and _in(packet.source_port, match.source_ports)))
        and (not match.destination_ports or (ported and _in(packet.destination_port, match.destination_ports)))
        and (not match.tcp_flags or (packet.protocol == TCP and flags))
        and (not match.icmp_types or (icmp and _in(packet.icmp_type, match.icmp_types)))
        and (not match.icmp_codes or (icmp and _in(packet.icmp_code, match.icmp_codes)))
        and (not match.dscp or _in(packet.dscp, match.dscp))
        and _at(packet.source, match.sources)
        and _at(packet.destination, match.destinations)
    )


def _in(value: int, spans: Sequence[Span]) -> bool:
    return any(first <= value <= last for first, last in spans)


def _at(address: str, written: Sequence[str]) -> bool:
    if not written:
        return True
    hits = [(length, not text.startswith("!")) for text in written if (length := _fixed(address, text)) >= 0]
    # Of two that fix as many bits, the one against comes first in the list's order of signs, the other decides.
    return max(hits)[1] if hits else all(text.startswith("!") for text in written)


def _fixed(address: str, text: str) -> int:
    """Return how many bits of an address a text fixes, -1 where it is another address."""
    base, _, inverse = text.lstrip("!").partition(" ")
    if inverse:
        free = int(ip_address(inverse))
        same = int(ip_address(base)) | free == int(ip_address(address)) | free
        return ip_address(base).max_prefixlen - free.bit_count() if same else -1
    network = ip_network(base)
    return network.prefixlen if ip_address(address) in network else -1
