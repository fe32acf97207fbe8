"""How people work on Junos.

Source: Junos OS CLI User Guide: configure exclusive, commit check, commit confirmed, rollback.
"""

from __future__ import annotations

from renderers.operations import Native, Operations, Show

OPERATIONS = Operations(
    comment="#",
    enter=("configure exclusive",),
    leave=("show | compare", "commit check", "commit confirmed 10"),
    confirm=("commit and-quit",),
    revert_s=600,
    native=Native(
        name="commit confirmed, then rollback 1",
        prepare=(),
        back=("configure exclusive", "rollback 1", "show | compare", "commit", "exit"),
        keep=(),
    ),
    compare=("show configuration", "the running configuration that was reviewed, line by line"),
    health=(("show chassis alarms", "the same alarms as before, or none"),),
    looks={
        "vlan": (Show("show vlans | match {id}", "VLAN {id} is there", r"\b{id}\b"),),
        "access_port": (("show ethernet-switching interface {interface}", "VLAN {vlan}, untagged"),),
        "trunk_vlan": (("show ethernet-switching interface {interface}", "VLAN {vlan}, tagged; no other missing"),),
        "bgp_neighbor": (
            Show(
                "show bgp neighbor {neighbor}",
                "the session is Established",
                r"State: Established",
                120,
            ),
            ("show bgp summary", "every other neighbour as before"),
            ("show route receive-protocol bgp {neighbor}", "received prefixes as expected"),
        ),
        "filter_entry": (
            Show(
                "show configuration firewall | display set | match {filter}",
                "the new term at its place",
                r"\bfilter {filter} term {term} ",
            ),
        ),
    },
)
