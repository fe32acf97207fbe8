"""Syntax: candidates checked by the platforms' own programs, where they are installed and need no device."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.adapters.vtysh import Vtysh
from schemas.question import Answer, answered

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.files import Files
    from pipeline.run import Asked


def answer(asked: Sequence[Asked], base: Files) -> tuple[Answer, ...]:  # noqa: ARG001 - the candidates say it all
    """Return one answer a question; a program that is not installed, or does not end, is said."""
    return tuple(_one(one) for one in asked)


def _one(asked: Asked) -> Answer:
    question = asked.question
    device = str(question.values.get("device", ""))
    if question.name != "vtysh" or device not in asked.after:
        return Answer(key=question.key, state="unreachable", reason=f"nobody answers {question.name}")
    program = Vtysh.installed()
    if program is None:
        return Answer(key=question.key, state="unreachable", reason="vtysh is not installed")
    complaints = program.check(asked.after[device])
    if complaints is None:
        return Answer(key=question.key, state="unreachable", reason="vtysh could not be run")
    found = [{"text": one.text, "reason": one.reason} for one in complaints]
    return answered(question, found, (("vtysh", program.version),))


PLUGIN = answer
