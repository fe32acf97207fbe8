"""Assistant: words by a language model, from the endpoint of `GAINS_ASSISTANT_URL`; without one, honest silence."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from bot.surroundings import said
from pipeline.errors import AssistantError, SettingsError
from schemas.assistant import AssistantRequest
from schemas.question import Answer, answered

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.files import Files
    from bot.ports import Assistant
    from pipeline.run import Asked
    from schemas.question import Question


def ask(asked: Sequence[Asked], base: Files) -> tuple[Answer, ...]:  # noqa: ARG001 - what is sent stands in the question
    """Return one answer a question: of the endpoint, or that there is none."""
    if not said("GAINS_ASSISTANT_URL"):
        return tuple(Answer(key=one.question.key, state="off", reason="no assistant is connected") for one in asked)
    from bot.assistant_settings import AssistantSettings

    settings = AssistantSettings()
    if not settings.url or settings.mode == "replay":
        reason = (
            "no assistant is connected"
            if not settings.url
            else "the assistant is replayed, and this was not asked before"
        )
        return tuple(Answer(key=one.question.key, state="off", reason=reason) for one in asked)
    try:
        assistant = _assistant(settings.url, settings.model, settings.secret, settings.seconds, settings.attempts)
    except SettingsError as error:
        return tuple(Answer(key=one.question.key, state="unreachable", reason=str(error)) for one in asked)
    return tuple(ask_of(assistant, one.question) for one in asked)


@cache
def _assistant(url: str, model: str, key: str, seconds: float, attempts: int) -> Assistant:
    """Return the endpoint of this process: its circuit breaker is one for all who ask."""
    from bot.adapters.llm import Endpoint, Llm

    return Llm(Endpoint(url, model, key, seconds, attempts))


def ask_of(assistant: Assistant, question: Question) -> Answer:
    """Ask an assistant; what it says is looked at by whoever asked, what went wrong is silence."""
    request = AssistantRequest.model_validate(question.values["request"])
    try:
        found = assistant.ask(request)
    except AssistantError as error:
        return Answer(key=question.key, state="unreachable", reason=str(error))
    value = {"answer": found.value, "call": found.call.model_dump(mode="json")}
    return answered(question, value, (("model", found.call.model_said or found.call.model),))


PLUGIN = ask
