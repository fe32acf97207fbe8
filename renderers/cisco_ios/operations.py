"""How people work on Cisco IOS and IOS-XE.

Sources: Cisco IOS Configuration Fundamentals: Configuration Replace and Configuration Rollback, archive.
"""

from __future__ import annotations

from renderers.operations import Native, Operations
from renderers.switch_operations import COMPARE, PORTS

OPERATIONS = Operations(
    enter=("configure terminal",),
    leave=("end", "write memory"),
    native=Native(
        name="configure replace",
        prepare=("copy running-config flash:gains-before.cfg",),
        back=("configure replace flash:gains-before.cfg list force",),
        keep=("delete /force flash:gains-before.cfg",),
    ),
    compare=COMPARE,
    health=(("show logging | include %", "no error of the last minutes that nobody can explain"),),
    looks={
        "vlan": (("show vlan id {id}", "VLAN {id} is active"),),
        **PORTS,
        "bgp_neighbor": (
            ("show bgp all summary", "{neighbor} is Established; every other neighbour as before"),
            ("show bgp all neighbors {neighbor} | include prefixes", "received prefixes as expected"),
        ),
        "filter_entry": (
            ("show access-lists {filter}", "the new entry at its place"),
            ("show access-lists {filter} | include {action}", "its counter rises when the flow is tried"),
        ),
    },
)
