"""Every sentence that is shown as an example is understood, and makes an intent of its kind."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.load import load
from pipeline.wish import NotUnderstood, Understood, forms, understand

KNOWN = ("acc-b7-01", "acc-b7-02", "core-01", "core-02", "dist-a-01", "dist-a-02", "edge-01")
EXAMPLES = [pytest.param(kind, one, id=one) for kind, form in forms().items() for one in form.examples]
UNCLEAR = {
    "add vlan 120 CCTV on b7 Gi1/0/3": ("acc-b7-01", "acc-b7-02"),
    "add vlan 120 CCTV on acc-b7-1 Gi1/0/3": ("acc-b7-01", "acc-b7-02"),
    "add vlan 120 CCTV on Gi1/0/3": KNOWN,
    "route 198.51.100.0/24 via 192.0.2.1 on edge-02": ("edge-01",),
    "shut down acc-b7-01": (),
}


@pytest.mark.parametrize(("kind", "sentence"), EXAMPLES)
def test_an_example_makes_an_intent(kind: str, sentence: str) -> None:
    found = understand(sentence, KNOWN)
    assert isinstance(found, Understood)
    assert found.kind == kind
    whole = {"apiVersion": "gains/v1", "kind": kind, "metadata": {"name": "x", "reason": "a test"}, "spec": found.spec}
    assert load("intents/x.yaml", json.dumps(whole).encode()).findings == ()


def test_the_words_arrive_where_they_belong() -> None:
    found = understand(
        'add vlan 120 CCTV on ACC-b7-01 Gi1/0/10-12, Gi1/0/20 via dist-a-01 Po1 "camera, floor 1"', KNOWN
    )
    assert found == Understood(
        "access_vlan",
        {
            "vlan": {"id": 120, "name": "CCTV"},
            "description": "camera, floor 1",
            "ports": [{"device": "acc-b7-01", "interfaces": ["Gi1/0/10-12", "Gi1/0/20"]}],
            "uplinks": [{"device": "dist-a-01", "interfaces": ["Po1"]}],
        },
    )


@pytest.mark.parametrize("sentence", UNCLEAR)
def test_what_is_not_clear_is_asked_back_with_the_answers(sentence: str) -> None:
    found = understand(sentence, KNOWN)
    assert isinstance(found, NotUnderstood)
    assert found.choices == UNCLEAR[sentence]
    assert found.question.endswith("?")


@pytest.mark.parametrize(
    "sentence", ["", "frobnicate", "add vlan 120", "permit everything", "x" * 501, "wake \x1b[31m"]
)
def test_anything_else_shows_what_is_understood(sentence: str) -> None:
    assert isinstance(understand(sentence, KNOWN), NotUnderstood)


@given(st.text(max_size=80), st.sampled_from(["add vlan 1 A on ", "route ", "shut down ", "peer ", ""]))
def test_no_sentence_is_too_much(words: str, begin: str) -> None:
    assert understand(begin + words, KNOWN) == understand(begin + words, reversed(KNOWN))
