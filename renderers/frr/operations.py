"""How people work on FRRouting: from a shell of the machine that it runs on.

Sources: FRR User Guide: vtysh (integrated configuration, write memory), frr-reload.py (applies the difference between
the running configuration and a file).
"""

from __future__ import annotations

from renderers.operations import Native, Operations, Show

OPERATIONS = Operations(
    enter=("vtysh", "configure terminal"),
    leave=("end", "exit"),
    confirm=('vtysh -c "write memory"',),
    native=Native(
        name="saved frr.conf, then frr-reload.py",
        prepare=('vtysh -c "show running-config no-header" > /etc/frr/gains-before.conf',),
        back=(
            "/usr/lib/frr/frr-reload.py --test /etc/frr/gains-before.conf",
            "/usr/lib/frr/frr-reload.py --reload /etc/frr/gains-before.conf",
        ),
        keep=("rm /etc/frr/gains-before.conf",),
    ),
    compare=('vtysh -c "show running-config"', "the running configuration that was reviewed, line by line"),
    health=(('vtysh -c "show daemons"', "the same daemons as before"),),
    looks={
        "bgp_neighbor": (
            Show(
                'vtysh -c "show bgp vrf all summary established"',
                "{neighbor} is Established; every other neighbour as before",
                r"^{neighbor}\s",
                120,
            ),
            ('vtysh -c "show bgp vrf all neighbors {neighbor}"', "received prefixes as expected"),
        ),
        "filter_entry": (
            Show(
                'vtysh -c "show ip access-list {filter}"', "the new entry at its place", r"\bseq {sequence} {action}\b"
            ),
        ),
    },
)
