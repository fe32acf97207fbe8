"""Fragments merged into configurations in blocks: where lines go, and what stays."""

from __future__ import annotations

import pytest

from pipeline.config.merge import merge
from pipeline.engine import engine
from renderers.arista_eos.dialect import DIALECT as EOS
from renderers.cisco_ios.dialect import DIALECT as IOS

SWITCH = """! Last configuration change
hostname a
!
vlan 10
 name USERS
!
vlan 130
 name LAST
!
interface GigabitEthernet1/0/1
 switchport access vlan 10
 switchport mode access
!
interface GigabitEthernet1/0/2
 description uplink
 switchport trunk allowed vlan 10,20
 switchport trunk allowed vlan add 30
 switchport mode trunk
!
router bgp 64512
 bgp log-neighbor-changes
 neighbor 192.0.2.1 remote-as 64513
 neighbor 192.0.2.9 remote-as 64514
 !
 address-family ipv4
  neighbor 192.0.2.1 activate
  neighbor 192.0.2.9 activate
 exit-address-family
!
ip access-list extended SHOWN
 10 permit tcp any any eq 22
 20 deny ip any any
ip access-list extended HIDDEN
 permit tcp any any eq 22
 remark the rest
 deny   ip any any
access-list 101 permit tcp any any eq 22
access-list 101 deny   ip any any
!
end
"""
CASES = {
    "a block goes to its number, with its separator": (
        ["vlan 120", " name CCTV"],
        (("vlan 130\n", "vlan 120\n name CCTV\n!\nvlan 130\n"),),
    ),
    "a line of which there is one is replaced in its place": (
        ["interface GigabitEthernet1/0/1", " switchport access vlan 20"],
        ((" switchport access vlan 10\n", " switchport access vlan 20\n"),),
    ),
    "a description comes first": (
        ["interface GigabitEthernet1/0/1", " description d"],
        (("GigabitEthernet1/0/1\n", "GigabitEthernet1/0/1\n description d\n"),),
    ),
    "a list in two lines grows at its end": (
        ["interface GigabitEthernet1/0/2", " switchport trunk allowed vlan add 40"],
        (("vlan add 30\n", "vlan add 30,40\n"),),
    ),
    "a member that is there changes nothing": (
        ["interface GigabitEthernet1/0/2", " switchport trunk allowed vlan add 20"],
        (),
    ),
    "where nothing limits a list, all are in it": (
        ["interface GigabitEthernet1/0/1", " switchport trunk allowed vlan add 20"],
        (),
    ),
    "a neighbour goes between its like, in each block": (
        [
            "router bgp 64512",
            " neighbor 192.0.2.5 remote-as 64513",
            " address-family ipv4",
            "  neighbor 192.0.2.5 activate",
            " exit-address-family",
        ],
        (
            (" neighbor 192.0.2.9 remote", " neighbor 192.0.2.5 remote-as 64513\n neighbor 192.0.2.9 remote"),
            ("  neighbor 192.0.2.9 act", "  neighbor 192.0.2.5 activate\n  neighbor 192.0.2.9 act"),
        ),
    ),
    "an entry goes to its number": (
        ["ip access-list extended SHOWN", " 15 permit udp any any"],
        ((" 20 deny ip any any", " 15 permit udp any any\n 20 deny ip any any"),),
    ),
    "an entry of a list without numbers stands before the remark of the one that follows": (
        ["ip access-list resequence HIDDEN 10 10", "ip access-list extended HIDDEN", " 15 permit udp any any"],
        ((" remark the rest", " permit udp any any\n remark the rest"),),
    ),
    "an entry of a list shown one by one is a line of its own": (
        ["ip access-list extended 101", " 15 deny udp any any"],
        (("access-list 101 deny   ip", "access-list 101 deny   udp any any\naccess-list 101 deny   ip"),),
    ),
    "numbers are true after renumbering": (
        ["ip access-list resequence SHOWN 100 10"],
        ((" 10 permit tcp", " 100 permit tcp"), (" 20 deny ip", " 110 deny ip")),
    ),
    "a line that goes": (
        ["interface GigabitEthernet1/0/2", " no description uplink"],
        ((" description uplink\n", ""),),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_lines_go_where_the_device_shows_them(name: str) -> None:
    fragment, edits = CASES[name]
    expected = SWITCH
    for before, after in edits:
        assert expected.count(before) == 1, before
        expected = expected.replace(before, after)
    merged = merge(IOS, SWITCH, fragment)
    assert merged.text == expected
    again = merge(IOS, merged.text, [line for line in fragment if "resequence" not in line])
    assert (again.text, again.origins) == (expected, ())


@pytest.mark.parametrize("name", CASES)
def test_every_line_that_is_new_has_an_origin(name: str) -> None:
    fragment, _ = CASES[name]
    merged = merge(IOS, SWITCH, fragment)
    lines = merged.text.split("\n")
    made = {number for number, _ in merged.origins}
    kept = [line for number, line in enumerate(lines, start=1) if number not in made]
    rest = iter(SWITCH.split("\n"))
    assert all(line in rest for line in kept), "a line without origin is none of the running configuration"
    assert all(0 <= index < len(fragment) for _, index in merged.origins)


@pytest.mark.parametrize("name", [name for name in CASES if "renumbering" not in name])
def test_what_was_merged_is_proved_both_ways(name: str) -> None:
    fragment, _ = CASES[name]
    parts = engine("cisco_ios")
    candidate = merge(IOS, SWITCH, fragment).text
    there, back = parts.derive(SWITCH, candidate), parts.derive(candidate, SWITCH)
    # The model does not know how a device numbers the remarks of a list without numbers, and says so.
    assert parts.prove(SWITCH, candidate, there, back).verdict == "proved"


def test_a_number_that_another_entry_has_is_refused() -> None:
    with pytest.raises(ValueError, match="number 20"):
        merge(IOS, SWITCH, ["ip access-list extended SHOWN", " 20 permit udp any any"])


def test_an_entry_without_a_number_is_refused() -> None:
    with pytest.raises(ValueError, match="no number"):
        merge(IOS, SWITCH, ["ip access-list extended SHOWN", " permit udp any any"])


def test_the_indentation_is_that_of_the_text() -> None:
    running = "interface Ethernet1\n   switchport access vlan 10\n!\n"
    merged = merge(EOS, running, ["interface Ethernet1", " description d"])
    assert merged.text == "interface Ethernet1\n   description d\n   switchport access vlan 10\n!\n"


def test_line_ends_stay() -> None:
    running = "vlan 10\r\n name A\r\n!\r\n"
    assert merge(IOS, running, ["vlan 10", " name B"]).text == "vlan 10\r\n name B\r\n!\r\n"
