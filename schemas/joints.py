"""Joints: what devices must agree on, or must not lose, as one configuration says it."""

from __future__ import annotations

from typing import Literal

from schemas.base import Record


class PortJoint(Record):
    """What an interface must agree on with the other end."""

    interface: str
    """Canonical name on the platform."""
    line: int
    """Where it begins, counted from 1."""
    mtu: int | None = None
    """Largest payload of a frame in bytes, headers of the frame not counted; None where the default holds."""
    ip_mtu: int | None = None
    """Largest IP packet, where a line of its own says it."""
    ospf_area: str = ""
    """Area in dotted form; empty where OSPF does not run on it, or a network statement says it."""
    ospf_mtu_ignore: bool = False
    """Whether OSPF forms adjacencies although the MTU differs."""
    lacp: Literal["", "active", "passive", "on"] = ""
    """How it, or the members of this aggregate, bundle; `on` is without LACP; empty where nothing is said."""
    virtual: tuple[str, ...] = ()
    """Addresses that several devices share on purpose (HSRP, VRRP, anycast gateways), without length."""


class Secret(Record):
    """Whether a session is authenticated, and whether two ends can be compared; never the secret itself."""

    state: Literal["none", "known", "unknown"] = "none"
    """known: `print` can be compared; unknown: stored in a form that says nothing to another device."""
    print: str = ""
    """A short digest of the secret, to compare with; it is written nowhere."""


class PeerJoint(Record):
    """A BGP neighbour, with what its group says."""

    neighbor: str
    """Its address."""
    vrf: str = ""
    """Routing instance; empty is the default one."""
    remote_as: str = ""
    """Its AS as configured; `internal` where that is all that is said."""
    source: str = ""
    """Interface or address that the session starts from; empty where the device chooses."""
    secret: Secret = Secret()
    """How it is authenticated."""
    shutdown: bool = False
    """Administratively down."""
    line: int = 0
    """First line that names it."""


class RouterId(Record):
    """What a routing process calls itself."""

    protocol: Literal["bgp", "ospf", "ospfv3", "isis", "all"]
    """Which process; `all` where the device has one for all."""
    vrf: str = ""
    """Routing instance; empty is the default one."""
    id: str = ""
    """As configured."""
    line: int = 0
    """Where it stands."""


class StaticRoute(Record):
    """A static route."""

    prefix: str
    """Destination."""
    vrf: str = ""
    """Routing instance; empty is the default one."""
    next_hop: str = ""
    """Address; empty where an interface or a drop is named instead."""
    interface: str = ""
    """Interface, where one is named."""
    line: int = 0
    """Where it stands."""


class Service(Record):
    """Something of the device's management that it uses."""

    kind: Literal["ntp", "aaa", "logging", "snmp", "dns"]
    """What it is for."""
    value: str
    """Server, or method line; never a secret."""
    line: int = 0
    """Where it stands."""


class Mlag(Record):
    """One of two devices that act as one (MLAG, vPC)."""

    domain: str = ""
    """Identifier that both must share."""
    peer: str = ""
    """Address of the other one."""
    source: str = ""
    """Interface or address that it is spoken to from."""
    line: int = 0
    """Where it begins."""


class Vni(Record):
    """A VLAN's network in the overlay."""

    vlan: int
    """VLAN on the device."""
    vni: int
    """Its network identifier."""
    line: int = 0
    """Where it stands."""


class MacVrf(Record):
    """A VLAN's routes in EVPN."""

    vlans: tuple[int, ...]
    """VLANs that it carries."""
    vnis: tuple[int, ...] = ()
    """Their networks, where it names them itself."""
    imports: tuple[str, ...] = ()
    """Route targets that it takes, sorted."""
    exports: tuple[str, ...] = ()
    """Route targets that it gives, sorted."""
    line: int = 0
    """Where it begins."""


class Joints(Record):
    """All of one device; sorted by name or line."""

    ports: tuple[PortJoint, ...] = ()
    """Interfaces that say anything of it."""
    local_as: str = ""
    """The device's own AS; empty without BGP."""
    peers: tuple[PeerJoint, ...] = ()
    """BGP neighbours that are addresses."""
    router_ids: tuple[RouterId, ...] = ()
    """Those that are configured."""
    routes: tuple[StaticRoute, ...] = ()
    """Static routes."""
    services: tuple[Service, ...] = ()
    """What its management uses."""
    mlag: Mlag | None = None
    """None where it is one of no pair."""
    vnis: tuple[Vni, ...] = ()
    """VLANs in the overlay."""
    mac_vrfs: tuple[MacVrf, ...] = ()
    """VLANs in EVPN with route targets that are configured."""
    overlay_source: str = ""
    """Interface that the overlay starts from."""
