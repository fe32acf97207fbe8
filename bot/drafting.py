"""Draft: a wish in words becomes a suggestion, by our sentences, or else by a model where one may be asked."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.binding import Bound, bound
from bot.new_intent import Draft, names_of
from bot.snapshot import DEVICES
from pipeline.assist.draft import Suggestion, Wish, request, suggestion
from pipeline.assist.library import prompt
from pipeline.assist.secrets import secrets_of
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

_MOST_NAMED = 20
"""Devices of a wish whose configurations are looked at for secrets."""


def draft(question: Question, base: Files, assistant: Assistant | None) -> Answer:
    """Return a suggestion, a question or a refusal; a model is asked only where no sentence of ours fits."""
    values = question.values
    raw = base.read(DEVICES)
    try:
        devices = names_of(DEVICES, raw) if raw is not None else ()
    except WorkspaceError as error:
        return Answer(key=question.key, state="unreachable", reason=str(error))
    may = assistant if values["model"] else None
    wish = wished(values["text"], question.intent, values["reason"], devices, base if may else None)
    tokens = Tokens(digest_of({"inventory": (raw or b"").hex()}).encode())
    found = bound(wish, base, may, tokens)
    if isinstance(found, NotUnderstood):
        return _asked_back(question, found)
    said = understand(found.text, devices)
    if not isinstance(said, NotUnderstood):
        made = Draft(said.kind, said.spec, question.intent, values["reason"]).plain
        return _said(question, "intent", made, found, by_model=False)
    if may is None:
        return _asked_back(question, said)
    return _by_model(question, replace(wish, text=found.text), found, tokens, may)


def wished(text: str, name: str, reason: str, devices: tuple[str, ...], base: Files | None) -> Wish:
    """Return a wish, with what must not be sent of the configurations of the devices that it names."""
    small = text.casefold()
    named = [device for device in devices if device.casefold() in small][:_MOST_NAMED] if base else []
    contents = [base.read(f"configs/{device}.cfg") for device in named] if base else []
    known = {value for raw in contents if raw for value in secrets_of(raw.decode(errors="replace"))}
    return Wish(text, name, reason, devices, frozenset(known))


def _asked_back(question: Question, found: NotUnderstood) -> Answer:
    text = "\n".join((found.question, *(f"- {one}" for one in found.choices)))
    return answered(question, {"outcome": "question", "text": text, "by": "sentence"})


def _said(question: Question, outcome: str, text: str, found: Bound, *, by_model: bool) -> Answer:
    notes = "".join(f"# {note}; look at it\n" for note in found.notes) if outcome == "intent" else ""
    by = "model" if by_model or found.by_model else "sentence"
    value = {"outcome": outcome, "text": f"{notes}{text}", "by": by}
    models = {("model", call.model_said) for call in found.calls}
    value_calls = [call.model_dump(mode="json") for call in found.calls]
    return answered(question, value | {"calls": value_calls} if value_calls else value, tuple(sorted(models)))


def _by_model(question: Question, wish: Wish, found: Bound, tokens: Tokens, assistant: Assistant) -> Answer:
    try:
        judged, call = suggest(wish, tokens, assistant)
    except AssistantError as error:
        return Answer(key=question.key, state="unreachable", reason=str(error))
    if isinstance(judged, Blocked):
        return Answer(key=question.key, state="off", reason=f"the wish is not sent: {judged.reason}")
    assert call is not None
    whole = replace(found, calls=(*found.calls, call))
    return _said(question, judged.outcome, judged.text, whole, by_model=True)


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
