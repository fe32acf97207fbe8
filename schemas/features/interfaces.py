"""Interfaces: what holds for a port whatever it forwards."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Literal

from schemas.aspects import STATE, carried
from schemas.declared import What
from schemas.feature import Feature


class InterfaceSettings(Feature):
    """Description, state, frame size and speed of an interface."""

    KEY: ClassVar[tuple[str, ...]] = ("interface",)
    TOUCHES: ClassVar[tuple[tuple[What, str], ...]] = (("interface", "interface"), ("vlan", ""))
    ASPECTS: ClassVar[Mapping[str, str]] = {"interface": "settings", "vlan": "carrying"}
    LINES: ClassVar[tuple[str, ...]] = (r"interfaces? {interface}(?: /)? (?:speed|description) .*",)
    feature: Literal["interface_settings"] = "interface_settings"
    """Which feature this is."""
    interface: str
    """Canonical name on the platform."""
    description: str = ""
    """For people; empty leaves it as it is."""
    admin: Literal["", "up", "down"] = ""
    """Whether it is switched on; empty leaves it as it is."""
    mtu: int | None = None
    """Largest frame in bytes, as the platform counts it."""
    speed: str = ""
    """Fixed speed such as 1G; `auto` negotiates; empty leaves it as it is."""

    @property
    def settings(self) -> tuple[str, ...]:
        """What is set on it."""
        state = STATE if self.admin else ()
        speed = ("speed=*", "bandwidth=*", "ospfcost=*", "ospfsettings.cost=*") if self.speed else ()
        return (*state, *(("mtu=*",) if self.mtu else ()), *speed) or ("description=*",)

    @property
    def carrying(self) -> tuple[str, ...]:
        """A port that goes up or down joins or leaves its VLANs."""
        return carried(self.interface.lower()) if self.admin else ("none",)
