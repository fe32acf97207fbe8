"""Candidates: what is to be configured, how to get there and back, and where every line comes from."""

from __future__ import annotations

from typing import Literal

from schemas.base import Record
from schemas.finding import Place
from schemas.inventory import Platform
from schemas.proof import Hazard, Proof
from schemas.values import DeviceName


class Origin(Record):
    """Where lines come from."""

    field: str
    """Field of the intent, such as `spec.ports[0]`."""
    place: Place
    """Where it stands."""
    feature: str
    """Which neutral feature."""
    blueprint: str
    """`id@version` of the template that wrote the lines."""
    references: tuple[str, ...]
    """What the template rests on."""


class LineOrigin(Record):
    """One line of the candidate that the change made."""

    line: int
    """Line of the candidate, counted from 1."""
    text: str
    """The line, without indentation."""
    origin: int
    """Which of the device's origins, counted from 0."""
    also: tuple[str, ...] = ()
    """Other fields of the intent that the line depends on: with another value of one, it would be another line."""


class OwnedLine(Record):
    """A line of configuration that is the intent's; a list of VLANs is one line for each."""

    path: tuple[str, ...]
    """The line, with the blocks around it, outermost first."""
    origin: int
    """Which of the device's origins, counted from 0."""
    made: bool
    """False where it was there already, and the intent asks for it, too."""


class DeviceCandidate(Record):
    """One device."""

    device: DeviceName
    """Which device."""
    platform: Platform
    """Its operating system."""
    running_digest: str
    """Digest of the configuration that the change starts from."""
    after: tuple[str, ...] = ()
    """Intents of the same pull request that come first, and whose candidate this one starts from."""
    candidate_digest: str
    """Digest of the full candidate."""
    changed: bool
    """False where everything is there already."""
    remediation: tuple[str, ...]
    """Commands from running to candidate, as typed at the configuration prompt."""
    rollback: tuple[str, ...]
    """Commands back."""
    proof: Proof
    """What an independent model of the device makes of both."""
    hazards: tuple[Hazard, ...]
    """What hurts on the way, there and back."""
    origins: tuple[Origin, ...]
    """Where lines come from."""
    lines: tuple[LineOrigin, ...]
    """Lines of the candidate that the change made, by number."""
    owns: tuple[OwnedLine, ...] | None = None
    """Lines that the intent made or asks for, too, for the ledger; None in packages of before there was one."""
    removed: tuple[str, ...]
    """Lines of the running configuration that the candidate no longer has, in their order."""


class Candidates(Record):
    """All devices of a change."""

    kind: Literal["candidates"] = "candidates"
    """Kind of the artifact."""
    version: Literal[1] = 1
    """Version of its form."""
    intent: str
    """Which intent."""
    devices: tuple[DeviceCandidate, ...]
    """By name."""
