"""What is sent to the analyzer says what the device does by itself, and moves no line."""

from __future__ import annotations

from pipeline.semantic.packaging import packaged

NXOS = """hostname leaf-11
interface port-channel1
  switchport mode trunk
  switchport trunk allowed vlan 10,20,140
  switchport trunk native vlan 99
interface Ethernet1/1
  description first
  switchport mode trunk
  switchport trunk allowed vlan 10,20
  channel-group 1 mode active
interface Ethernet1/2
  switchport mode trunk
  switchport trunk allowed vlan 10,20
  channel-group 2 mode active
interface Ethernet1/3
  switchport trunk allowed vlan 10,20
"""


def test_members_of_a_port_channel_carry_what_nxos_copies_to_them() -> None:
    sent = packaged(NXOS, "cisco_nxos").split("\n")
    changed = [(number, line) for number, line in enumerate(NXOS.rstrip().split("\n")) if sent[number] != line]
    assert changed == [(8, "  switchport trunk allowed vlan 10,20")]
    assert sent[8] == "  switchport trunk allowed vlan 10,20,140"
    assert sent[-5:] == [
        "interface Ethernet1/1",
        "  switchport trunk native vlan 99",
        "  channel-group 1 mode active",
        "!RANCID-CONTENT-TYPE: cisco-nx",
        "",
    ]


def test_packaging_twice_is_packaging_once() -> None:
    once = packaged(NXOS, "cisco_nxos")
    assert packaged(once, "cisco_nxos") == once
