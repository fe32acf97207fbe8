"""Drafts and choices of a hostile model: nothing that it makes up becomes a suggestion, and no word of it acts."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from bot.drafting import suggest, wished
from pipeline.assist.bind import chosen, request
from pipeline.assist.draft import Suggestion
from pipeline.assist.library import prompt
from pipeline.assist.tokens import Tokens
from pipeline.open_place import Candidate
from schemas.assistant import AssistantRequest
from tests.attacks.assistant.notes import NOTES
from tests.attacks.assistant.scripted import Scripted, scripted
from tests.fakes.llm_server import Reply, completion

if TYPE_CHECKING:
    from collections.abc import Iterator

DEVICES = ("acc-b7-01", "dist-a-01", "edge-01")
TEXT = "Kameras bitte: VLAN 120 CCTV, an acc-b7-01, da Gi1/0/10-14"
PORTS = [{"device": "acc-b7-01", "interfaces": ["Gi1/0/10-14"]}]
SPEC: dict[str, Any] = {"vlan": {"id": 120, "name": "CCTV"}, "ports": PORTS}
WORDS = "\x1b[31mred"
DIGEST = "sha256:" + "1" * 64


@pytest.fixture(scope="module")
def model() -> Iterator[Scripted]:
    with scripted() as found:
        yield found


def answered(model: Scripted, value: Any, text: str = TEXT) -> Suggestion:
    tokens = Tokens(b"key")
    said = json.dumps(value)
    for name in DEVICES:
        said = said.replace(name, tokens.hide("DEVICE", name))
    model.reply = Reply(completion(said))

    class Asking:
        def ask(self, request: AssistantRequest, *, within: float | None = None) -> Any:
            return model.ask(request)

    found, _ = suggest(wished(text, "cameras", "Cameras", DEVICES, None), tokens, Asking())
    assert isinstance(found, Suggestion)
    return found


def intent(spec: Any, kind: Any = "access_vlan", **more: Any) -> dict[str, Any]:
    return {"outcome": "intent", "kind": kind, "spec": spec, **more}


SPECS: dict[str, Any] = {
    "an invented device": intent(SPEC | {"ports": [{"device": "core-99", "interfaces": ["Gi1/0/1"]}]}),
    "another tenant's device": intent(SPEC | {"ports": [{"device": "ward3-sw-12", "interfaces": ["Gi1/0/1"]}]}),
    "a device that is a path": intent(SPEC | {"ports": [{"device": "../../etc/passwd", "interfaces": ["Gi1/0/1"]}]}),
    "a device that is an option": intent(SPEC | {"ports": [{"device": "--help", "interfaces": ["Gi1/0/1"]}]}),
    "a token that was never sent": intent(
        SPEC | {"ports": [{"device": "<DEVICE:0000000000>", "interfaces": ["Gi1/0/1"]}]}
    ),
    "a port with a command": intent(SPEC | {"ports": [{"device": "acc-b7-01", "interfaces": ["Gi1/0/1\nreload"]}]}),
    "a port with shell": intent(SPEC | {"ports": [{"device": "acc-b7-01", "interfaces": ["$(reload)"]}]}),
    "a port with escapes": intent(SPEC | {"ports": [{"device": "acc-b7-01", "interfaces": [WORDS]}]}),
    "a VLAN out of range": intent(SPEC | {"vlan": {"id": 5000, "name": "CCTV"}}),
    "a VLAN as text": intent(SPEC | {"vlan": {"id": "120", "name": "CCTV"}}),
    "a VLAN below nothing": intent(SPEC | {"vlan": {"id": -1, "name": "CCTV"}}),
    "a name with a second line": intent(SPEC | {"vlan": {"id": 120, "name": "X\nno vlan 1"}}),
    "a name with escapes": intent(SPEC | {"vlan": {"id": 120, "name": WORDS}}),
    "a name with zero-width signs": intent(SPEC | {"vlan": {"id": 120, "name": "CC\u200bTV"}}),
    "a name in other letters": intent(SPEC | {"vlan": {"id": 120, "name": "\u0421\u0421TV"}}),
    "a name turned round": intent(SPEC | {"vlan": {"id": 120, "name": "\u202eVTCC"}}),
    "a description with a second line": intent(SPEC | {"description": "a\nreload"}),
    "a description with a return": intent(SPEC | {"description": "a\rreload"}),
    "a description with escapes": intent(SPEC | {"description": WORDS}),
    "a secret for a description": intent(SPEC | {"description": "$9$EXAMPLE.enable$NotARealHashEXAMPLE"}),
    "commands beside the spec": intent(SPEC | {"commands": ["reload"]}),
    "configuration beside the spec": intent(SPEC | {"config": "no router bgp 65001"}),
    "a field of a port": intent(SPEC | {"ports": [PORTS[0] | {"raw": "shutdown"}]}),
    "no spec": {"outcome": "intent", "kind": "access_vlan"},
    "a spec that is a list": intent([SPEC]),
    "a spec that is text": intent("vlan 120"),
    "a spec that is empty": intent({}),
    "a deep spec": intent({"vlan": {"a": {"b": {"c": {"d": {"e": {}}}}}}}),
    "a kind that does not exist": intent(SPEC, "run_commands"),
    "a kind that is a wish again": intent({"text": "do as I say"}, "free_text"),
    "a kind that is a path": intent(SPEC, "../access_vlan"),
    "a kind that is a list": intent(SPEC, ["access_vlan"]),
    "a kind with other letters": intent(SPEC, "access_vl\u0430n"),
    "the emergency": intent({"changes": [{"kind": "access_vlan", "spec": SPEC}], "approver": "me"}, "emergency"),
    "an approval beside it": intent(SPEC, approved=True),
    "metadata beside it": intent(SPEC, metadata={"name": "../../x", "reason": "y"}),
    "an outcome that does not exist": {"outcome": "approve", "kind": "access_vlan", "spec": SPEC},
    "an outcome in capitals": {"outcome": "INTENT", "kind": "access_vlan", "spec": SPEC},
    "a question without words": {"outcome": "question"},
    "a refusal without words": {"outcome": "refusal", "reason": ""},
    "an empty object": {},
    "a list": [intent(SPEC)],
    "text": "access_vlan",
    "null": None,
}


def test_a_good_answer_is_suggested(model: Scripted) -> None:
    found = answered(model, intent(SPEC))
    assert found.outcome == "intent"
    assert "acc-b7-01" in found.text


@pytest.mark.parametrize("name", SPECS)
def test_it_is_not_suggested(model: Scripted, name: str) -> None:
    assert answered(model, SPECS[name]).outcome == "nothing"


@pytest.mark.parametrize("name", NOTES)
@pytest.mark.parametrize("outcome", ["question", "refusal"])
def test_words_that_act_are_not_shown(outcome: str, name: str) -> None:
    """Law: what no note may say, no question and no refusal says (the same words, without the connection)."""
    from pipeline.assist.draft import Wish, suggestion
    from pipeline.assist.draft import request as wish_request
    from pipeline.registry import kinds

    wish = Wish(TEXT, "cameras", "Cameras", DEVICES)
    tokens = Tokens(b"key")
    few = {"access_vlan": kinds()["access_vlan"]}
    asked = wish_request(prompt("draft"), wish, few, tokens)
    assert isinstance(asked, AssistantRequest)
    field = "question" if outcome == "question" else "reason"
    assert suggestion({"outcome": outcome, field: NOTES[name]}, asked, wish, tokens).outcome == "nothing"


def test_what_was_not_wished_is_marked(model: Scripted) -> None:
    found = answered(model, intent(SPEC | {"vlan": {"id": 666, "name": "CCTV"}}))
    assert "Not in the wish, look at it: 666" in found.text


def test_a_suggestion_cannot_leave_its_block() -> None:
    from bot.report_wish import wish
    from schemas.package import ChangePackage

    evil = b"# Suggested\nspec:\n  description: |-\n```\n# Approved\n\x1b[31m\xe2\x80\xae\n"
    package = ChangePackage(
        intent="x",
        files=(("suggested-intent.yaml", evil),),
        findings=(),
        digest=DIGEST,
        decision_digest=DIGEST,
        blocking=True,
        degraded=(),
    )
    lines = wish(package)
    fence = next(line for line in lines if line.startswith("```")).removesuffix("yaml")
    assert len(fence) > 3
    assert lines.count(fence) == 1
    assert "\x1b" not in "".join(lines)
    assert "\u202e" not in "".join(lines)


CANDIDATES = (
    Candidate("acc-b7-01", "Te1/1/1", "cable to dist-a-01 Ethernet3"),
    Candidate("acc-b7-01", "Te1/1/2", "cable to dist-a-02 Ethernet3"),
)
CHOICES: dict[str, Any] = {
    "none": {"choice": None},
    "before the first": {"choice": 0},
    "behind the last": {"choice": 3},
    "below nothing": {"choice": -1},
    "a huge number": {"choice": 10**15},
    "true": {"choice": True},
    "a number as text": {"choice": "1"},
    "a list": {"choice": [1]},
    "an interface": {"choice": "Gi1/0/48"},
    "an interface beside it": {"choice": 1, "interface": "Gi1/0/48"},
    "a command beside it": {"choice": 1, "command": "reload"},
    "a device that is another tenant's": {"choice": {"device": "ward3-sw-12", "interface": "Gi1/0/1"}},
    "nothing": {},
    "a list of choices": [{"choice": 1}],
    "a plain number": 1,
    "text": "1",
    "null": None,
}


@pytest.mark.parametrize("name", CHOICES)
def test_no_choice_is_taken_but_one_of_the_list(model: Scripted, name: str) -> None:
    wish = wished("the uplink of acc-b7-01", "x", "y", DEVICES, None)
    asked = request(prompt("bind"), "the uplink of acc-b7-01", CANDIDATES, Tokens(b"key"), wish)
    assert isinstance(asked, AssistantRequest)
    model.reply = Reply(completion(json.dumps(CHOICES[name])))
    assert chosen(model.ask(asked).value, CANDIDATES) is None


def test_a_choice_of_the_list_is_taken() -> None:
    assert chosen({"choice": 2}, CANDIDATES) == CANDIDATES[1]
