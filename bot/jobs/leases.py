"""Workers that are alive say so; who was not heard of for too long is dead, and somebody else takes over."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from bot.jobs.tables import leases

if TYPE_CHECKING:
    from bot.jobs.database import Database
    from bot.ports import Clock


@dataclass(frozen=True, slots=True)
class Leases:
    """The table `leases`."""

    database: Database
    clock: Clock
    seconds: float

    def beat(self, executor: str) -> None:
        """Say that a worker is alive."""
        now = self.clock.now().timestamp()
        with self.database.write() as connection:
            insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
            said = insert(leases).values(executor=executor, beat=now)
            connection.execute(said.on_conflict_do_update(index_elements=["executor"], set_={"beat": now}))

    def dead(self) -> tuple[str, ...]:
        """Return the workers that have not been heard of for too long, by name."""
        late = leases.c.beat < self.clock.now().timestamp() - self.seconds
        with self.database.read() as connection:
            found = connection.execute(sa.select(leases.c.executor).where(late).order_by(leases.c.executor))
            return tuple(found.scalars())

    def alive(self) -> int:
        """Return how many workers are alive."""
        late = leases.c.beat < self.clock.now().timestamp() - self.seconds
        with self.database.read() as connection:
            counted = sa.select(sa.func.count()).select_from(leases).where(~late)
            return connection.execute(counted).scalar_one()

    def bury(self, executor: str) -> None:
        """Forget a worker whose runs were taken over, unless it has spoken meanwhile."""
        late = leases.c.beat < self.clock.now().timestamp() - self.seconds
        with self.database.write() as connection:
            connection.execute(sa.delete(leases).where(leases.c.executor == executor, late))

    def leave(self, executor: str) -> None:
        """Say good-bye: the worker stops, and others may take over at once."""
        with self.database.write() as connection:
            left = sa.update(leases).where(leases.c.executor == executor)
            connection.execute(left.values(beat=0.0))
