"""What `gains jobs` shows: lines of facts out of the database."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from bot.app import services
from bot.jobs.states import STATES
from bot.jobs.tables import states
from bot.settings import load
from pipeline.errors import GainsError

if TYPE_CHECKING:
    from collections.abc import Sequence

Line = dict[str, Any]


class NoSuchJobError(GainsError):
    """There is no such job or state."""

    exit_code = 2


def listed(state: str, limit: int, wait: float = 0) -> Sequence[Line]:
    """Return the newest jobs; where there is none, look again for `wait` seconds before saying so."""
    if state and state not in STATES:
        raise NoSuchJobError(f"state {state!r} is not known; expected one of {', '.join(STATES)}")
    parts = services(load().settings)
    end = time.monotonic() + wait
    try:
        while True:
            found = parts.jobs.listed(before=None, most=limit, **({"state": state} if state else {}))
            if found or time.monotonic() >= end:
                break
            time.sleep(0.5)
    finally:
        parts.close()
    if wait and not found:
        raise NoSuchJobError(f"no job {f'is {state}' if state else 'came'} within {wait:g} seconds; see gains jobs")
    return [
        {
            "job": one.id,
            "state": one.state,
            "repository": one.repository,
            "pull": one.pull or "-",
            "intents": ",".join(one.intents) or "-",
            "updated": one.updated_at[:19],
            "why": one.reason,
        }
        for one in found
    ]


def life(job: str) -> Sequence[Line]:
    """Return every move of a job, oldest first."""
    parts = services(load().settings)
    with parts.database.read() as connection:
        rows = connection.execute(sa.select(states).where(states.c.job == job).order_by(states.c.seq)).all()
    parts.close()
    if not rows:
        raise NoSuchJobError(f"there is no job {job!r}; see gains jobs")
    return [{"at": row.at[:19], "state": row.after, "audit": row.audit, "why": row.why} for row in rows]


def put_aside(*, retry: bool) -> Sequence[Line]:
    """Return what failed too often; with `retry`, after wishing for all of it once more."""
    parts = services(load().settings)
    found = parts.agenda.dead()
    if retry:
        with parts.database.write() as connection:
            for row in found:
                parts.agenda.want(connection, row.wish)
    parts.close()
    return [{"key": row.wish.key, "attempts": row.attempts, "error": row.error} for row in found]
