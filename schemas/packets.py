"""Packets: what an entry of a packet filter matches, field by field, and one packet."""

from __future__ import annotations

from schemas.base import Record

Span = tuple[int, int]
"""First and last value, both included."""


class PacketMatch(Record):
    """Packets that meet every condition; a condition without values holds for all."""

    protocols: tuple[Span, ...] = ()
    """IP protocol numbers (the next header of IPv6), any of these."""
    sources: tuple[str, ...] = ()
    """Prefixes, or an address and its inverse mask with a blank between. The longest one that holds decides;
    a leading `!` makes it decide against."""
    destinations: tuple[str, ...] = ()
    """The same for the destination."""
    source_ports: tuple[Span, ...] = ()
    """Any of these; of protocols with ports only."""
    destination_ports: tuple[Span, ...] = ()
    """The same for the destination."""
    tcp_flags: tuple[tuple[int, int], ...] = ()
    """(which bits, their values), any of these; bits as in the header: FIN 1, SYN 2, RST 4, PSH 8, ACK 16, URG 32."""
    icmp_types: tuple[Span, ...] = ()
    """Any of these."""
    icmp_codes: tuple[Span, ...] = ()
    """Any of these."""
    dscp: tuple[Span, ...] = ()
    """Any of these."""
    rate: str = ""
    """What limits how many of them pass; the limit itself is not a matter of which packets."""
    opaque: tuple[str, ...] = ()
    """Conditions in the device's words that nobody translated: they may hold or not."""


class Packet(Record):
    """One packet: the first or only fragment, so that it carries the header of its protocol."""

    protocol: int
    """IP protocol number, or the next header of IPv6."""
    source: str
    """Address."""
    destination: str
    """Address."""
    source_port: int = 0
    """Of TCP, UDP, DCCP, SCTP and UDP-Lite."""
    destination_port: int = 0
    """The same."""
    tcp_flags: int = 0
    """Of TCP."""
    icmp_type: int = 0
    """Of ICMP and ICMPv6."""
    icmp_code: int = 0
    """The same."""
    dscp: int = 0
    """Six bits."""
