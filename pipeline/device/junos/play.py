"""Commands played on a model of the device, and what their end proves.

Everything before `commit` is one transaction on Junos: the device takes effect of the end alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.device.junos.compare import first_difference
from pipeline.device.junos.model import Statement, read, written_as_set
from pipeline.device.junos.render import as_braces, as_set
from pipeline.device.junos.semantics import RefusedError, apply, settle
from pipeline.device.junos.shorten import shorten
from schemas.proof import Difference, Proof

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Literal


@dataclass(frozen=True, slots=True)
class Refused:
    """A command that the device did not take."""

    step: int
    """Counted from 1."""
    command: str
    reason: str


@dataclass(frozen=True, slots=True)
class Played:
    """What came of the commands: the configuration in the form of the running one, without its comments."""

    text: str
    refused: tuple[Refused, ...] = ()


def play(running: str, commands: Sequence[str]) -> Played:
    """Play the commands on the running configuration; what is refused changes nothing, and the rest goes on."""
    root = load(running)
    refused = run(root, commands)
    return Played(as_set(root) if written_as_set(running) else as_braces(root), refused)


def load(text: str) -> Statement:
    """Return the model of a text, with the last of contradicting statements."""
    root = read(text)
    settle(root)
    return root


def run(root: Statement, commands: Sequence[str]) -> tuple[Refused, ...]:
    """Play the commands on the model itself, and return what it refused."""
    refused: list[Refused] = []
    for step, command in enumerate(commands, start=1):
        if not command.strip() or command.lstrip().startswith("#"):
            continue
        try:
            apply(root, command)
        except RefusedError as error:
            refused.append(Refused(step, command, str(error)))
    return tuple(refused)


@dataclass(frozen=True, slots=True)
class Ends:
    """Both configurations of a proof without what they share, and what the remediation made of the first."""

    first: Statement
    wanted: Statement
    reached: Statement


def prove(running: str, candidate: str, remediation: Sequence[str], rollback: Sequence[str]) -> Proof:
    """Prove that the remediation ends at the candidate and the rollback, played after it, at the running one.

    Statements, marks and the order that the device keeps are compared; comments are no configuration and are not.
    """
    return prove_with_ends(running, candidate, remediation, rollback)[0]


def prove_with_ends(
    running: str, candidate: str, remediation: Sequence[str], rollback: Sequence[str]
) -> tuple[Proof, Ends | None]:
    """Return the proof, and the configurations it was made with where both ways end as they should."""
    try:
        first, wanted = (load(text) for text in shorten(running, candidate))
    except ValueError as error:
        return Proof(verdict="not_provable", reason=f"the configuration cannot be read: {error}"), None
    root = first.copy()
    failed = _leg(root, wanted, remediation, "remediation")
    if failed:
        return failed, None
    reached = root.copy()
    failed = _leg(root, first, rollback, "rollback")
    return (failed, None) if failed else (Proof(verdict="proved"), Ends(first, wanted, reached))


def _leg(
    root: Statement, wanted: Statement, commands: Sequence[str], direction: Literal["remediation", "rollback"]
) -> Proof | None:
    refused = run(root, commands)
    if refused:
        one = refused[0]
        difference = Difference(direction=direction, step=one.step, expected=one.command, actual="")
        return Proof(verdict="not_proved", reason=f"refused: {one.reason}", first_difference=difference)
    found = first_difference(wanted, root)
    if found is None:
        return None
    difference = Difference(direction=direction, expected=found[0], actual=found[1])
    return Proof(verdict="not_proved", reason="the end differs", first_difference=difference)
