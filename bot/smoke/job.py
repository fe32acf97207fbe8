"""Submit the intent, submit it again, follow the job until there is a package, and take it back at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.jobs.states import STAGES
from bot.smoke.base import OURS, BrokenError, NotLookedAtError, expect

if TYPE_CHECKING:
    from bot.smoke.base import Visit

_POLL = 0.5


def submitted(visit: Visit) -> str:
    """Submit the intent."""
    said = _send(visit)
    expect(said, 202, "the intent")
    visit.job = said.json()
    return f"{visit.asked.intent} is {visit.job['id']} in {visit.asked.repository}"


def once(visit: Visit) -> str:
    """Send the same again: it must be the same job; something else under the same key must be refused."""
    said = _send(visit)
    expect(said, 202, "the same request again")
    if (other := said.json()["id"]) != visit.job["id"] or said.headers.get("idempotent-replayed") != "true":
        raise BrokenError(f"the same request again made {other}", OURS)
    refused = _send(visit, more="# another request\n")
    if refused.status_code == 202:
        raise BrokenError("the same Idempotency-Key was taken for another request", OURS)
    return f"sent again it is the same job; another request under the same key: {refused.status_code}"


def followed(visit: Visit) -> str:
    """Follow the job until people would decide about it."""
    path = visit.job["links"]["self"]
    end = visit.clock.now().timestamp() + visit.asked.patience
    while True:
        visit.job = visit.read(path)
        state = visit.job["state"]
        if state not in STAGES:
            break
        if visit.clock.now().timestamp() > end:
            raise BrokenError(
                f"still {state} after {visit.asked.patience:.0f} s: {visit.job['reason']}",
                "is a worker alive (/readyz), and can the forge be reached? `gains jobs` and the log say more; "
                "--patience waits longer",
            )
        visit.pause(_POLL)
    if state != "awaiting_approval":
        hint = "name an intent that this network can take: --intent FILE" if state == "blocked" else "look at its log"
        raise BrokenError(f"the job is {state}: {visit.job['reason']}", hint)
    moves = visit.read(visit.job["links"]["events"])["items"]
    if [one["after"] for one in moves][-1] != state:
        raise BrokenError("the last of the job's moves is not its state", OURS)
    states = list(dict.fromkeys(one["after"] for one in moves))
    return f"pull request {visit.job['pull']}: {' > '.join(states)}"


def taken_back(visit: Visit) -> str:
    """Reject the job, so that nobody takes the test for a wish."""
    if not visit.job.get("digest"):
        raise NotLookedAtError("there is no package to reject")
    body = {
        "head_sha": visit.job["head_sha"],
        "digest": visit.job["digest"],
        "reason": "a smoke test; nobody wants this change",
    }
    said = visit.client.post(f"{visit.job['links']['self']}/reject", json=body, headers=visit.caller)
    if said.status_code == 403:
        raise NotLookedAtError(
            f"the key may not approve or reject: close pull request {visit.job['pull']} of {visit.job['repository']}"
        )
    expect(said, 200, "the rejection")
    if (state := said.json()["job"]["state"]) != "rejected":
        raise BrokenError(f"rejected, the job is {state}", OURS)
    return f"the job is rejected; pull request {visit.job['pull']} and its branch stay: close them"


def _send(visit: Visit, *, more: str = "") -> Any:
    body = {"repository": visit.asked.repository, "intent": visit.asked.content + more}
    return visit.client.post("/v1/jobs", json=body, headers={**visit.caller, "Idempotency-Key": visit.asked.named})
