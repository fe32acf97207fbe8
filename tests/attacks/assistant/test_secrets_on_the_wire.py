"""Planted secrets: a recording endpoint looks at every byte that is sent, for all three tasks; none is among them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.second_pass import SecondPass, passed
from pipeline.assist.bind import request as bind_request
from pipeline.assist.draft import Wish
from pipeline.assist.draft import request as draft_request
from pipeline.assist.library import prompt
from pipeline.assist.prompt import minimised, render
from pipeline.assist.secrets import MARK, secrets_of
from pipeline.assist.tokens import Tokens
from pipeline.assist.tripwire import trip
from pipeline.assist.word import Blocked
from pipeline.errors import AssistantError
from pipeline.open_place import Candidate
from pipeline.registry import kinds
from tests.attacks.assistant.planted import MORE, S
from tests.attacks.assistant.scripted import Scripted, scripted
from tests.fakes.llm_server import Reply, completion
from tests.unit.pipeline.assist.test_secrets import LINES, PLANTED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from schemas.assistant import AssistantRequest

CASES = {f"line {number}": line for number, line in enumerate(LINES)} | MORE
DEVICES = ("acc-b7-01", "acc-b7-02")
FEW = {"access_vlan": kinds()["access_vlan"]}


def word(text: str) -> AssistantRequest | Blocked:
    taken: set[str] = set()
    facts = minimised({"kind": "access_vlan", "reason": text}, Tokens(b"key"), DEVICES, (), taken)
    found = render(prompt("word"), facts)
    why = trip(found.data, taken)
    return Blocked(why) if why else found


def draft(text: str) -> AssistantRequest | Blocked:
    return draft_request(prompt("draft"), Wish(text, "x", "y", DEVICES), FEW, Tokens(b"key"))


def bind(text: str) -> AssistantRequest | Blocked:
    listed = (Candidate("acc-b7-01", "Te1/1/1", text), Candidate("acc-b7-01", "Te1/1/2", "cable"))
    return bind_request(prompt("bind"), text, listed, Tokens(b"key"), Wish(text, "x", "y", DEVICES))


TASKS = {"word": word, "draft": draft, "bind": bind}


@pytest.fixture(scope="module")
def model() -> Iterator[Scripted]:
    with scripted() as found:
        found.reply = Reply(completion("{}"))
        yield found


def left(model: Scripted, make: Callable[[str], AssistantRequest | Blocked], text: str) -> list[bytes]:
    """Return every byte that was sent of a text; none where it was blocked."""
    before = len(model.seen)
    made = make(text)
    if not isinstance(made, Blocked):
        try:
            SecondPass(model.llm()).ask(made)
        except AssistantError as error:
            why = str(error)
            assert "not sent" in why
    return model.seen[before:]


def test_there_are_more_than_sixty() -> None:
    assert len(CASES) >= 100
    assert {"EOS enable secret sha512", "Junos plain text", "a body of a certificate", "a token in a comment"} <= {
        *MORE
    }


@pytest.mark.parametrize("name", CASES)
def test_a_planted_secret_never_leaves(model: Scripted, name: str) -> None:
    text = CASES[name]
    for make in TASKS.values():
        for shape in (text, f"Cameras in building 7\n{text}\nuntil Friday"):
            for raw in left(model, make, shape):
                for value in (*PLANTED, S[4:]):
                    assert value.encode() not in raw


def test_most_of_them_are_sent_without_the_secret(model: Scripted) -> None:
    """What is blocked leaks nothing, either; but a wish must not be lost because a secret stood in it."""
    sent = [raw for text in CASES.values() for raw in left(model, draft, text)]
    assert len(sent) >= len(CASES) * 3 // 4
    assert sum(MARK.encode() in raw for raw in sent) >= len(CASES) // 2


def test_a_value_of_a_configuration_is_known_without_its_keyword(model: Scripted) -> None:
    config = f"hostname x\nsnmp-server community {S} ro\n"
    wish = Wish(f"please use {S} as before on acc-b7-01", "x", "y", DEVICES, secrets_of(config))
    assert isinstance(draft_request(prompt("draft"), wish, FEW, Tokens(b"key")), Blocked)
    harmless = Wish("please use it as before on acc-b7-01", "x", "y", DEVICES, secrets_of(config))
    assert not isinstance(draft_request(prompt("draft"), harmless, FEW, Tokens(b"key")), Blocked)


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("syscon password Zq7-planted", "syscon password"),
        ("digest secret Zq7-planted", "digest secret"),
        ("ip ftp password Zq7-planted", "ip ftp password"),
        ("New cameras on Gi1/0/3 of building 7", "New cameras on Gi1/0/3 of building 7"),
        ("Neue Kameras im dritten Stock, VLAN 120", "Neue Kameras im dritten Stock, VLAN 120"),
    ],
)
def test_the_second_pass_stands_alone(line: str, kept: str) -> None:
    """What our own redaction had left, netconan's patterns would have found; what is harmless stays."""
    raw = render(prompt("word"), {"kind": "access_vlan", "reason": line})
    try:
        data = passed(raw).data
    except AssistantError:
        data = ""
    assert S not in data
    assert kept in data or S in line
