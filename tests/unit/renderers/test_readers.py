"""Readers of three platforms: the same facts out of each one's words, and nothing that the text does not say."""

from __future__ import annotations

import pytest

from pipeline.reader import reader as reader_of
from renderers.arista_eos import reader as eos
from renderers.cisco_ios import reader as ios
from renderers.juniper_junos import reader as junos
from renderers.juniper_junos.statements import statements
from schemas.facts import DeviceFacts, InterfaceFacts
from tests.unit.bot.campus import CAMPUS

IOS = """version 17.9
hostname sw
vlan 10
 name USERS
vlan 20,30
banner motd ^C
interface GigabitEthernet9/9/9
^C
vrf definition BLUE
interface GigabitEthernet1/0/1
 description desk
 switchport access vlan 10
 switchport mode access
 switchport voice vlan 20
interface GigabitEthernet1/0/2
 switchport trunk allowed vlan 10
 switchport trunk allowed vlan add 20-30
 switchport mode trunk
 channel-group 1 mode active
 shutdown
interface Vlan10
 vrf forwarding BLUE
 ip address 10.0.0.1 255.255.255.0
 ip access-group IN in
router bgp 64512
 neighbor CORE peer-group
 neighbor CORE remote-as 64512
 neighbor 192.0.2.1 remote-as 64513
 neighbor 192.0.2.2 peer-group CORE
 address-family ipv4 vrf BLUE
  neighbor 192.0.2.1 remote-as 64599
 exit-address-family
ip access-list extended IN
 permit tcp 10.0.0.0 0.0.0.255 any eq www
 permit tcp any any established
 deny   ip any any
access-list 101 permit udp any any range 10 20
access-list 10 permit 10.0.0.0 0.0.0.255
route-map OUT permit 10
"""
JUNOS = """system { host-name sw; }
interfaces {
    ge-0/0/1 {
        description desk;
        unit 0 { family ethernet-switching { interface-mode access; vlan { members USERS; } } }
    }
    ge-0/0/2 { unit 0 { family ethernet-switching { interface-mode trunk; vlan { members [ USERS 20-21 ]; } } } }
    inactive: ge-0/0/3 { disable; }
    xe-0/0/1 { unit 0 { family inet { filter { input IN; } address 10.0.0.1/24; } } }
}
firewall {
    family inet {
        filter IN {
            term WEB { from { source-address { 10.0.0.0/24; } protocol tcp; destination-port http; } then accept; }
            term ODD { from { source-prefix-list X; } then accept; }
            term REST { then { count rest; discard; } }
        }
    }
}
vlans { USERS { vlan-id 10; } }
protocols { bgp { group OUT { type external; peer-as 64513; neighbor 192.0.2.1; } } }
routing-options { autonomous-system 64512; }
"""


def port(facts: DeviceFacts, name: str) -> InterfaceFacts:
    return next(item for item in facts.interfaces if item.name == name)


def test_an_ios_configuration() -> None:
    facts = ios.read_facts(IOS)
    assert (facts.hostname, facts.os_version, facts.vrfs, facts.policies) == ("sw", "17.9", ("BLUE",), ("OUT",))
    assert [(vlan.id, vlan.name) for vlan in facts.vlans] == [(10, "USERS"), (20, ""), (30, "")]
    assert all(item.name != "GigabitEthernet9/9/9" for item in facts.interfaces), "a banner is no configuration"
    desk = port(facts, "GigabitEthernet1/0/1")
    assert (desk.mode, desk.access_vlan, desk.voice_vlan, desk.description) == ("access", 10, 20, "desk")
    trunk = port(facts, "GigabitEthernet1/0/2")
    assert (trunk.mode, trunk.trunk_vlans, trunk.lag, trunk.shutdown) == ("trunk", "10,20-30", "Port-channel1", True)
    routed = port(facts, "Vlan10")
    assert (routed.addresses, routed.vrf, routed.filter_in) == (("10.0.0.1/24",), "BLUE", "IN")
    assert facts.bgp is not None
    assert [(n.vrf, n.neighbor, n.remote_as, n.group) for n in facts.bgp.neighbors] == [
        ("", "192.0.2.1", "64513", ""),
        ("", "192.0.2.2", "", "CORE"),
        ("BLUE", "192.0.2.1", "64599", ""),
    ]
    assert (facts.bgp.groups, facts.bgp.group_as, facts.bgp.families) == (("CORE",), (("CORE", "64512"),), ())


