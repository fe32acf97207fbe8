"""A wish in words: what is suggested in its place. The wish blocks until a person commits an intent."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from pipeline.checks.base import Assessed, Assessor, Section
from pipeline.load import load
from schemas.finding import Finding, Severity, blocks
from schemas.question import Question, ask

if TYPE_CHECKING:
    from pipeline.checks.base import Case

KIND = "free_text"
FILE = "suggested-intent.yaml"
ASKED_BACK = "asked-back.txt"
_MOST = 4000
_CHOICES = 12


def _ask(case: Case) -> tuple[Question, ...]:
    envelope, spec = case.draft.envelope, case.draft.loaded.spec
    if envelope.kind != KIND or spec is None:
        return ()
    model = case.snapshot.settings.assistant != "off"
    about = {"text": getattr(spec, "text", ""), "reason": envelope.metadata.reason}
    return (ask("assistant", "draft", intent=case.draft.name, model=model, **about),)


def _assess(case: Case) -> Assessed:
    for question in _ask(case):
        answer = case.answer(question)
        if answer.state == "answered" and isinstance(answer.value, dict):
            return _shown(case, answer.value)
    return Assessed(())


def _shown(case: Case, value: dict[str, object]) -> Assessed:
    from pipeline.assist.plain import refusal

    text, outcome = str(value.get("text", "")), value.get("outcome")
    # What a model says is beside the package: nothing that is decided, and no finding, comes of it.
    model = value.get("by") == "model"
    by = "a language model" if model else "its sentence, without a model"
    document = case.draft.loaded.document
    place = document.place(("spec", "text")) if document else None
    if outcome == "intent":
        loaded = load(f"intents/{case.draft.name}.yaml", text.encode())
        if len(text) > _MOST or loaded.spec is None or blocks(loaded.findings):
            return Assessed(())
        kind = loaded.envelope.kind if loaded.envelope else ""
        message = f"suggested in its place: an intent of the kind {kind}, made from {by}; see {FILE}"
        hint = "look at it, and commit it as the intent file if it says what you want"
        finding = Finding(rule="wish-suggestion", severity=Severity.INFO, message=message, place=place, hint=hint)
        fence = "`" * (max((len(run) for run in re.findall("`+", text)), default=2) + 1)
        shown = f"Made from {by}. Nothing is done with it.\n\n{fence}yaml\n{text}{fence}\n"
        section = Section("Suggested intent", shown)
        files = ((FILE, text.encode()),)
        return Assessed((), findings=() if model else (finding,), files=files, wording=(FILE,), sections=(section,))
    if outcome in ("question", "refusal") and (not model or not refusal(text, _MOST)):
        first, *rest = text.splitlines() or [""]
        asked = "asked back" if outcome == "question" else "not done"
        hint = "; ".join(line.removeprefix("- ") for line in rest[:5]) or "say more in the wish"
        message = f"{asked}: {first}"
        finding = Finding(rule="wish-question", severity=Severity.INFO, message=message, place=place, hint=hint)
        section = Section("About the wish", f"{message[0].upper()}{message[1:]} ({by}).\n")
        content = "\n".join((f"{message} ({by})", *rest[:_CHOICES], "")).encode()
        more: dict[str, Any] = {"files": ((ASKED_BACK, content),), "wording": (ASKED_BACK,), "sections": (section,)}
        # Where a model may be asked, what is decided must not tell whether one was: not even by a question of ours.
        may = case.snapshot.settings.assistant != "off"
        return Assessed((), **more) if may else Assessed((), findings=(finding,))
    return Assessed(())


PLUGIN = Assessor(rank=96, assess=_assess, ask=_ask)
