"""Backups: of one moment, whole or refused, restored into either database, with jobs that go on."""

from __future__ import annotations

import gzip
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.app import Services, services
from bot.backup import about, restore, tried, write
from bot.jobs.agenda import Turn, Wish
from bot.jobs.database import connect
from bot.jobs.store import NewJob
from bot.jobs.tables import jobs, metadata
from bot.jobs.trail import Fact
from bot.retention import collect
from bot.settings import ServerSettings
from pipeline.errors import InvalidIntentError, SettingsError
from tests.unit.bot.server.network import served
from tests.unit.bot.server.stores import KINDS, url

WISH = Wish(repository="local:campus", pull=7)


def worked(parts: Services) -> str:
    """Leave a job with files, a trail, and work that is not done."""
    with parts.database.write() as connection:
        job = parts.jobs.make(connection, new_job())
        parts.records.keep(connection, job.id, [("a.txt", b"\x00one"), ("b.txt", b"two")])
        parts.trail.add(connection, Fact("thing-done", {"n": 1}, job.id, "somebody"))
        parts.agenda.want(connection, WISH)
    (turn,) = parts.agenda.take()
    parts.agenda.handed_on(turn)
    return job.id


def new_job() -> NewJob:
    return NewJob(repository="local:campus", pull=7, source_sha="a" * 40, base_sha="b" * 40)


def rows(database: object, name: str) -> list[tuple[object, ...]]:
    table = metadata.tables[name]
    with database.read() as connection:  # type: ignore[attr-defined]
        return [tuple(row) for row in connection.execute(sa.select(table).order_by(*table.primary_key.columns))]


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_kept_is_restored_into_either_database_and_goes_on(parts: Services, tmp_path: Path, kind: str) -> None:
    job = worked(parts)
    file = tmp_path / "kept.gz"
    made = write(parts.database, file, parts.clock)
    assert file.stat().st_mode & 0o077 == 0
    assert made.tables["jobs"] == 1
    assert tried(file, parts.trail.signer.public) == (made, [])
    (tmp_path / "other").mkdir()
    settings = ServerSettings(
        data_dir=tmp_path,
        database_url=url(kind, tmp_path / "other"),
        repositories=(served(tmp_path / "campus.git"),),
    )
    empty = connect(settings.url)
    restore(file, empty)
    empty.close()
    again = services(settings)
    try:
        for name in ("jobs", "states", "approvals", "audit", "artifacts", "job_files", "api_keys", "deliveries"):
            assert rows(again.database, name) == rows(parts.database, name), name
        found = again.jobs.get(job)
        assert found
        assert [again.records.content(one.digest) for one in again.records.files(job)] == [b"\x00one", b"two"]
        (turn,) = again.agenda.take()
        assert turn == Turn(WISH.key, 2), "what was not done is done anew, under a name of its own"
        worked_more(again)
        with pytest.raises(SettingsError, match="is in use"):
            restore(file, again.database)
    finally:
        again.close()


def worked_more(parts: Services) -> None:
    """Numbers go on after those that were restored."""
    with parts.database.write() as connection:
        other = parts.jobs.make(connection, new_job().model_copy(update={"source_sha": "c" * 40}))
        parts.trail.add(connection, Fact("thing-done", {"n": 2}, other.id, "somebody"))


def test_a_backup_that_is_cut_off_or_changed_is_refused(parts: Services, tmp_path: Path) -> None:
    worked(parts)
    file, wrong = tmp_path / "kept.gz", tmp_path / "wrong.gz"
    write(parts.database, file, parts.clock)
    lines = gzip.decompress(file.read_bytes()).splitlines(keepends=True)
    for content in (
        lines[:-1],
        [*lines[:3], *lines[4:]],
        [lines[0].replace(b"m0001", b"m0002"), *lines[1:]],
        [b"{}\n"],
    ):
        wrong.write_bytes(gzip.compress(b"".join(content)))
        with pytest.raises(InvalidIntentError):
            about(wrong)
    wrong.write_bytes(file.read_bytes()[:-30])
    with pytest.raises(InvalidIntentError):
        about(wrong)
    wrong.write_bytes(b"nothing")
    with pytest.raises(InvalidIntentError):
        about(wrong)


def test_a_trail_that_was_forged_is_seen_when_a_backup_is_tried(parts: Services, tmp_path: Path) -> None:
    worked(parts)
    file = tmp_path / "kept.gz"
    write(parts.database, file, parts.clock)
    from bot.jobs.signing import kept

    _, wrong = tried(file, kept(tmp_path / "another.pem").public)
    assert wrong


def test_an_empty_place_is_nothing_to_keep(tmp_path: Path) -> None:
    from bot.adapters.clock import SystemClock

    database = connect(f"sqlite:///{tmp_path / 'gains.db'}")
    with pytest.raises(SettingsError, match="never used"):
        write(database, tmp_path / "kept.gz", SystemClock())
    assert not (tmp_path / "kept.gz").exists()
    database.close()


def test_what_is_over_and_old_goes_and_the_trail_says_so(parts: Services) -> None:
    job = worked(parts)
    soon, later = parts.clock.now(), parts.clock.now() + timedelta(days=400)
    assert collect(parts.database, parts.trail, later, 365, act=True).nothing, "a job that is not over keeps all"
    with parts.database.write() as connection:
        connection.execute(sa.update(jobs).where(jobs.c.id == job).values(state="released"))
    assert collect(parts.database, parts.trail, soon, 365, act=True).nothing, "what is young keeps all"
    found = collect(parts.database, parts.trail, later, 365, act=False)
    assert (found.packages, found.files, found.octets) == (1, 2, 7)
    assert len(parts.records.files(job)) == 2
    assert collect(parts.database, parts.trail, later, 365, act=True) == found
    assert parts.records.files(job) == ()
    assert rows(parts.database, "artifacts") == []
    assert parts.jobs.get(job)
    assert rows(parts.database, "audit")[-1][2] == "retention"


def test_a_file_that_another_job_has_stays(parts: Services) -> None:
    job = worked(parts)
    with parts.database.write() as connection:
        other = parts.jobs.make(connection, new_job().model_copy(update={"source_sha": "c" * 40}))
        parts.records.keep(connection, other.id, [("b.txt", b"two")])
        connection.execute(sa.update(jobs).where(jobs.c.id == job).values(state="released"))
    collect(parts.database, parts.trail, parts.clock.now() + timedelta(days=400), 365, act=True)
    assert [parts.records.content(one.digest) for one in parts.records.files(other.id)] == [b"two"]
