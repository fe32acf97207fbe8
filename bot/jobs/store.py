"""Jobs: made once, moved from state to state, and every move recorded in the same transaction."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from bot.jobs.states import ACTIVE, State, may_follow
from bot.jobs.tables import jobs, states
from bot.jobs.trail import GAINS, Fact
from pipeline.errors import GainsError
from pipeline.version import __version__
from schemas.base import Record
from schemas.canonical import digest_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from bot.jobs.database import Database
    from bot.jobs.trail import Trail
    from bot.ports import Clock


_ONE = sa.select(jobs).where(jobs.c.id == sa.bindparam("job_id"))
_LOCKED = _ONE.with_for_update()
_NEWEST = (
    sa.select(jobs)
    .where(jobs.c.repository == sa.bindparam("of"), jobs.c.pull == sa.bindparam("number_of"))
    .order_by(jobs.c.number.desc())
    .limit(1)
)
_ACTIVE = (
    sa.select(jobs)
    .where(jobs.c.repository == sa.bindparam("of"), jobs.c.pull == sa.bindparam("number_of"), jobs.c.state.in_(ACTIVE))
    .order_by(jobs.c.number)
)
_LAST = sa.select(sa.func.max(jobs.c.number))
_MOVE = sa.update(jobs).where(jobs.c.id == sa.bindparam("job_id"))
_MAKE = sa.insert(jobs)
_STATE = sa.insert(states)


class WrongMoveError(GainsError):
    """A job cannot go from the state that it is in to that one."""


class Job(Record):
    """A job as it stands."""

    id: str
    """Made of what it is about, so that the same is one job."""
    number: int
    """Counts all jobs; a later one of the same pull request is newer."""
    repository: str
    """Which repository, by its key."""
    pull: int | None
    """Which pull request; None while there is none."""
    state: State
    """Where it is in its life."""
    revision: int
    """Counts its moves."""
    source_sha: str
    """The head that brought the intents."""
    base_sha: str
    """The base that everything else was read from."""
    head_sha: str
    """The head with the packages; empty before."""
    digest: str
    """Digest over the manifests of its packages; empty before."""
    decision_digest: str
    """The same over what is decided."""
    intents: tuple[str, ...]
    """Names, sorted."""
    sites: tuple[str, ...]
    """Where it changes something, sorted."""
    requester: str
    """Who asked for it."""
    submission: str | None
    """The intent file, where it came through the API."""
    seen: str
    """Digest of what people had said when it was last judged."""
    reason: str
    """Why it is in this state, in plain words."""
    correlation: str
    """What the request that began it was called."""
    traceparent: str
    """Where it stands in a trace."""
    created_at: str
    """When it was made."""
    updated_at: str
    """When it last moved."""


class NewJob(Record):
    """What it takes to make a job."""

    repository: str
    pull: int | None = None
    source_sha: str = ""
    base_sha: str = ""
    requester: str = ""
    intents: tuple[str, ...] = ()
    submission: str | None = None
    salt: str = ""
    """Tells submissions of the same text apart."""
    correlation: str = ""
    traceparent: str = ""
    version: str = __version__
    """Which program makes it: another one may come to another answer, so that its job is another."""

    @property
    def id(self) -> str:
        """The job's name."""
        about = [self.repository, self.pull, self.source_sha, self.base_sha, self.submission, self.salt, self.version]
        return f"job-{digest_of(about).removeprefix('sha256:')[:24]}"


