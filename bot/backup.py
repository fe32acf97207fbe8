"""Backups of the bot's database: one file, one moment, the same for SQLite and PostgreSQL, tried by restoring it.

A backup holds the domain: jobs and their lives, packages, approvals, the audit trail, keys of the API as hashes, what
is to be done. The engine's own tables are not in it: work that was not done is wished for anew after a restore. No
secret is in it: the key of the audit trail, tokens and webhook secrets are kept apart, as files.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext

from bot.jobs import migrations
from bot.jobs.audit import verify
from bot.jobs.database import connect, migrate
from bot.jobs.tables import leases, metadata, site_locks, work
from bot.jobs.trail import entries
from pipeline.errors import InvalidIntentError, SettingsError
from pipeline.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.jobs.database import Database
    from bot.ports import Clock

FORMAT = "gains-backup"
_TRANSIENT = (leases.name, site_locks.name)
"""Tables that hold what is going on now: after a restore nothing is."""


@dataclass(frozen=True, slots=True)
class Backup:
    """What a backup says of itself."""

    made: str
    version: str
    revision: str
    tables: dict[str, int]
    """Rows by table."""
    digest: str
    """SHA-256 of its lines before the last."""


def write(database: Database, path: Path, clock: Clock) -> Backup:
    """Write all tables as they are at one moment; the file appears under its name when it is whole.

    Raise `SettingsError` where the database was never migrated or the file cannot be written.
    """
    beside = path.with_name(f".{path.name}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with _private(beside) as raw, gzip.GzipFile(filename="", fileobj=raw, mode="wb", mtime=0) as file:
            found = _written(database, file, clock.now().isoformat(timespec="seconds"))
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise SettingsError(f"{path} cannot be written: {error}", hint="look at space and permissions") from error
    return found


def _private(path: Path) -> Any:
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb")


def _written(database: Database, file: Any, made: str) -> Backup:
    hashed = hashlib.sha256()

    def put(value: Any) -> None:
        line = json.dumps(value, separators=(",", ":"), sort_keys=True).encode() + b"\n"
        hashed.update(line)
        file.write(line)

    tables: dict[str, int] = {}
    with database.engine.connect() as connection:
        if connection.dialect.name == "postgresql":
            connection = connection.execution_options(isolation_level="REPEATABLE READ")
        with connection.begin():
            revision = MigrationContext.configure(connection).get_current_revision()
            if revision is None:
                raise SettingsError("the database was never used: there is nothing to keep", hint="start the bot first")
            put({"format": FORMAT, "made": made, "version": __version__, "revision": revision})
            for table in metadata.sorted_tables:
                if table.name in _TRANSIENT:
                    continue
                columns = [column.name for column in table.columns]
                put({"table": table.name, "columns": columns})
                tables[table.name] = 0
                for row in connection.execute(sa.select(table).order_by(*table.primary_key.columns)):
                    put([_plain(value) for value in row])
                    tables[table.name] += 1
    digest = hashed.hexdigest()
    file.write(json.dumps({"end": digest, "tables": tables}).encode() + b"\n")
    return Backup(made, __version__, revision, tables, digest)


def _plain(value: Any) -> Any:
    return {"bytes": base64.b64encode(value).decode()} if isinstance(value, bytes | memoryview) else value


def _lines(path: Path) -> Iterator[Any]:
    """Yield the lines of a backup; raise `InvalidIntentError` where it is none, or not whole."""
    hashed = hashlib.sha256()
    whole = False
    try:
        with gzip.open(path, "rb") as file:
            for number, line in enumerate(file):
                if whole:
                    raise InvalidIntentError(f"{path}: something stands behind its end")
                value = json.loads(line)
                if number == 0 and (not isinstance(value, dict) or value.get("format") != FORMAT):
                    raise InvalidIntentError(f"{path} is no backup of gains")
                if isinstance(value, dict) and "end" in value:
                    whole = True
                    if value["end"] != hashed.hexdigest():
                        raise InvalidIntentError(f"{path} was changed after it was written", hint="take another one")
                hashed.update(line)
                yield value
    except (OSError, EOFError, ValueError) as error:
        raise InvalidIntentError(f"{path} cannot be read: {error}", hint="is it whole?") from error
    if not whole:
        raise InvalidIntentError(f"{path} is cut off: its end is missing", hint="take another one")


def about(path: Path) -> Backup:
    """Read a backup to its end and return what it says of itself."""
    first: dict[str, Any] = {}
    last: dict[str, Any] = {}
    for value in _lines(path):
        if isinstance(value, dict) and "format" in value:
            first = value
        if isinstance(value, dict) and "end" in value:
            last = value
    return Backup(first["made"], first["version"], first["revision"], last["tables"], last["end"])


def restore(path: Path, database: Database) -> Backup:
    """Put a backup into an empty database, in one transaction, and bring it to this version.

    Raise `SettingsError` where there is something in it already. Work that was not done is wished for anew.
    """
    found = about(path)
    with database.write() as connection:
        there = set(sa.inspect(connection).get_table_names())
        used = [
            table.name
            for table in metadata.sorted_tables
            if table.name in there and connection.execute(sa.select(sa.func.count()).select_from(table)).scalar()
        ]
        if used:
            raise SettingsError(
                f"the database is in use: {', '.join(used)} hold rows", hint="restore into an empty one"
            )
        if not there & set(metadata.tables):
            _upgrade(connection, found.revision)
        at = MigrationContext.configure(connection).get_current_revision()
        if at != found.revision:
            raise SettingsError(
                f"the database is at {at}, the backup at {found.revision}", hint="restore into an empty database"
            )
        _rows(path, connection)
        connection.execute(
            sa.update(work)
            .where(work.c.wanted > work.c.done)
            .values(wanted=work.c.wanted + 1, taken=work.c.done, submitted=work.c.done)
        )
    migrate(database)
    return found


def _upgrade(connection: sa.Connection, revision: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


def _rows(path: Path, connection: sa.Connection) -> None:
    """Insert the rows into the tables as they were at the backup's revision."""
    reflected = sa.MetaData()
    reflected.reflect(connection)
    table: sa.Table | None = None
    columns: list[str] = []
    rows: list[dict[str, Any]] = []
    for value in _lines(path):
        if isinstance(value, dict) or len(rows) >= 500:
            if table is not None and rows:
                connection.execute(sa.insert(table), rows)
            rows = []
        if isinstance(value, dict) and "table" in value:
            table, columns = reflected.tables[value["table"]], value["columns"]
        elif isinstance(value, list):
            assert table is not None
            rows.append({name: _typed(table, name, item) for name, item in zip(columns, value, strict=True)})
    if connection.dialect.name == "postgresql":
        _count_on(connection)


