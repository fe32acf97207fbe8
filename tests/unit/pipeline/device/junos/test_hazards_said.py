"""Hazards of Junos in full: their weight, their words, and what is no hazard, judged on the committed end."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from pipeline.device.junos import hazards, play

BASE = """\
set interfaces fxp0 unit 0 family inet address 192.0.2.10/24
set interfaces fxp0 unit 0 family inet6 address 2001:db8::10/64
set interfaces ge-0/0/0 unit 0 family inet filter input EDGE
set interfaces ge-0/0/1 unit 0 family ethernet-switching vlan members USERS
set interfaces ge-0/0/2 unit 0 family ethernet-switching port-mode trunk
set interfaces ge-0/0/2 unit 0 family ethernet-switching vlan members 20
set interfaces ge-0/0/3 unit 0 family ethernet-switching vlan members RANGE-5
set interfaces ge-0/0/4 gigether-options 802.3ad ae0
set interfaces ge-0/0/5 gigether-options 802.3ad ae0
set interfaces xe-0/0/6 ether-options 802.3ad ae1
set interfaces ae0 unit 0 family inet address 198.51.100.9/31
set interfaces ae1 unit 0 family inet address 198.51.100.11/31
set interfaces irb unit 10 family inet address 203.0.113.1/24
set chassis aggregated-devices ethernet device-count 2
set firewall family inet filter EDGE term a then accept
set policy-options policy-statement OUT then accept
set policy-options prefix-list NETS 198.51.100.0/24
set protocols bgp local-as 64512
set protocols bgp group G type external
set protocols bgp group G export OUT
set protocols bgp group G neighbor 192.0.2.1 peer-as 64513
set routing-instances MGMT instance-type virtual-router
set routing-instances MGMT interface em0.0
set routing-instances MGMT routing-options static route 0.0.0.0/0 next-hop 198.51.100.1
set interfaces em0 unit 0 family inet address 198.51.100.2/24
set vlans USERS vlan-id 10
set vlans USERS l3-interface irb.10
set vlans CAMERAS vlan-id 20
"""
RANGES = "set vlans RANGE vlan-range 5-9\n"
CASES = yaml.safe_load((Path(__file__).parent / "said.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("known", [False, True], ids=["", "known"])
@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_what_is_said_of_the_end(case: dict[str, Any], known: bool) -> None:
    """The candidate tells what both texts share: what is said is the same with it and without."""
    commands = case["commands"]
    candidate = play(BASE, commands).text if known else ""
    found = hazards(BASE, commands, "remediation", case.get("management", ""), candidate=candidate)
    assert [f"{one.step} {one.severity}: {one.message}" for one in found] == case["says"]


def test_ranges_and_groups_leave_it_open_which_vlans_there_are() -> None:
    delete = ("delete vlans CAMERAS",)
    for line in (RANGES, "set vlans LIST vlan-id-list [ 20 21 ]\n"):
        assert hazards(BASE + line, delete, "remediation") == ()
    assert hazards(BASE + "set groups X vlans CAMERAS vlan-id 20\n", delete, "remediation") == ()
    assert hazards(BASE + "set groups X interfaces irb unit 10\n", ("delete interfaces irb unit 10",), "rollback") == ()


def test_a_member_of_a_range_is_defined_by_it() -> None:
    without = hazards(BASE + RANGES, ("delete vlans RANGE",), "remediation")
    assert [one.message for one in without] == [
        "vlans RANGE-5 is used in interfaces ge-0/0/3 unit 0 family ethernet-switching vlan members "
        "and does not exist; the commit fails"
    ]
    assert hazards(BASE, ("set system host-name b",), "remediation") == ()


def test_a_list_of_numbers_is_no_name() -> None:
    port = "set interfaces ge-0/0/9 unit 0 family ethernet-switching vlan members 10-20"
    assert hazards(BASE, (port,), "remediation") == ()


def test_the_candidate_may_say_more_than_the_commands_reach() -> None:
    """What both texts share is left out, so a use in it is found by the definition that goes alone."""
    commands = ("delete policy-options policy-statement OUT",)
    candidate = BASE.replace("set policy-options policy-statement OUT then accept\n", "")
    found = hazards(BASE, commands, "remediation", candidate=candidate)
    assert [one.rule for one in found] == ["hazard-dangling-reference"]
    found = hazards(BASE, ("deactivate vlans USERS",), "remediation", candidate=BASE + "deactivate vlans USERS\n")
    assert [one.rule for one in found] == ["hazard-dangling-reference"]


def test_no_commands_hurt_nobody() -> None:
    assert hazards(BASE, (), "remediation", "fxp0") == ()
