"""What forges say of their webhooks, which of them were taken, and once more for those that got lost."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Any

import pytest
from typer.testing import CliRunner

from bot.app import services
from bot.cli import application
from bot.jobs.inbox import Delivery
from bot.settings import ServerSettings
from schemas.forge import NewPull
from tests.contracts.rigs import github_hub, gitlab_server
from tests.e2e.lives import LIVES, Life
from tests.unit.bot.server.network import begun, served

if TYPE_CHECKING:
    from pathlib import Path

NOBODY = "http://127.0.0.1:9/webhooks/"
"""An address where nobody listens."""


def gains(*words: str) -> tuple[int, list[dict[str, Any]], str]:
    """Run the command; return its exit code, its lines, and all that it says."""
    told = CliRunner().invoke(application(["deliveries"]), ["deliveries", *words, "--json"])
    return told.exit_code, [json.loads(line) for line in told.stdout.splitlines() if line.startswith("{")], told.output


def lives(life: Life, folder: Path, monkeypatch: pytest.MonkeyPatch) -> ServerSettings:
    """Let the commands see a life's repository."""
    repository = {**life.repository, "webhook_secrets": ["x" * 20], "patience_seconds": 0}
    monkeypatch.setenv("GAINS_DATA_DIR", str(folder / "data"))
    monkeypatch.setenv("GAINS_REPOSITORIES", json.dumps([repository]))
    return ServerSettings.model_validate({"data_dir": folder / "data", "repositories": [repository]})


def test_a_webhook_that_was_taken_is_looked_at_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    begun(tmp_path)
    one = served(tmp_path / "campus.git")
    monkeypatch.setenv("GAINS_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("GAINS_REPOSITORIES", json.dumps([{"forge": "local", "id": "campus", "location": one.location}]))
    parts = services(ServerSettings(data_dir=tmp_path, repositories=(one,)))
    parts.inbox.take(Delivery(forge="local", delivery="d1", repository=one.key, event="look"), (7,))
    parts.inbox.take(Delivery(forge="local", delivery="d2", repository="", event="star.created"))
    (turn,) = parts.agenda.take()
    parts.agenda.handed_on(turn)
    parts.agenda.done(turn)
    _, found, _ = gains("list")
    assert [(line["number"], line["pull"], line["outcome"]) for line in found] == [
        (2, "-", "ignored"),
        (1, 7, "queued"),
    ]
    code, (line,), _ = gains("replay", "1")
    assert (code, line["delivery"]) == (0, "d1")
    assert [turn.key for turn in parts.agenda.take()] == [f"{one.key}#7"]
    parts.close()
    for words, hint in (("2", "nothing that is looked at"), ("9", "no delivery 9"), ("", "not both")):
        code, found, told = gains("replay", *words.split())
        assert (code, found) == (2, []), told
        assert hint in told
    code, _, told = gains("list", "--at-forge", one.key)
    assert code == 2, told
    assert "keeps no list" in told


@pytest.mark.parametrize("forge", ["github", "gitlab"])
def test_what_got_lost_is_sent_again_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, forge: str
) -> None:
    life = LIVES[forge](tmp_path)
    if forge == "github":  # the emulator lists what a repository's webhook sent, not what an App's did
        life.repository.pop("app_id")
        life.repository["app_key_file"] = None
        life.repository["token"] = _token()
    life.listens(NOBODY.removesuffix("/webhooks/"))
    settings = lives(life, tmp_path, monkeypatch)
    key = settings.repositories[0].key
    life.rig.push("x", {"intents/x.yaml": b"1\n"})
    life.rig.forge("author").open_pull(NewPull(title="t", source_branch="x", target_branch="main"))
    found: list[dict[str, Any]] = []
    for _ in range(600):
        code, found, told = gains("list", "--at-forge", key)
        assert code == 0, told
        if any("open" in line["event"] or line["event"] == "merge_request" for line in found):
            break
        time.sleep(0.1)
    assert {line["here"] for line in found} == {"lost"}
    parts = services(settings)
    parts.inbox.take(Delivery(forge=forge, delivery=found[0]["delivery"], repository=key, event="x"), (1,))
    parts.close()
    code, again, told = gains("replay", "--at-forge", key)
    assert code == 0, told
    assert found[0]["number"] not in [line["number"] for line in again]
    assert {line["here"] for line in again} == {"asked for again"}
    asked = _asked(life, forge)
    assert sorted(asked) == sorted(int(line["number"]) for line in again)


def _token() -> str:
    from tests.github.hub import token

    return token("admin")


def _asked(life: Life, forge: str) -> list[int]:
    if forge == "github":
        return [one["delivery"] for one in github_hub().ask("GET", "/_test/again")]
    project = next(one for one in gitlab_server().state.projects.values() if str(one.id) == life.repository["id"])
    return [number for hook in project.hooks for number in hook.again]
