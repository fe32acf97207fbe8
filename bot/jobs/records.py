"""What belongs to a job beside its states: the files of its packages, what people said, what the gate decided."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from bot.jobs.tables import approvals, artifacts, job_files
from bot.jobs.trail import Fact
from schemas.base import Record
from schemas.canonical import canonical, digest
from schemas.question import Answer

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.jobs.database import Database
    from bot.jobs.trail import Trail
    from bot.ports import Clock

_ANSWERS = ".answers.json"
"""No package has a file of this name."""
What = Literal["approved", "rejected", "decided"]
"""The first two are people's words through the API; the third is the gate's."""


class File(Record):
    """One file of a job's packages."""

    path: str
    """`<intent>/<path in its package>`."""
    digest: str
    """`sha256:<hex>` of its content."""
    size: int
    """Bytes."""


class Answers(Record):
    """What the outside answered about a job."""

    answers: tuple[Answer, ...]
    """In the order in which it was asked."""


class Word(Record):
    """Something that was said about a job at one head."""

    id: int
    """Counts all."""
    job: str
    """Which job."""
    what: What
    """What it says."""
    head_sha: str
    """The head that it is about."""
    digest: str
    """The digest of what was looked at."""
    account: str
    """Who said it."""
    data: dict[str, Any]
    """The rest: a reason, or the whole decision."""
    at: str
    """When."""


@dataclass(frozen=True, slots=True)
class Records:
    """The tables `approvals`, `artifacts` and `job_files`."""

    database: Database
    trail: Trail
    clock: Clock

    def keep(self, connection: sa.Connection, job: str, files: Iterable[tuple[str, bytes]]) -> None:
        """Keep the files of a job's packages in place of those kept before."""
        insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
        mine = (job_files.c.job == job) & (job_files.c.path != _ANSWERS)
        connection.execute(sa.delete(job_files).where(mine))
        kept = [(path, digest(content), content) for path, content in sorted(files)]
        if kept:
            contents = sorted(
                {name: content for _, name, content in kept}.items()
            )  # in one order: nobody waits crosswise
            wanted = [{"digest": name, "content": content} for name, content in contents]
            rows = [{"job": job, "path": path, "digest": name, "size": len(content)} for path, name, content in kept]
            connection.execute(insert(artifacts).on_conflict_do_nothing(), wanted)
            connection.execute(sa.insert(job_files), rows)

    def files(self, job: str) -> tuple[File, ...]:
        """Return which files a job has, by path."""
        mine = (job_files.c.job == job) & (job_files.c.path != _ANSWERS)
        wanted = sa.select(job_files).where(mine).order_by(job_files.c.path)
        with self.database.read() as connection:
            return tuple(File(path=row.path, digest=row.digest, size=row.size) for row in connection.execute(wanted))

    def keep_answers(self, connection: sa.Connection, job: str, answers: Sequence[Answer]) -> None:
        """Keep what the outside answered about a job, in place of what was kept before: it is asked once."""
        content = Answers(answers=tuple(answers)).model_dump_json().encode()
        insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
        name = digest(content)
        connection.execute(insert(artifacts).values(digest=name, content=content).on_conflict_do_nothing())
        connection.execute(sa.delete(job_files).where(job_files.c.job == job, job_files.c.path == _ANSWERS))
        connection.execute(sa.insert(job_files).values(job=job, path=_ANSWERS, digest=name, size=len(content)))

    def answers(self, job: str) -> tuple[Answer, ...]:
        """Return what the outside answered about a job."""
        wanted = sa.select(artifacts.c.content).join(job_files, job_files.c.digest == artifacts.c.digest)
        with self.database.read() as connection:
            found = connection.execute(wanted.where(job_files.c.job == job, job_files.c.path == _ANSWERS)).scalar()
        return Answers.model_validate_json(found).answers if found else ()

    def content(self, digest_: str) -> bytes:
        """Return a file's content."""
        with self.database.read() as connection:
            found = connection.execute(sa.select(artifacts.c.content).where(artifacts.c.digest == digest_))
            return bytes(found.scalar_one())

    def say(self, connection: sa.Connection, word: Word) -> bool:
        """Keep a word and record it; False where the same was the last that was said there by that account."""
        same = (approvals.c.job == word.job) & (approvals.c.account == word.account)
        kind = approvals.c.what == "decided" if word.what == "decided" else approvals.c.what != "decided"
        newest = sa.select(approvals).where(same, kind).order_by(approvals.c.id.desc()).limit(1)
        last = connection.execute(newest).one_or_none()
        data = canonical(word.data).decode()
        if last and (last.what, last.head_sha, last.digest, last.data) == (word.what, word.head_sha, word.digest, data):
            return False
        fact = {"head": word.head_sha, "digest": word.digest, **word.data}
        seq = self.trail.add(connection, Fact(f"job-{word.what}", fact, word.job, word.account))
        values = word.model_dump(exclude={"id", "data"})
        connection.execute(sa.insert(approvals).values(**values, data=data, audit=seq))
        return True

    def words(self, job: str) -> tuple[Word, ...]:
        """Return what was said about a job, oldest first."""
        wanted = sa.select(approvals).where(approvals.c.job == job).order_by(approvals.c.id)
        with self.database.read() as connection:
            return tuple(_word(row) for row in connection.execute(wanted))


def _word(row: sa.Row[Any]) -> Word:
    facts = {name: row._mapping[name] for name in Word.model_fields}
    return Word(**{**facts, "data": json.loads(row.data)})