def test_filters_of_ios_are_understood_only_where_the_fields_say_all() -> None:
    filters = {item.name: item for item in ios.read_facts(IOS).filters}
    web, established, rest = filters["IN"].entries
    assert not filters["IN"].numbered
    assert (web.id, web.action, web.protocol, web.source, web.destination_port) == (
        "10",
        "permit",
        "tcp",
        "10.0.0.0/24",
        "80",
    )
    assert not established.understood
    assert (rest.id, rest.action, rest.source) == ("30", "deny", "any")
    assert filters["101"].entries[0].destination_port == "10-20"
    assert filters["10"].standard


def in_set_form(text: str) -> str:
    """Return the statements of a brace text as `set` lines."""
    lines = []
    for words, _ in statements(text):
        lines.append("set " + " ".join(words))
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("text", [JUNOS, in_set_form(JUNOS)], ids=["braces", "set"])
def test_a_junos_configuration_in_both_forms(text: str) -> None:
    facts = junos.read_facts(text)
    assert facts.hostname == "sw"
    assert not facts.lists_interfaces
    assert (port(facts, "ge-0/0/1").mode, port(facts, "ge-0/0/1").access_vlan) == ("access", 10)
    assert (port(facts, "ge-0/0/2").mode, port(facts, "ge-0/0/2").trunk_vlans) == ("trunk", "10,20-21")
    assert all(item.name != "ge-0/0/3" for item in facts.interfaces), "what is inactive says nothing"
    assert port(facts, "xe-0/0/1.0").addresses == ("10.0.0.1/24",)
    assert port(facts, "xe-0/0/1.0").filter_in == "IN"
    (known,) = facts.filters
    assert [(entry.id, entry.understood, entry.action) for entry in known.entries] == [
        ("WEB", True, "permit"),
        ("ODD", False, ""),
        ("REST", True, "deny"),
    ]
    assert (known.entries[0].source, known.entries[0].destination_port) == ("10.0.0.0/24", "80")
    assert facts.bgp is not None
    assert (facts.bgp.local_as, facts.bgp.group_as) == ("64512", (("OUT", "64513"),))
    assert [(n.neighbor, n.group) for n in facts.bgp.neighbors] == [("192.0.2.1", "OUT")]


def test_an_eos_configuration() -> None:
    text = (
        "! device: sw (DCS-7050, EOS-4.30.5M)\nhostname sw\nvrf instance BLUE\ninterface Ethernet1\n"
        "   switchport access vlan 10\ninterface Port-Channel1\n   switchport mode trunk\nip access-list IN\n"
        "   10 permit tcp host 10.0.0.1 any eq https\nrouter bgp 64512\n   neighbor CORE peer group\n"
        "   neighbor 192.0.2.1 peer group CORE\n   vrf BLUE\n      neighbor 192.0.2.7 remote-as 64513\n"
    )
    facts = eos.read_facts(text)
    assert (facts.hostname, facts.os_version, facts.vrfs) == ("sw", "4.30.5M", ("BLUE",))
    assert (port(facts, "Ethernet1").mode, port(facts, "Ethernet1").access_vlan) == ("access", 10)
    assert port(facts, "Port-Channel1").trunk_vlans == "all"
    entry = facts.filters[0].entries[0]
    assert (facts.filters[0].numbered, entry.source, entry.destination_port) == (True, "10.0.0.1/32", "443")
    assert facts.bgp is not None
    assert [(n.vrf, n.neighbor, n.group) for n in facts.bgp.neighbors] == [
        ("", "192.0.2.1", "CORE"),
        ("BLUE", "192.0.2.7", ""),
    ]


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("Gi1/0/3-5", ("GigabitEthernet1/0/3", "GigabitEthernet1/0/4", "GigabitEthernet1/0/5")),
        ("te1/1/1", ("TenGigabitEthernet1/1/1",)),
        ("po12", ("Port-channel12",)),
    ],
)
def test_names_of_ios_are_written_out(written: str, names: tuple[str, ...]) -> None:
    assert ios.expand_interfaces(written) == names


