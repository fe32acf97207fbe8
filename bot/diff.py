"""Compare two configuration files: commands there, commands back, and what an independent model makes of both."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.config.junos.derive import derive
from pipeline.device.junos.hazards import hazards
from pipeline.device.junos.play import Played, play, prove
from schemas.proof import Hazard, Proof

PLATFORMS = ("juniper_junos",)
"""Platforms whose commands are both derived and proved."""
NOT_LOOKED_AT = "NOT looked at: syntax beyond what the model knows, and what the network does with the change"


@dataclass(frozen=True, slots=True)
class Compared:
    """What came of a comparison."""

    remediation: tuple[str, ...]
    rollback: tuple[str, ...]
    proof: Proof
    hazards: tuple[Hazard, ...]

    @property
    def blocked(self) -> bool:
        """Whether it must not be released: not proved, or a hazard that is an error."""
        return self.proof.verdict != "proved" or any(hazard.severity == "error" for hazard in self.hazards)


def compare(running: str, candidate: str, management: str = "") -> Compared:
    """Derive both ways, prove them by playing them, and look for what hurts.

    `management` is the interface or address that the device is managed through; without it that path is not looked at.
    """
    remediation, rollback = derive(running, candidate), derive(candidate, running)
    proof = prove(running, candidate, remediation, rollback)
    there = hazards(running, remediation, "remediation", management)
    back = hazards(candidate, rollback, "rollback", management)
    return Compared(remediation, rollback, proof, (*there, *back))


def apply(running: str, commands: str) -> Played:
    """Play commands, one a line, on the model of the device."""
    return play(running, [line for line in commands.splitlines() if line.strip()])
