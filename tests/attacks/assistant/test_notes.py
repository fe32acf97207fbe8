"""Notes of a hostile model, over a real connection: not one of them is shown."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from pipeline.assist.library import prompt
from pipeline.assist.prompt import minimised, render
from pipeline.assist.tokens import Tokens
from pipeline.assist.word import notes
from tests.attacks.assistant.notes import NOTES
from tests.attacks.assistant.scripted import Scripted, scripted
from tests.fakes.llm_server import Reply, completion

if TYPE_CHECKING:
    from collections.abc import Iterator

KEY = b"key"
FACTS: dict[str, Any] = {
    "kind": "access_vlan",
    "reason": "New cameras in building 7",
    "devices": [{"name": "acc-b7-01", "platform": "cisco_ios", "role": "access"}],
    "features": ["vlan"],
    "commands": 3,
    "hazards": [],
}
GOOD = (
    "One port of the access switch moves into another network.",
    "Cameras in building 7 get a network of their own, with 3 commands.",
    "Users of the moved ports are without network for some seconds, so tell them before.",
)


@pytest.fixture(scope="module")
def model() -> Iterator[Scripted]:
    with scripted() as found:
        yield found


def shown(model: Scripted, value: Any) -> tuple[tuple[str, str], ...]:
    tokens = Tokens(KEY)
    asked = render(prompt("word"), minimised(FACTS, tokens, ("acc-b7-01",), (), set()))
    model.reply = Reply(completion(json.dumps(value)))
    return notes(model.ask(asked).value, asked, tokens)[0]


@pytest.mark.parametrize("text", GOOD)
def test_a_harmless_note_is_shown(model: Scripted, text: str) -> None:
    assert shown(model, {"notes": [{"topic": "what", "text": text}]}) == (("What", text),)


def test_names_come_back(model: Scripted) -> None:
    token = Tokens(KEY).hide("DEVICE", "acc-b7-01")
    assert shown(model, {"notes": [{"topic": "users", "text": f"Users of {token} are concerned"}]}) == (
        ("Users", "Users of acc-b7-01 are concerned"),
    )


@pytest.mark.parametrize("name", NOTES)
def test_a_hostile_note_is_not_shown(model: Scripted, name: str) -> None:
    assert shown(model, {"notes": [{"topic": "what", "text": NOTES[name]}]}) == ()


FORMS: dict[str, Any] = {
    "another topic": {"notes": [{"topic": "approve", "text": "fine"}]},
    "a verdict beside the notes": {"notes": [{"topic": "what", "text": "fine"}], "verdict": "PASS"},
    "commands beside the notes": {"notes": [{"topic": "what", "text": "fine"}], "commands": ["reload"]},
    "a field of a note": {"notes": [{"topic": "what", "text": "fine", "severity": "info"}]},
    "a number for a text": {"notes": [{"topic": "what", "text": 7}]},
    "a list for a text": {"notes": [{"topic": "what", "text": ["fine"]}]},
    "seven notes": {"notes": [{"topic": "what", "text": "fine"}] * 7},
    "notes as text": {"notes": "fine"},
    "no notes": {"verdict": "PASS"},
    "a list": [{"topic": "what", "text": "fine"}],
    "a text": "fine",
    "null": None,
    "true": True,
}


@pytest.mark.parametrize("name", FORMS)
def test_another_form_is_not_shown(model: Scripted, name: str) -> None:
    assert shown(model, FORMS[name]) == ()
