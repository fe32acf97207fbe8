"""What a Junos configuration inherits is said, and never read as if it were not there."""

from __future__ import annotations

import pytest

from renderers.juniper_junos.reader import expand_interfaces, read_facts

FILTER = (
    "set firewall family inet filter F term T from protocol tcp\nset firewall family inet filter F term T then accept\n"
)
PORT = "set interfaces ge-0/0/1 unit 0 family ethernet-switching vlan members 10\n"
VLAN = "set vlans TEN vlan-id 10\n"
GROUP = "set groups G firewall family inet filter <*> term <*> from source-address 192.0.2.0/24\n"


@pytest.mark.parametrize(
    ("more", "understood"),
    [
        ("", True),
        (GROUP, True),
        (GROUP + "set firewall family inet filter F term T apply-groups G\n", False),
        (GROUP + "set firewall family inet filter F apply-groups G\n", False),
        (GROUP + "set apply-groups G\n", False),
        (GROUP + "set firewall family inet filter OTHER apply-groups G\n", True),
        ("set groups G system host-name x\nset apply-groups G\n", True),
        ("set groups G firewall family inet6 filter <*> term <*> then log\nset apply-groups G\n", True),
        ("set groups G firewall family inet filter <X*> term <*> then log\nset apply-groups G\n", True),
        ("set apply-groups NOT-THERE\n", False),
    ],
)
def test_a_term_that_a_group_may_add_to_is_not_understood(more: str, understood: bool) -> None:
    found = next(item for item in read_facts(FILTER + more).filters if item.name == "F")
    assert [entry.understood for entry in found.entries] == [understood]


@pytest.mark.parametrize(
    ("more", "unread"),
    [
        ("", ""),
        ("set groups G interfaces <ge-*> unit 0 family ethernet-switching\nset apply-groups G\n", "group G"),
        ("set groups G interfaces <xe-*> mtu 9000\nset interfaces apply-groups G\n", ""),
        ("set groups G interfaces <ge-*> mtu 9000\nset interfaces ge-0/0/1 apply-groups G\n", "group G"),
        ("set groups G interfaces <ge-*> mtu 9000\nset interfaces ge-0/0/2 apply-groups G\n", ""),
        (
            "set interfaces interface-range R member ge-0/0/1\n"
            "set interfaces interface-range R unit 0 family ethernet-switching interface-mode trunk\n",
            "interface-range R",
        ),
        (
            "set interfaces interface-range R member-range ge-0/0/0 to ge-0/0/7\n"
            "set interfaces interface-range R ether-options 802.3ad ae0\n",
            "interface-range R",
        ),
        ("set interfaces interface-range R member ge-0/0/1\nset interfaces interface-range R description x\n", ""),
        ("set interfaces interface-range R member ge-0/0/[2-9]\nset interfaces interface-range R disable\n", ""),
        ("set interfaces ge-0/0/1 unit 0 family ethernet-switching vlan members LOST\n", "VLAN LOST"),
    ],
)
def test_a_port_that_inherits_says_so(more: str, unread: str) -> None:
    found = {port.name: port for port in read_facts(VLAN + PORT + more).interfaces}
    said = found["ge-0/0/1"].unread
    assert (unread in said) if unread else (said == "")


def test_the_same_holds_for_the_form_with_braces() -> None:
    text = """groups { G { interfaces { <ge-*> { unit 0 { family ethernet-switching { interface-mode trunk; } } } } } }
apply-groups [ OTHER G ];
groups { OTHER { system { host-name x; } } }
interfaces { ge-0/0/1 { unit 0 { family ethernet-switching { vlan { members 10; } } } } }
"""
    (port,) = read_facts(text).interfaces
    assert port.unread == "group G"


@pytest.mark.parametrize("written", ["ge-0/0/1-2,5", "ge-0/0/1 ge-0/0/2", "ge-0/0/1;", "GE 1", ""])
def test_a_form_that_is_not_known_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match="interface"):
        expand_interfaces(written)


@pytest.mark.parametrize("written", ["ge-0/0/1", "ae0", "irb.20", "lo0", "xe-0/0/1:2", "ge-0/0/1.0", "et-0/0/52"])
def test_a_name_stays_itself(written: str) -> None:
    assert expand_interfaces(written) == (written,)
