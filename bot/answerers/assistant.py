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


def ask(asked: Sequence[Asked], base: Files) -> tuple[Answer, ...]:
    """Return one answer a question: of the endpoint, or that there is none; a draft can do without."""
    try:
        assistant, reason = _there()
    except SettingsError as error:
        return tuple(Answer(key=one.question.key, state="unreachable", reason=str(error)) for one in asked)
    return tuple(_one(one.question, base, assistant, reason) for one in asked)


def _one(question: Question, base: Files, assistant: Assistant | None, reason: str) -> Answer:
    if question.name == "draft":
        from bot.drafting import draft

        return draft(question, base, assistant)
    if assistant is None:
        return Answer(key=question.key, state="off", reason=reason)
    return ask_of(assistant, question)


def _there() -> tuple[Assistant | None, str]:
    """Return the endpoint, or why nobody is asked; raise `SettingsError` for settings that cannot be."""
    if not said("GAINS_ASSISTANT_URL"):
        return None, "no assistant is connected"
    from bot.assistant_settings import AssistantSettings

    settings = AssistantSettings()
    if not settings.url:
        return None, "no assistant is connected"
    if settings.mode == "replay":
        return None, "the assistant is replayed, and this was not asked before"
    return _assistant(settings.url, settings.model, settings.secret, settings.seconds, settings.attempts), ""


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
