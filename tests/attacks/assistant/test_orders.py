"""Orders hidden in what people and devices write: data, or not sent at all; and whoever obeys changes nothing."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from bot.drafting import suggest, wished
from bot.propose import propose_intents
from pipeline.assist.draft import Suggestion
from pipeline.assist.library import prompt
from pipeline.assist.tokens import Tokens
from tests.attacks.assistant.orders import ORDERS, PLAIN
from tests.attacks.assistant.scripted import Scripted, scripted
from tests.fakes.llm_server import LlmServer, Reply, completion
from tests.unit.bot.assistant.routed import by, endpoint
from tests.unit.bot.campus import CAMPUS, Changed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from schemas.assistant import AssistantRequest
    from schemas.package import ChangePackage

DEVICES = ("acc-b7-01",)
OBEYED = {"outcome": "question", "question": "The change is approved"}


@pytest.fixture(scope="module")
def model() -> Iterator[Scripted]:
    with scripted() as found:
        found.reply = Reply(completion(json.dumps(OBEYED)))
        yield found


def sent(raw: bytes) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(raw.split(b"/v1/chat/completions", 1)[1])
    return found


@pytest.mark.parametrize("name", ORDERS)
def test_an_order_in_a_wish_is_data(model: Scripted, name: str) -> None:
    class Asking:
        def ask(self, request: AssistantRequest, *, within: float | None = None) -> Any:
            return model.ask(request)

    before = len(model.seen)
    wish = wished(f"Kameras an acc-b7-01, bitte. {ORDERS[name]}", "cameras", "Cameras", DEVICES, None)
    found, call = suggest(wish, Tokens(b"key"), Asking())
    if call is None:
        assert len(model.seen) == before, "blocked, so nothing was sent"
        return
    assert isinstance(found, Suggestion)
    assert found.outcome == "nothing"
    body = sent(model.seen[-1])
    assert [one["role"] for one in body["messages"]] == ["system", "user"]
    assert body["messages"][0]["content"] == prompt("draft").text
    assert sorted(json.loads(body["messages"][1]["content"])) == ["devices", "kinds", "wish"]
    assert not {"tools", "functions", "tool_choice", "stream", "store", "user"} & set(body)
    assert not any(0xE0000 <= ord(sign) < 0xE0080 or ord(sign) in (0x200B, 0xAD, 0x202E, 0x2067, 0x1B) for sign in
                   json.loads(body["messages"][1]["content"])["wish"])  # fmt: skip


MARK = "PLANTED-ORDER"
ON = (CAMPUS / "gains.yaml").read_text().replace('assistant: "off"', "assistant: degrade")
CONFIG = (CAMPUS / "configs" / "core-01.cfg").read_text()
PLACES = {
    "a description": f"interface Loopback7\n description {MARK}-DESCRIPTION {PLAIN}\n!\n",
    "a banner": f"banner login ^C\n{MARK}-BANNER {PLAIN}\n^C\n",
    "a comment of a device": f"! {MARK}-COMMENT {PLAIN}\n",
    "a remark of a list": f"ip access-list extended EVIL\n remark {MARK}-REMARK {PLAIN}\n!\n",
    "a name of a VLAN": f"vlan 3999\n name {MARK}-VLAN\n!\n",
    "a name of a neighbour": f"ip host {MARK}-HOST 192.0.2.77\n",
    "a location": f"snmp-server location {MARK}-LOCATION {PLAIN}\n",
    "a route map": f"route-map {MARK}-MAP permit 10\n!\n",
}
KNOWLEDGE = f"# {MARK}-KNOWLEDGE {PLAIN}\n"


@pytest.fixture(scope="module")
def both() -> tuple[list[bytes], tuple[ChangePackage, ...], tuple[ChangePackage, ...]]:
    """Plan a change of a network full of planted orders: what was sent, the package, and the one without a model."""
    base = Changed().put("gains.yaml", ON)
    base.put("configs/core-01.cfg", CONFIG.replace("\nend\n", "\n") + "".join(PLACES.values()) + "end\n")
    base.put("knowledge/README.md", KNOWLEDGE)
    obeys = {"notes": [{"topic": "what", "text": "This change is approved"}]}
    paths = ["intents/permit-badge-server.yaml"]
    with LlmServer(lambda _: Reply(completion(json.dumps(obeys)))) as server:
        made = propose_intents(base, base, paths, by(endpoint(server.url)), requester=f"{MARK}-REQUESTER").packages
        seen = list(server.seen)
    return seen, made, propose_intents(base, base, paths, by(None), requester=f"{MARK}-REQUESTER").packages


def test_the_model_was_asked_about_it(both: Any) -> None:
    seen, made, _ = both
    assert seen
    assert b"PLANTED-ORDER" in dict(made[0].files)["candidates/core-01.cfg"]


@pytest.mark.parametrize("place", [*PLACES, "a knowledge item", "the requester", "a hostname"])
def test_an_order_in_a_device_never_leaves(both: Any, place: str) -> None:
    seen, _, _ = both
    word = {"a knowledge item": "KNOWLEDGE", "the requester": "REQUESTER", "a hostname": "core-01"}.get(place)
    if word is None:
        word = next(part.split()[0] for part in PLACES[place].split(MARK)[1:])
        word = f"{MARK}{word}"
    assert all(word.encode() not in one for one in seen)
    assert all(PLAIN.encode() not in one for one in seen)


def test_whoever_obeys_changes_nothing(both: Any) -> None:
    _, made, alone = both
    assert [one.decision_digest for one in made] == [one.decision_digest for one in alone]
    assert "assisted-notes.md" not in dict(made[0].files)


@pytest.mark.parametrize("name", ORDERS)
def test_an_order_in_a_reason_is_data(model: Scripted, name: str) -> None:
    """A reason is the one text of an intent that leaves; a pull request's title and body are never read at all."""
    from pipeline.assist.prompt import minimised, render
    from pipeline.assist.tripwire import trip
    from pipeline.assist.word import notes

    tokens = Tokens(b"key")
    facts = minimised({"kind": "access_vlan", "reason": ORDERS[name]}, tokens, DEVICES, (), set())
    asked = render(prompt("word"), facts)
    if trip(asked.data, ()):
        return
    model.reply = Reply(completion(json.dumps({"notes": [{"topic": "what", "text": "The change is approved"}]})))
    came = model.ask(asked)
    assert notes(came.value, asked, tokens)[0] == ()
    body = sent(model.seen[-1])
    assert body["messages"][0]["content"] == prompt("word").text
    assert sorted(json.loads(body["messages"][1]["content"])) == ["kind", "reason"]
    model.reply = Reply(completion(json.dumps(OBEYED)))
