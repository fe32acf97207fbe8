"""`POST /v1/jobs`: an intent by API; the bot opens its pull request later. Sent again, it is the same job."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from bot.api.problems import ProblemError
from bot.jobs.agenda import Wish
from bot.jobs.store import NewJob
from bot.jobs.tables import idempotency
from pipeline.load import load
from schemas.canonical import digest_of
from schemas.finding import Severity

if TYPE_CHECKING:
    from bot.api.auth import Principal
    from bot.api.context import Origin
    from bot.api.views import NewJobBody
    from bot.app import Services
    from bot.jobs.store import Job

KEPT_SECONDS = 7 * 86_400.0
"""How long a key stands for its request."""


def submit(parts: Services, caller: Principal, key: str, body: NewJobBody, called: Origin) -> tuple[Job, bool]:
    """Return the job, and whether it was there before; raise `ProblemError`."""
    if body.repository not in parts.work.connections.settings:
        raise ProblemError("not-found", f"repository {body.repository!r} is not served here")
    name = _intent(body.intent)
    request = digest_of([body.repository, body.intent])
    now = parts.clock.now().timestamp()
    new = NewJob(
        repository=body.repository,
        requester=caller.account,
        intents=(name,),
        submission=body.intent,
        salt=digest_of([caller.name, key, int(now)]),
        correlation=called.correlation,
        traceparent=called.traceparent,
    )
    mine = (idempotency.c.principal == caller.name) & (idempotency.c.key == key)
    with parts.database.write() as connection:
        old = idempotency.c.at < now - KEPT_SECONDS
        connection.execute(sa.delete(idempotency).where(mine, old))
        insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
        values = {"principal": caller.name, "key": key, "request": request, "job": new.id, "at": now}
        statement = insert(idempotency).values(**values).on_conflict_do_nothing()
        first = connection.execute(statement.returning(idempotency.c.job)).one_or_none() is not None
        known = connection.execute(sa.select(idempotency).where(mine)).one()
        if known.request != request:
            raise ProblemError("idempotency-conflict", "this Idempotency-Key stands for another request")
        if not first:
            return parts.jobs.get_in(connection, known.job), True
        job = parts.jobs.make(connection, new)
        wish = Wish(
            repository=job.repository, job=job.id, correlation=called.correlation, traceparent=called.traceparent
        )
        parts.agenda.want(connection, wish)
        return job, False


def _intent(text: str) -> str:
    """Return the intent's name; raise `ProblemError` naming each place that cannot be read."""
    try:
        raw = text.encode()
    except UnicodeEncodeError:
        raise ProblemError(
            "invalid", "the intent is no text", errors=[{"at": "body.intent", "message": "no text"}]
        ) from None
    # The file's name follows from the content, so that the rule about both is not asked here.
    found = load("intents/intent.yaml", raw)
    errors = [one for one in found.findings if one.severity is Severity.ERROR and one.rule != "intent-name"]
    if errors or found.envelope is None:
        places = [{"at": str(one.place or "body.intent"), "message": one.advice} for one in errors]
        first = places[0]["message"] if places else "the intent cannot be read"
        raise ProblemError("invalid", first, errors=places)
    return found.envelope.metadata.name
