"""Where the engine keeps its own tables: beside ours on PostgreSQL, in a file of its own on SQLite.

Its commits do not wait for the disk. A killed process makes it forget nothing; where the power fails, our own tables
know what was wished for: a look that the engine knows nothing of is handed to it again, and a step that it forgot is
carried out once more, which each step allows for.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

_BUSY_SECONDS = 30
_NOT_WAITING = "-c synchronous_commit=off"


def engine_url(url: str) -> str:
    """Return the address of the engine's tables, for the address of ours."""
    place = sa.make_url(url)
    if place.get_backend_name() == "sqlite":
        return f"sqlite:///{place.database}-engine"
    said = place.query.get("options", ())
    options = " ".join([*([said] if isinstance(said, str) else said), _NOT_WAITING])
    place = place.update_query_dict({"options": options})
    return place.set(drivername="postgresql").render_as_string(hide_password=False)


def opened(url: str) -> sa.Engine | None:
    """Return the file on SQLite; None on PostgreSQL, where the engine opens its connections by itself."""
    place = engine_url(url)
    if not place.startswith("sqlite:///"):
        return None
    engine = sa.create_engine(place, connect_args={"timeout": _BUSY_SECONDS, "check_same_thread": False})
    sa.event.listen(engine, "connect", _as_it_needs)
    return engine


def _as_it_needs(connection: Any, _: object) -> None:
    """Writers come one after the other, from the beginning of a transaction, as in the engine that DBOS would make."""
    connection.isolation_level = "IMMEDIATE"
    for said in ("journal_mode=WAL", "synchronous=NORMAL", f"busy_timeout={_BUSY_SECONDS * 1000}", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {said}")
