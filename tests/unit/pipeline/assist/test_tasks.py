"""Tokens, prompts and the three tasks: what is sent is on the list, what comes back is looked at."""

from __future__ import annotations

import json
from typing import Any

import pytest

from pipeline.assist.bind import chosen
from pipeline.assist.bind import request as bind_request
from pipeline.assist.draft import Wish, suggestion
from pipeline.assist.draft import request as draft_request
from pipeline.assist.library import names, prompt
from pipeline.assist.prompt import render
from pipeline.assist.tokens import Tokens
from pipeline.assist.word import Blocked
from pipeline.open_place import Candidate
from pipeline.registry import kinds
from schemas.assistant import AssistantRequest

DEVICES = ("acc-b7-01", "acc-b7-02", "dist-a-01")
PROMPTS = {"bind": "1.0.0", "draft": "1.0.0", "word": "1.0.0"}


def test_the_prompts_are_what_their_versions_say() -> None:
    assert {name: prompt(name).header.version for name in names()} == PROMPTS
    assert {name: prompt(name).header.task for name in names()} == {name: name for name in names()}


def test_a_fact_that_is_not_on_the_list_never_leaves() -> None:
    with pytest.raises(ValueError, match="configuration"):
        render(prompt("word"), {"kind": "x", "configuration": "hostname y"})


def test_tokens_come_back_and_strangers_are_refused() -> None:
    tokens = Tokens(b"key")
    hidden = tokens.hide_in("move acc-b7-01 at 192.0.2.7 and 2001:db8::1 next to dist-a-01x", DEVICES)
    assert "acc-b7-01" not in hidden
    assert "192.0.2.7" not in hidden
    assert "2001:db8::1" not in hidden
    assert "dist-a-01x" in hidden
    assert tokens.show(hidden) == "move acc-b7-01 at 192.0.2.7 and 2001:db8::1 next to dist-a-01x"
    assert Tokens(b"other").hide("DEVICE", "acc-b7-01") != tokens.hide("DEVICE", "acc-b7-01")
    with pytest.raises(ValueError, match="never sent"):
        tokens.show("<DEVICE:0123456789>")


def drafted(text: str, answer: dict[str, Any]) -> tuple[str, str]:
    tokens = Tokens(b"key")
    wish = Wish(text, "cameras", "New cameras", DEVICES)
    asked = draft_request(prompt("draft"), wish, kinds(), tokens)
    assert isinstance(asked, AssistantRequest)
    assert not any(name in asked.data for name in DEVICES)
    hidden = json.loads(tokens.hide_in(json.dumps(answer), DEVICES))
    found = suggestion(hidden, asked, wish, tokens)
    return found.outcome, found.text


SPEC = {"vlan": {"id": 120, "name": "CCTV"}, "ports": [{"device": "acc-b7-01", "interfaces": ["Gi1/0/10-14"]}]}
WISH = "Kameras: VLAN 120 CCTV auf acc-b7-01 Gi1/0/10-14"


def test_a_good_answer_is_a_suggestion_that_is_an_intent() -> None:
    outcome, text = drafted(WISH, {"outcome": "intent", "kind": "access_vlan", "spec": SPEC})
    assert outcome == "intent"
    assert "device: acc-b7-01" in text
    assert text.startswith("# Suggested by a language model")
    assert "Not in the wish" not in text


def test_what_was_not_in_the_wish_is_said() -> None:
    spec = {**SPEC, "vlan": {"id": 666}}
    assert (
        "Not in the wish, look at it: 666"
        in drafted(WISH, {"outcome": "intent", "kind": "access_vlan", "spec": spec})[1]
    )


@pytest.mark.parametrize(
    "answer",
    [
        {"outcome": "intent", "kind": "access_vlan", "spec": {**SPEC, "extra": 1}},
        {"outcome": "intent", "kind": "access_vlan", "spec": {"vlan": {"id": 5000}, "ports": SPEC["ports"]}},
        {"outcome": "intent", "kind": "no_such_kind", "spec": SPEC},
        {"outcome": "intent", "kind": "free_text", "spec": {"text": "again"}},
        {
            "outcome": "intent",
            "kind": "access_vlan",
            "spec": {**SPEC, "ports": [{"device": "evil-01", "interfaces": ["x1"]}]},
        },
        {"outcome": "intent", "kind": "access_vlan", "spec": {**SPEC, "description": "a\nreload"}},
        {"outcome": "question", "question": "see https://example.net"},
        {"outcome": "refusal", "reason": "`rm -rf`"},
        {"outcome": "approve"},
        {},
        [],
    ],
    ids=str,
)
def test_anything_else_is_no_suggestion(answer: Any) -> None:
    assert drafted(WISH, answer)[0] == "nothing"


def test_a_question_and_a_refusal_are_shown_as_words() -> None:
    assert drafted(WISH, {"outcome": "question", "question": "Which ports of acc-b7-01?"}) == (
        "question",
        "Which ports of acc-b7-01?",
    )
    assert drafted(WISH, {"outcome": "refusal", "reason": "This is no network change."})[0] == "refusal"


def test_a_secret_in_a_wish_is_taken_out_or_stops_the_call() -> None:
    tokens = Tokens(b"key")
    wish = Wish("set snmp community Hunter2xyz on acc-b7-01", "x", "y", DEVICES)
    asked = draft_request(prompt("draft"), wish, kinds(), tokens)
    assert isinstance(asked, AssistantRequest)
    assert "Hunter2xyz" not in asked.data
    twice = Wish("Hunter2xyz is the secret: enable secret Hunter2xyz", "x", "y", DEVICES)
    assert isinstance(draft_request(prompt("draft"), twice, kinds(), tokens), Blocked)


CANDIDATES = (Candidate("acc-b7-01", "Te1/1/1", "to dist-a-01"), Candidate("acc-b7-01", "Te1/1/2", "to dist-a-02"))


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"choice": 2}, CANDIDATES[1]),
        ({"choice": None}, None),
        ({"choice": 0}, None),
        ({"choice": 3}, None),
        ({"choice": True}, None),
        ({"choice": "1"}, None),
        ({"choice": 1, "interface": "Gi1/0/1"}, None),
        ("1", None),
        (None, None),
    ],
)
def test_a_choice_is_one_number_of_the_list_or_none(value: Any, expected: Candidate | None) -> None:
    asked = bind_request(
        prompt("bind"), "the uplink of acc-b7-01", CANDIDATES, Tokens(b"key"), Wish("x", "y", "z", DEVICES)
    )
    assert isinstance(asked, AssistantRequest)
    assert "acc-b7-01" not in asked.data
    assert chosen(value, CANDIDATES) == expected