@pytest.mark.parametrize(
    ("written", "names"), [("ge-0/0/24-25", ("ge-0/0/24", "ge-0/0/25")), ("ge-0/0/1", ("ge-0/0/1",)), ("ae0", ("ae0",))]
)
def test_the_dash_of_a_junos_name_is_no_range(written: str, names: tuple[str, ...]) -> None:
    assert junos.expand_interfaces(written) == names


@pytest.mark.parametrize("written", ["Gi1/0/5-3", "Gi1/0/1-5000"])
def test_a_range_that_is_none_is_said(written: str) -> None:
    with pytest.raises(ValueError, match="interface range"):
        ios.expand_interfaces(written)


@pytest.mark.parametrize(
    "name", ["acc-b1-01", "acc-b7-01", "core-01", "dist-a-01", "leaf-01", "acc-b3-01", "edge-01", "edge-02"]
)
def test_the_campus_says_its_names(name: str) -> None:
    text = (CAMPUS / "configs" / f"{name}.cfg").read_text()
    module = junos if "host-name" in text else eos if "EOS-" in text else ios
    facts = module.read_facts(text)
    assert facts.hostname == name
    assert facts.os_version
    assert facts.interfaces


@pytest.mark.parametrize(
    ("line", "unread"),
    [
        ("switchport trunk allowed vlan 10,20-22", False),
        ("switchport trunk allowed vlan all", False),
        ("switchport trunk allowed vlan none", False),
        ("switchport trunk allowed vlan add 30", False),
        ("switchport trunk allowed vlan 10,abc", True),
        ("switchport trunk allowed vlan add USERS", True),
        ("switchport trunk allowed vlan group X", True),
    ],
)
def test_a_list_of_vlans_that_is_not_known_is_said(line: str, unread: bool) -> None:
    found = reader_of("cisco_ios")
    assert found is not None
    (port,) = found.facts(f"interface GigabitEthernet1/0/1\n switchport mode trunk\n {line}\n").interfaces
    assert bool(port.unread) is unread


@pytest.mark.parametrize("written", ["Gi1/0/1-2,5", "Gi1/0/1 Gi1/0/2", "Gi1/0/1;reload", "1/0/1-x", ""])
@pytest.mark.parametrize("platform", ["cisco_ios", "arista_eos"])
def test_a_form_of_names_that_is_not_known_is_refused(platform: str, written: str) -> None:
    found = reader_of(platform)
    assert found is not None
    with pytest.raises(ValueError, match="interface"):
        found.expand(written)


@pytest.mark.parametrize(
    ("platform", "text", "least", "bandwidth"),
    [
        ("cisco_ios", "interface Port-channel1\n port-channel min-links 2\n", 2, ""),
        ("cisco_nxos", "interface port-channel1\n  lacp min-links 3\n", 3, ""),
        ("arista_eos", "interface Port-Channel1\n   port-channel min-links 2 review interval 5\n", 2, ""),
        ("cisco_xr", "interface Bundle-Ether1\n bundle minimum-active links 2\n", 2, ""),
        (
            "cisco_xr",
            "interface Bundle-Ether1\n bundle minimum-active bandwidth 20000000\n",
            None,
            "bundle minimum-active bandwidth 20000000",
        ),
        ("juniper_junos", "set interfaces ae0 aggregated-ether-options minimum-links 2\n", 2, ""),
        ("cisco_ios", "interface Port-channel1\n mtu 9000\n", None, ""),
    ],
)
def test_an_aggregate_says_what_it_must_keep(platform: str, text: str, least: int | None, bandwidth: str) -> None:
    found = reader_of(platform)
    assert found is not None
    (one,) = found.facts(text).interfaces
    assert (one.min_links, one.min_bandwidth) == (least, bandwidth)
