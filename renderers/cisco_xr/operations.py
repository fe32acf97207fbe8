"""How people work on Cisco IOS XR.

Sources: Cisco IOS XR System Management Configuration Guide: committing changes with a trial period (commit confirmed),
rolling back to a former configuration (rollback configuration last).
"""

from __future__ import annotations

from renderers.operations import Native, Operations, Show

OPERATIONS = Operations(
    enter=("configure exclusive",),
    leave=("show configuration", "commit confirmed minutes 10"),
    confirm=("commit", "end"),
    revert_s=600,
    native=Native(
        name="commit confirmed, then rollback configuration",
        prepare=("show configuration commit list 5",),
        back=("show configuration rollback changes last 1", "rollback configuration last 1"),
        keep=(),
    ),
    compare=("show running-config", "the running configuration that was reviewed, line by line"),
    health=(("show logging last 20", "no error of the last minutes that nobody can explain"),),
    looks={
        "bgp_neighbor": (
            # A number of prefixes in the last column means Established (IOS XR BGP Command Reference).
            Show(
                "show bgp summary",
                "{neighbor} is Established; every other neighbour as before",
                r"^{neighbor}\s.*\s\d+\s*$",
                120,
            ),
            ("show bgp neighbors {neighbor}", "received prefixes as expected"),
        ),
        "filter_entry": (
            Show("show access-lists {filter}", "the new entry at its place", r"^\s*{sequence} {action}\b"),
        ),
    },
)
