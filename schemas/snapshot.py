"""A snapshot: what a network repository said, as far as a change touches it."""

from __future__ import annotations

from schemas.base import Record
from schemas.finding import Place
from schemas.inventory import Device, Link
from schemas.ledger import Claim, MergedDevice
from schemas.model_pack import ModelPack
from schemas.policy import PolicySet
from schemas.settings import Settings


class Source(Record):
    """A file of the network repository."""

    file: str
    """Path inside it."""
    text: str
    """Its content."""
    digest: str
    """SHA-256 of its bytes, as `sha256:<hex>`."""


class DeviceSnapshot(Record):
    """A device that the change touches."""

    device: Device
    """As the inventory describes it."""
    place: Place
    """Where the inventory does."""
    running: Source
    """Its running configuration."""


class Snapshot(Record):
    """What was read for a change."""

    devices: tuple[DeviceSnapshot, ...] = ()
    """By name."""
    links: tuple[Link, ...] = ()
    """Cables of these devices, sorted."""
    neighbors: tuple[DeviceSnapshot, ...] = ()
    """Devices at the other ends of these cables that no intent touches, as far as they could be read; by name."""
    policies: PolicySet | None = None
    """What changes are judged by; None where nobody read it, and then nothing is judged by it."""
    requester: str = ""
    """Who asks for the change, where a rule of the organisation looks at that; empty otherwise, or where unknown."""
    settings: Settings = Settings()
    """How the bot works here."""
    merged: tuple[MergedDevice, ...] = ()
    """Merged changes that an intent takes back, by intent and device."""
    claims: tuple[Claim, ...] = ()
    """Lines of these devices that merged intents own, those of the same pull request left out."""
    models: ModelPack | None = None
    """What is known of the power of hardware."""
    models_digest: str = ""
    """Of what that was read from."""
