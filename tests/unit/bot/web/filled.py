"""Jobs as workers and people leave them, for tests of pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.jobs.records import Word
from bot.jobs.states import STAGES
from bot.jobs.store import Job, NewJob
from bot.jobs.trail import GAINS, Fact
from schemas.canonical import digest_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.app import Services
    from schemas.package import ChangePackage

HEAD = "a" * 40


def begun(parts: Services, pull: int = 7, *, requester: str = "network-engineer") -> Job:
    """Return a job that a worker has just begun."""
    new = NewJob(
        repository="local:campus",
        pull=pull,
        source_sha="b" * 40,
        base_sha="c" * 40,
        requester=requester,
        correlation="c-1",
    )
    with parts.database.write() as connection:
        job = parts.jobs.make(connection, new)
        return parts.jobs.move(connection, job.id, "normalizing", Fact("job-stage", {"why": ""}))


def done(parts: Services, job: Job, packages: Sequence[ChangePackage]) -> Job:
    """Return a job with packages that wait for people, one of whom has approved."""
    digest = digest_of({one.intent: one.digest for one in packages})
    blocking = any(one.blocking for one in packages)
    files = [(f"{one.intent}/{path}", content) for one in packages for path, content in one.files]
    at = parts.clock.now().isoformat()
    decided = {
        "state": "blocked" if blocking else "waiting",
        "approvers": [{"login": "reviewer-campus"}],
        "required": 2,
        "reasons": ["1 of 2 approvals", "approved by reviewer-campus"],
    }
    facts: dict[str, Any] = {"job": job.id, "head_sha": HEAD, "digest": digest, "at": at, "id": 0}
    words = (
        Word(**facts, what="approved", account="reviewer-campus", data={"reason": "Read, and compared with the map."}),
        Word(**facts, what="decided", account=GAINS, data={**decided, "differences": []}),
    )
    with parts.database.write() as connection:
        for state in STAGES[2:]:
            parts.jobs.move(connection, job.id, state, Fact("job-stage", {"why": ""}))
        parts.records.keep(connection, job.id, files)
        moved = parts.jobs.move(
            connection,
            job.id,
            "blocked" if blocking else "awaiting_approval",
            Fact("job-answered", {"why": "not assessed: semantic validation"}),
            head_sha=HEAD,
            digest=digest,
            intents=tuple(sorted(one.intent for one in packages)),
            sites=("building-7",),
        )
        for word in words:
            parts.records.say(connection, word)
    return moved
