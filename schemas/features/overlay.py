"""Overlays: VXLAN and EVPN; and switches that look like one."""

from __future__ import annotations

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
    TOUCHES: ClassVar[tuple[tuple[What, str], ...]] = (("overlay", ""), ("vlan", "vlan"))
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


class L3Vni(Feature):
    """A routing instance that is carried over the overlay."""

    KEY: ClassVar[tuple[str, ...]] = ("vrf",)
    TOUCHES: ClassVar[tuple[tuple[What, str], ...]] = (("overlay", ""), ("policy", "vrf"))
    LINES: ClassVar[tuple[str, ...]] = (r".*{vni}.*", r".*{vrf}.*evpn.*")
    feature: Literal["l3_vni"] = "l3_vni"
    """Which feature this is."""
    vrf: str
    """Routing instance."""
    vni: int = 0
    """Number in the overlay."""


class MlagDomain(Feature):
    """Two switches that look like one to their neighbours."""

    feature: Literal["mlag_domain"] = "mlag_domain"
    """Which feature this is."""
    domain: str = ""
    """Name or number of the domain."""


class MlagMember(Feature):
    """An aggregate that both switches share."""

    KEY: ClassVar[tuple[str, ...]] = ("number",)
    TOUCHES: ClassVar[tuple[tuple[What, str], ...]] = (("aggregate", ""), ("interface", ""))
    LINES: ClassVar[tuple[str, ...]] = (r".*(?:mlag|vpc) {id}",)
    feature: Literal["mlag_member"] = "mlag_member"
    """Which feature this is."""
    number: int
    """Number of the aggregate on this device."""
    id: int | None = None
    """The same on both switches."""
