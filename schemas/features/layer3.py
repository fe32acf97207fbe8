"""Routing instances, and interfaces with addresses."""

from __future__ import annotations

from collections.abc import Mapping
from ipaddress import ip_address, ip_interface
from typing import ClassVar, Literal

from schemas.aspects import GATEWAY, carried, routed, words
from schemas.declared import What
from schemas.feature import Feature


class Vrf(Feature):
    """A routing instance."""

    KEY: ClassVar[tuple[str, ...]] = ("name",)
    ADDS: ClassVar[tuple[str, ...]] = ("import_targets", "export_targets")
    TOUCHES: ClassVar[tuple[tuple[What, str], ...]] = (("process", "processes"), ("process", "leaks"))
    ASPECTS: ClassVar[Mapping[str, str]] = {"process leaks": "leaking"}
    LINES: ClassVar[tuple[str, ...]] = (
        r".*(?:vrf (?:definition|instance|context)?|routing-instances) ?{name}.*",
        r"ip routing vrf {name}",
    )
    feature: Literal["vrf"] = "vrf"
    """Which feature this is."""
    name: str
    """Unique on the device."""
    rd: str = ""
    """Route distinguisher; empty leaves it as it is."""
    import_targets: tuple[str, ...] = ()
    """Route targets that are taken in."""
    export_targets: tuple[str, ...] = ()
    """Route targets that are sent out."""

    @property
    def processes(self) -> tuple[str, ...]:
        """Everything that runs in it."""
        return (f"* {self.name}",)

    @property
    def leaks(self) -> tuple[str, ...]:
        """What takes routes from there into an overlay."""
        return ("vrfLeakConfig default",)

    @property
    def leaking(self) -> tuple[str, ...]:
        """Routes of this one alone."""
        targets = tuple(f"*:{target}" for target in (*self.import_targets, *self.export_targets))
        return ("new", "leakasbgp=*", *words(self.name, self.rd), *(f"*={target}" for target in targets))


class RoutedInterface(Feature):
    """An interface that routes."""

    KEY: ClassVar[tuple[str, ...]] = ("interface",)
    PLACE: ClassVar[str] = "port"
    WHOLE_PORT: ClassVar[bool] = True
    TOUCHES: ClassVar[tuple[tuple[What, str], ...]] = (
        ("interface", "interface"),
        ("vlan", ""),
        ("route", "networks"),
        ("flow", "packets"),
        ("adjacency", "interface"),
    )
    ASPECTS: ClassVar[Mapping[str, str]] = {"interface": "routing", "vlan": "left"}
    feature: Literal["routed_interface"] = "routed_interface"
    """Which feature this is."""
    interface: str
    """Canonical name on the platform."""
    vrf: str = ""
    """Routing instance; empty is the default one."""
    ipv4: str = ""
    """Address with the length of its network."""
    ipv6: str = ""
    """Address with the length of its network."""

    @property
    def routing(self) -> tuple[str, ...]:
        """What of it differs: that it routes, and its addresses."""
        return routed(self.ipv4, self.ipv6)

    @property
    def left(self) -> tuple[str, ...]:
        """It leaves the VLANs that it was in."""
        return carried(self.interface.lower())

    @property
    def networks(self) -> tuple[str, ...]:
        """Networks that it is in."""
        return _networks(self.ipv4, self.ipv6)

    @property
    def packets(self) -> tuple[str, ...]:
        """Packets to and from there."""
        return _packets(self.networks)


