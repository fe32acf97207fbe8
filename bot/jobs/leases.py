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
        with self.database.write(lasting=False) as connection:
            insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
            said = insert(leases).values(executor=executor, beat=now)
            connection.execute(said.on_conflict_do_update(index_elements=["executor"], set_={"beat": now}))

    def alive(self) -> frozenset[str]:
        """Return the workers that have been heard of lately; whoever is not among them is dead, or never was."""
        late = leases.c.beat < self.clock.now().timestamp() - self.seconds
        with self.database.read() as connection:
            return frozenset(connection.execute(sa.select(leases.c.executor).where(~late)).scalars())

    def bury(self, since: float = 3600.0) -> None:
        """Forget workers that have not been heard of for so many seconds more."""
        late = leases.c.beat < self.clock.now().timestamp() - self.seconds - since
        with self.database.write() as connection:
            connection.execute(sa.delete(leases).where(late))

    def leave(self, executor: str) -> None:
        """Say good-bye: the worker stops, and others may take over at once."""
        with self.database.write() as connection:
            left = sa.update(leases).where(leases.c.executor == executor)
            connection.execute(left.values(beat=0.0))
