"""What an entry matches and decides, whichever way its reader said it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from schemas.packets import PacketMatch

if TYPE_CHECKING:
    from schemas.facts import FilterEntryFacts, FilterFacts
    from schemas.packets import Span

# IANA, Assigned Internet Protocol Numbers; names as devices write them.
PROTOCOLS = {
    "ahp": 51, "ah": 51, "dccp": 33, "egp": 8, "eigrp": 88, "esp": 50, "gre": 47, "icmp": 1, "igmp": 2, "igp": 9,
    "ipinip": 4, "ipip": 4, "nos": 94, "ospf": 89, "pcp": 108, "pim": 103, "rsvp": 46, "sctp": 132, "tcp": 6,
    "udp": 17, "udplite": 136, "vrrp": 112, "icmp6": 58, "icmpv6": 58,
}  # fmt: skip
TCP, UDP, ICMP, ICMPV6 = 6, 17, 1, 58
WITH_PORTS: tuple[Span, ...] = ((TCP, TCP), (UDP, UDP), (33, 33), (132, 132), (136, 136))
"""Protocols whose header begins with two ports."""


@dataclass(frozen=True, slots=True)
class Rule:
    """An entry as a set of packets and a decision."""

    id: str
    line: int
    text: str
    permits: bool
    matches: tuple[PacketMatch, ...]


def rules(known: FilterFacts) -> tuple[tuple[Rule, ...], tuple[FilterEntryFacts, ...]]:
    """Return the entries in their order, and those of which nobody knows what they match or decide."""
    found, unread = [], []
    for entry in known.entries:
        rule = _rule(entry, known.family)
        if rule is None:
            unread.append(entry)
        else:
            found.append(rule)
    return tuple(found), tuple(unread)


def _rule(entry: FilterEntryFacts, family: Literal["ipv4", "ipv6"]) -> Rule | None:
    action = entry.decides or entry.action
    if not action:
        return None
    matches = entry.matches if entry.matches is not None else _simple(entry, family) if entry.understood else None
    if matches is None:
        return None
    return Rule(entry.id, entry.line, entry.text, action == "permit", matches)


def _simple(entry: FilterEntryFacts, family: Literal["ipv4", "ipv6"]) -> tuple[PacketMatch, ...] | None:
    """Return what the neutral fields say, None for a protocol whose number nobody knows."""
    found = simple(entry.protocol, entry.source, entry.destination, (entry.source_port, entry.destination_port), family)
    return None if found is None else (found,)


def simple(
    protocol: str, source: str, destination: str, ports: tuple[str, str], family: Literal["ipv4", "ipv6"]
) -> PacketMatch | None:
    """Return a match from the neutral words of a flow, None for a protocol whose number nobody knows."""
    spans: tuple[Span, ...] = ()
    if protocol != "ip":
        number = protocol_number(protocol, family)
        if number is None:
            return None
        spans = ((number, number),)
    return PacketMatch(
        protocols=spans,
        sources=() if source == "any" else (source,),
        destinations=() if destination == "any" else (destination,),
        source_ports=_span(ports[0]),
        destination_ports=_span(ports[1]),
    )


def protocol_number(name: str, family: Literal["ipv4", "ipv6"]) -> int | None:
    """Return a protocol's number, None for a name that is not known."""
    if name == "icmp":
        return ICMP if family == "ipv4" else ICMPV6
    if name.isdecimal():
        return int(name) if int(name) < 256 else None
    return PROTOCOLS.get(name)


def _span(written: str) -> tuple[Span, ...]:
    if not written:
        return ()
    first, _, last = written.partition("-")
    return ((int(first), int(last or first)),)
