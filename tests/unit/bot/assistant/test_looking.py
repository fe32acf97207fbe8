"""What the assistant would be sent, and how it is: without anything being sent but a look at the list of models."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import application
from bot.doctor.assistant import look
from bot.propose import propose_intents
from pipeline.assist.library import names, prompt
from tests.fakes.llm_server import LlmServer, Reply, completion
from tests.unit.bot.assistant.routed import by, endpoint
from tests.unit.bot.assistant.test_wish import GERMAN, ON
from tests.unit.bot.campus import CAMPUS, Changed


def run(*words: str) -> str:
    done = CliRunner().invoke(application(["prompts"]), ["prompts", *words])
    assert done.exit_code == 0, done.output
    return done.output


def test_the_prompts_are_listed_and_shown() -> None:
    listed = run("list")
    for name in names():
        assert prompt(name).reference in listed
        assert prompt(name).text.strip() in run("show", name)
    assert CliRunner().invoke(application(["prompts"]), ["prompts", "show", "x"]).exit_code == 2


def wish(text: str) -> str:
    about = {"name": "wish", "reason": "Cameras"}
    return json.dumps({"apiVersion": "gains/v1", "kind": "free_text", "metadata": about, "spec": {"text": text}})


INTENTS = {
    "word@1.0.0": "",
    "draft@1.0.0": wish(f"{GERMAN}, password: Zq7-planted"),
    "bind@1.0.0": wish("allow vlan 120 on the uplink of acc-b1-01"),
}


@pytest.mark.parametrize("reference", INTENTS)
def test_exactly_what_is_sent_is_rendered(reference: str, tmp_path: Path) -> None:
    root = Path(shutil.copytree(CAMPUS, tmp_path / "net"))
    (root / "gains.yaml").write_text(ON)
    name = "wish" if INTENTS[reference] else "permit-badge-server"
    if INTENTS[reference]:
        (root / "intents" / "wish.yaml").write_text(INTENTS[reference])
    shown = run("render", str(root / "intents" / f"{name}.yaml"))
    assert reference in shown
    assert "Zq7-planted" not in shown
    base = Changed().put("gains.yaml", ON)
    if INTENTS[reference]:
        base.put("intents/wish.yaml", INTENTS[reference])
    with LlmServer(lambda _: Reply(completion("{}"))) as server:
        propose_intents(base, base, [f"intents/{name}.yaml"], by(endpoint(server.url, attempts=1)))
        (raw,) = server.seen
    body = json.loads(raw.split(b"/v1/chat/completions", 1)[1])
    system, user = (one["content"] for one in body["messages"])
    assert system in shown
    assert json.dumps(json.loads(user), indent=2, sort_keys=True) in shown


def test_where_nothing_would_be_sent_it_says_so() -> None:
    assert "nothing would be sent" in run("render", str(CAMPUS / "intents" / "permit-badge-server.yaml"))


STATES = {
    "no endpoint": ({}, "off", "names none"),
    "off": ({"MODE": "off", "URL": "http://127.0.0.1:9/v1"}, "off", "nobody is asked"),
    "replay": ({"MODE": "replay"}, "good", "replayed"),
    "no model": ({"URL": "http://127.0.0.1:9/v1"}, "off", "names no model"),
    "nobody listens": ({"URL": "http://user:Zq7@127.0.0.1:9/v1", "MODEL": "m"}, "off", "127.0.0.1 does not answer"),
    "a setting that is none": ({"SECONDS": "soon"}, "off", "GAINS_ASSISTANT_SECONDS"),
}


@pytest.mark.parametrize("name", STATES)
def test_the_doctor_says_how_it_is(name: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    settings, state, words = STATES[name]
    for key, value in settings.items():
        monkeypatch.setenv(f"GAINS_ASSISTANT_{key}", value)
    (found,) = look()
    assert found.state == state
    assert words in found.text
    assert "Zq7" not in found.text


MODELS = {
    "it is listed": (["other", "scripted-2026-01-01"], "good"),
    "it is not listed": (["other"], "off"),
    "nothing is listed": ([], "good"),
}


@pytest.mark.parametrize("name", MODELS)
def test_the_doctor_asks_for_models_alone(name: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    listed, state = MODELS[name]
    with LlmServer(lambda _: Reply()) as server:
        server.models = listed
        monkeypatch.setenv("GAINS_ASSISTANT_URL", server.url)
        monkeypatch.setenv("GAINS_ASSISTANT_MODEL", "scripted")
        (found,) = look()
        assert server.seen == [b"/v1/models"]
    assert found.state == state
