"""The database: SQLite for one process, PostgreSQL for several; short transactions, tried again where it was away.

A commit waits for the disk, unless what it says is worked out again where it is lost. A killed process loses no commit.
Where the power fails, the last commits that did not wait may be gone: all that came after some moment, so that the bot
stands as if it had been killed then; what a lasting commit came after is never among them.
"""

from __future__ import annotations

import random
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError

from bot.jobs import migrations
from pipeline.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

T = TypeVar("T")
_TURN_SECONDS = 5.0
_LOCK = 7_105_113
"""Names the advisory lock that one migration at a time holds."""


@dataclass(frozen=True, slots=True)
class Database:
    """Where the bot keeps what it knows."""

    engine: sa.Engine
    _turn: threading.RLock = field(default_factory=threading.RLock, repr=False, compare=False)

    @contextmanager
    def read(self) -> Iterator[sa.Connection]:
        """Open a transaction to read in."""
        with self.engine.begin() as connection:
            yield connection

    @contextmanager
    def write(self, *, lasting: bool = True) -> Iterator[sa.Connection]:
        """Open a transaction to write in; on SQLite there is one at a time, from its beginning.

        Not lasting: its end does not wait for the disk. Only for what is worked out again where it is lost.
        """
        options = {"gains_write": "lasting" if lasting else "passing"}
        with self._in_turn(), self.engine.connect().execution_options(**options) as connection, connection.begin():
            if not lasting and connection.dialect.name == "postgresql":
                connection.exec_driver_sql("SET LOCAL synchronous_commit TO off")
            yield connection

    @contextmanager
    def _in_turn(self) -> Iterator[None]:
        """Let this process's writers queue up: SQLite would have each look again and again whether it is free."""
        mine = self.engine.dialect.name == "sqlite" and self._turn.acquire(timeout=_TURN_SECONDS)
        try:
            yield  # without a turn, too: then the database says that it is busy
        finally:
            if mine:
                self._turn.release()

    def patiently(self, act: Callable[[], T], *, seconds: float = 30.0) -> T:
        """Do it, again and again while the database is away, for so long at most; `act` must be safe to repeat."""
        until = time.monotonic() + seconds
        pause = 0.05
        while True:
            try:
                return act()
            except DBAPIError as error:
                if not away(error) or time.monotonic() > until:
                    raise
            time.sleep(random.uniform(pause / 2, pause))  # noqa: S311 - to part those who wait, not to keep a secret
            pause = min(2.0, pause * 2)

    def close(self) -> None:
        """Close all connections."""
        self.engine.dispose()


def away(error: DBAPIError) -> bool:
    """Tell whether the database could not be reached or was busy, so that it may help to try again."""
    return error.connection_invalidated or isinstance(error, OperationalError | InterfaceError)


def address(url: str) -> str:
    """Return the address with the driver that is installed."""
    for old in ("postgres://", "postgresql://"):
        if url.startswith(old):
            return "postgresql+psycopg://" + url.removeprefix(old)
    if not url.startswith(("sqlite:///", "postgresql+psycopg://")):
        raise SettingsError("the database must be sqlite:///PATH or postgresql://…", hint="see GAINS_DATABASE_URL")
    return url


def connect(url: str, *, busy_seconds: float = 30.0) -> Database:
    """Return the database at an address; nothing is opened yet."""
    place = sa.make_url(address(url))
    if place.get_backend_name() != "sqlite":
        engine = sa.create_engine(place, pool_size=10, max_overflow=10, pool_pre_ping=True, pool_timeout=10)
        sa.event.listen(engine, "connect", _encoded, insert=True)
        return Database(engine)
    if place.database:
        Path(place.database).parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    engine = sa.create_engine(place, connect_args={"timeout": busy_seconds, "check_same_thread": False})
    sa.event.listen(engine, "connect", _opened)
    sa.event.listen(engine, "begin", _begun)
    return Database(engine)


def _encoded(connection: Any, _: object) -> None:
    """Refuse a database that keeps bytes of no encoding: its texts would come back as something else."""
    said = (connection.pgconn.parameter_status(b"server_encoding") or b"unknown").decode()
    if said != "UTF8":
        hint = "CREATE DATABASE gains ENCODING 'UTF8' TEMPLATE template0"
        raise SettingsError(f"the database's encoding is {said}, expected UTF8", hint=hint)


def _opened(connection: Any, _: object) -> None:
    connection.isolation_level = None  # the driver would begin transactions by itself, too late
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.close()


def _begun(connection: sa.Connection) -> None:
    write = connection.get_execution_options().get("gains_write")
    if write:
        connection.exec_driver_sql(f"PRAGMA synchronous={'FULL' if write == 'lasting' else 'NORMAL'}")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")


def migrate(database: Database) -> None:
    """Bring the tables to this version; several processes may try at the same time."""
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    with database.write() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK)))
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
