"""`gains serve` as a process: a webhook comes in, the package is on the branch, people approve, the bot merges."""

from __future__ import annotations

import json
import os
import subprocess
from typing import TYPE_CHECKING, Any

import pytest

from bot.adapters.git import workspace
from bot.adapters.git_command import GitCommand
from schemas.forge import NewReview
from tests.e2e.serve_process import GAINS, serving, until
from tests.unit.bot.campus import CAMPUS
from tests.unit.bot.server.network import INTENT, REVIEWERS, asked, begun, forge, hook, served

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = [pytest.mark.e2e, pytest.mark.slow]


def known(bare: Path) -> dict[str, Any]:
    """Return what the server's settings say of the repository."""
    repository = served(bare)
    said: dict[str, Any] = json.loads(repository.model_dump_json())
    said["webhook_secrets"] = [one.get_secret_value() for one in repository.webhook_secrets]
    return said


def test_from_the_webhook_to_the_merge(tmp_path: Path) -> None:
    bare = begun(tmp_path)
    pull = asked(bare)
    with serving(tmp_path, known(bare)) as client:
        body, headers = hook(pull.number, pull.head_sha)
        assert client.post("/webhooks/local", content=body, headers=headers).status_code == 202
        desk = forge(bare)
        until(lambda: any(check.status == "neutral" for check in desk.checks(desk.pull(pull.number).head_sha)))
        head = desk.pull(pull.number).head_sha
        paths = [entry.path for entry in workspace(bare).entries(head, f"changes/{INTENT}")]
        assert f"changes/{INTENT}/manifest.json" in paths
        for reviewer in REVIEWERS:
            forge(bare, reviewer).add_review(
                pull.number, NewReview(state="approved", head_sha=head, body="accepted without analyzer")
            )
        body, headers = hook(pull.number, delivery="reviewed")
        assert client.post("/webhooks/local", content=body, headers=headers).json() == {"outcome": "queued"}
        until(lambda: desk.pull(pull.number).state == "merged")
        assert desk.pull(pull.number).head_sha == head
    said = [json.loads(line) for line in (tmp_path / "server.log").read_text().splitlines()]
    assert {"request", "step ended"} <= {line["event"] for line in said}


def test_from_the_api_to_the_package(tmp_path: Path) -> None:
    bare = begun(tmp_path)
    settings = {**os.environ, "GAINS_DATA_DIR": str(tmp_path / "data")}  # noqa: TID251 - a test starts a process
    made = subprocess.run(
        [*GAINS, "keys", "create", "t", "--scope", "submit", "--scope", "read", "--account", "ticketing"],
        env=settings,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    headers = {"Authorization": f"Bearer {made.stdout.split()[-1]}", "Idempotency-Key": "order-1"}
    intent = (CAMPUS / "intents" / f"{INTENT}.yaml").read_text()
    with serving(tmp_path, known(bare)) as client:
        told = client.post("/v1/jobs", json={"repository": "local:campus", "intent": intent}, headers=headers)
        assert told.status_code == 202, told.text
        place = told.json()["links"]["self"]
        until(lambda: client.get(place, headers=headers).json()["state"] == "awaiting_approval")
        job = client.get(place, headers=headers).json()
        assert (job["requester"], job["pull"], job["intents"]) == ("ticketing", 1, [INTENT])
        files = client.get(job["links"]["artifacts"], headers=headers).json()["items"]
        assert f"{INTENT}/manifest.json" in [one["path"] for one in files]
    head = forge(bare).pull(1).head_sha
    assert head == job["head_sha"]
    assert "Gains-Audit: " in GitCommand(bare).run("log", "-1", "--format=%B", head).decode()
    audited = subprocess.run(
        [*GAINS, "audit", "verify", "--repo", str(bare)],
        env=settings,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert audited.returncode == 0, audited.stdout + audited.stderr
    told_again = subprocess.run([*GAINS, "jobs", job["id"]], env=settings, capture_output=True, text=True, check=True)
    assert [line.split()[1] for line in told_again.stdout.splitlines()][-1] == "awaiting_approval"
