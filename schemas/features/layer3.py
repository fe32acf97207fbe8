"""Routing instances, and interfaces with addresses."""

from __future__ import annotations

from typing import ClassVar, Literal

from schemas.declared import What
from schemas.feature import Feature


class Vrf(Feature):
    """A routing instance."""

    KEY: ClassVar[tuple[str, ...]] = ("name",)
    ADDS: ClassVar[tuple[str, ...]] = ("import_targets", "export_targets")
    TOUCHES: ClassVar[tuple[tuple[What, str], ...]] = (("policy", "name"),)
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


class RoutedInterface(Feature):
    """An interface that routes."""

    KEY: ClassVar[tuple[str, ...]] = ("interface",)
    PLACE: ClassVar[str] = "port"
    WHOLE_PORT: ClassVar[bool] = True
    TOUCHES: ClassVar[tuple[tuple[What, str], ...]] = (
        ("interface", "interface"),
        ("route", ""),
        ("flow", ""),
        ("adjacency", ""),
    )
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


class VlanInterface(Feature):
    """The interface of a VLAN that routes."""

    KEY: ClassVar[tuple[str, ...]] = ("vlan",)
    TOUCHES: ClassVar[tuple[tuple[What, str], ...]] = (
        ("interface", "vlan_ports"),
        ("vlan", "vlan"),
        ("route", ""),
        ("flow", ""),
    )
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
    def vlan_ports(self) -> tuple[str, ...]:
        """Names that platforms give the interface."""
        return (f"Vlan{self.vlan}", f"irb.{self.vlan}", f"BVI{self.vlan}")


class FirstHop(Feature):
    """A gateway address that several devices share."""

    ECHOES: ClassVar[tuple[str, ...]] = ("own",)
    KEY: ClassVar[tuple[str, ...]] = ("vlan", "group")
    TOUCHES: ClassVar[tuple[tuple[What, str], ...]] = (("interface", "vlan_ports"), ("flow", ""))
    LINES: ClassVar[tuple[str, ...]] = (r".*{vlan}.*(?:standby|vrrp|hsrp|virtual).*", r"feature (?:hsrp|vrrp)")
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

    @property
    def vlan_ports(self) -> tuple[str, ...]:
        """Names that platforms give the interface."""
        return (f"Vlan{self.vlan}", f"irb.{self.vlan}", f"BVI{self.vlan}")
