"""Open the pull request of a job that was submitted through the API: branch, intent, pull request, each once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.jobs.agenda import Wish
from bot.jobs.trail import Fact
from bot.ports import NotFoundError
from schemas.forge import NewPull
from schemas.workspace import Author, NewCommit

if TYPE_CHECKING:
    from bot.jobs.connections import Connection
    from bot.jobs.store import Job
    from bot.jobs.work import Work
    from schemas.forge import PullRequest

_AUTHOR = Author(name="gains bot", email="gains@example.net")


@dataclass(frozen=True, slots=True)
class Brought:
    """A pull request, and the head that brought its intent."""

    pull: PullRequest
    source: str


def open_pull(work: Work, name: str, connected: Connection) -> None:
    """Open the pull request of a job, or find the one that was opened before, and wish for a look at it."""
    job = work.jobs.get(name)
    if job is None or job.submission is None or job.state != "submitted":
        return
    brought = _brought(work, job, connected)
    pull = brought.pull
    with work.database.write() as connection:
        if job.pull is None:
            for old in work.jobs.active(connection, job.repository, pull.number):
                fact = Fact("job-superseded", {"why": f"submitted again as {job.id}", "by": job.id})
                work.jobs.move(connection, old.id, "superseded", fact)
            why = f"pull request {pull.number} brings it"
            facts = {"pull": pull.number, "source_sha": brought.source, "base_sha": pull.base_sha}
            work.jobs.move(connection, job.id, "submitted", Fact("job-opened", {"why": why}), **facts)
        wish = Wish(
            repository=job.repository, pull=pull.number, correlation=job.correlation, traceparent=job.traceparent
        )
        work.agenda.want(connection, wish)


def _brought(work: Work, job: Job, connected: Connection) -> Brought:
    intent = job.intents[0]
    branch, path = f"gains/{intent}", f"intents/{intent}.yaml"
    main = work.connections.settings[job.repository].main
    content = (job.submission or "").encode()
    repository = connected.repository
    head, base = repository.head(branch), repository.head(main)
    if base is None:
        raise NotFoundError(f"branch {main} does not exist", hint="see `main` of the repository's settings")
    there = repository.read(head, path) if head else None
    if head is None or there != content:
        head = repository.commit(
            NewCommit(
                branch=branch,
                parent=head or base,
                expected_head=head,
                files=((path, content),),
                message=f"Ask for {intent}\n\nGains-Requester: {job.requester}\nGains-Job: {job.id}\n",
                author=_AUTHOR,
                when=work.clock.now(),
            )
        )
    mine = (one for one in connected.desk.pulls() if (one.source_branch, one.target_branch) == (branch, main))
    pull = next(mine, None)
    if pull is None:
        title = f"Intent {intent}"
        body = f"Submitted by `{job.requester}` as {job.id}.\n"
        new = NewPull(title=title, source_branch=branch, target_branch=main, body=body)
        pull = connected.desk.open_pull(new)
    return Brought(pull, pull.head_sha)
