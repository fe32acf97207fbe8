"""All of GitHub's own example payloads go in, signed, and nothing raises; what they are about is found."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import shutil
import subprocess
import tarfile
import tempfile
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from fastapi.testclient import TestClient

from bot.api.application import application
from bot.app import services
from bot.repositories import RepositorySettings
from bot.settings import ServerSettings
from bot.webhooks.base import hook

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = [pytest.mark.e2e, pytest.mark.slow]
PACKAGE = "@octokit/webhooks-examples@7.6.1"
SHA512 = "De6U3XB6O3DtCa7bKgCMzTHdeopqqZ6SNivMYJnK65ierKL1AnNIA0tkRYCRS7lwGT792d+Ps1WbfHlso6MynQ=="
MEMBER = "package/api.github.com/index.json"
SECRET = "a secret of the examples"
PULLS = ("pull_request", "pull_request_review", "pull_request_review_comment", "pull_request_review_thread")


@cache
def examples() -> list[tuple[str, dict[str, Any]]]:
    """Return (event, payload) of all; from npm, once for this machine, checked against its digest."""
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip(f"NOT TESTED on {PACKAGE}: npm is not installed")
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(
            [npm, "pack", PACKAGE], cwd=folder, capture_output=True, text=True, check=False, timeout=120
        )
        if done.returncode:
            pytest.skip(f"NOT TESTED on {PACKAGE}: npm pack failed: {done.stderr.strip()[-200:]}")
        (packed,) = Path(folder).glob("*.tgz")
        assert base64.b64encode(hashlib.sha512(packed.read_bytes()).digest()).decode() == SHA512
        with tarfile.open(packed) as archive:
            file = archive.extractfile(MEMBER)
            assert file
            events = json.load(file)
    return [(event["name"], payload) for event in events for payload in event["examples"]]


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    numbers = sorted({str(payload.get("repository", {}).get("id", 1)) for _, payload in examples()})
    served = tuple(
        RepositorySettings.model_validate(
            {"forge": "github", "id": number, "location": "net/intents", "webhook_secrets": (SECRET,)}
        )
        for number in numbers
    )
    made = services(ServerSettings(data_dir=tmp_path, repositories=served, requests_per_minute=10**6))
    with TestClient(application(made)) as client:
        yield client
    made.close()


def test_all_go_in_and_none_raises(client: TestClient) -> None:
    found = examples()
    assert len(found) == 329
    outcomes: list[str] = []
    for number, (event, payload) in enumerate(found):
        body = json.dumps(payload).encode()
        headers = {
            "Content-Type": "application/json",
            "X-GitHub-Event": event,
            "X-GitHub-Delivery": f"d-{number}",
            "X-Hub-Signature-256": "sha256=" + hmac.new(SECRET.encode(), body, hashlib.sha256).hexdigest(),
        }
        told = client.post("/webhooks/github", content=body, headers=headers)
        assert told.status_code == 202, (event, told.text)
        outcomes.append(told.json()["outcome"])
    assert {"queued", "ignored"} == set(outcomes)


def test_what_an_example_is_about_is_found() -> None:
    plugin = hook("github")
    for event, payload in examples():
        said = plugin.read({"x-github-event": event}, payload)
        assert said.repository == (str(payload["repository"]["id"]) if "repository" in payload else "")
        if event in PULLS:
            assert said.pulls == (payload["pull_request"]["number"],)
        if event == "pull_request":
            assert said.hint == payload["pull_request"]["head"]["sha"]
        if event == "issue_comment":
            wanted = (payload["issue"]["number"],) if payload["issue"].get("pull_request") else ()
            assert said.pulls == wanted
        assert said.everything == (event == "push")
