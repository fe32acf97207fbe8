"""Interfaces: what holds for a port whatever it forwards."""

from __future__ import annotations

from typing import ClassVar, Literal

from schemas.declared import What
from schemas.feature import Feature


class InterfaceSettings(Feature):
    """Description, state, frame size and speed of an interface."""

    KEY: ClassVar[tuple[str, ...]] = ("interface",)
    TOUCHES: ClassVar[tuple[tuple[What, str], ...]] = (("interface", "interface"),)
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
