"""Answer the core's questions: each is handed to whoever stands for its port; whoever is missing is said."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Protocol

from bot import answerers
from schemas.question import Answer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.files import Files
    from pipeline.run import Asked


class Answering(Protocol):
    """Something that answers questions about changes to a network repository as it is at its base.

    Law: every question gets exactly one answer, an honest `unreachable` or `off` among them; nothing is raised.
    """

    def __call__(self, asked: Sequence[Asked], base: Files, /) -> tuple[Answer, ...]:
        """Return one answer a question, in their order."""


def nobody(asked: Sequence[Asked], base: Files) -> tuple[Answer, ...]:  # noqa: ARG001 - nobody looks
    """Say of every question that nobody was asked."""
    return tuple(
        Answer(key=one.question.key, state="off", reason=f"no {one.question.port} is connected") for one in asked
    )


def connected(asked: Sequence[Asked], base: Files) -> tuple[Answer, ...]:
    """Ask whoever stands for each port: a module of `bot.answerers` named like it exports `PLUGIN`."""
    there = {info.name for info in iter_modules(answerers.__path__)}
    found: dict[str, Answer] = {}
    for port in sorted({one.question.port for one in asked}):
        mine = tuple(one for one in asked if one.question.port == port)
        ask: Answering = import_module(f"{answerers.__name__}.{port}").PLUGIN if port in there else nobody
        found |= {answer.key: answer for answer in ask(mine, base)}
    return tuple(found[one.question.key] for one in asked)


def recorded(answers: Sequence[Answer], otherwise: Answering = nobody) -> Answering:
    """Return an answering that takes evidence that is there, and asks only for what is not."""
    held = {answer.key: answer for answer in answers}

    def answer(asked: Sequence[Asked], base: Files) -> tuple[Answer, ...]:
        open_ones = tuple(one for one in asked if one.question.key not in held)
        fresh = {one.key: one for one in otherwise(open_ones, base)} if open_ones else {}
        return tuple((held | fresh)[one.question.key] for one in asked)

    return answer
