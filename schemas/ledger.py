"""The ledger: what merged changes put onto devices, as their packages in `changes/` say it."""

from __future__ import annotations

from schemas.base import Record
from schemas.inventory import Platform
from schemas.values import DeviceName


class MergedDevice(Record):
    """What one merged change did to one device."""

    intent: str
    """Which change."""
    device: DeviceName
    """Which device."""
    candidate: str
    """The configuration that it led to."""
    rollback: tuple[str, ...]
    """Commands back, as they were proved at the time."""
    lines: tuple[int, ...]
    """Lines of that configuration that the change made, counted from 1."""


class Claim(Record):
    """A line of a device that a merged intent made, or asks for, too."""

    intent: str
    """Which intent."""
    device: DeviceName
    """Which device."""
    platform: Platform
    """Its operating system."""
    path: tuple[str, ...]
    """The line, with the blocks around it, outermost first."""
    field: str
    """Field of the intent that asked for it."""
    made: bool
    """False where it was there already."""
