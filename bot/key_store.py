"""Where commands find the keys of the API."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from bot.adapters.clock import SystemClock
from bot.api.keys import Keys
from bot.app import audit_signer
from bot.jobs.database import connect, migrate
from bot.jobs.trail import Trail
from bot.settings import load

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def keys() -> Iterator[Keys]:
    """Open the database that the settings name."""
    settings = load().settings
    database = connect(settings.url)
    migrate(database)
    clock = SystemClock()
    yield Keys(database, Trail(audit_signer(settings), clock), clock)
    database.close()
