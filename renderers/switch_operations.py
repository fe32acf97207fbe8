"""What is looked at on IOS and its relatives in the same words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from renderers.operations import Show

if TYPE_CHECKING:
    from renderers.operations import Looks

COMPARE = ("show running-config", "the running configuration that was reviewed, line by line")
PORTS: dict[str, Looks] = {
    "access_port": (
        Show("show interfaces {interface} switchport", "Access Mode VLAN: {vlan}", r"Access Mode VLAN: {vlan}\b"),
        ("show interfaces {interface} status", "the same state as before, in VLAN {vlan}"),
    ),
    "trunk_vlan": (
        ("show interfaces {interface} trunk", "VLAN {vlan} allowed and active, no other VLAN missing"),
        ("show spanning-tree vlan {vlan}", "{interface} forwards, or blocks where a redundant link must"),
    ),
}
"""By feature: (command, what it must show afterwards)."""
