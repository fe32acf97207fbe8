"""Every sentence that is shown as an example is understood, and makes an intent of its kind."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.load import load
from pipeline.wish import NotUnderstood, Understood, forms, languages, understand

KNOWN = ("acc-b7-01", "acc-b7-02", "core-01", "core-02", "dist-a-01", "dist-a-02", "edge-01")
EXAMPLES = [pytest.param(kind, one, id=one) for kind, form in forms().items() for one in form.examples]
EXAMPLES += [
    pytest.param(one.kind, one.example, id=one.example)
    for language in languages().values()
    for one in language.sentences
]
SAME = (
    (
        "allow vlans 120, 130 on dist-a-01 Po1",
        "Auf dem Trunk Po1 von dist-a-01 sollen die VLANs 120 und 130 erlaubt sein.",
        "Sul trunk Po1 di dist-a-01 permetti le VLAN 120 e 130",
    ),
    (
        "add vlan 120 CCTV on acc-b7-01 Gi1/0/3 and acc-b7-02 Gi1/0/4",
        "Bitte VLAN 120 CCTV auf acc-b7-01 Gi1/0/3 und auf acc-b7-02 Gi1/0/4",
        "Per favore, aggiungi la VLAN 120 di nome CCTV su Gi1/0/3 di acc-b7-01 e su Gi1/0/4 di acc-b7-02",
    ),
    (
        "deny tcp from any to 192.0.2.0/24 port 23 in EDGE-IN on edge-01",
        "Verbiete TCP von allen zu 192.0.2.0/24 Port 23 in EDGE-IN auf edge-01",
        "Nega TCP da tutti a 192.0.2.0/24 porta 23 nella lista EDGE-IN di edge-01",
    ),
    (
        "use dns servers 192.0.2.5, 192.0.2.6 on dist-a-01 and dist-a-02",
        "DNS-Server 192.0.2.5 und 192.0.2.6 auf dist-a-01 und dist-a-02 verwenden",
        "usa i server DNS 192.0.2.5 e 192.0.2.6 su dist-a-01 e dist-a-02",
    ),
    ("set mtu 9000 on dist-a-01 Po1 and dist-a-02 Po1", "MTU 9000 auf Po1 von dist-a-01 und dist-a-02", ""),
    ("add vlan 7 ALLE on acc-b7-01 Gi1/0/3", "VLAN 7 ALLE auf acc-b7-01 Gi1/0/3", "VLAN 7 ALLE su acc-b7-01 Gi1/0/3"),
)
OTHERWISE = (
    "VLAN 120 CCTV auf acc-b7-01 an Gi1/0/10 nicht einrichten",
    "Gi1/0/3 von acc-b7-01 nicht abschalten",
    "Schalte den Port auf acc-b7-01 ab",
    "edge-01 soll mit 192.0.2.9 BGP sprechen",
    "Nicht Gi1/0/3 von acc-b7-01 abschalten",
    "Non disattivare la porta Gi1/0/3 di acc-b7-01",
    "Disattiva la porta Gi1/0/3 di acc-b7-01 ma non Gi1/0/4",
    "Annulla cctv",
    "Wecke Gi1/0/30",
)
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


@pytest.mark.parametrize("said", SAME, ids=lambda said: said[0])
def test_every_language_says_the_same(said: tuple[str, ...]) -> None:
    first, *others = (understand(one, KNOWN) for one in said if one)
    assert isinstance(first, Understood)
    assert all(one == first for one in others)


@pytest.mark.parametrize("sentence", OTHERWISE)
def test_what_says_less_or_the_contrary_is_asked_back(sentence: str) -> None:
    assert isinstance(understand(sentence, KNOWN), NotUnderstood)


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


@given(
    st.text(max_size=80),
    st.sampled_from(
        ["add vlan 1 A on ", "route ", "shut down ", "peer ", "schalte ", "VLAN 1 A auf ", "permetti tcp da ", ""]
    ),
)
def test_no_sentence_is_too_much(words: str, begin: str) -> None:
    assert understand(begin + words, KNOWN) == understand(begin + words, reversed(KNOWN))
