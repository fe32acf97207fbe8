"""`--assistant off|on|replay`, kept answers, and what calls cost: as a user types it, with a real endpoint."""

from __future__ import annotations

import json
import shutil
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from typer.testing import CliRunner

from bot.adapters.kept_words import KeptWords
from bot.cli import application
from pipeline.assist.library import prompt
from pipeline.assist.prompt import render
from pipeline.assist.spent import spent_wh
from pipeline.errors import AssistantError
from schemas.question import Answer
from tests.fakes.llm_server import LlmServer, Reply, completion
from tests.unit.bot.assistant.routed import endpoint
from tests.unit.bot.campus import CAMPUS

if TYPE_CHECKING:
    from collections.abc import Iterator

NOTES = {"notes": [{"topic": "what", "text": "One rule of a filter is added."}]}
REQUEST = render(prompt("word"), {"kind": "access_vlan", "commands": 3})


@pytest.fixture
def network(tmp_path: Path) -> Path:
    root = Path(shutil.copytree(CAMPUS, tmp_path / "net"))
    settings = root / "gains.yaml"
    settings.write_text(settings.read_text().replace('assistant: "off"', "assistant: degrade"))
    return root


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[LlmServer]:
    with LlmServer(lambda _: Reply(completion(json.dumps(NOTES)))) as found:
        monkeypatch.setenv("GAINS_ASSISTANT_URL", found.url)
        monkeypatch.setenv("GAINS_ASSISTANT_MODEL", "scripted")
        monkeypatch.setenv("GAINS_ASSISTANT_CACHE", str(tmp_path / "kept"))
        yield found


def plan(network: Path, *words: str) -> tuple[int, str, dict[str, bytes]]:
    intent = network / "intents" / "permit-badge-server.yaml"
    out = network / "changes" / intent.stem
    done = CliRunner().invoke(application(["plan"]), ["plan", str(intent), *words])
    files = {file.relative_to(out).as_posix(): file.read_bytes() for file in sorted(out.rglob("*")) if file.is_file()}
    return done.exit_code, done.output, files


def digest(files: dict[str, bytes]) -> str:
    found: str = json.loads(files["manifest.json"])["predicate"]["decision_digest"]
    return found


def test_off_on_and_replayed_on_the_command_line(network: Path, server: LlmServer, tmp_path: Path) -> None:
    code, _, off = plan(network, "--assistant", "off")
    assert server.seen == []
    assert "assisted-notes.md" not in off
    assert plan(network, "--assistant", "on")[0] == code
    asked = len(server.seen)
    assert asked == 1
    _, _, on = plan(network)
    assert len(server.seen) == asked, "the same words are not asked twice"
    assert b"One rule of a filter" in on["assisted-notes.md"]
    _, _, again = plan(network, "--assistant", "replay")
    assert again == on
    shutil.rmtree(tmp_path / "kept")
    _, _, evidence = plan(network, "--assistant", "replay")
    assert evidence == on, "the package that lies there holds the answer, too"
    shutil.rmtree(network / "changes" / "permit-badge-server")
    _, _, nothing = plan(network, "--assistant", "replay")
    assert "assisted-notes.md" not in nothing
    assert len(server.seen) == asked
    assert digest(off) == digest(on) == digest(again) == digest(nothing)


