"""Commands for configurations in blocks by indentation, as cases; nothing here is a proof."""

from __future__ import annotations

import pytest

from pipeline.config.derive import derive
from renderers.dialect import Dialect

DIALECT = Dialect(
    single=(r"description(?= )", r"ip address(?= )", r"hostname(?= )", r"ip access-group(?= \S+ in)"),
    lists=(r"switchport trunk allowed vlan",),
    numbered=(r"ip access-list ",),
    unnumbered=(r"ip access-list extended ",),
    resequence="ip access-list resequence {name} {first} {step}",
    whole=(r"neighbor \S+",),
    whole_in=r"router |vrf ",
    definitions=(r"vlan ", r"ip access-list "),
)
LIST = "ip access-list extended IN\n permit tcp any any eq 22\n deny ip any any\n"
CASES = {
    "equal": ("hostname a\n", "hostname a\n", ()),
    "replaced in place": ("hostname a\n", "hostname b\n", ("hostname b",)),
    "a trunk keeps its other VLANs": (
        "interface Gi1\n switchport trunk allowed vlan 1,2\n",
        "interface Gi1\n switchport trunk allowed vlan 2,3\n",
        (
            "interface Gi1",
            " switchport trunk allowed vlan add 3",
            " switchport trunk allowed vlan remove 1",
            "exit",
        ),
    ),
    "a permit comes before the deny": (
        LIST,
        LIST.replace(" deny", " permit tcp any any eq 443\n deny"),
        (
            "ip access-list resequence IN 10 10",
            "ip access-list extended IN",
            " 11 permit tcp any any eq 443",
            "exit",
        ),
    ),
    "defined before it is used": (
        "interface Gi1\n ip address 192.0.2.1/31\n",
        f"interface Gi1\n ip address 192.0.2.1/31\n ip access-group IN in\n{LIST}",
        (
            "ip access-list extended IN",
            " permit tcp any any eq 22",
            " deny ip any any",
            "exit",
            "interface Gi1",
            " ip access-group IN in",
            "exit",
        ),
    ),
    "no longer used before it is gone": (
        f"{LIST}interface Gi1\n ip access-group IN in\n",
        "interface Gi1\n",
        ("interface Gi1", " no ip access-group IN in", "exit", "no ip access-list extended IN"),
    ),
    "an entry that moves to another number goes first": (
        "ip access-list extended IN\n 10 permit tcp any any eq 22\n 20 deny ip any any\n",
        "ip access-list extended IN\n 10 permit udp any any\n 20 permit tcp any any eq 22\n 30 deny ip any any\n",
        (
            "ip access-list extended IN",
            " no 10",
            " no 20",
            " 30 deny ip any any",
            " 10 permit udp any any",
            " 20 permit tcp any any eq 22",
            "exit",
        ),
    ),
    "of two lines of one key one goes": (
        "hostname a\nhostname b\n",
        "hostname b\n",
        ("no hostname a",),
    ),
    "a neighbour of the same address in a VRF is another one": (
        "router bgp 64512\n neighbor 192.0.2.1 remote-as 64513\n vrf A\n  neighbor 192.0.2.1 remote-as 64514\n  x\n",
        "router bgp 64512\n vrf A\n  x\n",
        ("router bgp 64512", " no neighbor 192.0.2.1", " vrf A", "  no neighbor 192.0.2.1", " exit", "exit"),
    ),
    "an inner block that is written twice is one": (
        "router isis A\n address-family ipv6\n  x\n address-family ipv6\n  y\n",
        "router isis A\n address-family ipv6\n  x\n address-family ipv6\n  y\n  z\n",
        ("router isis A", " address-family ipv6", "  z", " exit", "exit"),
    ),
    "one no for a neighbour": (
        "router bgp 64512\n neighbor 192.0.2.1 remote-as 64513\n neighbor 192.0.2.1 shutdown\n bgp log\n",
        "router bgp 64512\n bgp log\n",
        ("router bgp 64512", " no neighbor 192.0.2.1", "exit"),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_commands(name: str) -> None:
    running, candidate, expected = CASES[name]
    assert derive(DIALECT, running, candidate) == expected
