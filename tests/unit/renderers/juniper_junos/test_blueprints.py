"""The blueprints of Junos: from a feature and the facts of a device to `set` lines."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml
from jinja2 import StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from pipeline.config.junos import merge
from schemas.facts import BgpFacts, BgpNeighborFacts, DeviceFacts, InterfaceFacts, VlanFacts
from schemas.features.bgp import BgpNeighbor
from schemas.features.filters import FilterEntry
from schemas.features.switching import AccessPort, TrunkVlan, Vlan

if TYPE_CHECKING:
    from schemas.feature import Feature

FOLDER = Path(__file__).parents[4] / "renderers" / "juniper_junos" / "blueprints"
FACTS = DeviceFacts(
    vlans=(VlanFacts(id=10, name="USERS"),),
    interfaces=(
        InterfaceFacts(name="ge-0/0/1", mode="access", access_vlan=10),
        InterfaceFacts(name="ge-0/0/2", mode="trunk", trunk_vlans="10,20-22"),
        InterfaceFacts(name="lo0.0", addresses=("192.0.2.1/32", "2001:db8::1/128")),
    ),
    bgp=BgpFacts(
        local_as="64512",
        groups=("UP",),
        group_as=(("UP", "64513"),),
        neighbors=(BgpNeighborFacts(neighbor="198.51.100.1", group="UP"),),
    ),
)
SWITCHING = "unit 0 family ethernet-switching"
CASES: dict[str, tuple[Feature, tuple[str, ...]]] = {
    "a VLAN with a name": (Vlan(id=120, name="CCTV east"), ("set vlans CCTV_east vlan-id 120",)),
    "a VLAN without one": (Vlan(id=120), ("set vlans VLAN-120 vlan-id 120",)),
    "a VLAN that has another name": (Vlan(id=10, name="PEOPLE"), ("set vlans USERS vlan-id 10",)),
    "an access port moves": (
        AccessPort(interface="ge-0/0/1", vlan=120, vlan_name="CCTV", voice_vlan=10, description="camera 1"),
        (
            'set interfaces ge-0/0/1 description "camera 1"',
            f"set interfaces ge-0/0/1 {SWITCHING} interface-mode access",
            f"set interfaces ge-0/0/1 {SWITCHING} vlan members CCTV",
            f"delete interfaces ge-0/0/1 {SWITCHING} vlan members USERS",
            f"delete interfaces ge-0/0/1 {SWITCHING} vlan members 10",
            "set switch-options voip interface ge-0/0/1.0 vlan USERS",
        ),
    ),
    "an access port stays": (
        AccessPort(interface="ge-0/0/1", vlan=10),
        (f"set interfaces ge-0/0/1 {SWITCHING} interface-mode access",),
    ),
    "a trunk carries one more": (
        TrunkVlan(interface="ge-0/0/2", vlan=30),
        (f"set interfaces ge-0/0/2 {SWITCHING} vlan members VLAN-30",),
    ),
    "a trunk carries it in a range": (TrunkVlan(interface="ge-0/0/2", vlan=21), ()),
    "a new trunk": (
        TrunkVlan(interface="ge-0/0/3", vlan=10),
        (
            f"set interfaces ge-0/0/3 {SWITCHING} interface-mode trunk",
            f"set interfaces ge-0/0/3 {SWITCHING} vlan members USERS",
        ),
    ),
    "an external neighbour in a group of its own": (
        BgpNeighbor(
            local_as="64512",
            neighbor="203.0.113.1",
            family="ipv4",
            remote_as="64600",
            description="carrier",
            update_source="lo0.0",
            import_policy="IN",
            export_policy="OUT",
            max_prefixes=100,
        ),
        (
            "set protocols bgp group EBGP-64600 type external",
            "set protocols bgp group EBGP-64600 neighbor 203.0.113.1",
            'set protocols bgp group EBGP-64600 neighbor 203.0.113.1 description "carrier"',
            "set protocols bgp group EBGP-64600 neighbor 203.0.113.1 local-address 192.0.2.1",
            "set protocols bgp group EBGP-64600 neighbor 203.0.113.1 peer-as 64600",
            "set protocols bgp group EBGP-64600 neighbor 203.0.113.1 import IN",
            "set protocols bgp group EBGP-64600 neighbor 203.0.113.1 export OUT",
            "set protocols bgp group EBGP-64600 neighbor 203.0.113.1 family inet unicast prefix-limit maximum 100",
            "set protocols bgp group EBGP-64600 neighbor 203.0.113.1 family inet unicast prefix-limit teardown",
        ),
    ),
    "an internal neighbour in a routing instance": (
        BgpNeighbor(local_as="64512", neighbor="2001:db8::2", family="ipv6", remote_as="64512", vrf="BLUE"),
        (
            "set routing-instances BLUE protocols bgp group IBGP type internal",
            "set routing-instances BLUE protocols bgp group IBGP neighbor 2001:db8::2",
            "set routing-instances BLUE protocols bgp group IBGP neighbor 2001:db8::2 family inet6 unicast",
        ),
    ),
    "a neighbour of a group that says the AS": (
        BgpNeighbor(local_as="64512", neighbor="198.51.100.2", family="ipv4", remote_as="64513", group="UP"),
        ("set protocols bgp group UP neighbor 198.51.100.2",),
    ),
    "a neighbour that is in a group already": (
        BgpNeighbor(local_as="64512", neighbor="198.51.100.1", family="ipv4", remote_as="64513"),
        ("set protocols bgp group UP neighbor 198.51.100.1",),
    ),
    "a term before another one": (
        FilterEntry(
            filter="F",
            family="ipv4",
            term="web",
            before="last",
            action="permit",
            protocol="tcp",
            source="any",
            destination="192.0.2.0/24",
            destination_port="443",
            log=True,
        ),
        (
            "set firewall family inet filter F term web from destination-address 192.0.2.0/24",
            "set firewall family inet filter F term web from protocol tcp",
            "set firewall family inet filter F term web from destination-port 443",
            "set firewall family inet filter F term web then log",
            "set firewall family inet filter F term web then accept",
            "insert firewall family inet filter F term web before term last",
        ),
    ),
    "a term of IPv6 at the end": (
        FilterEntry(
            filter="F",
            family="ipv6",
            term="x",
            action="deny",
            protocol="icmp",
            source="2001:db8::/32",
            destination="any",
        ),
        (
            "set firewall family inet6 filter F term x from source-address 2001:db8::/32",
            "set firewall family inet6 filter F term x from next-header icmp6",
            "set firewall family inet6 filter F term x then discard",
        ),
    ),
}


def render(feature: Feature, facts: DeviceFacts) -> tuple[str, ...]:
    """Return the lines of a feature's blueprint."""
    _, front, body = (FOLDER / f"{feature.feature}.j2").read_text().split("---\n", 2)
    assert yaml.safe_load(front)["feature"] == feature.feature
    environment = ImmutableSandboxedEnvironment(undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    text = environment.from_string(body).render(f=feature, facts=facts)
    return tuple(line for line in text.split("\n") if line)


@pytest.mark.parametrize("name", CASES)
def test_lines(name: str) -> None:
    feature, expected = CASES[name]
    assert render(feature, FACTS) == expected


@pytest.mark.parametrize("name", [name for name in CASES if "another one" not in name])
def test_a_device_without_anything_takes_it_in_both_forms(name: str) -> None:
    lines = render(CASES[name][0], DeviceFacts())
    for running in ("set system host-name a\n", "system {\n    host-name a;\n}\n"):
        once = merge(running, lines)
        assert once.origins
        assert merge(once.text, lines).text == once.text
