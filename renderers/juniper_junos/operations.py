"""How people work on Junos.

Source: Junos OS CLI User Guide: configure exclusive, commit check, commit confirmed, rollback.
"""

from __future__ import annotations

from renderers.operations import Native, Operations

OPERATIONS = Operations(
    comment="#",
    enter=("configure exclusive",),
    leave=("show | compare", "commit check", "commit confirmed 10", "commit", "exit"),
    native=Native(
        name="commit confirmed, then rollback 1",
        prepare=(),
        back=("configure exclusive", "rollback 1", "show | compare", "commit", "exit"),
        keep=(),
    ),
    compare=("show configuration", "the running configuration that was reviewed, line by line"),
    health=(("show chassis alarms", "the same alarms as before, or none"),),
    looks={
        "vlan": (("show vlans | match {id}", "VLAN {id} is there"),),
        "access_port": (("show ethernet-switching interface {interface}", "VLAN {vlan}, untagged"),),
        "trunk_vlan": (("show ethernet-switching interface {interface}", "VLAN {vlan}, tagged; no other missing"),),
        "bgp_neighbor": (
            ("show bgp summary", "{neighbor} is Establ; every other neighbour as before"),
            ("show route receive-protocol bgp {neighbor}", "received prefixes as expected"),
        ),
        "filter_entry": (("show configuration firewall | match {filter}", "the new term at its place"),),
    },
)
