"""How people work on Cisco NX-OS.

Source: Cisco Nexus 9000 Series NX-OS System Management Configuration Guide: Configuring Rollback.
"""

from __future__ import annotations

from renderers.operations import Native, Operations, Show
from renderers.switch_operations import COMPARE

OPERATIONS = Operations(
    enter=("configure terminal",),
    leave=("end",),
    confirm=("copy running-config startup-config",),
    native=Native(
        name="checkpoint, then rollback",
        prepare=("checkpoint gains-before",),
        back=(
            "show diff rollback-patch running-config checkpoint gains-before",
            "rollback running-config checkpoint gains-before atomic",
        ),
        keep=("no checkpoint gains-before",),
    ),
    compare=COMPARE,
    health=(("show logging last 20", "no error of the last minutes that nobody can explain"),),
    looks={
        "vlan": (Show("show vlan id {id}", "VLAN {id} is active", r"^{id}\s.*\bactive\b"),),
        "access_port": (
            Show("show interface {interface} switchport", "Access Mode VLAN: {vlan}", r"Access Mode VLAN: {vlan}\b"),
            ("show interface {interface} status", "the same state as before, in VLAN {vlan}"),
        ),
        "trunk_vlan": (
            ("show interface {interface} trunk", "VLAN {vlan} allowed and active, no other VLAN missing"),
            ("show spanning-tree vlan {vlan}", "{interface} forwards, or blocks where a redundant link must"),
        ),
        "bgp_neighbor": (
            # A number of prefixes in the last column means Established, as on IOS.
            Show(
                "show bgp vrf all all summary",
                "{neighbor} is Established; every other neighbour as before",
                r"^{neighbor}\s.*\s\d+\s*$",
                120,
            ),
            ("show bgp vrf all all neighbors {neighbor}", "received prefixes as expected"),
        ),
        "filter_entry": (
            Show("show access-lists {filter}", "the new entry at its place", r"^\s*{sequence} {action}\b"),
        ),
    },
)
