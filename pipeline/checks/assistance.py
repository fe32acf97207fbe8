"""Assistance: words by a language model beside the package: no verdict, and nothing that is decided changes by it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.checks.base import Assessed, Assessor
from schemas.canonical import digest_of
from schemas.finding import blocks
from schemas.question import Question, ask

if TYPE_CHECKING:
    from pipeline.assist.tokens import Tokens
    from pipeline.assist.word import Blocked
    from pipeline.checks.base import Case
    from schemas.assistant import AssistantRequest

FILE = "assisted-notes.md"


def _prepared(case: Case) -> tuple[AssistantRequest | Blocked, Tokens]:
    from pipeline.assist.library import prompt
    from pipeline.assist.tokens import Tokens
    from pipeline.assist.word import request

    # The tokens hide names from the endpoint: their key is made of configurations, which the endpoint never sees, so
    # that whoever has the repository can turn them back and make the same request again.
    known = {item.device.name: item.running.digest for item in case.snapshot.devices}
    tokens = Tokens(digest_of(known).encode())
    sites = {item.device.name: item.device.site for item in case.snapshot.devices}
    return request(prompt("word"), case.draft, tokens, sites), tokens


def questions(case: Case) -> tuple[Question, ...]:
    """Return what is asked of the assistant about a change."""
    if case.snapshot.settings.assistant == "off" or blocks(tuple(case.draft.findings)):
        return ()
    from pipeline.assist.word import Blocked

    found, _ = _prepared(case)
    if isinstance(found, Blocked):
        return ()
    return (ask("assistant", "word", intent=case.draft.name, request=found.model_dump(mode="json")),)


def _assess(case: Case) -> Assessed:
    asked = questions(case)
    if not asked:
        return Assessed(())
    from pipeline.assist.word import Blocked, notes, page

    found, tokens = _prepared(case)
    answer = case.answer(asked[0])
    if isinstance(found, Blocked) or answer.state != "answered" or not isinstance(answer.value, dict):
        return Assessed(())
    shown, _ = notes(answer.value.get("answer"), found, tokens)
    if not shown:
        return Assessed(())
    model = dict(answer.source).get("model", "unknown")
    return Assessed((), files=((FILE, page(shown, model).encode()),), wording=(FILE,))


PLUGIN = Assessor(rank=95, assess=_assess, ask=questions)
