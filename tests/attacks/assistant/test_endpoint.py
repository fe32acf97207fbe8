"""An endpoint that floods, drips, lies, redirects or never answers: silence, and nothing of it in any word of ours."""

from __future__ import annotations

import gzip
import json
import logging
from typing import TYPE_CHECKING, Any

import pytest

from bot.answerers.assistant import ask_of
from bot.assistant_budget import Budgeted
from pipeline.assist.library import prompt
from pipeline.assist.prompt import render
from pipeline.errors import AssistantError
from schemas.question import ask as question
from tests.attacks.assistant.scripted import Scripted, scripted
from tests.fakes.llm_server import LlmServer, Reply, completion

if TYPE_CHECKING:
    from collections.abc import Iterator

REQUEST = render(prompt("word"), {"kind": "access_vlan", "commands": 3})
ANSWER = json.dumps({"notes": []})
GOOD = completion(ANSWER)
SAID = json.loads(GOOD)
ESC = "\x1b[31mEVIL-5150\x1b[0m"
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
CALL = [{"id": "1", "type": "function", "function": {"name": "run", "arguments": '{"c": "reload"}'}}]


def said(**more: Any) -> Reply:
    return Reply(json.dumps(SAID | more).encode())


def message(**more: Any) -> Reply:
    return said(choices=[{"index": 0, "finish_reason": "stop", "message": {"role": "assistant", **more}}])


