"""`POST /v1/jobs/{id}/approve|reject`: a person's word about exactly one head and one digest, for the gate to count."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.api.problems import ProblemError
from bot.api.views import SaidView, job_view
from bot.jobs.agenda import Wish
from bot.jobs.records import Word
from bot.jobs.states import ACTIVE, WAITING
from bot.jobs.store import WrongMoveError
from bot.jobs.trail import Fact
from schemas.forge import is_login

if TYPE_CHECKING:
    from bot.api.auth import Principal
    from bot.api.views import DecisionBody
    from bot.app import Services
    from bot.jobs.store import Job


def decide(parts: Services, caller: Principal, job: Job, what: str, body: DecisionBody) -> SaidView:
    """Keep the word and wish for a look; raise `ProblemError` where it is not about what is there now."""
    rejecting = what == "reject"
    if not is_login(caller.account):
        raise ProblemError("forbidden", f"{caller.account!r} can be no account of a forge; give the key one")
    if rejecting and not body.reason.strip():
        raise ProblemError("invalid", "say why it is rejected", errors=[{"at": "body.reason", "message": "is empty"}])
    if not rejecting and caller.account.casefold() == job.requester.casefold():
        raise ProblemError("forbidden", "whoever asked for a change cannot approve it")
    fitting = (*ACTIVE, "rejected") if rejecting else WAITING
    if job.pull is None or job.state not in fitting:
        raise ProblemError("conflict", f"the job is {job.state}; that cannot be said about it")
    if (body.head_sha, body.digest) != (job.head_sha, job.digest):
        raise ProblemError(
            "conflict", f"the job is at {job.head_sha or 'no head yet'} with {job.digest or 'no digest'}"
        )
    word = Word(
        id=0,
        job=job.id,
        what="rejected" if rejecting else "approved",
        head_sha=body.head_sha,
        digest=body.digest,
        account=caller.account,
        data={"reason": body.reason, "by": caller.name},
        at=parts.clock.now().isoformat(),
    )
    try:
        with parts.database.write() as connection:
            now = parts.jobs.get_in(connection, job.id)
            if (now.head_sha, now.digest) != (body.head_sha, body.digest):
                raise ProblemError("conflict", "the job has moved on; read it again")
            new = parts.records.say(connection, word)
            if rejecting:
                why = f"rejected by {caller.account}: {body.reason}"[:500]
                now = parts.jobs.move(
                    connection, job.id, "rejected", Fact("job-rejected", {"why": why}, actor=caller.account)
                )
            assert now.pull is not None
            parts.agenda.want(connection, Wish(repository=now.repository, pull=now.pull, correlation=now.correlation))
    except WrongMoveError as error:
        raise ProblemError("conflict", str(error)) from error
    return SaidView(outcome="recorded" if new else "unchanged", job=job_view(now))
