"""Hazards of Junos commands, judged on the committed end."""

from __future__ import annotations

import pytest

from pipeline.device.junos import hazards

RUNNING = """\
set interfaces fxp0 unit 0 family inet address 192.0.2.10/24
set interfaces ge-0/0/0 unit 0 family inet filter input EDGE
set interfaces ge-0/0/1 unit 0 family ethernet-switching vlan members USERS
set firewall family inet filter EDGE term a then accept
set policy-options policy-statement OUT then accept
set policy-options prefix-list NETS 198.51.100.0/24
set protocols bgp group G type external
set protocols bgp group G export OUT
set protocols bgp group G neighbor 192.0.2.1 peer-as 64513
set protocols bgp group G neighbor 192.0.2.2 peer-as 64514
set routing-options static route 0.0.0.0/0 next-hop 192.0.2.1
set interfaces ge-0/0/4 gigether-options 802.3ad ae0
set interfaces ge-0/0/5 gigether-options 802.3ad ae0
set interfaces ae0 unit 0 family inet address 198.51.100.9/31
set chassis aggregated-devices ethernet device-count 2
set routing-instances BLUE instance-type virtual-router
set vlans USERS vlan-id 10
"""
CASES: dict[str, tuple[tuple[str, ...], tuple[tuple[str, int, str], ...]]] = {
    "a use before its definition is none": (
        (
            "set protocols bgp group G import IN",
            "set policy-options policy-statement IN from prefix-list NETS",
            "set policy-options policy-statement IN then accept",
        ),
        (),
    ),
    "a filter removed while bound": (
        ("delete firewall", "set system host-name b"),
        (("hazard-dangling-reference", 1, "filter EDGE"),),
    ),
    "a policy that does not exist": (
        ("set protocols bgp group G import IN",),
        (("hazard-dangling-reference", 1, "policy-statement IN"),),
    ),
    "a prefix list that does not exist": (
        ("set policy-options policy-statement OUT term a from prefix-list GONE",),
        (("hazard-dangling-reference", 1, "prefix-list GONE"),),
    ),
    "a VLAN removed before its members": (
        ("delete vlans USERS",),
        (("hazard-dangling-reference", 1, "vlans USERS"),),
    ),
    "a VLAN removed with its members": (
        ("delete vlans USERS", "delete interfaces ge-0/0/1"),
        (),
    ),
    "a routing instance removed while used": (
        ("set firewall family inet filter EDGE term a then routing-instance BLUE", "delete routing-instances BLUE"),
        (("hazard-dangling-reference", 2, "routing-instances BLUE"),),
    ),
    "deactivated is as good as removed": (
        ("deactivate policy-options policy-statement OUT",),
        (("hazard-dangling-reference", 1, "policy-statement OUT"),),
    ),
    "what is inactive uses nothing": (
        ("delete firewall", "deactivate interfaces ge-0/0/0"),
        (),
    ),
    "a neighbour reset": (
        ("set protocols bgp group G neighbor 192.0.2.1 peer-as 64999",),
        (("hazard-neighbor-reset", 1, "neighbor 192.0.2.1 changes peer-as"),),
    ),
    "a group's sessions reset once": (
        ("set protocols bgp group G type internal", "set protocols bgp group G hold-time 30"),
        (("hazard-neighbor-reset", 1, "group G changes type"),),
    ),
    "a neighbour removed": (
        ("delete protocols bgp group G neighbor 192.0.2.2",),
        (("hazard-neighbor-reset", 1, "neighbor 192.0.2.2 is removed"),),
    ),
    "a neighbour deactivated": (
        ("deactivate protocols bgp group G neighbor 192.0.2.2",),
        (("hazard-neighbor-reset", 1, "neighbor 192.0.2.2 is removed"),),
    ),
    "a new neighbour resets none": (
        ("set protocols bgp group G neighbor 192.0.2.3 peer-as 64515",),
        (),
    ),
    "a description resets none": (
        ("set protocols bgp group G neighbor 192.0.2.1 description core",),
        (),
    ),
    "the management interface disabled": (
        ("set interfaces fxp0 disable",),
        (("hazard-management-path", 1, "192.0.2.10/24"),),
    ),
    "the management address replaced": (
        (
            "set interfaces fxp0 unit 0 family inet address 192.0.2.11/24",
            "delete interfaces fxp0 unit 0 family inet address 192.0.2.10/24",
        ),
        (("hazard-management-path", 2, "192.0.2.10/24"),),
    ),
    "the management interface moves": (
        ("set routing-instances BLUE interface fxp0.0",),
        (("hazard-management-path", 1, "moves"),),
    ),
    "the route to those who manage it goes": (
        ("delete routing-options static route 0.0.0.0/0",),
        (("hazard-management-path", 1, "route 0.0.0.0/0 next-hop 192.0.2.1"),),
    ),
    "a route of another instance is none of its own": (
        ("set routing-instances BLUE routing-options static route 0.0.0.0/0 discard",),
        (),
    ),
    "a VLAN by number that nobody has": (
        ("set interfaces ge-0/0/2 unit 0 family ethernet-switching vlan members 77",),
        (("hazard-vlan-in-use", 1, "VLAN 77"),),
    ),
    "a trunk for all VLANs": (
        (
            "set interfaces ge-0/0/2 unit 0 family ethernet-switching interface-mode trunk",
            "set interfaces ge-0/0/2 unit 0 family ethernet-switching vlan members all",
        ),
        (("hazard-trunk-open", 2, "trunk for all VLANs"),),
    ),
    "a member with a unit of its own": (
        ("set interfaces ge-0/0/1 gigether-options 802.3ad ae0",),
        (("hazard-lag-mismatch", 1, "units of its own"),),
    ),
    "a member of another speed": (
        ("set interfaces ge-0/0/5 speed 10g",),
        (("hazard-lag-mismatch", 1, "different speeds"),),
    ),
    "an aggregate beyond the number of them": (
        (
            "set interfaces ge-0/0/6 gigether-options 802.3ad ae3",
            "set interfaces ae3 unit 0 family inet address 198.51.100.11/31",
        ),
        (("hazard-lag-mismatch", 1, "beyond the 2 aggregates"),),
    ),
    "an aggregate that does not exist": (
        ("set interfaces ge-0/0/6 gigether-options 802.3ad ae1",),
        (("hazard-dangling-reference", 1, "ae1, which does not exist"),),
    ),
    "the last member goes": (
        ("delete interfaces ge-0/0/4", "delete interfaces ge-0/0/5"),
        (("hazard-lag-mismatch", 2, "loses its last member"),),
    ),
    "one of two members goes": (("delete interfaces ge-0/0/4",), ()),
}


@pytest.mark.parametrize("management", ["fxp0", "fxp0.0", "192.0.2.10", "192.0.2.10/24"])
@pytest.mark.parametrize("name", CASES)
def test_hazards(name: str, management: str) -> None:
    commands, expected = CASES[name]
    found = hazards(RUNNING, commands, "remediation", management)
    assert [(one.rule, one.step) for one in found] == [(rule, step) for rule, step, _ in expected]
    for one, (_, step, words) in zip(found, expected, strict=True):
        assert words in one.message
        assert one.command == commands[step - 1]


def test_without_a_management_path_none_is_judged() -> None:
    assert hazards(RUNNING, ("delete interfaces fxp0",), "rollback") == ()


def test_what_dangled_before_is_no_hazard_of_the_change() -> None:
    running = RUNNING.replace("set vlans USERS vlan-id 10\n", "")
    assert hazards(running, ("set system host-name b",), "remediation") == ()
