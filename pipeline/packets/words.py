"""A packet in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.packets.matches import ICMP, ICMPV6, TCP, UDP, WITH_PORTS

if TYPE_CHECKING:
    from schemas.packets import Packet

_FLAGS = ((2, "SYN"), (16, "ACK"), (4, "RST"), (1, "FIN"), (8, "PSH"), (32, "URG"), (64, "ECE"), (128, "CWR"))
_NAMES = {TCP: "tcp", UDP: "udp", ICMP: "icmp", ICMPV6: "icmp6", 47: "gre", 50: "esp", 89: "ospf"}


def packet_words(packet: Packet) -> str:
    """Return a packet as a person would say it."""
    name = _NAMES.get(packet.protocol, f"protocol {packet.protocol}")
    ported = any(first <= packet.protocol <= last for first, last in WITH_PORTS)
    sport, dport = (f" port {port}" if ported else "" for port in (packet.source_port, packet.destination_port))
    said = f"{name} from {packet.source}{sport} to {packet.destination}{dport}"
    if packet.protocol in (ICMP, ICMPV6):
        said += f" type {packet.icmp_type} code {packet.icmp_code}"
    if packet.protocol == TCP and packet.tcp_flags != 2:
        said += f" with {' '.join(word for bit, word in _FLAGS if packet.tcp_flags & bit) or 'no flags'}"
    return said + (f", DSCP {packet.dscp}" if packet.dscp else "")
