"""Draft: a wish in words becomes a suggestion, by our sentences, or else by a model where one may be asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.new_intent import Draft, names_of
from bot.snapshot import DEVICES
from pipeline.assist.draft import Suggestion, Wish, request, suggestion
from pipeline.assist.library import prompt
from pipeline.assist.tokens import Tokens
from pipeline.assist.word import Blocked
from pipeline.errors import AssistantError, WorkspaceError
from pipeline.registry import kinds
from pipeline.wish import NotUnderstood, understand
from schemas.canonical import digest_of
from schemas.question import Answer, answered

if TYPE_CHECKING:
    from bot.files import Files
    from bot.ports import Assistant
    from schemas.assistant import AssistantCall
    from schemas.question import Question


def draft(question: Question, base: Files, assistant: Assistant | None) -> Answer:
    """Return a suggestion, a question or a refusal; a model is asked only where no sentence of ours fits."""
    values = question.values
    raw = base.read(DEVICES)
    try:
        devices = names_of(DEVICES, raw) if raw is not None else ()
    except WorkspaceError as error:
        return Answer(key=question.key, state="unreachable", reason=str(error))
    found = understand(values["text"], devices)
    if not isinstance(found, NotUnderstood):
        made = Draft(found.kind, found.spec, question.intent, values["reason"]).plain
        return answered(question, {"outcome": "intent", "text": made, "by": "sentence"})
    if assistant is None or not values["model"]:
        text = "\n".join((found.question, *(f"- {one}" for one in found.choices)))
        return answered(question, {"outcome": "question", "text": text, "by": "sentence"})
    return _by_model(question, raw or b"", devices, assistant)


def _by_model(question: Question, inventory: bytes, devices: tuple[str, ...], assistant: Assistant) -> Answer:
    values = question.values
    wish = Wish(values["text"], question.intent, values["reason"], devices)
    try:
        judged, call = suggest(wish, Tokens(digest_of({"inventory": inventory.hex()}).encode()), assistant)
    except AssistantError as error:
        return Answer(key=question.key, state="unreachable", reason=str(error))
    if isinstance(judged, Blocked):
        return Answer(key=question.key, state="off", reason=f"the wish is not sent: {judged.reason}")
    assert call is not None
    value = {"outcome": judged.outcome, "text": judged.text, "by": "model", "call": call.model_dump(mode="json")}
    return answered(question, value, (("model", call.model_said or call.model),))


def suggest(wish: Wish, tokens: Tokens, assistant: Assistant) -> tuple[Suggestion | Blocked, AssistantCall | None]:
    """Return what a model suggests for a wish, and the call; no call where the wish must not be sent.

    Raises `AssistantError` where there is no answer.
    """
    structured = {name: kind for name, kind in kinds().items() if name != "free_text"}
    asked = request(prompt("draft"), wish, structured, tokens)
    if isinstance(asked, Blocked):
        return asked, None
    came = assistant.ask(asked)
    return suggestion(came.value, asked, wish, tokens), came.call
