"""Write the audit trail: one record at a time, in the transaction of what it records, signed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from bot.jobs.chain import BEGINNING, Entry, hash_of
from bot.jobs.tables import audit
from schemas.canonical import canonical

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.jobs.signing import HeadSigner
    from bot.ports import Clock

_LOCK = 7_105_114
"""Names the advisory lock by which records come one after the other."""
GAINS = "gains"
"""The bot itself, as an actor."""
_LAST = sa.select(audit.c.seq, audit.c.hash).order_by(audit.c.seq.desc()).limit(1)
_LAST_OF_JOB = sa.select(audit).where(audit.c.job == sa.bindparam("of")).order_by(audit.c.seq.desc()).limit(1)
_ADD = sa.insert(audit)
_ONE_AT_A_TIME = sa.select(sa.func.pg_advisory_xact_lock(_LOCK))


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that is to be recorded."""

    event: str
    data: dict[str, Any]
    job: str = ""
    actor: str = GAINS


@dataclass(frozen=True, slots=True)
class Trail:
    """The audit trail's writer."""

    signer: HeadSigner
    clock: Clock

    def add(self, connection: sa.Connection, fact: Fact) -> int:
        """Record a fact in a transaction that is open for writing; return its number.

        Law: the trail's records follow each other without a gap, whatever the processes, kills and roll-backs.
        """
        if connection.dialect.name == "postgresql":
            connection.execute(_ONE_AT_A_TIME)
        last = connection.execute(_LAST).one_or_none()
        entry = Entry(
            seq=last.seq + 1 if last else 1,
            at=self.clock.now().isoformat(),
            event=fact.event,
            actor=fact.actor,
            job=fact.job,
            data=canonical(fact.data).decode(),
            previous=last.hash if last else BEGINNING,
            hash="",
            signature="",
        )
        made = hash_of(entry)
        signed = self.signer.sign(entry.seq, made)
        connection.execute(_ADD, {**entry.model_dump(), "hash": made, "signature": signed})
        return entry.seq


def entries(
    connection: sa.Connection, *, job: str | None = None, after: int = 0, most: int | None = None
) -> Iterator[Entry]:
    """Return the records, oldest first; of one job, where one is named."""
    wanted = sa.select(audit).where(audit.c.seq > after).order_by(audit.c.seq).limit(most)
    if job is not None:
        wanted = wanted.where(audit.c.job == job)
    for row in connection.execute(wanted):
        yield Entry(**row._mapping)


def head(connection: sa.Connection) -> Entry | None:
    """Return the last record."""
    row = connection.execute(sa.select(audit).order_by(audit.c.seq.desc()).limit(1)).one_or_none()
    return Entry(**row._mapping) if row else None


def head_of(connection: sa.Connection, job: str) -> Entry | None:
    """Return the last record about a job."""
    row = connection.execute(_LAST_OF_JOB, {"of": job}).one_or_none()
    return Entry(**row._mapping) if row else None