def test_on_without_an_endpoint_is_said(network: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GAINS_ASSISTANT_URL", raising=False)
    intent = network / "intents" / "permit-badge-server.yaml"
    done = CliRunner().invoke(application(["plan"]), ["plan", str(intent), "--assistant", "on"])
    assert done.exit_code != 0
    assert "GAINS_ASSISTANT_URL" in done.output


def test_the_repository_has_the_last_word(server: LlmServer, tmp_path: Path) -> None:
    root = Path(shutil.copytree(CAMPUS, tmp_path / "strict"))
    assert plan(root, "--assistant", "on")[2]
    assert server.seen == []


def test_settings_that_cannot_be_are_named(network: Path, server: LlmServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GAINS_ASSISTANT_SECONDS", "-1")
    _, _, files = plan(network)
    assert server.seen == []
    assert "assisted-notes.md" not in files
    monkeypatch.setenv("GAINS_ASSISTANT_SECONDS", "5")
    monkeypatch.setenv("GAINS_ASSISTANT_MODEL", "")
    plan(network)
    assert server.seen == []


def test_a_budget_of_nothing_asks_nothing(network: Path, server: LlmServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GAINS_ASSISTANT_JOB_TOKENS", "10")
    plan(network)
    assert server.seen == []


BROKEN: dict[str, bytes] = {"no JSON": b"{", "another form": b"[]", "too large": b" " * 500_000, "nothing": b""}


@pytest.mark.parametrize("name", BROKEN)
def test_a_kept_answer_that_is_none_is_asked_again(name: str, tmp_path: Path) -> None:
    with LlmServer(lambda _: Reply(completion(json.dumps(NOTES)))) as server:
        kept = KeptWords(tmp_path, endpoint(server.url), "scripted")
        assert kept.ask(REQUEST) == kept.ask(REQUEST)
        assert len(server.seen) == 1
        (file,) = tmp_path.iterdir()
        assert file.stat().st_mode & 0o077 == 0
        file.write_bytes(BROKEN[name])
        assert kept.ask(REQUEST).value == NOTES
        assert len(server.seen) == 2


def test_an_answer_to_other_words_is_not_taken(tmp_path: Path) -> None:
    with LlmServer(lambda _: Reply(completion(json.dumps(NOTES)))) as server:
        KeptWords(tmp_path, endpoint(server.url), "scripted").ask(REQUEST)
    (file,) = tmp_path.iterdir()
    value = json.loads(file.read_bytes())
    value["call"]["sent"]["data"] = "{}"
    file.write_text(json.dumps(value))
    with pytest.raises(AssistantError, match="not asked before"):
        KeptWords(tmp_path, None).ask(REQUEST)


def test_without_a_folder_nothing_is_kept(tmp_path: Path) -> None:
    file = tmp_path / "a file"
    file.write_text("x")
    with LlmServer(lambda _: Reply(completion(json.dumps(NOTES)))) as server:
        for folder in (None, file / "below"):
            kept = KeptWords(folder, endpoint(server.url), "scripted")
            assert kept.ask(REQUEST).value == kept.ask(REQUEST).value
        assert len(server.seen) == 4


def answer(value: Any) -> Answer:
    return Answer(key="k", state="answered", content=json.dumps(value))


def test_what_calls_cost_is_read_of_their_record() -> None:
    assert spent_wh(answer({"call": {"energy_wh": "0.5"}})) == Decimal("0.5")
    assert spent_wh(answer({"calls": [{"energy_wh": "0.5"}, {"energy_wh": "0.25"}]})) == Decimal("0.75")
    wrong: tuple[Any, ...] = ("NaN", "Infinity", "-1", "1e99", "x", None, [])
    for bad in wrong:
        assert spent_wh(answer({"call": {"energy_wh": bad}})) == 0
    assert spent_wh(Answer(key="k", state="off")) == 0


def test_what_calls_cost_is_in_the_net_estimate(network: Path, server: LlmServer) -> None:
    """Law: of the footprint only the orchestrator's own part differs; the change's numbers are the same."""
    spec = {"interfaces": [{"device": "acc-b7-01", "interfaces": ["Gi1/0/30-31"]}], "enabled": False}
    about = {"name": "sleep", "reason": "Nobody is there"}
    intent = network / "intents" / "sleep.yaml"
    intent.write_text(
        json.dumps({"apiVersion": "gains/v1", "kind": "interface_settings", "metadata": about, "spec": spec}, indent=1)
    )

    def footprint(*words: str) -> dict[str, Any]:
        command = ["energy", "estimate", str(intent), "--json", *words]
        done = CliRunner().invoke(application(["energy"]), command)
        found: dict[str, Any] = json.loads(done.stdout)
        return found

    off, on = footprint("--assistant", "off"), footprint("--assistant", "on")
    assert server.seen
    own_off, own_on = off.pop("own"), on.pop("own")
    # The digest of the inputs covers the program's own energy, which no two runs share.
    assert on.pop("inputs_sha256") != off.pop("inputs_sha256")
    more = [one for one in on.pop("assumptions") if one not in off["assumptions"]]
    off.pop("assumptions")
    assert any("the assistant's calls are counted in, grade D" in one for one in more)
    spent = Decimal(own_on["own_energy_kwh"]) - Decimal(own_off["own_energy_kwh"])
    assert spent > 0
    assert on == off
