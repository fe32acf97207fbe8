"""Lines as devices show them, with words that no intent asks for: they are read as what they are.

A line that is not read is written again without those words, and the device takes them away.
"""

from __future__ import annotations

from functools import cache

import pytest

from bot.knowledge import bundled
from pipeline.engine import platforms
from pipeline.read_back import read_features
from pipeline.reader import reader
from schemas.inventory import Platform
from schemas.knowledge import Blueprint

ROUTE = "static_route"
CASES = [
    ("cisco_ios", "ntp server 192.0.2.1 key 5 prefer", "ntp_server", {"address": "192.0.2.1", "prefer": True}),
    ("cisco_ios", "ntp server vrf M 192.0.2.1 prefer source Loopback0", "ntp_server", {"vrf": "M", "prefer": True}),
    ("cisco_ios", "ntp server vrf M 192.0.2.1 version 3", "ntp_server", {"vrf": "M", "address": "192.0.2.1"}),
    ("arista_eos", "ntp server vrf M 192.0.2.1 iburst key 1", "ntp_server", {"vrf": "M", "prefer": False}),
    ("cisco_nxos", "ntp server 192.0.2.1 prefer key 3 use-vrf M", "ntp_server", {"vrf": "M", "prefer": True}),
    ("cisco_xr", "ntp\n server 192.0.2.1 minpoll 4 maxpoll 6 prefer iburst", "ntp_server", {"prefer": True}),
    ("cisco_xr", "logging 192.0.2.1 vrf default severity info port default", "syslog_server", {"port": None}),
    ("cisco_xr", "logging 192.0.2.1 vrf M severity critical port 5514", "syslog_server", {"vrf": "M", "port": 5514}),
    ("cisco_ios", "logging host 192.0.2.1 vrf M discriminator D", "syslog_server", {"vrf": "M", "port": None}),
    (
        "cisco_ios",
        "logging host 192.0.2.1 transport udp port 5514 session-id hostname",
        "syslog_server",
        {"port": 5514},
    ),
    ("arista_eos", "logging vrf M host 192.0.2.1 1514 protocol udp", "syslog_server", {"vrf": "M", "port": 1514}),
    ("arista_eos", "tacacs-server host 192.0.2.1 vrf M timeout 5 key 7 0", "aaa_server", {"vrf": "M"}),
    ("cisco_nxos", "radius-server host 192.0.2.1 key 7 k auth-port 1812", "aaa_server", {"protocol": "radius"}),
    ("cisco_ios", "ip route 10.0.0.0 255.0.0.0 192.0.2.1 200 tag 7 name N", ROUTE, {"distance": 200, "name": "N"}),
    ("cisco_ios", "ip route vrf M 10.0.0.0 255.0.0.0 192.0.2.1 name N track 1", ROUTE, {"vrf": "M", "name": "N"}),
    ("cisco_ios", "ip route 10.0.0.0 255.0.0.0 192.0.2.1 permanent", ROUTE, {"vrf": "", "distance": None}),
    ("arista_eos", "ip route 10.0.0.0/8 192.0.2.1 5 tag 34 name N", ROUTE, {"distance": 5, "name": "N"}),
    ("arista_eos", "ip route vrf M 10.0.0.0/8 192.0.2.1 track bfd", ROUTE, {"vrf": "M"}),
    ("cisco_nxos", "ip route 10.0.0.0/8 192.0.2.1 name N tag 4 200", ROUTE, {"name": "N"}),
    ("cisco_nxos", "vrf context M\n  ip route 10.0.0.0/8 Null0 tag 4", ROUTE, {"vrf": "M", "discard": True}),
    (
        "cisco_xr",
        "router static\n address-family ipv4 unicast\n  10.0.0.0/8 192.0.2.1 200 tag 10 description N metric 120",
        ROUTE,
        {"distance": 200, "name": "N"},
    ),
    ("frr", "ip route 10.0.0.0/8 192.0.2.1 tag 5 label 16", ROUTE, {"next_hop": "192.0.2.1", "distance": None}),
]


@cache
def blueprints() -> tuple[Blueprint, ...]:
    return bundled(platforms())


@pytest.mark.parametrize(("platform", "text", "feature", "fields"), CASES, ids=[case[1] for case in CASES])
def test_a_line_with_more_words_is_read(platform: Platform, text: str, feature: str, fields: dict[str, object]) -> None:
    read = reader(platform)
    assert read is not None
    mine = [one for one in blueprints() if one.header.platform == platform]
    found = [one for one in read_features(read.paths(text), mine, {}) if one.feature == feature]
    assert any(all(getattr(one, name) == value for name, value in fields.items()) for one in found), found
    addresses = {getattr(one, "address", getattr(one, "next_hop", "")) for one in found}
    assert addresses <= {"192.0.2.1", ""}, "nothing is read that the line does not say"
