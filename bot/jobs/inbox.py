"""Take deliveries: each is stored once, together with the wish to look at its pull request, or not at all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from bot.jobs.agenda import Wish
from bot.jobs.tables import deliveries
from schemas.base import Record

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.jobs.agenda import Agenda
    from bot.jobs.database import Database
    from bot.ports import Clock

Outcome = Literal["queued", "duplicate", "ignored"]
"""ignored: verified, and about nothing that the bot looks at."""


class Delivery(Record):
    """A webhook whose signature was right."""

    forge: str
    """Which forge."""
    delivery: str
    """The forge's name for it, the same when it is sent again."""
    repository: str
    """Which repository, by its key; empty where it is none of ours."""
    event: str
    """What happened, by the forge's word; only for people to read."""
    hint: str = ""
    """The head that it is about, where it says so."""
    group: str = ""
    """The head of a merge group that waits for checks."""
    correlation: str = ""
    """What this request is called."""
    traceparent: str = ""
    """Where it stands in a trace."""


@dataclass(frozen=True, slots=True)
class Inbox:
    """The table `deliveries`."""

    database: Database
    agenda: Agenda
    clock: Clock

    def take(self, delivery: Delivery, about: Sequence[int | None] = ()) -> Outcome:
        """Store a delivery about pull requests (None: all open ones); taken twice, it is wished for once."""
        return self.take_all([(delivery, about)])[0]

    def take_all(self, taken: Sequence[tuple[Delivery, Sequence[int | None]]]) -> list[Outcome]:
        """Store deliveries in one transaction: all of them or none. What is wished for twice among them is one wish."""
        outcomes: dict[int, Outcome] = {}
        wishes: dict[str, Wish] = {}
        # In one order, so that two processes that take the same do not wait for each other.
        order = sorted(range(len(taken)), key=lambda at: (taken[at][0].forge, taken[at][0].delivery))
        with self.database.write() as connection:
            for at in order:
                delivery, about = taken[at]
                outcome = outcomes[at] = self._stored(connection, delivery, about)
                for wish in _wishes(delivery, about) if outcome == "queued" else ():
                    before = wishes.get(wish.key)
                    hint = wish.hint or (before.hint if before else "")
                    wishes[wish.key] = wish.model_copy(update={"hint": hint})
            for key in sorted(wishes):
                self.agenda.want(connection, wishes[key])
        return [outcomes[at] for at in range(len(taken))]

    def _stored(self, connection: sa.Connection, delivery: Delivery, about: Sequence[int | None]) -> Outcome:
        wanted = bool(delivery.repository and (about or delivery.group))
        insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
        stored = connection.execute(
            insert(deliveries)
            .values(
                forge=delivery.forge,
                delivery=delivery.delivery[:200],
                repository=delivery.repository[:160],
                pull=about[0] if about else None,
                event=delivery.event[:80],
                received_at=self.clock.now().isoformat(),
                correlation=delivery.correlation[:80],
                outcome="queued" if wanted else "ignored",
            )
            .on_conflict_do_nothing()
            .returning(deliveries.c.id)
        ).one_or_none()
        if stored is None:
            return "duplicate"
        return "queued" if wanted else "ignored"

    def count(self) -> int:
        """Return how many were ever stored."""
        with self.database.read() as connection:
            return connection.execute(sa.select(sa.func.count()).select_from(deliveries)).scalar_one()


def _wishes(delivery: Delivery, about: Sequence[int | None]) -> Iterator[Wish]:
    if delivery.group:
        yield Wish.of_group(
            delivery.group,
            repository=delivery.repository,
            correlation=delivery.correlation[:80],
            traceparent=delivery.traceparent[:80],
        )
    for pull in about:
        yield Wish(
            repository=delivery.repository,
            pull=pull,
            hint=delivery.hint,
            correlation=delivery.correlation[:80],
            traceparent=delivery.traceparent[:80],
        )
