"""Prove commands: played on the running configuration they end at the candidate, and the rollback back at the start."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from pipeline.device.compare import first_difference
from pipeline.device.grammar import grammar
from pipeline.device.parse import parse, shown
from pipeline.device.play import enter
from schemas.proof import Difference, Proof

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.device.model import Edit, Model
    from pipeline.device.play import Refusal
    from renderers.behaviour import Behaviour


@dataclass(frozen=True, slots=True)
class Leg:
    """One way of a proof that ended where it should: what its commands changed."""

    edits: tuple[Edit, ...]
    """Of all commands, in their order."""
    marks: tuple[int, ...]
    """How many edits there were after each command."""


def prove(
    behaviour: Behaviour, running: str, candidate: str, remediation: Sequence[str], rollback: Sequence[str]
) -> Proof:
    """Return what the model of the device makes of both lists of commands.

    The end must mean the same as what is wanted, line by line: separators, comments and empty lines do not count, nor
    does the order where the device does not follow it. Both configurations show the model which lines are headers and
    which `no` lines are shown; nothing else is learned from the candidate.
    """
    return prove_with_legs(behaviour, running, candidate, remediation, rollback)[0]


def prove_with_legs(
    behaviour: Behaviour, running: str, candidate: str, remediation: Sequence[str], rollback: Sequence[str]
) -> tuple[Proof, tuple[Leg, ...]]:
    """Return the proof, and what the commands of each way changed: both where it is proved, else those before it fails.

    The rollback is played on what the remediation left.
    """
    rules = grammar(behaviour)
    device = parse(running, rules)
    wanted, original = shown(candidate, rules), shown(running, rules)
    ways: tuple[tuple[Literal["remediation", "rollback"], Sequence[str], Model], ...] = (
        ("remediation", remediation, wanted),
        ("rollback", rollback, original),
    )
    legs: list[Leg] = []
    proof = Proof(verdict="proved")
    for direction, commands, target in ways:
        refused, marks = enter(device, commands, (wanted, original))
        if refused:
            proof = _refused(direction, refused[0])
            break
        if difference := first_difference(target, device):
            proof = _elsewhere(direction, *difference)
            break
        legs.append(Leg(tuple(device.journal), marks))
        device.journal.clear()
    device.forget()
    return proof, tuple(legs)


def _elsewhere(direction: Literal["remediation", "rollback"], expected: str, actual: str) -> Proof:
    return Proof(
        verdict="not_proved",
        reason=f"the {direction} does not end where it should",
        first_difference=Difference(direction=direction, expected=expected, actual=actual),
    )


def _refused(direction: Literal["remediation", "rollback"], refusal: Refusal) -> Proof:
    where = f"{direction} step {refusal.step}, `{refusal.command}`"
    if refusal.beyond:
        return Proof(verdict="not_provable", reason=f"{where}: {refusal.reason}")
    return Proof(
        verdict="not_proved",
        reason=f"{where} is refused: {refusal.reason}",
        first_difference=Difference(direction=direction, step=refusal.step, expected=refusal.command, actual=""),
    )
