"""Witnesses speak in the lines of configurations: a filter's line, or the route, that decided about a packet."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.semantic.deciding import line_of
from pipeline.semantic.flows import told

IOS = """version 17.9
service timestamps log datetime msec
hostname edge-01
interface GigabitEthernet0/1
 ip address 192.0.2.1 255.255.255.0
 ip access-group EDGE in
ip access-list extended EDGE
 10 permit tcp any host 192.0.2.80 eq 443
 20 deny tcp any any eq 23
 30 permit ip 198.51.100.0 0.0.0.255 any
"""
JUNOS = """set system host-name edge-01
set firewall family inet filter EDGE term WEB from protocol tcp
set firewall family inet filter EDGE term WEB from destination-port 443
set firewall family inet filter EDGE term WEB then accept
set firewall family inet filter EDGE term REST then discard
"""


def flow(port: int, source: str = "198.51.100.1", **more: Any) -> dict[str, Any]:
    own = {"ipProtocol": "TCP", "srcIp": source, "dstIp": "192.0.2.80", "srcPort": 49152, "dstPort": port}
    return own | {"fragmentOffset": 0, "tcpFlagsSyn": 1} | more


@pytest.mark.parametrize(
    ("text", "packet", "permits", "said"),
    [
        (IOS, flow(443), True, "line 8: 10 permit tcp any host 192.0.2.80 eq 443"),
        (IOS, flow(23), False, "line 9: 20 deny tcp any any eq 23"),
        (IOS, flow(22), True, "line 10: 30 permit ip 198.51.100.0 0.0.0.255 any"),
        (IOS, flow(22, "203.0.113.1"), False, "no line of it: the rest is refused"),
        (IOS, flow(22), False, ""),
        (IOS, flow(23, fragmentOffset=1), False, ""),
        (IOS.replace("eq 23", "eq 23 established"), flow(23), True, "line 10: 30 permit ip 198.51.100.0 0.0.0.255 any"),
        (IOS.replace("eq 23", "eq 23 time-range NIGHT"), flow(23), False, ""),
        ("nothing that anybody reads", flow(23), False, ""),
    ],
)
def test_the_line_that_decides_is_cited_where_it_is_certain(
    text: str, packet: dict[str, Any], permits: bool, said: str
) -> None:
    assert line_of(text, "EDGE", packet, permits=permits) == said


def test_a_trace_that_ends_at_a_filter_names_its_line_before_and_after() -> None:
    step = {"type": "Filter", "action": "DENIED", "detail": {"filter": "EDGE", "flow": flow(23)}}
    denied = {"disposition": "DENIED_IN", "hops": [{"node": {"name": "edge-01"}, "steps": [step]}]}
    route = {"routes": [{"network": "192.0.2.0/24", "protocol": "ospf"}]}
    arrived = {
        "disposition": "DELIVERED_TO_SUBNET",
        "hops": [{"node": {"name": "edge-01"}, "steps": [{"action": "FORWARDED", "detail": route}]}],
    }
    row = {"Reference_Traces": [arrived], "Snapshot_Traces": [denied]}
    assert told(row, {"edge-01": (IOS, IOS)}) == (
        "before: delivered to subnet on the way edge-01 (route 192.0.2.0/24, ospf, of edge-01); "
        "after: denied in on the way edge-01 (filter EDGE of edge-01, line 9: 20 deny tcp any any eq 23)"
    )
    assert "(filter EDGE of edge-01)" in told(row, {})


def test_terms_of_junos_are_cited_by_their_name() -> None:
    assert "WEB" in line_of(JUNOS, "EDGE", flow(443), permits=True)
    assert "REST" in line_of(JUNOS, "EDGE", flow(22), permits=False)
