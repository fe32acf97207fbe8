"""Assistant: words by a language model, from the endpoint of `GAINS_ASSISTANT_URL`; without one, honest silence."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from bot.assistant_mode import Mode
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

OFF = "no assistant is connected"


def ask(asked: Sequence[Asked], base: Files) -> tuple[Answer, ...]:
    """Return one answer a question, as the settings say who is asked."""
    return ask_as(None, asked, base)


def ask_as(mode: Mode | None, asked: Sequence[Asked], base: Files) -> tuple[Answer, ...]:
    """Return one answer a question: of the endpoint, or that there is none; a draft can do without."""
    try:
        assistant = _there(mode)
    except SettingsError as error:
        return tuple(Answer(key=one.question.key, state="unreachable", reason=str(error)) for one in asked)
    return tuple(answer_of(assistant, one.question, base) for one in asked)


def answer_of(assistant: Assistant | None, question: Question, base: Files) -> Answer:
    """Return the answer to one question, by an assistant or by nobody."""
    if question.name == "draft":
        from bot.drafting import draft

        return draft(question, base, assistant)
    if assistant is None:
        return Answer(key=question.key, state="off", reason=OFF)
    return ask_of(assistant, question)


def _there(mode: Mode | None) -> Assistant | None:
    """Return who is asked within this job's budget; raise `SettingsError` for settings that cannot be."""
    if mode is Mode.OFF or (mode is None and not said("GAINS_ASSISTANT_URL") and not said("GAINS_ASSISTANT_MODE")):
        return None
    from bot.adapters.kept_words import KeptWords
    from bot.assistant_settings import read
    from bot.second_pass import SecondPass

    settings = read()
    mode = mode or settings.mode
    if mode is Mode.REPLAY:
        return SecondPass(KeptWords(settings.kept, None))
    if mode is Mode.OFF or not settings.url:
        return None
    if not settings.model:
        raise SettingsError("GAINS_ASSISTANT_MODEL names no model", hint="an answer of another model is refused")
    from bot.assistant_budget import Budgeted

    there = _endpoint(settings.url, settings.model, settings.secret, settings.seconds, settings.attempts)
    budgeted = Budgeted(there, settings.job_tokens, settings.job_seconds)
    return SecondPass(KeptWords(settings.kept, budgeted, settings.model))


@cache
def _endpoint(url: str, model: str, key: str, seconds: float, attempts: int) -> Assistant:
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
    return answered(question, value, (("model", found.call.model_said),))


PLUGIN = ask