class VlanInterface(Feature):
    """The interface of a VLAN that routes."""

    KEY: ClassVar[tuple[str, ...]] = ("vlan",)
    TOUCHES: ClassVar[tuple[tuple[What, str], ...]] = (
        ("interface", "vlan_ports"),
        ("vlan", "vlan"),
        ("route", "networks"),
        ("flow", "packets"),
        ("adjacency", "vlan_ports"),
    )
    ASPECTS: ClassVar[Mapping[str, str]] = {"interface": "routing", "vlan": "joined"}
    feature: Literal["vlan_interface"] = "vlan_interface"
    """Which feature this is."""
    vlan: int
    """1 to 4094."""
    description: str = ""
    """For people; empty leaves it as it is."""
    vrf: str = ""
    """Routing instance; empty is the default one."""
    ipv4: str = ""
    """Address with the length of its network."""
    ipv6: str = ""
    """Address with the length of its network."""

    @property
    def routing(self) -> tuple[str, ...]:
        """What of it differs: that it routes, and its addresses."""
        return routed(self.ipv4, self.ipv6)

    @property
    def joined(self) -> tuple[str, ...]:
        """The VLAN gets this interface, and no port."""
        return carried(*(name.lower() for name in self.vlan_ports))

    @property
    def vlan_ports(self) -> tuple[str, ...]:
        """Names that platforms give the interface."""
        return _vlan_ports(self.vlan)

    @property
    def networks(self) -> tuple[str, ...]:
        """Networks that it is in."""
        return _networks(self.ipv4, self.ipv6)

    @property
    def packets(self) -> tuple[str, ...]:
        """Packets to and from there."""
        return _packets(self.networks)


class FirstHop(Feature):
    """A gateway address that several devices share."""

    ECHOES: ClassVar[tuple[str, ...]] = ("own", "form")
    KEY: ClassVar[tuple[str, ...]] = ("vlan", "group")
    TOUCHES: ClassVar[tuple[tuple[What, str], ...]] = (
        ("interface", "vlan_ports"),
        ("route", "networks"),
        ("flow", "packets"),
        ("adjacency", "vlan_ports"),
    )
    ASPECTS: ClassVar[Mapping[str, str]] = {"interface": "sharing"}
    LINES: ClassVar[tuple[str, ...]] = (
        r".*{vlan}.*(?:standby|vrrp|hsrp|virtual).*",
        r"router (?:hsrp|vrrp)(?: / .*)?",
        r"feature (?:hsrp|vrrp)",
    )
    feature: Literal["first_hop"] = "first_hop"
    """Which feature this is."""
    vlan: int
    """1 to 4094."""
    group: int = 0
    """Number of the group; 0 for a gateway that every device has by itself."""
    protocol: Literal["", "hsrp", "vrrp", "anycast"] = ""
    """Who holds the address: by election, or everybody."""
    own: str = ""
    """The device's own address in the VLAN, with its length; where the platform writes the gateway below it."""
    address: str = ""
    """The shared address."""
    priority: int | None = None
    """Higher wins; None is the platform's own."""
    preempt: bool = False
    """Whether the better one takes over at once."""
    form: str = ""
    """Which of several forms the platform writes it in; read, never asked for."""

    @property
    def sharing(self) -> tuple[str, ...]:
        """What of the interface differs: the shared address, and its own where that is written with it."""
        shared = (self.address, f"{self.address}/{self.own.rpartition('/')[2]}")
        return ("*hsrp*", "*vrrp*", "*virtual*", *words(self.address), *routed(self.own, *shared), *GATEWAY)

    @property
    def vlan_ports(self) -> tuple[str, ...]:
        """Names that platforms give the interface."""
        return _vlan_ports(self.vlan)

    @property
    def networks(self) -> tuple[str, ...]:
        """The shared address, and the network that a device's own address is in."""
        shared = str(ip_interface(str(ip_address(self.address))).network) if self.address else ""
        return (*([shared] if shared else []), *_networks(self.own))

    @property
    def packets(self) -> tuple[str, ...]:
        """Packets to and from there."""
        return _packets(self.networks)


def _vlan_ports(vlan: int) -> tuple[str, ...]:
    return (f"Vlan{vlan}", f"irb.{vlan}", f"BVI{vlan}", f"vlan{vlan}", f"*.{vlan}")


def _networks(*addresses: str) -> tuple[str, ...]:
    return tuple(str(ip_interface(one).network) for one in addresses if one)


def _packets(networks: tuple[str, ...]) -> tuple[str, ...]:
    return (*networks, *(f"from {one}" for one in networks))
