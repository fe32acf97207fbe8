"""Ingest: nothing is read before its signature is right, nothing is stored twice, nothing raises."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import time
from typing import TYPE_CHECKING, Any

import pytest
import sqlalchemy as sa
from fastapi.testclient import TestClient
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy.exc import DBAPIError

from bot.api.application import application
from bot.app import services
from bot.jobs.inbox import Delivery
from bot.repositories import RepositorySettings
from bot.settings import ServerSettings
from bot.webhooks.base import Event, hook, names

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bot.app import Services

ONE, TWO, OLD = "first secret of tests", "second secret of tests", "secret on its way out"
SIGNING = "whsec_" + base64.b64encode(b"k" * 32).decode()


def repository(forge: str, number: str, *secrets: str) -> RepositorySettings:
    return RepositorySettings.model_validate(
        {"forge": forge, "id": number, "location": "net/intents", "webhook_secrets": secrets}
    )


@pytest.fixture
def parts(tmp_path: Path) -> Iterator[Services]:
    served = (
        repository("github", "7", ONE, OLD),
        repository("github", "8", TWO),
        repository("gitlab", "9", SIGNING),
        repository("gitlab", "10", ONE),
        repository("local", "campus", ONE),
        repository("local", "open"),
    )
    made = services(ServerSettings(data_dir=tmp_path, repositories=served, body_bytes=20_000))
    yield made
    made.close()


@pytest.fixture
def client(parts: Services) -> Iterator[TestClient]:
    with TestClient(application(parts)) as made:
        yield made


def github(payload: Any, secret: str = ONE, **headers: str) -> dict[str, Any]:
    body = json.dumps(payload).encode()
    signed = "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    said = {"Content-Type": "application/json", "X-GitHub-Event": "pull_request", "X-GitHub-Delivery": "d-1"}
    return {"content": body, "headers": {**said, "X-Hub-Signature-256": signed, **headers}}


def pull(number: int = 3, repository: int = 7) -> dict[str, Any]:
    return {
        "action": "synchronize",
        "repository": {"id": repository},
        "pull_request": {"number": number, "head": {"sha": "a" * 40}},
    }


def test_a_signed_webhook_becomes_a_wish(parts: Services, client: TestClient) -> None:
    told = client.post(
        "/webhooks/github",
        **github(pull()),
    )
    assert (told.status_code, told.json()) == (202, {"outcome": "queued"})
    row = parts.agenda.row("github:7#3")
    assert row
    assert row.wish.hint == "a" * 40
    assert row.wish.correlation == told.headers["x-correlation-id"]
    assert client.post("/webhooks/github", **github(pull())).json() == {"outcome": "duplicate"}
    assert parts.inbox.count() == 1


def test_a_secret_on_its_way_out_is_taken_as_long_as_it_is_named(client: TestClient) -> None:
    assert client.post("/webhooks/github", **github(pull(), OLD)).status_code == 202


REFUSED: dict[str, dict[str, Any]] = {
    "no signature": {"headers": {"X-Hub-Signature-256": ""}},
    "signature of other bytes": {"content": b"{}"},
    "signature without its algorithm": {"strip": "sha256="},
    "only SHA-1": {"sha1": True},
    "another secret": {"secret": "nobody's"},
    "the secret of another repository": {"secret": TWO},
    "an empty secret": {"secret": ""},
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_not_signed_is_refused_alike(parts: Services, client: TestClient, case: str) -> None:
    how = REFUSED[case]
    sent = github(pull(), how.get("secret", ONE))
    sent["headers"] |= how.get("headers", {})
    sent["content"] = how.get("content", sent["content"])
    if how.get("strip"):
        sent["headers"]["X-Hub-Signature-256"] = sent["headers"]["X-Hub-Signature-256"].removeprefix(how["strip"])
    if how.get("sha1"):
        del sent["headers"]["X-Hub-Signature-256"]
        sent["headers"]["X-Hub-Signature"] = "sha1=" + hmac.new(ONE.encode(), sent["content"], hashlib.sha1).hexdigest()
    told = client.post("/webhooks/github", **sent)
    assert told.status_code == 401
    assert told.json()["type"] == "urn:gains:problem:bad-signature"
    assert told.json()["detail"] == "the signature is not one of ours"
    assert parts.inbox.count() == 0


def test_without_any_secret_nothing_gets_in(tmp_path: Path) -> None:
    made = services(ServerSettings(data_dir=tmp_path, repositories=(repository("github", "7"),)))
    with TestClient(application(made)) as client:
        for secret in ("", ONE):
            assert client.post("/webhooks/github", **github(pull(), secret)).status_code == 401
    made.close()


def gitlab(payload: Any, *, at: float | None = None, secret: str = SIGNING, **headers: str) -> dict[str, Any]:
    body = json.dumps(payload).encode()
    sent = str(int(time.time() if at is None else at))
    key = base64.b64decode(secret.removeprefix("whsec_"))
    signed = hmac.new(key, f"d-9.{sent}.".encode() + body, hashlib.sha256).digest()
    said = {
        "Content-Type": "application/json",
        "webhook-id": "d-9",
        "webhook-timestamp": sent,
        "webhook-signature": "v1,bm90IGl0 v1," + base64.b64encode(signed).decode(),
    }
    return {"content": body, "headers": said | headers}


MERGE: dict[str, Any] = {
    "object_kind": "merge_request",
    "project": {"id": 9},
    "object_attributes": {"iid": 5, "action": "update", "last_commit": {"id": "b" * 40}},
}


def test_gitlab_signs_with_time_and_name(parts: Services, client: TestClient) -> None:
    assert client.post("/webhooks/gitlab", **gitlab(MERGE)).json() == {"outcome": "queued"}
    row = parts.agenda.row("gitlab:9#5")
    assert row
    assert row.wish.hint == "b" * 40
    for late in (-301, 301, float("nan"), float("inf")):
        sent = gitlab(MERGE) if late != late or late == float("inf") else gitlab(MERGE, at=time.time() + late)
        if late != late or late == float("inf"):
            sent["headers"]["webhook-timestamp"] = str(late)
        assert client.post("/webhooks/gitlab", **sent).status_code == 401
    renamed = gitlab(MERGE) | {}
    renamed["headers"]["webhook-id"] = "another"
    assert client.post("/webhooks/gitlab", **renamed).status_code == 401


def test_gitlab_with_a_token_speaks_for_its_own_project_alone(parts: Services, client: TestClient) -> None:
    own = {**MERGE, "project": {"id": 10}}
    sent: dict[str, Any] = {
        "content": json.dumps(own),
        "headers": {"Content-Type": "application/json", "X-Gitlab-Token": ONE},
    }
    assert client.post("/webhooks/gitlab", **sent).json() == {"outcome": "queued"}
    sent["content"] = json.dumps(MERGE)
    assert client.post("/webhooks/gitlab", **sent).status_code == 401
    sent["headers"] = {"Content-Type": "application/json", "X-Gitlab-Token": SIGNING}
    assert client.post("/webhooks/gitlab", **sent).status_code == 401, "a signing token is no shared token"
    assert parts.inbox.count() == 1


@pytest.mark.parametrize(
    ("change", "status", "slug"),
    [
        ({"content": b"{"}, 400, "malformed"),
        ({"content": b"[" * 15_000}, 400, "malformed"),
        ({"content": b"x" * 30_000}, 413, "too-large"),
        ({"headers": {"Content-Type": "text/plain"}}, 415, "unsupported-media-type"),
        ({"headers": {"Content-Type": "application/x-www-form-urlencoded"}}, 415, "unsupported-media-type"),
    ],
)
def test_what_cannot_be_read_is_a_problem(client: TestClient, change: dict[str, Any], status: int, slug: str) -> None:
    body = change.get("content", b"{}")
    signed = "sha256=" + hmac.new(ONE.encode(), body, hashlib.sha256).hexdigest()
    headers = {"Content-Type": "application/json", "X-Hub-Signature-256": signed, **change.get("headers", {})}
    told = client.post("/webhooks/github", content=body, headers=headers)
    assert (told.status_code, told.json()["type"]) == (status, f"urn:gains:problem:{slug}")
    assert told.headers["content-type"] == "application/problem+json"


def test_a_body_without_a_length_is_cut_off_too(client: TestClient) -> None:
    told = client.post(
        "/webhooks/github", content=(b"x" * 1000 for _ in range(30)), headers={"Content-Type": "application/json"}
    )
    assert told.status_code == 413


def test_an_unknown_repository_is_accepted_and_dropped(parts: Services, client: TestClient) -> None:
    told = client.post("/webhooks/github", **github(pull(repository=77)))
    assert (told.status_code, told.json()) == (202, {"outcome": "ignored"})
    assert parts.agenda.open() == (0, 0.0)


def test_a_push_wishes_for_a_look_at_everything(parts: Services, client: TestClient) -> None:
    sent = github({"repository": {"id": 7}, "ref": "refs/heads/main"}, **{"X-GitHub-Event": "push"})
    assert client.post("/webhooks/github", **sent).json() == {"outcome": "queued"}
    assert parts.agenda.row("github:7/*")


def test_too_many_at_once_are_told_when_to_come_back(tmp_path: Path) -> None:
    served = (repository("github", "7", ONE),)
    made = services(ServerSettings(data_dir=tmp_path, repositories=served, requests_per_minute=1))
    with TestClient(application(made)) as client:
        found = [client.post("/webhooks/github", **github(pull())) for _ in range(12)]
    made.close()
    assert found[0].status_code == 202
    assert found[-1].status_code == 429
    assert int(found[-1].headers["retry-after"]) >= 1


def test_the_database_gone_is_said_and_nothing_is_acknowledged(parts: Services, client: TestClient) -> None:
    parts.database.close()
    with parts.database.write() as connection:
        connection.exec_driver_sql("DROP TABLE deliveries")
    assert client.post("/webhooks/github", **github(pull())).status_code == 503


json_like = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["action", "repository", "id", "pull_request", "number", "head", "sha", "issue", "project", "iid"]
            )
            | st.sampled_from(
                ["object_attributes", "object_kind", "merge_request", "check_run", "pull_requests", "pull"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@pytest.mark.parametrize("name", names())
@settings(max_examples=150, deadline=None)
@given(payload=json_like)
def test_no_payload_makes_a_reader_raise(name: str, payload: Any) -> None:
    event = hook(name).read({}, payload)
    assert isinstance(event, Event)
    assert all(isinstance(one, int) and one > 0 for one in event.pulls)


def test_deliveries_that_wait_together_are_stored_together_each_with_its_own_answer(parts: Services) -> None:
    names = ["d-1", "d-2", "d-1", "d-3"]
    told = [
        parts.intake.put(Delivery(forge="local", delivery=name, repository="local:campus", event="look"), (7,))
        for name in names
    ]
    outcomes = [one.result(timeout=30) for one in told]
    assert sorted(outcomes) == ["duplicate", "queued", "queued", "queued"]
    assert parts.inbox.count() == 3
    parts.intake.close()
    late = parts.intake.put(Delivery(forge="local", delivery="d-4", repository="local:campus", event="look"), (7,))
    assert late.result(timeout=30) == "queued"


def test_one_that_cannot_be_stored_is_said_to_all_that_waited_with_it(parts: Services) -> None:
    good = Delivery(forge="local", delivery="d-1", repository="local:campus", event="look")
    with parts.database.write() as connection:
        connection.execute(sa.text("ALTER TABLE deliveries RENAME TO gone"))
    told = [parts.intake.put(good, (7,)), parts.intake.put(good, (8,))]
    for one in told:
        with pytest.raises(DBAPIError):
            one.result(timeout=30)
    with parts.database.write() as connection:
        connection.execute(sa.text("ALTER TABLE gone RENAME TO deliveries"))
    assert parts.intake.put(good, (7,)).result(timeout=30) == "queued"
