"""Answer a package's questions by an assistant, and all others by nobody, as the bot would."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.adapters.llm import Endpoint, Llm
from bot.answerers.assistant import answer_of
from bot.answering import nobody
from bot.second_pass import SecondPass

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.files import Files
    from bot.ports import Assistant
    from pipeline.run import Asked
    from schemas.question import Answer

    Answering = Callable[[Sequence[Asked], Files], tuple[Answer, ...]]


def by(assistant: Assistant | None) -> Answering:
    """Return an answering by this assistant; None: it is off."""

    def answer(asked: Sequence[Asked], base: Files, /) -> tuple[Answer, ...]:
        others = {one.key: one for one in nobody(asked, base)}
        mine = [one.question for one in asked if one.question.port == "assistant"]
        found = others | {one.key: answer_of(assistant, one, base) for one in mine}
        return tuple(found[one.question.key] for one in asked)

    return answer


def endpoint(url: str, attempts: int = 2, seconds: float = 10.0) -> Assistant:
    """Return the real adapter behind the real second pass, which waits for nothing."""
    return SecondPass(Llm(Endpoint(url, "scripted", attempts=attempts, seconds=seconds), sleep=lambda _: None))
