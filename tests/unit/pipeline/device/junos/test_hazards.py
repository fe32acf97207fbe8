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
