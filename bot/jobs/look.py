"""Look at a pull request as it is now, and find its job: the one there is, or a new one in place of older ones."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from bot.jobs.states import MERGED, STAGES, WAITING
from bot.jobs.store import Job, NewJob
from bot.jobs.trail import Fact
from bot.ports import HeadMovedError
from pipeline.errors import WorkspaceError

if TYPE_CHECKING:
    import sqlalchemy as sa

    from bot.jobs.agenda import Row
    from bot.jobs.store import Jobs
    from bot.jobs.work import Work
    from bot.ports import Repository
    from schemas.forge import PullRequest

Todo = Literal["answer", "same", "judge", "refuse", "merged", "nothing"]
"""answer: make its package; same: the base moved, is it still the same package? refuse: say that it was rejected;
merged: is that what was approved?"""
UNAPPROVED = "merged-without-approval"
"""The event in the trail of a job whose pull request was merged, and the gate had not approved it."""
_PATIENCE = 3
"""How often to wait for a head that a webhook named and the forge does not show yet."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a look has found."""

    job: Job | None
    todo: Todo


def elsewhere(work: Work, repository: str, pull: PullRequest) -> bool:
    """Tell whether a pull request goes into another branch than the one that is guarded: nothing is said of it.

    A check belongs to a commit, whatever it is merged into: a good word about a head that goes into a branch with
    other rules, or with nothing left to ask about, would be a good word where it goes into the guarded one.
    """
    if pull.target_branch == work.connections.settings[repository].main:
        return False
    with work.database.write() as connection:
        for job in work.jobs.active(connection, repository, pull.number):
            fact = Fact("job-superseded", {"why": f"it goes into {pull.target_branch} now, which is not served"})
            work.jobs.move(connection, job.id, "superseded", fact)
    return True


def await_hint(row: Row, pull: PullRequest, repository: Repository) -> None:
    """Raise `HeadMovedError` where the forge still shows an older head than the webhook named; it may lag a little.

    After a few tries the forge's word is taken: the branch may have been moved back.
    """
    hint = row.wish.hint
    if not hint or hint == pull.head_sha or row.attempts >= _PATIENCE or pull.state != "open":
        return
    try:
        newer = repository.merge_base(hint, pull.head_sha) == hint
    except WorkspaceError:
        newer = False
    if not newer:
        raise HeadMovedError(f"the forge shows {pull.head_sha[:12]}, the webhook was about {hint[:12]}")


def of_the_bot(repository: Repository, source: str, head: str) -> bool:
    """Tell whether a head is a job's source with nothing but packages on it: the bot was killed before it noted it.

    It does not matter who made it: the packages are made again and compared before anything is decided.
    """
    if head == source:
        return True
    try:
        after = repository.merge_base(source, head) == source
        return after and all(item.path.startswith("changes/") for item in repository.changed(source, head))
    except WorkspaceError:
        return False


def find(connection: sa.Connection, jobs: Jobs, row: Row, pull: PullRequest, ours: frozenset[str]) -> Found:
    """Return the job of a pull request, in a transaction open for writing; `ours`: sources that the head stands on."""
    newest = jobs.newest(connection, row.wish.repository, pull.number)
    if pull.state != "open":
        over = _over(connection, jobs, newest, pull)
        return Found(over, "merged" if over and over.state in (*MERGED, "superseded") else "nothing")
    if newest and newest.state not in (*MERGED, "superseded"):
        unnoted = not newest.head_sha and newest.source_sha in ours
        known = pull.head_sha in (newest.source_sha, newest.head_sha) or unnoted
        if known and newest.base_sha == pull.base_sha:
            return Found(newest, _todo(newest))
        if known and newest.head_sha == pull.head_sha and newest.state in WAITING:
            return Found(newest, "same")
    return Found(renew(connection, jobs, row, pull), "answer")


def renew(connection: sa.Connection, jobs: Jobs, row: Row, pull: PullRequest) -> Job:
    """Make a job for the head and the base as they are, in place of those before."""
    made = jobs.make(
        connection,
        NewJob(
            repository=row.wish.repository,
            pull=pull.number,
            source_sha=pull.head_sha,
            base_sha=pull.base_sha,
            requester=_requester(connection, jobs, row, pull),
            correlation=row.wish.correlation,
            traceparent=row.wish.traceparent,
            salt=_salt(connection, jobs, row, pull),
        ),
    )
    for old in jobs.active(connection, row.wish.repository, pull.number):
        if old.id != made.id:
            why = f"the head is {pull.head_sha[:12]}, the base {pull.base_sha[:12]}"
            jobs.move(connection, old.id, "superseded", Fact("job-superseded", {"why": why, "by": made.id}))
    return made


def _salt(connection: sa.Connection, jobs: Jobs, row: Row, pull: PullRequest) -> str:
    """A head that comes back after another one was there is a new job; asked twice in between, it is the same."""
    newest = jobs.newest(connection, row.wish.repository, pull.number)
    return "" if newest is None or newest.state != "superseded" else newest.id


def _requester(connection: sa.Connection, jobs: Jobs, row: Row, pull: PullRequest) -> str:
    """Whoever asked for the change stays its requester, whatever heads come after."""
    newest = jobs.newest(connection, row.wish.repository, pull.number)
    return newest.requester if newest else pull.author.login


def _todo(job: Job) -> Todo:
    if job.state in STAGES or job.state == "failed":
        return "answer"
    if job.state == "rejected":
        return "refuse"
    return "judge" if job.state in WAITING else "nothing"


def _over(connection: sa.Connection, jobs: Jobs, newest: Job | None, pull: PullRequest) -> Job | None:
    if newest is None:
        return None
    merged = pull.state == "merged"
    left = (newest,) if merged and newest.state in ("rejected", "expired") else ()  # and merged all the same
    for old in (*jobs.active(connection, newest.repository, pull.number), *left):
        if merged and old.id == newest.id and pull.head_sha in (old.head_sha, old.source_sha):
            unapproved = old.state != "approved"
            why = f"merged as {(pull.merged_sha or '')[:12]}" + (
                ", which the gate had not approved" if unapproved else ""
            )
            event = UNAPPROVED if unapproved else "job-released"
            jobs.move(connection, old.id, "released", Fact(event, {"why": why, "merged": pull.merged_sha or ""}))
        elif merged:
            why = f"another head was merged, {pull.head_sha[:12]}"
            jobs.move(connection, old.id, "superseded", Fact("merged-without-package", {"why": why}))
        else:
            fact = Fact("job-rejected", {"why": "the pull request was closed"})
            jobs.move(connection, old.id, "rejected", fact)
    return jobs.newest(connection, newest.repository, pull.number)
