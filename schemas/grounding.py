"""Grounding: which knowledge a change rests on, and which was looked at and rejected, and why."""

from __future__ import annotations

from typing import Literal

from schemas.base import Record
from schemas.values import DeviceName


class Used(Record):
    """A blueprint that wrote lines."""

    blueprint: str
    """`id@version`."""
    digest: str
    """SHA-256 of its bytes."""
    device: DeviceName
    """For which device."""
    feature: str
    """What it wrote."""
    because: str
    """Why it holds there."""


class Rejected(Record):
    """A blueprint for the same feature and platform that was not taken."""

    blueprint: str
    """`id@version`."""
    device: DeviceName
    """For which device."""
    feature: str
    """What it would have written."""
    because: str
    """Why not."""


class Grounding(Record):
    """All of it, for one intent."""

    kind: Literal["knowledge"] = "knowledge"
    """Kind of the artifact."""
    version: Literal[1] = 1
    """Version of its form."""
    intent: str
    """Which intent."""
    used: tuple[Used, ...]
    """By device and feature."""
    rejected: tuple[Rejected, ...]
    """By device, feature and blueprint."""
