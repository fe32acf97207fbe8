"""The database: its version, who the bot is there, and whether the trail in it is whole."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import sqlalchemy as sa
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from bot.app import audit_signer
from bot.jobs import migrations
from bot.jobs.audit import verify
from bot.jobs.database import connect
from bot.jobs.trail import entries
from bot.worklist.base import Asked, Item
from bot.worklist.tls import skew

if TYPE_CHECKING:
    from collections.abc import Iterator

_OLDEST = {"sqlite": (3, 35), "postgresql": (13,)}


def look(asked: Asked) -> tuple[Item, ...]:
    """Return what is to be done about the database; nothing is written to it."""
    url = asked.settings.url
    file = Path(url.removeprefix("sqlite:///"))
    if url.startswith("sqlite:///") and not file.is_file():
        return (Item("database", "unknown", f"{file} is not there", "start the bot once"),)
    database = connect(url)
    try:
        with database.read() as connection:
            return tuple(_look(connection, asked))
    except sa.exc.SQLAlchemyError as error:
        return (Item("database", "unknown", str(error).splitlines()[0], "is it reachable, and the password right?"),)
    finally:
        database.close()


def _look(connection: sa.Connection, asked: Asked) -> Iterator[Item]:
    kind = connection.dialect.name
    version = tuple(connection.dialect.server_version_info or ())
    words = ".".join(map(str, version))
    if version < _OLDEST[kind]:
        yield Item(
            "database", "to do", f"{kind} {words} is too old", f"use {'.'.join(map(str, _OLDEST[kind]))} or newer"
        )
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    newest = ScriptDirectory.from_config(config).get_current_head()
    at = MigrationContext.configure(connection).get_current_revision()
    if at != newest:
        yield Item("database", "to do", f"its tables are at {at}, this version's at {newest}", "start the new version")
        return
    yield Item("database", "good", f"{kind} {words}, tables {at}")
    wrong = verify(list(entries(connection)), audit_signer(asked.settings).public)
    if wrong:
        yield Item("audit trail", "to do", wrong[0], "see gains audit verify")
    else:
        yield Item("audit trail", "good", "whole")
    if kind == "postgresql":
        yield from _roles(connection)
        there = connection.execute(sa.text("SELECT extract(epoch FROM clock_timestamp())")).scalar_one()
        yield skew("clock", float(there) - asked.clock.now().timestamp(), "the database")


def _roles(connection: sa.Connection) -> Iterator[Item]:
    row = connection.execute(
        sa.text("SELECT rolname, rolsuper, rolcreaterole, rolcreatedb FROM pg_roles WHERE rolname = current_user")
    ).one()
    rights = [word for word, has in zip(("superuser", "createrole", "createdb"), row[1:], strict=True) if has]
    if rights:
        hint = f"ALTER ROLE {row[0]} NOSUPERUSER NOCREATEROLE NOCREATEDB"
        yield Item("database roles", "to do", f"{row[0]} is {', '.join(rights)}", hint)
    else:
        yield Item("database roles", "good", f"{row[0]} can do nothing to the server itself")
    coded = connection.execute(
        sa.text("SELECT coalesce((SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()), false)")
    ).scalar()
    local = connection.execute(sa.text("SELECT inet_server_addr() IS NULL")).scalar()
    if not coded and not local:
        yield Item("database roles", "to do", "the connection is not encrypted", "add ?sslmode=verify-full to the URL")


PLUGIN = look
