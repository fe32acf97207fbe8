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
    ECHOES: ClassVar[tuple[str, ...]] = ("local_as", "rd", "target")
    TOUCHES: ClassVar[tuple[tuple[What, str], ...]] = (("overlay", "names"), ("vlan", "vlan"))
    ASPECTS: ClassVar[Mapping[str, str]] = {"vlan": "mapped"}
    LINES: ClassVar[tuple[str, ...]] = (r".*{vni}.*", r".*vlan {vlan} / .*", r".*protocols evpn.*")
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
    TOUCHES: ClassVar[tuple[tuple[What, str], ...]] = (
        ("overlay", "names"),
        ("interface", "tunnels"),
        ("process", "processes"),
    )
    LINES: ClassVar[tuple[str, ...]] = (r".*{vni}.*", r".*{vrf}.*evpn.*")
    feature: Literal["l3_vni"] = "l3_vni"
    """Which feature this is."""
    vrf: str
    """Routing instance."""
    vni: int = 0
    """Number in the overlay."""

    @property
    def names(self) -> tuple[str, ...]:
        """What it is called where it is told apart."""
        return (str(self.vni),)

    @property
    def tunnels(self) -> tuple[str, ...]:
        """Interface that the analyzer makes for it."""
        return (f"nve~{self.vni}",)

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


class MlagMember(Feature):
    """An aggregate that both switches share."""

    KEY: ClassVar[tuple[str, ...]] = ("number",)
    TOUCHES: ClassVar[tuple[tuple[What, str], ...]] = (("aggregate", "id"), ("interface", "aggregates"))
    ASPECTS: ClassVar[Mapping[str, str]] = {"interface": "shared"}
    LINES: ClassVar[tuple[str, ...]] = (r".*(?:mlag|vpc) {id}",)
    feature: Literal["mlag_member"] = "mlag_member"
    """Which feature this is."""
    number: int
    """Number of the aggregate on this device."""
    id: int | None = None
    """The same on both switches."""

    @property
    def aggregates(self) -> tuple[str, ...]:
        """Names that platforms give the aggregate."""
        return (f"port-channel{self.number}", f"ae{self.number}")

    @property
    def shared(self) -> tuple[str, ...]:
        """That it is shared, and nothing else of it."""
        return ("mlagid=*",)
