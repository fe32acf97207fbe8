"""What other tools call a platform, and what they can read of it: for whoever carries a change out."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Automation:
    """Names and abilities; empty where a tool does not know the platform."""

    ansible: str = ""
    """`ansible_network_os` for connections by `ansible.netcommon.network_cli`."""
    netmiko: str = ""
    """`device_type`, which is the platform's name in a Nornir inventory."""
    pyats: str = ""
    """`os` in a pyATS testbed."""
    napalm: str = ""
    """Name of the driver."""
    getters: frozenset[str] = frozenset()
    """What NAPALM's driver reads, of what the tests need."""
    abandon: tuple[str, ...] = ()
    """Typed to leave the configuration prompt when something went wrong, with nothing made active that is not yet."""
    others: tuple[str, ...] = ()
    """More names that inventories and labs have for it."""
    lab_port: tuple[str, str] = ("", "")
    """(pattern, replacement) that makes a port of it out of one of a container; empty: they are the same."""
    anta: bool = False
    """Whether ANTA tests it."""


ALL_GETTERS = frozenset({"vlans", "bgp_neighbors", "network_instances", "interfaces"})
"""Those that some test needs (NAPALM, support matrix of getters)."""