def _typed(table: sa.Table, name: str, value: Any) -> Any:
    if isinstance(value, dict):
        return base64.b64decode(value["bytes"])
    return bool(value) if value is not None and isinstance(table.columns[name].type, sa.Boolean) else value


def _count_on(connection: sa.Connection) -> None:
    """Let PostgreSQL number the next rows after those that were put in."""
    for table in metadata.sorted_tables:
        for column in table.primary_key.columns:
            sequence = connection.execute(
                sa.select(sa.func.pg_get_serial_sequence(table.name, column.name))
                if isinstance(column.type, sa.Integer)
                else sa.select(sa.null())
            ).scalar()
            if sequence:
                most = connection.execute(sa.select(sa.func.max(column))).scalar()
                if most:
                    connection.execute(sa.select(sa.func.setval(sequence, most)))


def tried(path: Path, public_key: str) -> tuple[Backup, list[str]]:
    """Restore a backup into a throw-away SQLite; return what it is and what is wrong with it."""
    with tempfile.TemporaryDirectory(prefix="gains-restore-") as folder:
        database = connect(f"sqlite:///{Path(folder) / 'gains.db'}")
        try:
            found = restore(path, database)
            with database.read() as connection:
                counted = {
                    name: connection.execute(sa.select(sa.func.count()).select_from(metadata.tables[name])).scalar()
                    for name in found.tables
                }
                wrong = [
                    f"{name}: {counted[name]} rows of {rows}"
                    for name, rows in found.tables.items()
                    if counted[name] != rows
                ]
                wrong += verify(list(entries(connection)), public_key)
        finally:
            database.close()
    return found, wrong