@dataclass(frozen=True, slots=True)
class Jobs:
    """The tables `jobs` and `states`."""

    database: Database
    trail: Trail
    clock: Clock

    def make(self, connection: sa.Connection, new: NewJob) -> Job:
        """Make a job, in a transaction that is open for writing; the one that is there already, where there is one."""
        if known := self._row(connection, new.id):
            return known
        at = self.clock.now().isoformat()
        # Records of the trail are written one at a time, so that numbers are, too.
        data = {"repository": new.repository, "pull": new.pull, "source": new.source_sha, "base": new.base_sha}
        seq = self.trail.add(
            connection, Fact("job-submitted", {**data, "intents": list(new.intents)}, new.id, new.requester or GAINS)
        )
        if known := self._row(connection, new.id):
            raise WrongMoveError(f"job {new.id} was made by somebody else at the same time")
        last = connection.execute(_LAST).scalar_one() or 0
        facts = new.model_dump(exclude={"intents", "salt", "version"})
        empty = {"head_sha": "", "digest": "", "decision_digest": "", "reason": "", "seen": "", "sites": "[]"}
        begun = {"id": new.id, "number": last + 1, "state": "submitted", "revision": 0, "created_at": at}
        connection.execute(_MAKE, {**facts, **empty, **begun, "intents": json.dumps(new.intents), "updated_at": at})
        state = {"job": new.id, "before": "", "after": "submitted", "at": at, "why": "", "audit": seq}
        connection.execute(_STATE, state)
        made = self._row(connection, new.id)
        assert made
        return made

    def move(self, connection: sa.Connection, job: str | Job, after: State, fact: Fact, **changes: Any) -> Job:
        """Move a job to a state; where it is there already and nothing changes, nothing is recorded.

        `fact` says who did it and why (`data["why"]`). A job instead of its name: as `held` or `move` returned it in
        this same transaction.
        """
        known = self.held(connection, job) if isinstance(job, str) else job
        values = {name: json.dumps(value) if isinstance(value, tuple) else value for name, value in changes.items()}
        same = all(getattr(known, name) == value for name, value in changes.items())
        if known.state == after and same:
            return known
        if known.state != after and not may_follow(known.state, after):
            raise WrongMoveError(f"job {known.id} is {known.state}; it cannot become {after}")
        at = self.clock.now().isoformat()
        why = str(fact.data.get("why", ""))
        data = {**fact.data, "before": known.state, "after": after, "changes": {**changes}}
        seq = self.trail.add(connection, Fact(fact.event, json.loads(json.dumps(data)), known.id, fact.actor))
        moved = {"state": after, "revision": known.revision + 1, "updated_at": at, "reason": why}
        connection.execute(_MOVE, {"job_id": known.id, **moved, **values})
        if known.state != after:
            state = {"job": known.id, "before": known.state, "after": after, "at": at, "why": why, "audit": seq}
            connection.execute(_STATE, state)
        return known.model_copy(update={**moved, **changes})

    def get(self, job: str) -> Job | None:
        """Return a job."""
        with self.database.read() as connection:
            return self._row(connection, job)

    def get_in(self, connection: sa.Connection, job: str) -> Job:
        """Return a job that there must be."""
        return _there(self._row(connection, job), job)

    def held(self, connection: sa.Connection, job: str) -> Job:
        """Return a job that there must be, which nobody else moves until this transaction ends."""
        return _there(self._row(connection, job, lock=True), job)

    def newest(self, connection: sa.Connection, repository: str, pull: int) -> Job | None:
        """Return a pull request's newest job."""
        row = connection.execute(_NEWEST, {"of": repository, "number_of": pull}).one_or_none()
        return _job(row) if row else None

    def active(self, connection: sa.Connection, repository: str, pull: int) -> tuple[Job, ...]:
        """Return those jobs of a pull request that are not over, oldest first."""
        return tuple(_job(row) for row in connection.execute(_ACTIVE, {"of": repository, "number_of": pull}))

    def listed(self, *, before: int | None, most: int, **where: Any) -> Sequence[Job]:
        """Return jobs with those facts, newest first, with numbers below `before`."""
        wanted = sa.select(jobs).order_by(jobs.c.number.desc()).limit(most)
        for name, value in where.items():
            wanted = wanted.where(jobs.c[name] == value)
        if before is not None:
            wanted = wanted.where(jobs.c.number < before)
        with self.database.read() as connection:
            return [_job(row) for row in connection.execute(wanted)]

    def written(self, job: Job, since: datetime) -> int:
        """Return for how many jobs of this one's pull request, made since then, the bot wrote a commit."""
        mine = (jobs.c.repository == job.repository) & (jobs.c.pull == job.pull) & (jobs.c.id != job.id)
        wrote = (jobs.c.head_sha != "") & (jobs.c.head_sha != jobs.c.source_sha)
        wanted = sa.select(sa.func.count()).select_from(jobs)
        with self.database.read() as connection:
            found = connection.execute(wanted.where(mine, wrote, jobs.c.created_at >= since.isoformat()))
            return int(found.scalar_one())

    def by_state(self) -> dict[str, int]:
        """Return how many jobs are in each state."""
        with self.database.read() as connection:
            rows = connection.execute(sa.select(jobs.c.state, sa.func.count()).group_by(jobs.c.state))
            return {row.state: row[1] for row in rows}

    def _row(self, connection: sa.Connection, job: str, *, lock: bool = False) -> Job | None:
        row = connection.execute(_LOCKED if lock else _ONE, {"job_id": job}).one_or_none()
        return _job(row) if row else None


def _there(found: Job | None, job: str) -> Job:
    if found is None:
        raise WrongMoveError(f"job {job} does not exist")
    return found


def _job(row: sa.Row[Any]) -> Job:
    facts = dict(row._mapping)
    for name in ("intents", "sites"):
        facts[name] = tuple(json.loads(facts[name]))
    return Job(**facts)
