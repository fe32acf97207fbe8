"""Compare two configuration files: commands there, commands back, and what an independent model makes of both."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.config.junos.derive import derive
from pipeline.device.junos.play import Played, play, prove
from schemas.proof import Proof

PLATFORMS = ("juniper_junos",)
"""Platforms whose commands are both derived and proved."""
NOT_LOOKED_AT = "NOT looked at: hazards on the way, references, syntax beyond what the model knows"


@dataclass(frozen=True, slots=True)
class Compared:
    """What came of a comparison."""

    remediation: tuple[str, ...]
    rollback: tuple[str, ...]
    proof: Proof


def compare(running: str, candidate: str) -> Compared:
    """Derive both ways and prove them by playing them; the rollback is the derivation the other way round."""
    remediation, rollback = derive(running, candidate), derive(candidate, running)
    return Compared(remediation, rollback, prove(running, candidate, remediation, rollback))


def apply(running: str, commands: str) -> Played:
    """Play commands, one a line, on the model of the device."""
    return play(running, [line for line in commands.splitlines() if line.strip()])
