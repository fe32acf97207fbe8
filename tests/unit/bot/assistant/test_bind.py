"""An open port of a wish: the only one of the inventory, one that a model chooses out of the list, or a question."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from typer.testing import CliRunner

from bot.cli import application
from bot.files import Folder
from bot.report_wish import wish as in_comment
from pipeline.open_place import candidates, open_places, put
from pipeline.wish import Understood, understand
from schemas.inventory import Link
from tests.fakes.llm_server import LlmServer, Reply, completion
from tests.unit.bot.assistant.routed import by, endpoint
from tests.unit.bot.assistant.test_wish import ON, said, wished
from tests.unit.bot.campus import CAMPUS

if TYPE_CHECKING:
    from schemas.package import ChangePackage

KNOWN = ("acc-b1-01", "acc-b7-01", "core-01", "core-02", "dist-a-01")
OFF = (CAMPUS / "gains.yaml").read_text()
ONE = "allow vlan 120 on the uplink of acc-b7-01 to dist-a-01"
TWO = "allow vlan 120 on the uplink of acc-b1-01"
WORDS = {
    "allow vlan 120 on the uplink of acc-b7-01": ("the uplink of acc-b7-01", "acc-b7-01", ""),
    "allow vlan 120 on the link from core-01 to core-02": ("the link from core-01 to core-02", "core-01", "core-02"),
    "VLAN 120 auf dem Uplink von acc-b7-01 zulassen": ("dem Uplink von acc-b7-01", "acc-b7-01", ""),
    "VLAN 120 auf dem Kabel von core-01 nach core-02": ("dem Kabel von core-01 nach core-02", "core-01", "core-02"),
    "permetti la VLAN 120 sull'uplink di acc-b7-01": ("sull'uplink di acc-b7-01", "acc-b7-01", ""),
}
NOT_OPEN = (
    "permit tcp from 192.0.2.0/24 to 198.51.100.7/32 port 443 in BADGE-IN on core-01",
    "Auf dem Trunk Po1 von dist-a-01 sollen die VLANs 120 und 130 erlaubt sein",
    "the uplink of core-99",
    "shut down the port of acc-b7-01",
)


@pytest.mark.parametrize("text", WORDS)
def test_an_open_place_is_found(text: str) -> None:
    (found,) = open_places(text, KNOWN)
    assert (found.words, found.device, found.far) == WORDS[text]


@pytest.mark.parametrize("text", NOT_OPEN)
def test_what_is_named_is_not_open(text: str) -> None:
    assert open_places(text, KNOWN) == ()


def test_the_list_is_closed_and_an_aggregate_stands_for_its_members() -> None:
    ends = [("acc-b7-01", "Te1/1/1", "dist-a-01", "Et1"), ("dist-a-02", "Et1", "acc-b7-01", "Te1/1/2")]
    links = [
        Link.model_validate({"a": {"device": a, "interface": b}, "b": {"device": c, "interface": d}})
        for a, b, c, d in ends
    ]
    (place,) = open_places("the uplink of acc-b7-01", ("acc-b7-01", "dist-a-01"))
    both = candidates(place, links, {"Te1/1/1": "Po1", "Te1/1/2": "Po1"})
    assert [(one.interface, one.says) for one in both] == [("Po1", "cable to dist-a-01 Et1 and dist-a-02 Et1")]
    assert [one.interface for one in candidates(place, links, {})] == ["Te1/1/1", "Te1/1/2"]
    assert put("the uplink of acc-b7-01", place, both[0]) == "acc-b7-01 Po1"


def suggested(package: ChangePackage) -> str:
    return dict(package.files).get("suggested-intent.yaml", b"").decode()


@pytest.mark.parametrize("settings", [ON, OFF], ids=["on", "off"])
def test_the_only_one_needs_no_model(settings: str) -> None:
    with LlmServer(lambda _: Reply(b"{}", 500)) as server:
        found = wished(ONE, by(endpoint(server.url)), settings)
        assert server.seen == []
    assert "Port-channel1" in suggested(found)
    assert "the only one in the inventory; look at it" in suggested(found)
    assert found.decision_digest == wished(ONE, by(None), settings).decision_digest
    assert "Port-channel1" in "\n".join(in_comment(found))


def test_without_a_model_the_choices_are_asked_back() -> None:
    found = wished(TWO, by(None), OFF)
    assert suggested(found) == ""
    assert "which port is 'the uplink of acc-b1-01'?" in said(found)
    comment = "\n".join(in_comment(wished(TWO, by(None), ON)))
    assert "TenGigabitEthernet1/0/1" in comment
    assert "TenGigabitEthernet1/0/2" in comment


def chosen(choice: Any) -> tuple[ChangePackage, list[bytes]]:
    with LlmServer(lambda _: Reply(completion(json.dumps({"choice": choice})))) as server:
        return wished(TWO, by(endpoint(server.url)), ON), server.seen


def test_a_model_chooses_out_of_the_list_and_it_is_said() -> None:
    found, seen = chosen(2)
    assert len(seen) == 1
    assert b"acc-b1-01" not in seen[0]
    assert b"core-01" not in seen[0]
    text = suggested(found)
    assert "TenGigabitEthernet1/0/2" in text
    assert "chosen by a language model out of 2; look at it" in text
    assert found.blocking, "it is nothing until a person commits it"
    alone = wished(TWO, by(None), ON)
    assert found.decision_digest == alone.decision_digest
    evidence = json.loads(next(raw for name, raw in found.files if name.startswith("evidence/assistant-draft")))
    (call,) = json.loads(evidence["answer"]["content"])["calls"]
    assert call["prompt"] == "bind@1.0.0"
    assert call["sent"]["data"]
    assert "a language model" in "\n".join(in_comment(found))


@pytest.mark.parametrize("choice", [None, 0, 3, "1", True])
def test_no_choice_is_a_question(choice: Any) -> None:
    found, _ = chosen(choice)
    assert suggested(found) == ""
    assert "which port is" in dict(found.files)["asked-back.txt"].decode()


def test_the_terminal_says_what_it_took() -> None:
    words = ["intent", "new", *ONE.split(), "--name", "up", "--reason", "x", "--dry-run", "--repo", str(CAMPUS)]
    done = CliRunner().invoke(application(["intent"]), words)
    assert done.exit_code == 0, done.output
    assert "is taken to be acc-b7-01 Port-channel1" in done.output
    words[2 : 2 + len(ONE.split())] = TWO.split()
    done = CliRunner().invoke(application(["intent"]), words)
    assert done.exit_code == 2
    assert "acc-b1-01 TenGigabitEthernet1/0/2" in done.output


def test_the_port_is_understood_as_one() -> None:
    assert isinstance(understand("allow vlan 120 on acc-b7-01 Port-channel1", KNOWN), Understood)
    assert Folder(CAMPUS).read("inventory/links.yaml")
