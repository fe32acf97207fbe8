"""Names of protocols, TCP flags, ICMP messages and code points, as devices write them in packet filters.

Sources: IANA protocol numbers; RFC 792, RFC 1812, RFC 4443, RFC 4861; RFC 2474, RFC 2597, RFC 3246; keywords of Cisco
IOS, NX-OS, IOS XR, Arista EOS and Junos.
"""

from __future__ import annotations

NUMBERS = {
    "ah": 51, "ahp": 51, "dccp": 33, "egp": 8, "eigrp": 88, "esp": 50, "gre": 47, "icmp": 1, "igmp": 2, "ipinip": 4,
    "ipip": 4, "nos": 94, "ospf": 89, "pcp": 108, "pim": 103, "rsvp": 46, "sctp": 132, "tcp": 6, "udp": 17,
    "udplite": 136, "vrrp": 112, "icmp6": 58, "icmpv6": 58,
}  # fmt: skip
FLAGS = {"fin": 1, "syn": 2, "rst": 4, "psh": 8, "ack": 16, "urg": 32}
ICMP4: dict[str, tuple[int, int | None]] = {
    "echo-reply": (0, None), "unreachable": (3, None), "net-unreachable": (3, 0), "host-unreachable": (3, 1),
    "protocol-unreachable": (3, 2), "port-unreachable": (3, 3), "packet-too-big": (3, 4),
    "administratively-prohibited": (3, 13), "source-quench": (4, None), "redirect": (5, None), "echo": (8, None),
    "router-advertisement": (9, None), "router-solicitation": (10, None), "time-exceeded": (11, None),
    "ttl-exceeded": (11, 0), "reassembly-timeout": (11, 1), "parameter-problem": (12, None),
    "timestamp-request": (13, None), "timestamp-reply": (14, None), "information-request": (15, None),
    "information-reply": (16, None), "mask-request": (17, None), "mask-reply": (18, None), "traceroute": (30, None),
}  # fmt: skip
ICMP6: dict[str, tuple[int, int | None]] = {
    "destination-unreachable": (1, None), "unreachable": (1, None), "no-route": (1, 0), "packet-too-big": (2, None),
    "time-exceeded": (3, None), "hop-limit": (3, 0), "parameter-problem": (4, None), "echo-request": (128, None),
    "echo-reply": (129, None), "mld-query": (130, None), "mld-report": (131, None), "mld-reduction": (132, None),
    "router-solicitation": (133, None), "router-advertisement": (134, None), "nd-ns": (135, None),
    "nd-na": (136, None), "redirect": (137, None), "router-renumbering": (138, None), "mld-v2-report": (143, None),
}  # fmt: skip
JUNOS_TYPES4 = {
    "echo-reply": 0, "unreachable": 3, "source-quench": 4, "redirect": 5, "echo-request": 8,
    "router-advertisement": 9, "router-solicit": 10, "time-exceeded": 11, "parameter-problem": 12, "timestamp": 13,
    "timestamp-reply": 14, "info-request": 15, "info-reply": 16, "mask-request": 17, "mask-reply": 18,
}  # fmt: skip
JUNOS_TYPES6 = {
    "destination-unreachable": 1, "packet-too-big": 2, "time-exceeded": 3, "parameter-problem": 4,
    "echo-request": 128, "echo-reply": 129, "membership-query": 130, "membership-report": 131,
    "membership-termination": 132, "router-solicit": 133, "router-advertisement": 134, "neighbor-solicit": 135,
    "neighbor-advertisement": 136, "redirect": 137,
}  # fmt: skip
DSCP = {
    "default": 0, "be": 0, "ef": 46, "va": 44,
    **{f"cs{number}": number * 8 for number in range(8)},
    **{f"af{high}{low}": high * 8 + low * 2 for high in range(1, 5) for low in range(1, 4)},
}  # fmt: skip
