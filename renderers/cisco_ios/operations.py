"""How people work on Cisco IOS and IOS-XE.

Sources: Cisco IOS Configuration Fundamentals: Configuration Replace and Configuration Rollback, archive.
"""

from __future__ import annotations

from renderers.operations import Native, Operations, Show
from renderers.switch_operations import COMPARE, PORTS

OPERATIONS = Operations(
    enter=("configure terminal",),
    leave=("end",),
    confirm=("write memory",),
    native=Native(
        name="configure replace",
        prepare=("copy running-config flash:gains-before.cfg",),
        back=("configure replace flash:gains-before.cfg list force",),
        keep=("delete /force flash:gains-before.cfg",),
    ),
    compare=COMPARE,
    health=(("show logging | include %", "no error of the last minutes that nobody can explain"),),
    looks={
        "vlan": (Show("show vlan id {id}", "VLAN {id} is active", r"^{id}\s.*\bactive\b"),),
        **PORTS,
        "bgp_neighbor": (
            # A number of prefixes in the last column means Established (IOS BGP Command Reference, show bgp summary).
            Show(
                "show bgp all summary",
                "{neighbor} is Established; every other neighbour as before",
                r"^\*?{neighbor}\s.*\s\d+$",
                120,
            ),
            ("show bgp all neighbors {neighbor} | include prefixes", "received prefixes as expected"),
        ),
        "filter_entry": (
            Show("show access-lists {filter}", "the new entry at its place", r"^\s*(?:\d+ )?{line}(?: |$)"),
            ("show access-lists {filter} | include {action}", "its counter rises when the flow is tried"),
        ),
    },
)
