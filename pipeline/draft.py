"""Draft: what is known of one intent on its way from the loaded file to candidates with commands and proofs."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from schemas.finding import Finding, Place
from schemas.knowledge import Knowledge

if TYPE_CHECKING:
    from pipeline.intents.base import Fragment, Path, Wanted
    from pipeline.load import Loaded
    from pipeline.provenance import Others
    from pipeline.start import Base
    from schemas.candidate import DeviceCandidate
    from schemas.facts import DeviceFacts
    from schemas.intent import Envelope
    from schemas.knowledge import Blueprint


@dataclass(slots=True)
class Draft:
    """What is known of one intent so far."""

    loaded: Loaded
    envelope: Envelope
    findings: list[Finding] = field(default_factory=list)
    bases: dict[str, Base] = field(default_factory=dict)
    """Devices that it names and that could be read, by name."""
    wanted: list[Wanted] = field(default_factory=list)
    others: list[Others] = field(default_factory=list)
    """For each of them, what it would be with other values of fields."""
    fragments: list[Fragment] = field(default_factory=list)
    """Lines that take merged changes back."""
    candidates: list[DeviceCandidate] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    """Full candidate of every device that was worked on, by name."""
    shown: dict[str, DeviceFacts] = field(default_factory=dict)
    """What those candidates say, read again, by name."""
    used: dict[str, Blueprint] = field(default_factory=dict)
    """Blueprints by reference."""
    chosen: dict[tuple[str, str], Blueprint] = field(default_factory=dict)
    """Blueprints by device and feature."""
    knowledge: Knowledge = field(default_factory=Knowledge)
    """All that was looked at."""

    @property
    def name(self) -> str:
        """The intent's name."""
        return self.envelope.metadata.name

    def place(self, path: Path) -> Place:
        """Return where a field of the spec stands."""
        document = self.loaded.document
        return document.place(("spec", *path)) if document else Place(file=self.name)

    def say(self, finding: Finding) -> None:
        """Collect a finding."""
        self.findings.append(finding)
