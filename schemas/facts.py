"""Device facts: what a running configuration says, in neutral words, as far as a reader understood it."""

from __future__ import annotations

from typing import Literal, TypeVar

from pydantic import SerializeAsAny

from schemas.base import Record
from schemas.feature import Feature
from schemas.packets import PacketMatch

F = TypeVar("F", bound=Feature)


class InterfaceFacts(Record):
    """An interface as configured."""

    name: str
    """Canonical name on the platform."""
    line: int = 0
    """Line of the running configuration where it begins, counted from 1; 0 where it is not known."""
    description: str = ""
    """Its description."""
    shutdown: bool = False
    """Administratively down."""
    mode: Literal["", "access", "trunk", "routed"] = ""
    """How it forwards; empty where the configuration does not say."""
    access_vlan: int | None = None
    """Untagged VLAN of an access port."""
    voice_vlan: int | None = None
    """VLAN of phones."""
    trunk_vlans: str = ""
    """Tagged VLANs as compact ranges, such as `10,20-22`; `all`, `none`, or empty where it is no trunk."""
    addresses: tuple[str, ...] = ()
    """Addresses with prefix length, in the order of the configuration."""
    vrf: str = ""
    """Routing instance; empty is the default one."""
    filter_in: str = ""
    """Filter on received packets."""
    filter_out: str = ""
    """Filter on sent packets."""
    ipv6_filter_in: str = ""
    """Filter on received IPv6 packets, where the platform has one of its own."""
    ipv6_filter_out: str = ""
    """Filter on sent IPv6 packets, where the platform has one of its own."""
    lag: str = ""
    """Name of the aggregate that it is a member of."""
    min_links: int | None = None
    """Of an aggregate: members that must be up, or it goes down; None where the configuration does not say."""
    min_bandwidth: str = ""
    """Of an aggregate: the line that asks for a bandwidth in place of a number of members."""
    unread: str = ""
    """What of it the reader could not follow, such as a group that it inherits from: the rest may be incomplete."""


class VlanFacts(Record):
    """A VLAN as configured."""

    id: int
    """1 to 4094."""
    name: str = ""
    """Name on the device."""


class FilterEntryFacts(Record):
    """One entry of a filter, in the order in which it takes effect."""

    id: str
    """Number or name of the entry; implicit numbers (10, 20, …) where the device shows none."""
    line: int
    """Line of the running configuration, counted from 1."""
    text: str
    """As configured, in one line."""
    understood: bool
    """Whether the fields below say exactly what the entry matches; False also for entries with anything more."""
    action: Literal["permit", "deny", ""] = ""
    """Empty where it was not understood."""
    protocol: str = ""
    """ip, tcp, udp, icmp, or another name or number."""
    source: str = ""
    """`any` or a prefix."""
    destination: str = ""
    """`any` or a prefix."""
    source_port: str = ""
    """One port, a range, or empty."""
    destination_port: str = ""
    """One port, a range, or empty."""
    decides: Literal["permit", "deny", ""] = ""
    """What the entry does with what it matches; empty where `action` says it, or where nobody knows."""
    matches: tuple[PacketMatch, ...] | None = None
    """What it matches, any of these, where the fields above cannot say it; none of them: it decides nothing.
    None where the fields above say it, or where nobody knows."""


class FilterFacts(Record):
    """A packet filter as configured."""

    name: str
    """Name or number."""
    family: Literal["ipv4", "ipv6"]
    """Address family."""
    numbered: bool = True
    """Whether the running configuration shows the entries' numbers."""
    standard: bool = False
    """A filter that matches sources only (IOS standard list)."""
    entries: tuple[FilterEntryFacts, ...] = ()
    """In the order in which they take effect."""
    implied: tuple[PacketMatch, ...] = ()
    """What the platform permits after the last entry, before it denies the rest."""


class GatheredList(Record):
    """A prefix list that the device fills itself, from other statements of its configuration."""

    name: str
    """Its name."""
    path: str
    """Where its prefixes come from, as configured: `protocols bgp group <*> neighbor <*>`."""
    filters: tuple[str, ...] = ()
    """Packet filters that use it, sorted."""


class BgpNeighborFacts(Record):
    """A BGP neighbour as configured."""

    neighbor: str
    """Address, or the name of a listening range's group."""
    remote_as: str = ""
    """Empty where the group says it."""
    vrf: str = ""
    """Routing instance; empty is the default one."""
    group: str = ""
    """Peer group."""
    line: int = 0
    """First line that names it, counted from 1."""


class BgpFacts(Record):
    """The BGP process."""

    local_as: str
    """As configured."""
    line: int = 0
    """Line where it begins, counted from 1."""
    neighbors: tuple[BgpNeighborFacts, ...] = ()
    """Sorted by routing instance and address."""
    groups: tuple[str, ...] = ()
    """Peer groups that exist, sorted."""
    group_as: tuple[tuple[str, str], ...] = ()
    """(group, remote AS) where the group says it, sorted."""
    ipv4_default: bool = True
    """Whether every neighbour exchanges IPv4 unicast routes unless the configuration says otherwise."""
    families: tuple[str, ...] = ()
    """Address families of the default instance that have a block of their own, such as `ipv4`, sorted."""


class DeviceFacts(Record):
    """What a reader understood of one running configuration."""

    hostname: str = ""
    """As configured."""
    os_version: str = ""
    """As the text says it; empty where it does not."""
    interfaces: tuple[InterfaceFacts, ...] = ()
    """In the order of the configuration."""
    vlans: tuple[VlanFacts, ...] = ()
    """Sorted by id."""
    filters: tuple[FilterFacts, ...] = ()
    """Sorted by name."""
    bgp: BgpFacts | None = None
    """None where no BGP is configured."""
    policies: tuple[str, ...] = ()
    """Route maps, route policies or policy statements that exist, sorted."""
    vrfs: tuple[str, ...] = ()
    """Routing instances that exist, sorted; the default one is not listed."""
    features: tuple[SerializeAsAny[Feature], ...] = ()
    """Everything that the patterns of blueprints read back, sorted by feature and key."""
    gathered: tuple[GatheredList, ...] = ()
    """Prefix lists that fill themselves, sorted by name: what joins their source joins them."""
    lists_interfaces: bool = True
    """Whether every physical interface of the platform appears in a running configuration (False on Junos, FRR)."""

    def of(self, feature: str) -> tuple[Feature, ...]:
        """Return the features of a name that were read back."""
        return tuple(item for item in self.features if item.feature == feature)

    def all(self, kind: type[F]) -> tuple[F, ...]:
        """Return the features of a type that were read back."""
        return tuple(item for item in self.features if isinstance(item, kind))
