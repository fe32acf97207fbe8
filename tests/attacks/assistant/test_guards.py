"""Every guard is needed: without it, attacks come through that nothing else stops, so its removal turns tests red."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from bot.adapters import llm, llm_http
from pipeline.assist import plain
from pipeline.errors import AssistantError
from tests.attacks.assistant.notes import NOTES
from tests.attacks.assistant.scripted import Scripted, scripted
from tests.attacks.assistant.test_endpoint import REPLIES, REQUEST, SLOW

if TYPE_CHECKING:
    from collections.abc import Iterator

FACTS = '{"commands":3,"kind":"access_vlan","reason":"New cameras in building 7"}'
NEVER = re.compile(r"(?!x)x")
WORDS: dict[str, tuple[Any, int]] = {
    "_ACTS": (NEVER, 25),
    "_COMMAND": (NEVER, 14),
    "_JUDGES": (NEVER, 17),
    "_ASKS_FOR_SECRETS": (NEVER, 4),
    "_sign": (lambda _: "", 25),
    "LONGEST_WORD": (10**9, 1),
    "invented": (lambda _text, _known: (), 5),
}
"""What stands in a guard's place, and how many of the named notes nothing but that guard stops."""


def through() -> list[str]:
    texts = {name: text for name, text in NOTES.items() if "<DEVICE" not in text}
    return [name for name, text in texts.items() if not plain.refusal(text, 280) and not plain.invented(text, FACTS)]


@pytest.mark.parametrize("guard", WORDS)
def test_a_guard_of_words_is_needed(guard: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert through() == []
    nothing, least = WORDS[guard]
    monkeypatch.setattr(plain, guard, nothing)
    assert len(through()) >= least


@pytest.fixture(scope="module")
def endpoint() -> Iterator[Scripted]:
    with scripted() as found:
        yield found


ENDPOINT: dict[str, tuple[Any, str, Any, str]] = {
    "the model's name": (llm, "same_model", lambda _wanted, _said: True, "another model"),
    "a key once": (llm, "_once", dict, "a key twice"),
    "numbers without fractions": (llm, "digest_of", lambda _: "sha256:" + "0" * 64, "a number with a fraction"),
    "no tools": (llm, "_text", lambda one: one.choices[0].message.content, "a tool call beside an answer"),
    "one choice": (llm, "_text", lambda one: one.choices[0].message.content, "two choices"),
    "a most size": (llm_http, "_MOST_BYTES", 10**9, "too large with blanks"),
}


@pytest.mark.parametrize("name", ENDPOINT)
def test_a_guard_of_the_endpoint_is_needed(endpoint: Scripted, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    module, guard, nothing, case = ENDPOINT[name]
    endpoint.reply = REPLIES[case]
    with pytest.raises(AssistantError):
        endpoint.ask(REQUEST)
    monkeypatch.setattr(module, guard, nothing)
    endpoint.ask(REQUEST)


def test_every_attack_has_a_name_of_its_own() -> None:
    assert len(NOTES) + len(REPLIES) + len(SLOW) >= 150
