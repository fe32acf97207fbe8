"""Is the service there, is it ready, does it document itself, and does it let in only whom it knows?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.smoke.base import BrokenError, expect
from pipeline.version import __version__

if TYPE_CHECKING:
    from bot.smoke.base import Visit

_NEEDED = ("/v1/jobs", "/v1/jobs/{job}", "/v1/jobs/{job}/artifacts", "/v1/jobs/{job}/audit", "/healthz", "/readyz")


def alive(visit: Visit) -> str:
    """Ask whether the process lives."""
    expect(visit.client.get("/healthz"), 200, "/healthz")
    return "/healthz answers"


def ready(visit: Visit) -> str:
    """Ask whether requests can be served and somebody works on jobs."""
    said = visit.client.get("/readyz")
    expect(said, 200, "/readyz")
    found = said.json()
    if not found["workers"]:
        raise BrokenError("no worker is alive: jobs would wait for ever", "start `gains worker`, or serve with one")
    return (
        f"database answers, {found['workers']} worker(s) alive, {found['waiting']} waiting, "
        f"{found['put_aside']} put aside" + (" (see `gains jobs`)" if found["put_aside"] else "")
    )


def documented(visit: Visit) -> str:
    """Read the OpenAPI document."""
    said = visit.client.get("/openapi.json")
    expect(said, 200, "/openapi.json")
    found = said.json()
    if missing := [path for path in _NEEDED if path not in found.get("paths", {})]:
        raise BrokenError(f"the OpenAPI document lacks {', '.join(missing)}", "is something else listening there?")
    version = found["info"]["version"]
    other = "" if version == __version__ else f"; this program is {__version__}"
    return f"OpenAPI {found['openapi']}, service {version}{other}"


def closed(visit: Visit) -> str:
    """Ask without a key, and with a wrong one: both must be refused."""
    for what, headers in (("no key", {}), ("a wrong key", {"Authorization": "Bearer gains_000000000000_wrong"})):
        said = visit.client.get("/v1/jobs", headers=headers)
        if said.status_code == 200:
            raise BrokenError(f"the API answers with {what}", "take the service off the network and look at its proxy")
        expect(said, 401, f"the API with {what}")
        if said.headers.get("content-type") != "application/problem+json":
            raise BrokenError("the refusal is no problem document", "is a proxy answering in the service's place?")
    return "without a key and with a wrong one: 401"


def known(visit: Visit) -> str:
    """Ask with the key."""
    visit.read("/v1/jobs?limit=1")
    return "the key is taken"


def strict(visit: Visit) -> str:
    """Submit what is no intent: it must be refused with the place, and nothing be stored."""
    body = {"repository": visit.asked.repository, "intent": "apiVersion: gains/v1\nkind: no_such_kind\n"}
    headers = {**visit.caller, "Idempotency-Key": f"{visit.asked.named}-wrong"}
    said = visit.client.post("/v1/jobs", json=body, headers=headers)
    expect(said, 422, "a wrong intent")
    return f"a wrong intent is refused: {said.json()['detail']}"
