"""Compare two configuration files: commands there, commands back, and what an independent model makes of both."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.engine import Way, engine

if TYPE_CHECKING:
    from pipeline.engine import Played
    from schemas.proof import Hazard, Proof

NOT_LOOKED_AT = "NOT looked at: syntax beyond what the model knows, and what the network does with the change"


@dataclass(frozen=True, slots=True)
class Compared:
    """What came of a comparison."""

    remediation: tuple[str, ...]
    rollback: tuple[str, ...]
    proof: Proof
    hazards: tuple[Hazard, ...]
    """What hurts on the way, there and back."""

    @property
    def blocked(self) -> bool:
        """Whether it must not be released: not proved, or a hazard that is an error."""
        return self.proof.verdict != "proved" or any(hazard.severity == "error" for hazard in self.hazards)


def compare(platform: str, running: str, candidate: str, management: str = "") -> Compared:
    """Derive both ways, prove them by playing them, and look for what hurts.

    `management` is the interface or address that the device is managed through; without it that path is not looked at.
    """
    parts = engine(platform)
    remediation, rollback = parts.derive(running, candidate), parts.derive(candidate, running)
    proof = parts.prove(running, candidate, remediation, rollback)
    there = parts.hazards(Way(running, candidate, remediation, "remediation", management))
    back = parts.hazards(Way(candidate, running, rollback, "rollback", management))
    return Compared(remediation, rollback, proof, (*there, *back))


def apply(platform: str, running: str, commands: str) -> Played:
    """Play commands, one a line, on the model of the device."""
    return engine(platform).play(running, [line for line in commands.splitlines() if line.strip()])
