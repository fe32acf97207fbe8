"""Play commands on a model of a device, one by one, as its configuration prompt would take them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.device.grammar import grammar
from pipeline.device.negate import default, drop
from pipeline.device.parse import parse
from pipeline.device.put import end_text, put
from pipeline.device.refusal import BeyondError, RefusedError
from pipeline.device.render import render
from pipeline.device.session import Session

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.device.model import Model
    from renderers.behaviour import Behaviour


@dataclass(frozen=True, slots=True)
class Refusal:
    """A command that the device did not take."""

    step: int
    """Its number, counted from 1."""
    command: str
    reason: str
    beyond: bool = False
    """What the device does with it is not known."""


@dataclass(frozen=True, slots=True)
class Played:
    """What came of a list of commands."""

    text: str
    """The final configuration."""
    refused: tuple[Refusal, ...] = ()
    """Commands that changed nothing, because the device refuses them or the model cannot follow."""


def play(behaviour: Behaviour, running: str, commands: Sequence[str]) -> Played:
    """Return the configuration after the commands; without any, the text as it is.

    What an unknown command means is read off the configuration itself: a line with lines below it is a header. An
    unknown line joins the block of the present mode, and its exact `no` takes it out.
    """
    model = parse(running, grammar(behaviour))
    refused, _ = enter(model, commands, ())
    return Played(render(model), refused)


def enter(
    model: Model, commands: Sequence[str], hints: tuple[Model, ...]
) -> tuple[tuple[Refusal, ...], tuple[int, ...]]:
    """Change a model by commands; return the refused ones, and how long its journal was after each."""
    session = Session(model, hints)
    refused: list[Refusal] = []
    marks: list[int] = []
    for step, command in enumerate(commands, 1):
        here = session.here
        try:
            for line in command.split("\n"):
                take(session, line)
        except (RefusedError, BeyondError) as error:
            session.here = here
            refused.append(Refusal(step, command, str(error), beyond=isinstance(error, BeyondError)))
        marks.append(len(model.journal))
    if session.text is not None:
        refused.append(Refusal(len(commands), commands[-1], f"`{session.text.name}` is not ended"))
    return tuple(refused), tuple(marks)


def take(session: Session, raw: str) -> None:
    """Take one line typed at the prompt."""
    if session.text is not None and session.text.content is None:
        session.typed.append(raw.rstrip())
        if session.text.ended_by(raw):
            end_text(session)
        return
    line = raw.strip()
    if not line or line[0] in "!#":
        return
    if session.over:
        raise RefusedError("configuration mode was left")
    if session.grammar.leave.fullmatch(line):
        session.leave(line)
    elif line.startswith("no "):
        drop(session, line[3:].strip())
    elif line.startswith("default ") and session.grammar.behaviour.has_default:
        default(session, line[8:].strip())
    else:
        put(session, line)
        if session.text is not None and session.text.content is not None:
            end_text(session)
