"""Compare two configuration files: commands there, commands back, and what an independent model makes of both."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.engine import engine

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
    lines: tuple[int, int]
    """Lines of the running configuration and of the candidate."""

    def as_json(self, scope: str) -> dict[str, object]:
        """Return what came of it for other programs; equal for equal texts, whenever it is made."""
        first = self.proof.first_difference
        return {
            "remediation": list(self.remediation),
            "rollback": list(self.rollback),
            "proof": {
                "verdict": self.proof.verdict,
                "reason": self.proof.reason,
                "first_difference": first.model_dump(mode="json") if first else None,
            },
            "hazards": [one.model_dump(mode="json") for one in self.hazards],
            "stats": {
                "lines": dict(zip(("running", "candidate"), self.lines, strict=True)),
                "commands": {"remediation": len(self.remediation), "rollback": len(self.rollback)},
                "hazards": {
                    weight: sum(one.severity == weight for one in self.hazards)
                    for weight in ("error", "warning", "info")
                },
                "blocked": self.blocked,
                "scope": scope,
            },
        }

    @property
    def blocked(self) -> bool:
        """Whether it must not be released: not proved, or a hazard that is an error."""
        return self.proof.verdict != "proved" or any(hazard.severity == "error" for hazard in self.hazards)


def compare(platform: str, running: str, candidate: str, management: str = "") -> Compared:
    """Derive both ways, prove them by playing them, and look for what hurts.

    `management` is the interface or address that the device is managed through; without it that path is not looked at.
    """
    ways = engine(platform).both_ways(running, candidate, management)
    lines = running.count("\n"), candidate.count("\n")
    return Compared(ways.remediation, ways.rollback, ways.found.proof, ways.found.hazards, lines)


def apply(platform: str, running: str, commands: str) -> Played:
    """Play commands, one a line, on the model of the device; an empty line counts in a text of several lines alone."""
    return engine(platform).play(running, commands.splitlines())
