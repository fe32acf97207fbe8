"""One change at a time at a site: whoever releases holds all sites of the change, for a limited time."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import sqlalchemy as sa

from bot.jobs.tables import site_locks
from bot.ports import ForgeBusyError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.jobs.database import Database
    from bot.ports import Clock


@dataclass(frozen=True, slots=True)
class Sites:
    """The table `site_locks`."""

    database: Database
    clock: Clock
    seconds: float = 120.0

    @contextmanager
    def held(self, repository: str, sites: Sequence[str], job: str) -> Iterator[None]:
        """Hold sites while a change is released; raise `ForgeBusyError` where another change is at one of them."""
        self._take(repository, sites, job)
        try:
            yield
        finally:
            mine = (site_locks.c.repository == repository) & (site_locks.c.job == job)
            with self.database.write() as connection:
                connection.execute(sa.delete(site_locks).where(mine))

    def _take(self, repository: str, sites: Sequence[str], job: str) -> None:
        now = self.clock.now().timestamp()
        with self.database.write() as connection:
            if connection.dialect.name == "postgresql":
                connection.execute(sa.text("LOCK TABLE site_locks IN EXCLUSIVE MODE"))
            here = (site_locks.c.repository == repository) & site_locks.c.site.in_(sites)
            connection.execute(
                sa.delete(site_locks).where(here, (site_locks.c.until < now) | (site_locks.c.job == job))
            )
            taken = connection.execute(sa.select(site_locks).where(here)).first()
            if taken is not None:
                raise ForgeBusyError(f"{taken.site} is being changed by {taken.job}", retry_after=2.0)
            for site in sorted(set(sites)):
                values = {"repository": repository, "site": site, "job": job, "until": now + self.seconds}
                connection.execute(sa.insert(site_locks).values(**values))
