"""Open the pull request of a job that was submitted through the API: branch, intent, pull request, each once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot import companion
from bot.jobs.agenda import Wish
from bot.jobs.trail import Fact

if TYPE_CHECKING:
    from bot.jobs.connections import Connection
    from bot.jobs.store import Job
    from bot.jobs.work import Work
    from schemas.forge import PullRequest


def open_pull(work: Work, name: str, connected: Connection) -> None:
    """Open the pull request of a job, or find the one that was opened before, and wish for a look at it."""
    job = work.jobs.get(name)
    if job is None or job.submission is None or job.state != "submitted":
        return
    pull = _brought(work, job, connected)
    with work.database.write() as connection:
        if job.pull is None:
            for old in work.jobs.active(connection, job.repository, pull.number):
                fact = Fact("job-superseded", {"why": f"submitted again as {job.id}", "by": job.id})
                work.jobs.move(connection, old.id, "superseded", fact)
            why = f"pull request {pull.number} brings it"
            facts = {"pull": pull.number, "source_sha": pull.head_sha, "base_sha": pull.base_sha}
            work.jobs.move(connection, job.id, "submitted", Fact("job-opened", {"why": why}), **facts)
        wish = Wish(
            repository=job.repository, pull=pull.number, correlation=job.correlation, traceparent=job.traceparent
        )
        work.agenda.want(connection, wish)


def _brought(work: Work, job: Job, connected: Connection) -> PullRequest:
    main = work.connections.settings[job.repository].main
    wish = companion.Wish(
        intent=job.intents[0],
        content=(job.submission or "").encode(),
        requesters=(job.requester,),
        target=main,
        why="submitted by API",
        job=job.id,
    )
    return companion.bring(connected.desk, connected.repository, wish, work.clock)
