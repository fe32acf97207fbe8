"""The evaluation of wishes: the data is sound, and the counts are what came."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.adapters.llm import Endpoint, Llm
from bot.assistant_evaluation import DEVICES, LANGUAGES, evaluate, text, wishes
from pipeline.load import load
from tests.fakes.llm_server import LlmServer, Reply, completion

WISHES = wishes()


def test_there_are_enough_of_every_sort() -> None:
    assert len(WISHES) >= 120
    assert {one.language for one in WISHES} == set(LANGUAGES)
    assert len({one.kind for one in WISHES if one.kind}) >= 10
    assert len({one.text for one in WISHES}) == len(WISHES)
    for outcome in ("question", "refusal"):
        assert sum(one.outcome == outcome for one in WISHES) >= 15


@pytest.mark.parametrize("one", [one for one in WISHES if one.kind and one.language == "en"], ids=lambda one: one.text)
def test_a_wanted_intent_is_one(one: Any) -> None:
    about = {"name": "x", "reason": "a test"}
    whole = {"apiVersion": "gains/v1", "kind": one.kind, "metadata": about, "spec": one.spec}
    loaded = load("intents/x.yaml", json.dumps(whole).encode())
    assert loaded.findings == ()
    assert set(loaded.devices.values()) <= set(DEVICES)


def test_our_sentences_alone_accept_nothing_wrongly() -> None:
    found = evaluate(WISHES, None)
    assert found["all"].wrongly == 0
    assert all(found[name].exact >= 22 for name in LANGUAGES)
    assert found["all"].wishes == len(WISHES)
    assert "No model was asked" in text(found, "our sentences alone")


def test_a_model_that_makes_things_up_is_counted() -> None:
    wrong = {
        "outcome": "intent",
        "kind": "static_route",
        "spec": {"routes": [{"device": "core-01", "prefix": "192.0.2.0/24", "next_hop": "192.0.2.1"}]},
    }
    asked = tuple(one for one in WISHES if one.language == "de" and one.outcome != "intent")
    with LlmServer(lambda _: Reply(completion(json.dumps(wrong)))) as server:
        found = evaluate(asked, Llm(Endpoint(server.url, "scripted"), sleep=lambda _: None))
    assert found["all"].wrongly == found["all"].calls == len(asked)
    assert found["all"].outcome == 0
    assert found["all"].tokens == 120 * len(asked)


def test_a_model_that_is_right_is_counted() -> None:
    (wish,) = [one for one in WISHES if one.language == "de" and one.kind == "retire"]
    right = {"outcome": "intent", "kind": wish.kind, "spec": wish.spec}
    with LlmServer(lambda _: Reply(completion(json.dumps(right)))) as server:
        found = evaluate((wish,), Llm(Endpoint(server.url, "scripted"), sleep=lambda _: None))
    assert (found["de"].exact, found["de"].right, found["de"].wrongly) == (1, found["de"].fields, 0)
