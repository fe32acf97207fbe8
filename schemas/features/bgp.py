"""BGP: sessions with neighbours."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Literal

from schemas.aspects import MADE, STATEMENT, words
from schemas.declared import What
from schemas.feature import Feature


class BgpNeighbor(Feature):
    """A BGP session with a neighbour."""

    KEY: ClassVar[tuple[str, ...]] = ("vrf", "neighbor")
    PLACE: ClassVar[str] = "neighbor"
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

    @property
    def key(self) -> tuple[str, ...]:
        """The session, by routing instance and address."""
        return (self.PLACE, self.vrf or "default", self.neighbor)


class BgpNetwork(Feature):
    """A prefix that the device announces by BGP."""

    ECHOES: ClassVar[tuple[str, ...]] = ("local_as",)
    KEY: ClassVar[tuple[str, ...]] = ("vrf", "prefix")
    TOUCHES: ClassVar[tuple[tuple[What, str], ...]] = (
        ("process", "processes"),
        ("route", "prefix"),
        ("flow", "prefix"),
    )
    ASPECTS: ClassVar[Mapping[str, str]] = {"process": "said"}
    feature: Literal["bgp_network"] = "bgp_network"
    """Which feature this is."""
    local_as: str = ""
    """AS number of the device, as its configuration writes it."""
    vrf: str = ""
    """Routing instance; empty is the default one."""
    prefix: str
    """What is announced."""
    policy: str = ""
    """Policy that sets its attributes."""

    @property
    def processes(self) -> tuple[str, ...]:
        """The process that announces it."""
        return (f"bgpProcess {self.vrf or 'default'}",)

    @property
    def said(self) -> tuple[str, ...]:
        """What of the process differs: the statement that announces it; in a routing instance, that there is one."""
        own = ("new", "gone", *MADE) if self.vrf else ()
        return (*words(self.prefix, self.policy), *STATEMENT, *own)
