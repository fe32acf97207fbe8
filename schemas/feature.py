"""Features: vendor-neutral pieces of configuration, between what is asked for and how a platform writes it."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from schemas.base import Record


class Vlan(Record):
    """A VLAN that exists on the device."""

    feature: Literal["vlan"] = "vlan"
    """Which feature this is."""
    id: int
    """1 to 4094."""
    name: str = ""
    """Name on the device; empty where none is asked for."""


class AccessPort(Record):
    """A port that belongs to one VLAN, untagged."""

    feature: Literal["access_port"] = "access_port"
    """Which feature this is."""
    interface: str
    """Canonical name on the platform."""
    vlan: int
    """1 to 4094."""
    vlan_name: str = ""
    """Name of that VLAN on the device, where the platform refers to VLANs by name."""
    voice_vlan: int | None = None
    """VLAN of phones on the same port."""
    description: str = ""
    """Description of the port; empty leaves it as it is."""


class TrunkVlan(Record):
    """A trunk that carries a VLAN, tagged."""

    feature: Literal["trunk_vlan"] = "trunk_vlan"
    """Which feature this is."""
    interface: str
    """Canonical name on the platform."""
    vlan: int
    """1 to 4094."""
    vlan_name: str = ""
    """Name of that VLAN on the device, where the platform refers to VLANs by name."""


class BgpNeighbor(Record):
    """A BGP session with a neighbour."""

    feature: Literal["bgp_neighbor"] = "bgp_neighbor"
    """Which feature this is."""
    local_as: str
    """AS number of the device, as its configuration writes it."""
    neighbor: str
    """Address of the peer."""
    family: Literal["ipv4", "ipv6"]
    """Address family of the unicast routes exchanged: that of the peer's address."""
    remote_as: str
    """AS number of the peer."""
    vrf: str = ""
    """Routing instance; empty is the default one."""
    group: str = ""
    """Peer group; empty where none is used."""
    description: str = ""
    """Who the peer is."""
    update_source: str = ""
    """Interface that the session starts from."""
    local_address: str = ""
    """Address that the session starts from."""
    import_policy: str = ""
    """Policy on received routes."""
    export_policy: str = ""
    """Policy on announced routes."""
    max_prefixes: int | None = None
    """Received prefixes above which the session is torn down."""


class FilterEntry(Record):
    """One entry of a packet filter, at its place."""

    feature: Literal["filter_entry"] = "filter_entry"
    """Which feature this is."""
    filter: str
    """Name or number of the filter."""
    family: Literal["ipv4", "ipv6"]
    """Address family of the filter."""
    sequence: int | None = None
    """Number of the entry, on platforms that number entries."""
    renumber: bool = False
    """Renumber the filter first (10, 20, …), because no number is free at the place, or none is shown."""
    term: str = ""
    """Name of the entry, on platforms that name entries."""
    before: str = ""
    """Name of the entry that it stands before, on platforms that name entries; empty puts it last."""
    action: Literal["permit", "deny"]
    """What happens to what matches."""
    protocol: Literal["ip", "tcp", "udp", "icmp"]
    """Protocol; ip is any."""
    source: str
    """`any`, or a prefix (a host has /32 or /128)."""
    destination: str
    """`any`, or a prefix (a host has /32 or /128)."""
    source_port: str = ""
    """One port, or a range such as 1024-2048; empty is any."""
    destination_port: str = ""
    """One port, or a range such as 1024-2048; empty is any."""
    log: bool = False
    """Log what matches."""


Feature = Annotated[Vlan | AccessPort | TrunkVlan | BgpNeighbor | FilterEntry, Field(discriminator="feature")]
"""Any feature."""
