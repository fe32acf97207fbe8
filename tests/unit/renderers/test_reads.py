"""The pattern language that features are read back by."""

from __future__ import annotations

import pytest

from renderers.reads import PatternError, compiled


@pytest.mark.parametrize(
    ("pattern", "path", "expected"),
    [
        ("ntp server [vrf {vrf}] {address}", ("ntp server 192.0.2.1",), {"address": "192.0.2.1"}),
        (
            "ntp server [vrf {vrf}] {address} [{prefer=prefer}]",
            ("ntp server vrf M 192.0.2.1 prefer",),
            {"vrf": "M", "address": "192.0.2.1", "prefer": "prefer"},
        ),
        (
            "ip route {prefix:mask} {hop}",
            ("ip route 0.0.0.0 0.0.0.0 192.0.2.1",),
            {"prefix": "0.0.0.0/0", "hop": "192.0.2.1"},
        ),
        ("ip route {prefix:mask} {hop}", ("ip route 192.0.2.0 255.0.255.0 192.0.2.1",), None),
        (
            "interface {port} / description {text...}",
            ("interface a", "description to b c"),
            {"port": "a", "text": "to b c"},
        ),
        ("interface {port} / mtu {mtu}", ("mtu 9000",), None),
        ("interfaces {port:unit} mtu {mtu}", ("interfaces irb unit 5 mtu 9000",), {"port": "irb.5", "mtu": "9000"}),
        ("interface {x}.{vlan:int} / mtu {mtu}", ("interface bond1.20", "mtu 9000"), {"vlan": "20", "mtu": "9000"}),
        ("profile B-{a:int}-{b:int}m", ("profile B-300-3m",), {"a": "300", "b": "3"}),
        ("profile B-{a:int}-{b:int}m", ("profile B-300-3",), None),
        ("login|motd {y}", ("motd a",), {"y": "a"}),
        ("login|motd {y}", ("exec a",), None),
    ],
)
def test_a_pattern_says_the_fields_of_a_line_or_nothing(
    pattern: str, path: tuple[str, ...], expected: dict[str, str] | None
) -> None:
    assert compiled(pattern).match(path) == expected


@pytest.mark.parametrize(
    "pattern", ["", "a / ", "a {b", "a {b:nonsense}", "a [b", "a {b} {b}", "a {b}{c}", "a {b}-{c", "a {b}-{c}}"]
)
def test_what_is_no_pattern_is_said(pattern: str) -> None:
    with pytest.raises(PatternError):
        compiled(pattern)
