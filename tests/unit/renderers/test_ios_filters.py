"""An entry is understood only if the neutral fields say exactly what it matches."""

from __future__ import annotations

from ipaddress import IPv4Address, ip_network

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from renderers.blocks import Line
from renderers.ios_filters import Family, entries


def _one(text: str, family: Family = "ipv4", kind: str = "extended") -> tuple[str, ...]:
    (found,), _ = entries([Line(7, 1, text)], family, kind)
    assert (found.line, found.text) == (7, text)
    if not found.understood:
        assert (found.action, found.source, found.destination) == ("", "", "")
        return ()
    return (
        found.action,
        found.protocol,
        found.source,
        found.source_port,
        found.destination,
        found.destination_port,
    )


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("permit ip any any", ("permit", "ip", "any", "", "any", "")),
        ("deny   ip any any log", ("deny", "ip", "any", "", "any", "")),
        (
            "permit tcp 10.0.0.0 0.255.255.255 host 192.0.2.9 eq www",
            ("permit", "tcp", "10.0.0.0/8", "", "192.0.2.9/32", "80"),
        ),
        (
            "permit tcp 10.1.1.9 0.0.0.255 gt 1023 any eq bgp log-input",
            ("permit", "tcp", "10.1.1.0/24", "1024-65535", "any", "179"),
        ),
        ("10 permit udp 10.1.0.0/16 any range 100 200", ("permit", "udp", "10.1.0.0/16", "", "any", "100-200")),
        ("permit udp any any eq domain", ("permit", "udp", "any", "", "any", "53")),
        ("permit udp any lt 1 any", ("permit", "udp", "any", "0", "any", "")),
        ("permit 6 any any eq 22", ("permit", "tcp", "any", "", "any", "22")),
        ("permit ospf any any", ("permit", "ospf", "any", "", "any", "")),
        ("permit ipv4 0.0.0.0 255.255.255.255 any", ("permit", "ip", "any", "", "any", "")),
        ("permit ip 192.0.2.1 0.0.0.0 any", ("permit", "ip", "192.0.2.1/32", "", "any", "")),
    ],
)
def test_what_the_fields_can_say_is_understood(text: str, fields: tuple[str, ...]) -> None:
    assert _one(text) == fields


@pytest.mark.parametrize(
    "text",
    [
        "permit tcp any any established",
        "permit ip any any dscp ef",
        "permit ip any any fragments",
        "permit ip any any time-range NIGHT",
        "permit icmp any any echo-reply",
        "permit tcp any any neq 22",
        "permit tcp any any eq 80 443",
        "permit tcp any eq 80 443 any",
        "permit tcp any any eq no-such-name",
        "permit udp any any eq www",  # a name of TCP only
        "permit tcp any any gt 65535",
        "permit tcp any any eq 70000",
        "permit ip any any eq 80",
        "permit tcp object-group A any",
        "permit object-group SERVICES any any",
        "permit tcp addrgroup A any",
        "permit ip 10.0.0.0 255.0.0.0 any",
        "permit ip 10.0.0.0 0.0.255.0 any",
        "permit ip any",
        "permit ip any any log TAG",
        "evaluate MIRROR",
        "10 redirect tunnel 1",
        "permit ip 2001:db8::/32 any",
    ],
)
def test_anything_more_is_not_understood(text: str) -> None:
    assert _one(text) == ()


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("permit 192.0.2.1", "192.0.2.1/32"),
        ("permit host 192.0.2.1 log", "192.0.2.1/32"),
        ("permit 192.0.2.0 0.0.0.255", "192.0.2.0/24"),
        ("permit 192.0.2.0, wildcard bits 0.0.0.255", "192.0.2.0/24"),
        ("permit 192.0.2.0/24", "192.0.2.0/24"),
        ("permit any", "any"),
    ],
)
def test_a_standard_entry_names_its_source(text: str, source: str) -> None:
    assert _one(text, "ipv4", "standard") == ("permit", "ip", source, "", "any", "")


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        (
            "permit tcp 2001:db8:1::/48 host 2001:db8::1 eq 22",
            ("permit", "tcp", "2001:db8:1::/48", "", "2001:db8::1/128", "22"),
        ),
        ("permit icmp any any", ("permit", "icmp", "any", "", "any", "")),
        ("permit ipv6 any any sequence 30", ("permit", "ip", "any", "", "any", "")),
        ("permit 1 any any", ("permit", "1", "any", "", "any", "")),
    ],
)
def test_ipv6_entries(text: str, fields: tuple[str, ...]) -> None:
    assert _one(text, "ipv6") == fields


@pytest.mark.parametrize(
    ("lines", "family", "ids", "shown"),
    [
        (("permit ip any any", "remark x", "deny ip any any"), "ipv4", ["10", "20"], False),
        (("5 permit ip any any", "7 remark x", "100 deny ip any any"), "ipv4", ["5", "100"], True),
        (("sequence 20 permit ipv6 any any", "deny ipv6 any any"), "ipv6", ["20", "30"], False),
        (("permit ipv6 any any sequence 20", "deny ipv6 any any sequence 40"), "ipv6", ["20", "40"], True),
        ((), "ipv4", [], True),
    ],
)
def test_ids_are_those_of_the_device(lines: tuple[str, ...], family: Family, ids: list[str], shown: bool) -> None:
    found, numbered = entries([Line(1, 1, line) for line in lines], family)
    assert ([entry.id for entry in found], numbered) == (ids, shown)


@given(st.integers(0, 2**32 - 1), st.integers(0, 2**32 - 1))
@settings(max_examples=200, deadline=None)
def test_a_wildcard_becomes_the_prefix_that_matches_the_same(base: int, bits: int) -> None:
    for mask in (bits, (1 << (bits % 33)) - 1):
        fields = _one(f"permit ip {IPv4Address(base)} {IPv4Address(mask)} any")
        if not fields:
            assert mask & (mask + 1)
            continue
        network = ip_network("0.0.0.0/0" if fields[2] == "any" else fields[2])
        assert int(network.hostmask) == mask
        assert IPv4Address(base) in network
