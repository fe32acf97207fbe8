"""A wish in words on its way through the bot: suggested by a sentence, by a model, or asked back; never acted on."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from bot.answering import nobody
from bot.propose import propose_intents
from tests.fakes.llm_server import LlmServer, Reply, completion
from tests.unit.bot.assistant.routed import by, endpoint
from tests.unit.bot.campus import CAMPUS, Changed

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.files import Files
    from pipeline.run import Asked
    from schemas.package import ChangePackage
    from schemas.question import Answer

ON = (CAMPUS / "gains.yaml").read_text().replace('assistant: "off"', "assistant: degrade")
SENTENCE = "add vlan 120 CCTV on acc-b7-01 Gi1/0/10-14"
GERMAN = "Bitte die Kameras an Gi1/0/10-14 von acc-b7-01 ins VLAN 120 nehmen, es heisst CCTV"
SPEC = {"vlan": {"id": 120, "name": "CCTV"}, "ports": [{"device": "acc-b7-01", "interfaces": ["Gi1/0/10-14"]}]}
HOSTILE: dict[str, Any] = {
    "a device that does not exist": SPEC | {"ports": [{"device": "core-99", "interfaces": ["Gi1/0/1"]}]},
    "a field that does not exist": SPEC | {"commands": ["reload"]},
    "another number for the text": SPEC | {"vlan": {"id": "120", "name": "CCTV"}},
    "a second command in a name": SPEC | {"vlan": {"id": 120, "name": "X\nreload"}},
    "no spec": None,
}


def wished(text: str, how: Callable[[Sequence[Asked], Files], tuple[Answer, ...]], settings: str = ON) -> ChangePackage:
    body = {
        "apiVersion": "gains/v1",
        "kind": "free_text",
        "metadata": {"name": "wish", "reason": "Cameras"},
        "spec": {"text": text},
    }
    base = Changed().put("gains.yaml", settings).put("intents/wish.yaml", json.dumps(body))
    (package,) = propose_intents(base, base, ["intents/wish.yaml"], how).packages
    assert package.blocking
    return package


alone = by(None)


def said(package: ChangePackage) -> str:
    return " ".join(finding["message"] for finding in json.loads(dict(package.files)["validation.json"])["findings"])


@pytest.mark.parametrize("settings", [ON, (CAMPUS / "gains.yaml").read_text()], ids=["on", "off"])
def test_a_sentence_needs_no_model(settings: str) -> None:
    package = wished(SENTENCE, alone, settings)
    suggested = dict(package.files)["suggested-intent.yaml"].decode()
    assert "kind: access_vlan" in suggested
    assert "made from its sentence" in said(package)
    assert (
        "suggested-intent.yaml" not in json.loads(dict(package.files)["manifest.json"])["predicate"]["decision_files"]
    )


def test_a_word_of_two_meanings_is_asked_back() -> None:
    package = wished(SENTENCE.replace("acc-b7-01", "acc-b7"), alone, (CAMPUS / "gains.yaml").read_text())
    assert "suggested-intent.yaml" not in dict(package.files)
    assert "asked back: there is no device 'acc-b7'" in said(package)


def test_a_model_suggests_and_nothing_is_decided_by_it() -> None:
    good = {"outcome": "intent", "kind": "access_vlan", "spec": SPEC}
    with LlmServer(lambda body: Reply(completion(_named(body, good)))) as server:
        package = wished(GERMAN, by(endpoint(server.url)))
        assert server.seen
        assert all(b"acc-b7-01" not in one for one in server.seen)
    suggested = dict(package.files)["suggested-intent.yaml"].decode()
    assert "device: acc-b7-01" in suggested
    assert "Made from a language model" in dict(package.files)["explain.md"].decode()
    assert package.decision_digest == wished(GERMAN, nobody).decision_digest == wished(GERMAN, alone).decision_digest


@pytest.mark.parametrize("spec", HOSTILE.values(), ids=HOSTILE)
def test_what_is_no_intent_is_not_suggested(spec: Any) -> None:
    bad = {"outcome": "intent", "kind": "access_vlan", "spec": spec}
    with LlmServer(lambda body: Reply(completion(_named(body, bad)))) as server:
        package = wished(GERMAN, by(endpoint(server.url)))
    assert "suggested-intent.yaml" not in dict(package.files)
    assert package.decision_digest == wished(GERMAN, alone).decision_digest


def test_where_it_is_off_nothing_is_sent() -> None:
    with LlmServer(lambda _: Reply(completion("{}"))) as server:
        model = by(endpoint(server.url))
        package = wished(GERMAN, model, (CAMPUS / "gains.yaml").read_text())
        assert server.seen == []
    assert "asked back" in said(package)


def _named(body: dict[str, Any], answer: dict[str, Any]) -> str:
    """Answer as a model does that only ever saw the tokens of names."""
    devices = json.loads(body["messages"][1]["content"])["devices"]
    text = json.dumps(answer)
    return text.replace("acc-b7-01", devices[0]) if devices else text
