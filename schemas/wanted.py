"""What an intent wants on each device, as vendor-neutral features, and what it promises: what is tested afterwards."""

from __future__ import annotations

from typing import Any, Literal

from schemas.base import Record
from schemas.declared import Promise
from schemas.inventory import Platform
from schemas.values import DeviceName


class WantedOn(Record):
    """What is wanted on one device."""

    device: DeviceName
    """Where."""
    platform: Platform
    """Its operating system."""
    features: tuple[dict[str, Any], ...]
    """In the order in which the intent asks for them; secrets are placeholders."""


class WantedFeatures(Record):
    """All of it, for one intent."""

    kind: Literal["wanted"] = "wanted"
    """Kind of the artifact."""
    version: Literal[1] = 1
    """Version of its form."""
    intent: str
    """Which intent."""
    devices: tuple[WantedOn, ...]
    """By name."""
    promises: tuple[Promise, ...] = ()
    """What must be so afterwards, in the words of the analyzers."""
