"""Read what a job's page shows from the database: files of its packages, its moves, its records in the audit trail."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from bot.jobs.chain import BEGINNING, hash_of
from bot.jobs.signing import genuine
from bot.jobs.tables import artifacts, audit, job_files, states
from bot.jobs.trail import entries
from bot.web.job_view import Audit, JobPage, job_page
from bot.web.package_view import PackageView, needed, package_view
from schemas.canonical import digest

if TYPE_CHECKING:
    from bot.app import Services
    from bot.jobs.chain import Entry
    from bot.jobs.store import Job

_MOST_RECORDS = 500


def page_of(parts: Services, job: Job) -> JobPage:
    """Return where a job stands."""
    wanted = sa.select(states).where(states.c.job == job.id).order_by(states.c.seq)
    with parts.database.read() as connection:
        moves = connection.execute(wanted).all()
    return job_page(job, moves, parts.records.words(job.id))


def packages_of(parts: Services, job: Job) -> tuple[PackageView, ...]:
    """Return a job's packages, by name of their intents."""
    listed: dict[str, dict[str, int]] = {}
    digests: dict[str, str] = {}
    for file in parts.records.files(job.id):
        intent, _, path = file.path.partition("/")
        listed.setdefault(intent, {})[path] = file.size
        digests[file.path] = file.digest
    wanted = [name for name in digests if needed(name.partition("/")[2])]
    contents = _contents(parts, job.id, wanted)
    found = []
    for intent, sizes in sorted(listed.items()):
        files = {path: contents[f"{intent}/{path}"] for path in sizes if f"{intent}/{path}" in contents}
        manifest = digest(files["manifest.json"]) if "manifest.json" in files else ""
        found.append(package_view(intent, manifest, files, sizes))
    return tuple(found)


def _contents(parts: Services, job: str, paths: list[str]) -> dict[str, bytes]:
    joined = sa.select(job_files.c.path, artifacts.c.content).join(artifacts, artifacts.c.digest == job_files.c.digest)
    found: dict[str, bytes] = {}
    with parts.database.read() as connection:
        for start in range(0, len(paths), 500):
            some = joined.where(job_files.c.job == job, job_files.c.path.in_(paths[start : start + 500]))
            found |= {row.path: bytes(row.content) for row in connection.execute(some)}
    return found


def audit_of(parts: Services, job: Job) -> Audit:
    """Return a job's records and what is wrong with them: contents, signatures, and the links to those before."""
    with parts.database.read() as connection:
        records = list(entries(connection, job=job.id, most=_MOST_RECORDS + 1))
        before = [one.seq - 1 for one in records]
        rows = connection.execute(sa.select(audit.c.seq, audit.c.hash).where(audit.c.seq.in_(before)))
        hashes = {row.seq: row.hash for row in rows} | {0: BEGINNING}
    public = parts.trail.signer.public
    wrong = [words for one in records for words in _wrong(one, hashes.get(one.seq - 1), public)]
    return Audit(tuple(records), tuple(wrong))


def _wrong(one: Entry, before: str | None, public: str) -> list[str]:
    found = []
    try:
        changed = hash_of(one) != one.hash
    except ValueError:
        changed = True
    if changed:
        found.append(f"record {one.seq} was changed: its hash is not that of what it says")
    if not genuine(public, one.seq, one.hash, one.signature):
        found.append(f"record {one.seq} has no signature of this server's key")
    if before != one.previous:
        found.append(f"record {one.seq} does not follow the one before it")
    return found
