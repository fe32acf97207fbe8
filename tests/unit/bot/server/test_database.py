"""The tables: as the migrations make them, and as the triggers keep them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy.exc import DBAPIError

from bot.jobs.database import address, connect, migrate
from bot.jobs.engine import Step
from bot.jobs.engine_store import engine_url
from bot.jobs.tables import APPEND_ONLY, metadata
from bot.jobs.trail import Fact, head_of
from pipeline.errors import SettingsError
from tests.unit.bot.server.stores import url

if TYPE_CHECKING:
    from pathlib import Path

    from bot.app import Services
    from bot.jobs.engine import StepName


def test_migrations_make_exactly_the_tables_that_are_declared(parts: Services) -> None:
    migrate(parts.database)
    with parts.database.read() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_a_database_without_an_encoding_is_refused_in_words(tmp_path: Path) -> None:
    place = sa.make_url(address(url("postgresql", tmp_path)))
    engine = sa.create_engine(place, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(
            sa.text(f"CREATE DATABASE {place.database}_raw ENCODING 'SQL_ASCII' LOCALE 'C' TEMPLATE template0")
        )
    engine.dispose()
    raw = place.set(database=f"{place.database}_raw", drivername="postgresql").render_as_string(hide_password=False)
    with pytest.raises(SettingsError, match="encoding is SQL_ASCII") as said:
        migrate(connect(raw))
    assert "ENCODING 'UTF8'" in said.value.hint


@pytest.mark.parametrize("name", APPEND_ONLY)
@pytest.mark.parametrize("verb", ["UPDATE {} SET at = 'x'", "DELETE FROM {}"])
def test_nothing_is_changed_or_deleted_where_history_is_kept(parts: Services, name: str, verb: str) -> None:
    table = metadata.tables[name]
    row = {column.name: 1 if isinstance(column.type, sa.Integer) else "x" for column in table.columns}
    with parts.database.write() as connection:
        connection.execute(sa.insert(table).values(**row))
    with pytest.raises(DBAPIError, match="append-only"), parts.database.write() as connection:
        connection.execute(sa.text(verb.format(name)))
    with parts.database.read() as connection:
        assert connection.execute(sa.select(table.c.at)).scalar_one() == "x"


def test_a_transaction_that_fails_leaves_nothing(parts: Services) -> None:
    def fail() -> None:
        with parts.database.write() as connection:
            parts.trail.add(connection, Fact("x", {}))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    with parts.database.write() as connection:
        assert parts.trail.add(connection, Fact("y", {})) == 1


@pytest.mark.parametrize("url", ["mysql://x", "sqlite://", "nonsense"])
def test_other_databases_are_refused(url: str) -> None:
    with pytest.raises(SettingsError):
        connect(url)


@pytest.mark.parametrize(("lasting", "expected"), [(True, {"on", 2}), (False, {"off", 1})])
def test_only_what_must_last_waits_for_the_disk(parts: Services, *, lasting: bool, expected: set[object]) -> None:
    with parts.database.write(lasting=lasting) as connection:
        ask = "SHOW synchronous_commit" if connection.dialect.name == "postgresql" else "PRAGMA synchronous"
        assert connection.exec_driver_sql(ask).scalar_one() in expected
    with parts.database.write() as connection:  # the connection is used again, and waits again
        assert connection.exec_driver_sql(ask).scalar_one() in {"on", 2}


def test_the_engine_does_not_wait_for_the_disk() -> None:
    assert engine_url("sqlite:////srv/gains.db") == "sqlite:////srv/gains.db-engine"
    place = sa.make_url(
        engine_url("postgresql+psycopg://gains:secret@db.example.net/gains?options=-c%20work_mem%3D8MB")
    )
    assert place.drivername == "postgresql"
    assert place.password == "secret"
    assert place.query["options"] == "-c work_mem=8MB -c synchronous_commit=off"


@pytest.mark.parametrize(
    ("step", "again", "kept"),
    [
        ("look", False, True),
        ("answer", False, False),
        ("judge", False, False),
        ("answer", True, True),
        ("judge", True, True),
        ("release", False, True),
        ("compare", False, True),
    ],
)
def test_what_a_look_finds_again_is_no_step_of_its_own(step: StepName, *, again: bool, kept: bool) -> None:
    assert Step(run="r", key="k", generation=1, step=step, again=again).kept is kept


def test_what_is_published_of_the_trail_is_the_last_word_about_the_job(parts: Services) -> None:
    with parts.database.write() as connection:
        mine = parts.trail.add(connection, Fact("one", {}, "job-a"))
        parts.trail.add(connection, Fact("two", {}, "job-b"))
        found = head_of(connection, "job-a")
        assert found is not None
        assert found.seq == mine
        assert head_of(connection, "job-c") is None
