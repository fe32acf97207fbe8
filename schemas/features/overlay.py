"""Overlays: VXLAN and EVPN; and switches that look like one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Literal

from schemas.declared import What
from schemas.feature import Feature


class Vtep(Feature):
    """The end of VXLAN tunnels."""

    feature: Literal["vtep"] = "vtep"
    """Which feature this is."""
    source: str = ""
    """Interface whose address it has."""


class L2Vni(Feature):
    """A VLAN that is carried over the overlay."""

    KEY: ClassVar[tuple[str, ...]] = ("vlan",)
    ECHOES: ClassVar[tuple[str, ...]] = ("local_as", "rd", "target", "instance")
    TOUCHES: ClassVar[tuple[tuple[What, str], ...]] = (("overlay", "names"), ("vlan", "vlan"))
    ASPECTS: ClassVar[Mapping[str, str]] = {"vlan": "mapped"}
    LINES: ClassVar[tuple[str, ...]] = (
        r".*{vni}.*",
        r".*vlan {vlan} / .*",
        r".*protocols evpn.*",
        r"l2vpn evpn instance {vlan} .*",
        r"vlan configuration {vlan}.*",
    )
    feature: Literal["l2_vni"] = "l2_vni"
    """Which feature this is."""
    vlan: int
    """1 to 4094."""
    vni: int = 0
    """Number in the overlay."""
    local_as: str = ""
    """AS number of the device, as its configuration writes it."""
    rd: str = ""
    """Route distinguisher."""
    target: str = ""
    """Route target, the same everywhere."""
    instance: str = ""
    """Number of the instance that its routes are in, where the platform numbers them; read, never asked for."""

    @property
    def names(self) -> tuple[str, ...]:
        """What it is called where it is told apart."""
        return (str(self.vni),)

    @property
    def mapped(self) -> tuple[str, ...]:
        """The VLAN gets its number in the overlay, and nothing else."""
        return ("vxlanvni=*", "new")


class L3Vni(Feature):
    """A routing instance that is carried over the overlay."""

    KEY: ClassVar[tuple[str, ...]] = ("vrf",)
    ECHOES: ClassVar[tuple[str, ...]] = ("vlan",)
    TOUCHES: ClassVar[tuple[tuple[What, str], ...]] = (
        ("overlay", "names"),
        ("interface", "tunnels"),
        ("vlan", "carriers"),
        ("process", "processes"),
    )
    LINES: ClassVar[tuple[str, ...]] = (
        r".*{vni}.*",
        r".*{vrf}.*evpn.*",
        r".*{vrf}.* route-target .*",
        r"(?:vlan(?: configuration)? |interface Vlan){vlan}(?: / .*)?",
    )
    feature: Literal["l3_vni"] = "l3_vni"
    """Which feature this is."""
    vrf: str
    """Routing instance."""
    vni: int = 0
    """Number in the overlay."""
    vlan: int = 0
    """VLAN that the routed packets are in on the device, where the platform needs one; 0 for none."""

    @property
    def names(self) -> tuple[str, ...]:
        """What it is called where it is told apart."""
        return (str(self.vni),)

    @property
    def tunnels(self) -> tuple[str, ...]:
        """Interface that the analyzer makes for it, and that of its VLAN."""
        return (f"nve~{self.vni}", *((f"Vlan{self.vlan}",) if self.vlan else ()))

    @property
    def carriers(self) -> tuple[str, ...]:
        """The VLAN that is its own."""
        return (str(self.vlan),) if self.vlan else ()

    @property
    def processes(self) -> tuple[str, ...]:
        """What runs in its routing instance, and what takes routes from there into the overlay."""
        return (f"* {self.vrf}", "vrfLeakConfig default")


class MlagDomain(Feature):
    """Two switches that look like one to their neighbours."""

    feature: Literal["mlag_domain"] = "mlag_domain"
    """Which feature this is."""
    domain: str = ""
    """Name or number of the domain."""
    systems: tuple[str, ...] = ()
    """Addresses that shared aggregates show to neighbours, where each says it; read, never asked for."""
    chassis: tuple[str, ...] = ()
    """Which of the two this one is, as each shared aggregate says it; read, never asked for."""
    roles: tuple[str, ...] = ()
    """What it is where both begin at once, as each shared aggregate says it; read, never asked for."""
    modes: tuple[str, ...] = ()
    """How both work, as each shared aggregate says it; read, never asked for."""


class MlagMember(Feature):
    """An aggregate that both switches share."""

    KEY: ClassVar[tuple[str, ...]] = ("number",)
    TOUCHES: ClassVar[tuple[tuple[What, str], ...]] = (("aggregate", "id"), ("interface", "aggregates"))
    ASPECTS: ClassVar[Mapping[str, str]] = {"interface": "shared"}
    LINES: ClassVar[tuple[str, ...]] = (
        r".*(?:mlag|vpc) {id}",
        r".*\bae{number}\b.* aggregated-ether-options .*(?:mc-ae|lacp) .*",
        r"interface (?:Bundle-Ether|bond){number} / (?:mlacp|evpn mh) .*",
    )
    feature: Literal["mlag_member"] = "mlag_member"
    """Which feature this is."""
    number: int
    """Number of the aggregate on this device."""
    id: int | None = None
    """The same on both switches."""

    @property
    def aggregates(self) -> tuple[str, ...]:
        """Names that platforms give the aggregate."""
        return (f"port-channel{self.number}", f"ae{self.number}", f"bundle-ether{self.number}", f"bond{self.number}")

    @property
    def shared(self) -> tuple[str, ...]:
        """That it is shared, and nothing else of it."""
        return ("mlagid=*",)
