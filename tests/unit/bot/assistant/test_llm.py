"""The adapter: what an endpoint may do to us, and that nothing of it gets through."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest

from bot.adapters.llm import Endpoint, Llm
from pipeline.assist.library import prompt
from pipeline.assist.prompt import render
from pipeline.errors import AssistantError
from tests.fakes.llm_server import LlmServer, Reply, completion

REQUEST = render(prompt("word"), {"kind": "access_vlan", "commands": 3})
GOOD = completion(json.dumps({"notes": []}))


def asked(server: LlmServer, **how: Any) -> Llm:
    return Llm(Endpoint(server.url, "scripted", **how), sleep=lambda _: None)


def test_one_good_answer_is_evidence() -> None:
    with LlmServer(lambda _: Reply(GOOD)) as server:
        found = asked(server).ask(REQUEST)
    assert found.value == {"notes": []}
    assert (found.call.tokens_in, found.call.tokens_out, found.call.attempts) == (100, 20, 1)
    assert found.call.model_said == "scripted-1"
    assert found.call.energy_wh == "0.0360"
    sent = json.loads(server.seen[0].split(b"chat/completions", 1)[1])
    assert sent["temperature"] == 0
    assert sent["seed"] == 7
    assert sent["response_format"]["type"] == "json_schema"
    assert "tools" not in sent
    assert [message["role"] for message in sent["messages"]] == ["system", "user"]


def test_an_endpoint_without_schemas_gets_json() -> None:
    def reply(body: dict[str, Any]) -> Reply:
        if body["response_format"]["type"] == "json_schema":
            return Reply(b'{"error": {"message": "unsupported"}}', 400)
        return Reply(GOOD)

    with LlmServer(reply) as server:
        assert asked(server).ask(REQUEST).value == {"notes": []}


def test_one_repair_then_no_more() -> None:
    turn = iter(["not json", json.dumps({"notes": []})])
    with LlmServer(lambda _: Reply(completion(next(turn)))) as server:
        assert asked(server).ask(REQUEST).call.attempts == 2
    with LlmServer(lambda _: Reply(completion("never json"))) as server, pytest.raises(AssistantError, match="no JSON"):
        asked(server).ask(REQUEST)


BAD = {
    "always 429": Reply(b'{"error": {}}', 429),
    "always 500": Reply(b'{"error": {}}', 500),
    "unauthorised": Reply(b'{"error": {}}', 401),
    "redirect": Reply(b"", 302, headers={"Location": "http://127.0.0.1:9/v1/chat/completions"}),
    "redirect that keeps the body": Reply(b"", 307, headers={"Location": "http://127.0.0.1:9/v1/chat/completions"}),
    "no choices": Reply(b'{"choices": []}'),
    "html": Reply(b"<html>login</html>"),
    "empty": Reply(b""),
    "truncated": Reply(GOOD[:40], cut=True),
    "oversized": Reply(completion("x" * 300_000)),
    "compressed": Reply(GOOD, headers={"Content-Encoding": "gzip"}),
    "tool call": Reply(
        completion("", tool_calls=[{"id": "1", "type": "function", "function": {"name": "f", "arguments": "{}"}}])
    ),
    "floats": Reply(completion('{"notes": [], "x": 0.5}')),
    "deep": Reply(completion("[" * 5_000 + "]" * 5_000)),
    "not a number": Reply(completion('{"notes": NaN}')),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_endpoint_is_silence(name: str) -> None:
    with LlmServer(lambda _: BAD[name]) as server, pytest.raises(AssistantError):
        asked(server, seconds=3.0).ask(REQUEST)


def test_a_slow_drip_ends_by_the_budget() -> None:
    began = time.monotonic()
    with LlmServer(lambda _: Reply(GOOD, drip=0.05)) as server, pytest.raises(AssistantError):
        asked(server, seconds=0.4, attempts=1).ask(REQUEST)
    assert time.monotonic() - began < 15


def test_after_three_failures_it_is_left_alone() -> None:
    with LlmServer(lambda _: Reply(b"{}", 500)) as server:
        llm = asked(server, attempts=1)
        for _ in range(3):
            with pytest.raises(AssistantError):
                llm.ask(REQUEST)
        before = len(server.seen)
        with pytest.raises(AssistantError, match="left alone"):
            llm.ask(REQUEST)
        assert len(server.seen) == before