REPLIES: dict[str, Reply] = {
    "always busy": Reply(b'{"error": {}}', 429, headers={"Retry-After": "86400"}),
    "always out of order": Reply(b'{"error": {}}', 503),
    "an error with escapes": Reply(json.dumps({"error": {"message": ESC}}).encode(), 500),
    "an error of the request with escapes": Reply(json.dumps({"error": {"message": ESC}}).encode(), 400),
    "not allowed": Reply(json.dumps({"error": {"message": ESC}}).encode(), 401),
    "not found": Reply(ESC.encode(), 404),
    "gone": Reply(b"", 410),
    "a teapot": Reply(b"{}", 418),
    "moved for good": Reply(b"", 301, headers={"Location": "http://127.0.0.1:9/v1"}),
    "found elsewhere": Reply(b"", 302, headers={"Location": "http://127.0.0.1:9/v1"}),
    "see other": Reply(b"", 303, headers={"Location": "http://127.0.0.1:9/v1"}),
    "moved for now, with the body": Reply(b"", 307, headers={"Location": "http://127.0.0.1:9/v1"}),
    "moved for good, with the body": Reply(b"", 308, headers={"Location": "//127.0.0.1:9/v1"}),
    "moved to a file": Reply(b"", 302, headers={"Location": "file:///etc/passwd"}),
    "a body of a redirect": Reply(GOOD, 302, headers={"Location": "/v1/other"}),
    "a page to log in": Reply(b"<html>log in</html>", headers={"Content-Type": "text/html"}),
    "nothing": Reply(b""),
    "nothing at all": Reply(b"", 204),
    "cut in the middle": Reply(GOOD[:60], cut=True),
    "cut before its end": Reply(GOOD, cut=True),
    "half a JSON": Reply(GOOD[: len(GOOD) // 2]),
    "too large": Reply(completion("x" * 300_000)),
    "too large with blanks": Reply(GOOD + b" " * 300_000),
    "compressed": Reply(gzip.compress(GOOD), headers={"Content-Encoding": "gzip"}),
    "compressed to a bomb": Reply(gzip.compress(b" " * 5_000_000), headers={"Content-Encoding": "gzip"}),
    "compressed in name": Reply(GOOD, headers={"Content-Encoding": "br"}),
    "a list": Reply(b"[]"),
    "a text": Reply(b'"fine"'),
    "null": Reply(b"null"),
    "no JSON": Reply(b"fine"),
    "a stream of events": Reply(b"data: {}\n\n", headers={"Content-Type": "text/event-stream"}),
    "not UTF-8": Reply(b'{"choices": "\xff\xfe"}'),
    "no choices": said(choices=[]),
    "choices as text": said(choices="fine"),
    "two choices": said(choices=SAID["choices"] * 2),
    "a choice without a message": said(choices=[{"index": 0}]),
    "a message that is null": said(choices=[{"index": 0, "message": None}]),
    "no content": message(content=None),
    "content in parts": message(content=[{"type": "text", "text": ANSWER}]),
    "content as an object": message(content={"notes": []}),
    "a refusal": message(content=None, refusal="I will not"),
    "a tool call": message(content=None, tool_calls=CALL),
    "a tool call beside an answer": message(content=ANSWER, tool_calls=CALL),
    "a function call beside an answer": message(content=ANSWER, function_call={"name": "run", "arguments": "{}"}),
    "words before the JSON": message(content=f"Here you are: {ANSWER}"),
    "words behind the JSON": message(content=f"{ANSWER} Enjoy!"),
    "JSON in a fence": message(content=f"```json\n{ANSWER}\n```"),
    "two JSON values": message(content=f"{ANSWER}{ANSWER}"),
    "JSON with a comment": message(content=f"{ANSWER} // fine"),
    "a key twice": message(content='{"notes": [], "notes": [{"topic": "what", "text": "fine"}]}'),
    "a key twice inside": message(content='{"notes": [{"topic": "what", "topic": "why", "text": "fine"}]}'),
    "a number with a fraction": message(content='{"notes": [], "x": 0.5}'),
    "not a number": message(content='{"notes": NaN}'),
    "infinity": message(content='{"notes": Infinity}'),
    "a huge number": message(content='{"notes": 1' + "0" * 5000 + "}"),
    "deep": message(content="[" * 5_000 + "]" * 5_000),
    "half a pair of signs": message(content='{"notes": "\\ud800"}'),
    "another model": Reply(completion(ANSWER, model="other-model")),
    "a smaller model": Reply(completion(ANSWER, model="scripted-mini")),
    "a model by another maker": Reply(completion(ANSWER, model="maker/scripted")),
    "a model with escapes": Reply(completion(ANSWER, model=f"scripted{ESC}")),
    "a model with Markdown": Reply(completion(ANSWER, model="scripted-1](http://evil)")),
    "a model of two lines": Reply(completion(ANSWER, model="scripted\n# Approved")),
    "a model in other letters": Reply(completion(ANSWER, model="\u0455cripted")),
    "no model": said(model=""),
    "a model that is null": said(model=None),
    "a model that is a list": said(model=["scripted"]),
    "a long model": Reply(completion(ANSWER, model="scripted-" + "1" * 200)),
    "too many headers": Reply(raw=HEAD + b"X-Fill: " + b"x" * 200_000 + b"\r\n\r\n"),
    "no status line": Reply(raw=b"fine\r\n\r\n"),
    "another protocol": Reply(raw=b"SSH-2.0-evil\r\n"),
    "a wrong length": Reply(raw=HEAD + b"Content-Length: -1\r\n\r\n" + GOOD),
    "two lengths": Reply(raw=HEAD + b"Content-Length: 2\r\nContent-Length: 900\r\n\r\n{}"),
    "a bad chunk": Reply(raw=HEAD + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n"),
    "closed at once": Reply(raw=b"H"),
}
LENGTH = f"Content-Length: {len(GOOD)}\r\n\r\n".encode()
CHUNKS = b"".join(f"1\r\n{chr(one)}\r\n".encode() for one in GOOD) + b"0\r\n\r\n"
SLOW: dict[str, Reply] = {
    "it never answers": Reply(hang=True),
    "it drips the body": Reply(GOOD, drip=0.02),
    "it drips the headers": Reply(raw=HEAD + b"X-Drip: " + b"x" * 90 + b"\r\n" + LENGTH + GOOD, drip=0.02),
    "it drips the status line": Reply(raw=b"HTTP/1.1 200 " + b"O" * 90 + HEAD[15:] + LENGTH + GOOD, drip=0.02),
    "it drips chunks": Reply(raw=HEAD + b"Transfer-Encoding: chunked\r\n\r\n" + CHUNKS, drip=0.02),
    "it lets one wait first": Reply(raw=b"HTTP/1.1 100 Continue\r\n\r\n" * 4 + HEAD + LENGTH + GOOD, drip=0.02),
}
"""Each answers well in the end, after seconds: whoever waits that long takes it."""


@pytest.fixture(scope="module")
def endpoint() -> Iterator[Scripted]:
    with scripted() as found:
        yield found


def silent(endpoint: Scripted, reply: Reply, caplog: pytest.LogCaptureFixture, seconds: float = 5.0) -> None:
    """Ask as the bot does: no answer, and nothing of what came, nor the key, in a reason or in a log."""
    endpoint.reply = reply
    asked = question("assistant", "word", request=REQUEST.model_dump(mode="json"))
    with caplog.at_level(logging.DEBUG):
        found = ask_of(endpoint.llm(seconds=seconds), asked)
    assert found.state == "unreachable"
    assert found.reason.isprintable()
    assert found.content == "null"
    for word in ("EVIL", "127.0.0.1", "k-0000", "/etc/passwd"):
        assert word not in found.reason
    assert "k-0000" not in caplog.text


def test_a_good_answer_is_one(endpoint: Scripted) -> None:
    endpoint.reply = Reply(GOOD)
    assert endpoint.ask(REQUEST).value == {"notes": []}


@pytest.mark.parametrize("model", ["scripted", "scripted-1", "scripted-2026-08-06", "scripted:latest", "SCRIPTED@001"])
def test_a_revision_of_the_model_is_the_model(endpoint: Scripted, model: str) -> None:
    endpoint.reply = Reply(completion(ANSWER, model=model))
    assert endpoint.ask(REQUEST).call.model_said == model


@pytest.mark.parametrize("name", REPLIES)
def test_it_is_silence(endpoint: Scripted, name: str, caplog: pytest.LogCaptureFixture) -> None:
    silent(endpoint, REPLIES[name], caplog)


@pytest.mark.parametrize("name", SLOW)
def test_no_deadline_is_outlasted(endpoint: Scripted, name: str, caplog: pytest.LogCaptureFixture) -> None:
    silent(endpoint, SLOW[name], caplog, seconds=0.15)


def test_two_hundred_times_busy_is_nine_requests() -> None:
    with LlmServer(lambda _: Reply(b"{}", 429)) as server:
        one = Scripted()
        one.server = server
        llm = one.llm(attempts=3)
        for _ in range(200):
            with pytest.raises(AssistantError):
                llm.ask(REQUEST)
        assert len(server.seen) == 9


USAGE: dict[str, Any] = {
    "words for a count": {"prompt_tokens": ESC, "completion_tokens": "many"},
    "below nothing": {"prompt_tokens": -5, "completion_tokens": -(10**30)},
    "beyond everything": {"prompt_tokens": 10**30, "completion_tokens": 1},
    "true": {"prompt_tokens": True, "completion_tokens": None},
    "a list": [1, 2],
    "none": None,
}


@pytest.mark.parametrize("name", USAGE)
def test_counts_are_counts(endpoint: Scripted, name: str) -> None:
    endpoint.reply = said(usage=USAGE[name])
    call = endpoint.ask(REQUEST).call
    assert 0 <= call.tokens_in <= 10_000_000
    assert 0 <= call.tokens_out <= 10_000_000
    assert float(call.energy_wh) >= 0


def test_an_endpoint_that_counts_nothing_uses_the_budget_up(endpoint: Scripted) -> None:
    endpoint.reply = said(usage={"prompt_tokens": 0, "completion_tokens": 0})
    budgeted = Budgeted(endpoint.llm(), tokens=4_000, seconds=60)
    answered = 0
    while answered < 50:
        try:
            budgeted.ask(REQUEST)
        except AssistantError as error:
            assert "token budget" in str(error)  # noqa: PT017 - the only way out of the loop but failing
            break
        answered += 1
    assert 0 < answered < 10


def test_the_time_of_a_job_is_used_up_once(endpoint: Scripted) -> None:
    endpoint.reply = Reply(GOOD)
    clock = iter((0.0, 1.0, 61.0))
    budgeted = Budgeted(endpoint.llm(), tokens=100_000, seconds=60, now=lambda: next(clock))
    assert budgeted.ask(REQUEST).value == {"notes": []}
    with pytest.raises(AssistantError, match="time budget"):
        budgeted.ask(REQUEST)
