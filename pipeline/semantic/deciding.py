"""Deciding: which line of a configuration decides about a packet, where the analyzer's trace names the filter alone."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from pipeline.packets.decide import decide
from pipeline.packets.matches import protocol_number, rules
from pipeline.reader import reader
from pipeline.recognise import recognise
from schemas.packets import Packet

if TYPE_CHECKING:
    from collections.abc import Mapping

    from schemas.facts import FilterFacts

_FLAGS = ("Fin", "Syn", "Rst", "Psh", "Ack", "Urg", "Ece", "Cwr")


def line_of(text: str, name: str, flow: Mapping[str, Any], *, permits: bool) -> str:
    """Return the line of a filter that decides, as configured; empty where that cannot be told for sure.

    It is not said where an entry could not be read, where our reading decides otherwise than the trace, or for a
    later fragment, which holds no ports.
    """
    known = _filters(text).get(name)
    number = protocol_number(str(flow.get("ipProtocol", "")).lower(), "ipv4")
    if known is None or number is None or rules(known)[1] or int(flow.get("fragmentOffset") or 0):
        return ""
    packet = Packet(
        protocol=number,
        source=str(flow.get("srcIp")),
        destination=str(flow.get("dstIp")),
        source_port=int(flow.get("srcPort") or 0),
        destination_port=int(flow.get("dstPort") or 0),
        tcp_flags=sum(bit << place for place, bit in enumerate(int(flow.get(f"tcpFlags{one}") or 0) for one in _FLAGS)),
        icmp_type=int(flow.get("icmpVar") or flow.get("icmpType") or 0),
        icmp_code=int(flow.get("icmpCode") or 0),
        dscp=int(flow.get("dscp") or 0),
    )
    does, rule = decide(known, packet)
    if does is not permits:
        return ""
    return f"line {rule.line}: {rule.text}" if rule else "no line of it: the rest is refused"


@lru_cache(maxsize=256)
def _filters(text: str) -> Mapping[str, FilterFacts]:
    platform = recognise(text).platform
    read_by = reader(platform) if platform else None
    return {item.name: item for item in read_by.facts(text).filters if item.family == "ipv4"} if read_by else {}
