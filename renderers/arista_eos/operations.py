"""How people work on Arista EOS.

Source: Arista EOS User Manual: configure session, commit timer, configure checkpoint.
"""

from __future__ import annotations

from renderers.operations import Native, Operations, Show
from renderers.switch_operations import COMPARE, PORTS

OPERATIONS = Operations(
    enter=("configure session gains",),
    leave=("show session-config diffs", "commit timer 00:10:00"),
    confirm=("configure session gains commit", "write memory"),
    revert_s=600,
    native=Native(
        name="configure session with a commit timer",
        prepare=("configure checkpoint save gains-before",),
        back=("configure replace checkpoint:gains-before",),
        keep=("no configure checkpoint gains-before",),
    ),
    compare=COMPARE,
    health=(("show logging last 10 minutes", "no error that nobody can explain"),),
    looks={
        "vlan": (Show("show vlan {id}", "VLAN {id} is active", r"^{id}\s.*\bactive\b"),),
        **PORTS,
        "bgp_neighbor": (
            Show(
                "show bgp summary vrf all",
                "{neighbor} is Established; every other neighbour as before",
                r"\b{neighbor}\s.*\bEstab",
                120,
            ),
            ("show bgp neighbors {neighbor}", "received prefixes as expected"),
        ),
        "filter_entry": (
            Show("show ip access-lists {filter}", "the new entry at its place", r"^\s*{sequence} {action}\b"),
            ("show ip access-lists {filter} summary", "applied where it was before"),
        ),
    },
)
