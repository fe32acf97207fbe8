"""Switching: VLANs, and the ports that they are on."""

from __future__ import annotations

from typing import ClassVar, Literal

from schemas.feature import Feature


class Vlan(Feature):
    """A VLAN that exists on the device."""

    KEY: ClassVar[tuple[str, ...]] = ("id",)
    feature: Literal["vlan"] = "vlan"
    """Which feature this is."""
    id: int
    """1 to 4094."""
    name: str = ""
    """Name on the device; empty where none is asked for."""


class AccessPort(Feature):
    """A port that belongs to one VLAN, untagged."""

    KEY: ClassVar[tuple[str, ...]] = ("interface",)
    PLACE: ClassVar[str] = "port"
    WHOLE_PORT: ClassVar[bool] = True
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


class TrunkVlan(Feature):
    """A trunk that carries a VLAN, tagged."""

    KEY: ClassVar[tuple[str, ...]] = ("interface", "vlan")
    PLACE: ClassVar[str] = "trunk"
    WHOLE_PORT: ClassVar[bool] = True
    feature: Literal["trunk_vlan"] = "trunk_vlan"
    """Which feature this is."""
    interface: str
    """Canonical name on the platform."""
    vlan: int
    """1 to 4094."""
    vlan_name: str = ""
    """Name of that VLAN on the device, where the platform refers to VLANs by name."""


class TrunkPort(Feature):
    """A trunk that carries exactly these VLANs."""

    KEY: ClassVar[tuple[str, ...]] = ("interface",)
    PLACE: ClassVar[str] = "port"
    feature: Literal["trunk_port"] = "trunk_port"
    """Which feature this is."""
    interface: str
    """Canonical name on the platform."""
    tagged: bool = False
    """That it is a trunk."""
    vlans: str = ""
    """Tagged VLANs as compact ranges, such as `10,20-22`."""
    native_vlan: int | None = None
    """VLAN of untagged frames; None leaves it as it is."""
