"""Answer the core's questions: each is handed to whoever stands for its port; whoever is missing is said."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Protocol

from bot import answerers
from schemas.question import Answer

if TYPE_CHECKING:
    from bot.files import Files
    from pipeline.run import Asked

Heard = Callable[[tuple[Answer, ...]], None]
"""Told the answers that are there while others, which take long, are not."""


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


def _unheard(answers: tuple[Answer, ...]) -> None:
    del answers


@dataclass(frozen=True, slots=True)
class Connected:
    """Whoever stands for each port: a module of `bot.answerers` named like it exports `PLUGIN`.

    One whose answers come in two parts exports `EARLY`, too, which is told whom to tell of the first part.
    """

    heard: Heard = _unheard

    def __call__(self, asked: Sequence[Asked], base: Files, /) -> tuple[Answer, ...]:
        """Return one answer a question, in their order."""
        there = {info.name for info in iter_modules(answerers.__path__)}
        found: dict[str, Answer] = {}
        slow: list[tuple[tuple[Asked, ...], _Early]] = []
        for port in sorted({one.question.port for one in asked}):
            mine = tuple(one for one in asked if one.question.port == port)
            module = import_module(f"{answerers.__name__}.{port}") if port in there else None
            early = getattr(module, "EARLY", None)
            if early is not None and self.heard is not _unheard:
                slow.append((mine, early))
            else:
                ask: Answering = module.PLUGIN if module else nobody
                found |= {answer.key: answer for answer in ask(mine, base)}
        # Those that take long come last, so that what they say first meets all that is known without them.
        for mine, early in slow:
            found |= {one.key: one for one in early(mine, base, partial(self._told, dict(found)))}
        return tuple(found[one.question.key] for one in asked)

    def _told(self, known: dict[str, Answer], told: tuple[Answer, ...]) -> None:
        self.heard(tuple((known | {one.key: one for one in told}).values()))

    def hearing(self, heard: Heard) -> Connected:
        """Return the same, telling of first answers."""
        return replace(self, heard=heard)


connected = Connected()
"""Whoever is connected."""


class _Early(Protocol):
    def __call__(self, asked: Sequence[Asked], base: Files, heard: Heard, /) -> tuple[Answer, ...]:
        """Return one answer a question; tell of those that are there before the others."""


def hearing(answering: Answering, heard: Heard) -> Answering:
    """Return an answering that tells of first answers, where it can; else as it is."""
    made: Callable[[Heard], Answering] | None = getattr(answering, "hearing", None)
    return made(heard) if made else answering


@dataclass(frozen=True, slots=True)
class _Recorded:
    held: dict[str, Answer]
    otherwise: Answering

    def __call__(self, asked: Sequence[Asked], base: Files, /) -> tuple[Answer, ...]:
        open_ones = tuple(one for one in asked if one.question.key not in self.held)
        fresh = {one.key: one for one in self.otherwise(open_ones, base)} if open_ones else {}
        return tuple((self.held | fresh)[one.question.key] for one in asked)

    def hearing(self, heard: Heard) -> _Recorded:
        known = tuple(self.held.values())
        return _Recorded(self.held, hearing(self.otherwise, lambda told: heard((*known, *told))))


def recorded(answers: Sequence[Answer], otherwise: Answering = nobody) -> Answering:
    """Return an answering that takes evidence that is there, and asks only for what is not."""
    return _Recorded({answer.key: answer for answer in answers}, otherwise)
