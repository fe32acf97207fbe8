"""Retention: take away what is over and old; lives of jobs, approvals and the audit trail are never touched."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from bot.jobs.states import ACTIVE
from bot.jobs.tables import artifacts, deliveries, idempotency, job_files, jobs
from bot.jobs.trail import Fact

if TYPE_CHECKING:
    from datetime import datetime

    from bot.jobs.database import Database
    from bot.jobs.trail import Trail

_DAY_S = 86_400


@dataclass(frozen=True, slots=True)
class Old:
    """What is old, by kind: how many rows."""

    packages: int
    """Jobs that are over and whose package files would go; the manifest digests stay in the jobs."""
    files: int
    deliveries: int
    requests: int
    octets: int
    """Bytes of files that no other job has."""

    @property
    def nothing(self) -> bool:
        """Whether there is nothing to do."""
        return not (self.packages or self.deliveries or self.requests)


def collect(database: Database, trail: Trail, now: datetime, days: int, *, act: bool) -> Old:
    """Say what is older than so many days, and take it away where told to; that is recorded in the trail."""
    before = (now - timedelta(days=days)).isoformat()
    over = sa.select(jobs.c.id).where(jobs.c.state.not_in(ACTIVE), jobs.c.updated_at < before)
    theirs = job_files.c.job.in_(over)
    elsewhere = sa.select(job_files.c.digest).where(~theirs)
    alone = artifacts.c.digest.in_(sa.select(job_files.c.digest).where(theirs)) & artifacts.c.digest.not_in(elsewhere)
    heard = deliveries.c.received_at < before
    asked = idempotency.c.at < now.timestamp() - days * _DAY_S
    with database.write() as connection:

        def count(statement: sa.Select[Any]) -> int:
            return int(connection.execute(statement).scalar() or 0)

        found = Old(
            packages=count(sa.select(sa.func.count(sa.distinct(job_files.c.job))).where(theirs)),
            files=count(sa.select(sa.func.count()).select_from(job_files).where(theirs)),
            deliveries=count(sa.select(sa.func.count()).select_from(deliveries).where(heard)),
            requests=count(sa.select(sa.func.count()).select_from(idempotency).where(asked)),
            octets=count(sa.select(sa.func.sum(sa.func.length(artifacts.c.content))).where(alone)),
        )
        if act and not found.nothing:
            connection.execute(sa.delete(artifacts).where(alone))
            connection.execute(sa.delete(job_files).where(theirs))
            connection.execute(sa.delete(deliveries).where(heard))
            connection.execute(sa.delete(idempotency).where(asked))
            data = {"before": before, "packages": found.packages, "files": found.files}
            data |= {"deliveries": found.deliveries, "requests": found.requests}
            trail.add(connection, Fact("retention", data))
    return found
