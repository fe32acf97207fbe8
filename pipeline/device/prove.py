"""Prove commands: played on the running configuration they end at the candidate, and the rollback back at the start."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from pipeline.device.compare import first_difference
from pipeline.device.grammar import grammar
from pipeline.device.parse import parse, shown
from pipeline.device.play import enter
from schemas.proof import Difference, Proof

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.device.model import Model
    from pipeline.device.play import Refusal
    from renderers.behaviour import Behaviour


def prove(
    behaviour: Behaviour, running: str, candidate: str, remediation: Sequence[str], rollback: Sequence[str]
) -> Proof:
    """Return what the model of the device makes of both lists of commands.

    The end must mean the same as what is wanted, line by line: separators, comments and empty lines do not count, nor
    does the order where the device does not follow it. Both configurations show the model which lines are headers and
    which `no` lines are shown; nothing else is learned from the candidate.
    """
    rules = grammar(behaviour)
    device = parse(running, rules)
    proof = _both_ways(device, shown(candidate, rules), shown(running, rules), remediation, rollback)
    device.forget()
    return proof


def _both_ways(
    device: Model, wanted: Model, original: Model, remediation: Sequence[str], rollback: Sequence[str]
) -> Proof:
    ways: tuple[tuple[Literal["remediation", "rollback"], Sequence[str], Model], ...] = (
        ("remediation", remediation, wanted),
        ("rollback", rollback, original),
    )
    for direction, commands, target in ways:
        refused, _ = enter(device, commands, (wanted, original))
        if refused:
            return _refused(direction, refused[0])
        difference = first_difference(target, device)
        if difference:
            expected, actual = difference
            return Proof(
                verdict="not_proved",
                reason=f"the {direction} does not end where it should",
                first_difference=Difference(direction=direction, expected=expected, actual=actual),
            )
    return Proof(verdict="proved")


def _refused(direction: Literal["remediation", "rollback"], refusal: Refusal) -> Proof:
    where = f"{direction} step {refusal.step}, `{refusal.command}`"
    if refusal.beyond:
        return Proof(verdict="not_provable", reason=f"{where}: {refusal.reason}")
    return Proof(
        verdict="not_proved",
        reason=f"{where} is refused: {refusal.reason}",
        first_difference=Difference(direction=direction, step=refusal.step, expected=refusal.command, actual=""),
    )
