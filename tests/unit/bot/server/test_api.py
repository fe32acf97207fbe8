"""The API: who may, what it answers, and that the same request is carried out once."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from fastapi.testclient import TestClient
from jwt.algorithms import OKPAlgorithm

from bot.api.application import application
from bot.api.problems import CATALOGUE
from bot.app import Services, services
from bot.jobs.store import Job, NewJob
from bot.jobs.trail import Fact
from bot.settings import ServerSettings
from tests.unit.bot.campus import CAMPUS
from tests.unit.bot.server.network import served

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TEXT = (CAMPUS / "intents" / "cctv-vlan-building-7.yaml").read_text()
HEAD, DIGEST = "a" * 40, f"sha256:{'d' * 64}"


@pytest.fixture
def client(parts: Services) -> Iterator[TestClient]:
    with TestClient(application(parts)) as made:
        yield made


def key(parts: Services, *scopes: Any, account: str = "") -> dict[str, str]:
    _, text = parts.keys.make("test", scopes or ("read", "submit", "approve"), account=account)
    return {"Authorization": f"Bearer {text}"}


def post(client: TestClient, headers: dict[str, str], name: str = "k-1", **changes: Any) -> Any:
    body = {"repository": "local:campus", "intent": TEXT, **changes}
    return client.post("/v1/jobs", json=body, headers={**headers, "Idempotency-Key": name})


def waiting(parts: Services, pull: int = 7, requester: str = "network-engineer") -> Job:
    """Return a job with a package, as a worker leaves it."""
    with parts.database.write() as connection:
        new = NewJob(repository="local:campus", pull=pull, source_sha="b" * 40, base_sha="c" * 40, requester=requester)
        job = parts.jobs.make(connection, new)
        for state in ("normalizing", "generating", "validating", "estimating", "documenting"):
            parts.jobs.move(connection, job.id, state, Fact("job-stage", {}))
        parts.records.keep(connection, job.id, [("x/explain.md", b"# why\n"), ("x/manifest.json", b"{}\n")])
        return parts.jobs.move(
            connection, job.id, "awaiting_approval", Fact("job-answered", {"why": "w"}), head_sha=HEAD, digest=DIGEST
        )


def test_a_submitted_intent_is_a_job_and_a_wish(parts: Services, client: TestClient) -> None:
    told = post(client, key(parts, "submit", "read", account="ticketing"))
    assert told.status_code == 202, told.text
    job = told.json()
    assert (job["state"], job["pull"], job["intents"]) == ("submitted", None, ["cctv-vlan-building-7"])
    assert job["requester"] == "ticketing"
    assert told.headers["location"] == f"/v1/jobs/{job['id']}"
    assert parts.agenda.row(f"local:campus/{job['id']}")


def test_the_same_request_is_carried_out_once_and_another_one_under_its_name_is_refused(
    parts: Services, client: TestClient
) -> None:
    headers = key(parts)
    first, second = post(client, headers), post(client, headers)
    assert first.json() == second.json()
    assert (first.headers["idempotent-replayed"], second.headers["idempotent-replayed"]) == ("false", "true")
    other = post(client, headers, intent=TEXT + "# more\n")
    assert (other.status_code, other.json()["type"]) == (409, "urn:gains:problem:idempotency-conflict")
    assert post(client, key(parts)).json()["id"] != first.json()["id"], "another caller's key is another key"
    assert post(client, headers, name="k-2").json()["id"] != first.json()["id"]


@pytest.mark.parametrize(
    ("changes", "status", "slug"),
    [
        ({"repository": "local:other"}, 404, "not-found"),
        ({"intent": "a: ["}, 422, "invalid"),
        ({"intent": "kind: nonsense\n"}, 422, "invalid"),
        ({"intent": TEXT.replace("id: 120", "id: 5000")}, 422, "invalid"),
        ({"intent": 7}, 422, "invalid"),
        ({"more": 1}, 422, "invalid"),
    ],
)
def test_what_cannot_be_used_is_refused_with_its_place(
    parts: Services, client: TestClient, changes: dict[str, Any], status: int, slug: str
) -> None:
    told = post(client, key(parts), **changes)
    assert (told.status_code, told.json()["type"]) == (status, f"urn:gains:problem:{slug}")
    if slug == "invalid":
        assert all(one["at"] and one["message"] for one in told.json()["errors"])


def test_an_idempotency_key_is_required(parts: Services, client: TestClient) -> None:
    body = {"repository": "local:campus", "intent": TEXT}
    assert client.post("/v1/jobs", json=body, headers=key(parts)).status_code == 428


@pytest.mark.parametrize("path", ["", "/job-" + "0" * 24, "/job-" + "0" * 24 + "/audit"])
@pytest.mark.parametrize("given", ["", "Bearer", "Bearer x", "Basic eDp5", "Bearer gains_ab_cd", "Bearer gäins_a_b"])
def test_without_a_key_nothing_is_told(client: TestClient, path: str, given: str) -> None:
    told = client.get(f"/v1/jobs{path}", headers={b"Authorization": given.encode()})
    assert (told.status_code, told.json()["type"]) == (401, "urn:gains:problem:unauthenticated")
    assert told.headers["www-authenticate"].startswith("Bearer")


def test_a_key_does_what_its_scopes_say_until_it_ends(parts: Services, client: TestClient) -> None:
    reading = key(parts, "read")
    assert client.get("/v1/jobs", headers=reading).status_code == 200
    assert post(client, reading).status_code == 403
    ident = parts.keys.listed()[0].id
    made, text = parts.keys.rotate(ident)
    assert client.get("/v1/jobs", headers=reading).status_code == 200, "both are good for a while"
    assert client.get("/v1/jobs", headers={"Authorization": f"Bearer {text}"}).status_code == 200
    parts.keys.revoke(ident)
    parts.keys.rotate(made.id, overlap_hours=-1)
    assert client.get("/v1/jobs", headers=reading).status_code == 401
    assert client.get("/v1/jobs", headers={"Authorization": f"Bearer {text}"}).status_code == 401


def test_jobs_are_listed_newest_first_page_by_page(parts: Services, client: TestClient) -> None:
    made = [waiting(parts, pull).id for pull in range(1, 6)]
    headers = key(parts)
    found: list[str] = []
    cursor: str | None = ""
    while cursor is not None:
        page = client.get("/v1/jobs", params={"limit": 2, **({"cursor": cursor} if cursor else {})}, headers=headers)
        found += [one["id"] for one in page.json()["items"]]
        cursor = page.json()["next"]
    assert found == made[::-1]
    only = client.get("/v1/jobs", params={"pull": 3, "state": "awaiting_approval"}, headers=headers).json()["items"]
    assert [one["id"] for one in only] == [made[2]]
    assert client.get("/v1/jobs", params={"state": "approved"}, headers=headers).json() == {"items": [], "next": None}


def test_a_job_and_its_files_are_not_sent_twice(parts: Services, client: TestClient) -> None:
    job, headers = waiting(parts), key(parts)
    for path in (f"/v1/jobs/{job.id}", f"/v1/jobs/{job.id}/artifacts/x/explain.md"):
        first = client.get(path, headers=headers)
        assert first.status_code == 200
        again = client.get(path, headers={**headers, "If-None-Match": f'"x", W/{first.headers["etag"]}'})
        assert (again.status_code, again.content) == (304, b"")
        assert client.get(path, headers={**headers, "If-None-Match": '"x"'}).status_code == 200
    assert client.get(f"/v1/jobs/{job.id}/artifacts/x/explain.md", headers=headers).content == b"# why\n"
    listed = client.get(f"/v1/jobs/{job.id}/artifacts", headers=headers).json()["items"]
    assert [one["path"] for one in listed] == ["x/explain.md", "x/manifest.json"]
    assert client.get(f"/v1/jobs/{job.id}/artifacts/../x", headers=headers).status_code == 404


def test_a_jobs_life_and_its_records_can_be_read(parts: Services, client: TestClient) -> None:
    job, headers = waiting(parts), key(parts)
    events = client.get(f"/v1/jobs/{job.id}/events", headers=headers).json()["items"]
    assert [one["after"] for one in events][:2] == ["submitted", "normalizing"]
    assert events[-1]["after"] == "awaiting_approval"
    records = client.get(f"/v1/jobs/{job.id}/audit", headers=headers).json()
    assert {one["audit"] for one in events} <= {one["seq"] for one in records["items"]}
    assert records["next"] is None


def word(digest: str = DIGEST, head: str = HEAD, reason: str = "read") -> dict[str, str]:
    return {"head_sha": head, "digest": digest, "reason": reason}


def test_an_approval_is_about_one_head_and_one_digest(parts: Services, client: TestClient) -> None:
    job, headers = waiting(parts), key(parts, account="reviewer-campus")
    place = f"/v1/jobs/{job.id}/approve"
    for wrong in (word(head="e" * 40), word(digest=f"sha256:{'e' * 64}")):
        assert client.post(place, json=wrong, headers=headers).status_code == 409
    told = client.post(place, json=word(), headers=headers)
    assert (told.status_code, told.json()["outcome"]) == (200, "recorded")
    assert client.post(place, json=word(), headers=headers).json()["outcome"] == "unchanged"
    (said,) = parts.records.words(job.id)
    assert (said.account, said.what, said.head_sha) == ("reviewer-campus", "approved", HEAD)
    assert parts.agenda.row("local:campus#7")


def test_the_requester_cannot_approve_whatever_his_key(parts: Services, client: TestClient) -> None:
    job = waiting(parts, requester="Network-Engineer")
    headers = key(parts, account="network-engineer")
    assert client.post(f"/v1/jobs/{job.id}/approve", json=word(), headers=headers).status_code == 403
    assert parts.records.words(job.id) == ()


def test_a_rejection_has_a_reason_and_ends_the_job(parts: Services, client: TestClient) -> None:
    job, headers = waiting(parts), key(parts, account="reviewer-campus")
    place = f"/v1/jobs/{job.id}/reject"
    assert client.post(place, json=word(reason=" "), headers=headers).status_code == 422
    told = client.post(place, json=word(reason="wrong building"), headers=headers)
    assert (told.status_code, told.json()["job"]["state"]) == (200, "rejected")
    assert client.post(place, json=word(reason="wrong building"), headers=headers).json()["outcome"] == "unchanged"
    assert client.post(f"/v1/jobs/{job.id}/approve", json=word(), headers=headers).status_code == 409


def test_a_request_keeps_its_name_and_its_trace(client: TestClient) -> None:
    trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
    told = client.get("/healthz", headers={"X-Correlation-Id": "ticket-7", "traceparent": trace})
    assert told.headers["x-correlation-id"] == "ticket-7"
    assert told.headers["traceparent"].split("-")[1] == trace.split("-")[1]
    assert told.headers["traceparent"] != trace
    for wrong in (
        {"X-Correlation-Id": "a b\t"},
        {"traceparent": "00-" + "0" * 32 + "-00f067aa0ba902b7-01"},
        {"traceparent": "x"},
    ):
        told = client.get("/healthz", headers=wrong)
        assert told.headers["x-correlation-id"].startswith("c-")
        assert "-" + "0" * 32 not in told.headers["traceparent"]


def test_health_and_metrics(parts: Services, client: TestClient) -> None:
    waiting(parts)
    assert client.get("/readyz").json()["status"] == "ready"
    said = client.get("/metrics").text
    assert 'gains_jobs{state="awaiting_approval"} 1.0' in said
    for name in ("gains_queue_age_seconds", "gains_deliveries", "gains_request_seconds", "gains_put_aside"):
        assert name in said


def test_metrics_ask_for_their_token(tmp_path: Path) -> None:
    made = services(ServerSettings.model_validate({"data_dir": tmp_path, "metrics_token": "a token"}))
    with TestClient(application(made)) as client:
        assert client.get("/metrics").status_code == 401
        assert client.get("/metrics", headers={"Authorization": "Bearer a token"}).status_code == 200
    made.close()


def test_every_documented_problem_has_a_status_that_the_document_names(client: TestClient) -> None:
    said = client.get("/openapi.json").json()
    assert said["openapi"].startswith("3.1")
    slugs = {one.rpartition(":")[2] for one in said["components"]["schemas"]["Problem"]["properties"]["type"]["enum"]}
    assert slugs == set(CATALOGUE)
    used: set[str] = set()
    for path in said["paths"].values():
        for operation in path.values():
            for answer in operation["responses"].values():
                used |= set(answer.get("content", {}).get("application/problem+json", {}).get("examples", {}))
    assert used | {"method-not-allowed", "internal"} == set(CATALOGUE)


ISSUER = "https://login.example.net"


@pytest.fixture
def issuer(tmp_path: Path) -> Iterator[tuple[TestClient, Ed25519PrivateKey]]:
    private = Ed25519PrivateKey.generate()
    public = json.loads(OKPAlgorithm.to_jwk(private.public_key())) | {"kid": "k1", "alg": "EdDSA", "use": "sig"}
    (tmp_path / "jwks.json").write_text(json.dumps({"keys": [public]}))
    settings = ServerSettings(
        data_dir=tmp_path,
        repositories=(served(tmp_path),),
        oidc_issuer=ISSUER,
        oidc_jwks_url=f"file:{tmp_path / 'jwks.json'}",
    )
    made = services(settings)
    with TestClient(application(made)) as client:
        yield client, private
    made.close()


GOOD: dict[str, Any] = {
    "iss": ISSUER,
    "aud": "gains",
    "sub": "u-1",
    "iat": 1,
    "exp": 2**33,
    "scope": "openid gains:read",
}
BAD: dict[str, dict[str, Any]] = {
    "another issuer": {"iss": "https://evil.example.net"},
    "another audience": {"aud": "payroll"},
    "expired": {"exp": 1000},
    "without an end": {"exp": None},
    "from the future": {"iat": 2**33},
    "without a subject": {"sub": None},
}


def bearer(claims: dict[str, Any], private: Any, algorithm: str = "EdDSA", kid: str = "k1") -> dict[str, str]:
    said = {name: value for name, value in claims.items() if value is not None}
    return {"Authorization": "Bearer " + jwt.encode(said, private, algorithm=algorithm, headers={"kid": kid})}


def test_a_token_of_the_issuer_is_taken_for_its_scopes(issuer: tuple[TestClient, Ed25519PrivateKey]) -> None:
    client, private = issuer
    headers = bearer(GOOD, private)
    assert client.get("/v1/jobs", headers=headers).status_code == 200
    assert post(client, headers).status_code == 403


@pytest.mark.parametrize("case", BAD)
def test_a_token_that_is_not_meant_for_us_is_refused(issuer: tuple[TestClient, Ed25519PrivateKey], case: str) -> None:
    client, private = issuer
    assert client.get("/v1/jobs", headers=bearer({**GOOD, **BAD[case]}, private)).status_code == 401


def test_a_token_that_nobody_or_somebody_else_signed_is_refused(issuer: tuple[TestClient, Ed25519PrivateKey]) -> None:
    client, private = issuer
    other = Ed25519PrivateKey.generate()
    for headers in (
        bearer(GOOD, other),
        bearer(GOOD, private, kid="k2"),
        bearer(GOOD, None, algorithm="none"),
        bearer(GOOD, "a shared secret, long enough for it all", algorithm="HS256"),
    ):
        assert client.get("/v1/jobs", headers=headers).status_code == 401
