"""What is to be looked at: wishes about one pull request become one look, and a look that failed is wished again."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from bot.jobs.tables import work
from schemas.base import Record

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.jobs.database import Database
    from bot.ports import Clock


_GROUP = "merge-group-"
_MINE = work.c.key == sa.bindparam("of")
_UNFINISHED = _MINE & (work.c.taken == sa.bindparam("turn")) & (work.c.done < sa.bindparam("turn"))
_ENDED = sa.select(work.c.key).where(_MINE, work.c.done >= sa.bindparam("turn"))
_ROW = sa.select(work).where(_MINE)
_DUE = (
    (work.c.wanted > work.c.taken)
    & (work.c.taken == work.c.done)
    & ~work.c.dead
    & (work.c.not_before <= sa.bindparam("now"))
)
_TO_TAKE = sa.select(work.c.key).where(_DUE).order_by(work.c.since).limit(sa.bindparam("most"))
_TAKE = sa.update(work).where(_DUE, work.c.key.in_(sa.bindparam("keys", expanding=True))).values(taken=work.c.wanted)
_TAKEN = (
    sa.select(work.c.key, work.c.taken, work.c.correlation, work.c.traceparent)
    .where(work.c.taken > work.c.submitted)
    .order_by(work.c.since)
    .limit(sa.bindparam("most"))
)
_HANDED_ON = (
    sa.update(work).where(_MINE, work.c.submitted < sa.bindparam("turn")).values(submitted=sa.bindparam("turn"))
)
_DONE = sa.update(work).where(_UNFINISHED).values(done=sa.bindparam("turn"), attempts=0, error="", not_before=0.0)
_WAITING = (work.c.wanted > work.c.done) & ~work.c.dead
_OPEN = sa.select(sa.func.count(), sa.func.min(work.c.since)).where(_WAITING)


class Wish(Record):
    """Somebody wants a pull request, or a submitted job, to be looked at; with neither, all open pull requests."""

    repository: str
    """Which repository, by its key."""
    pull: int | None = None
    """Which pull request."""
    job: str | None = None
    """Which submitted job, while it has no pull request; or which merge group."""
    hint: str = ""
    """The head that the wish is about; only a hint."""
    correlation: str = ""
    """What the request that brought it was called."""
    traceparent: str = ""
    """Where it stands in a trace."""

    @property
    def group(self) -> bool:
        """Whether it is about a merge group, whose head the hint names then."""
        return bool(self.job and self.job.startswith(_GROUP))

    @classmethod
    def of_group(cls, head: str, *, repository: str, correlation: str = "", traceparent: str = "") -> Wish:
        """Wish for a look at a merge group; each has a key of its own."""
        name = f"{_GROUP}{head[:24]}"
        return cls(repository=repository, job=name, hint=head, correlation=correlation, traceparent=traceparent)

    @property
    def key(self) -> str:
        """What wishes are brought together by."""
        if self.pull is not None:
            return f"{self.repository}#{self.pull}"
        return f"{self.repository}/{self.job}" if self.job is not None else f"{self.repository}/*"


@dataclass(frozen=True, slots=True)
class Turn:
    """One look, for all the wishes so far."""

    key: str
    generation: int
    correlation: str = field(default="", compare=False)
    traceparent: str = field(default="", compare=False)

    @property
    def run(self) -> str:
        """The name by which the engine runs it once."""
        return f"{self.key}@{self.generation}"


@dataclass(frozen=True, slots=True)
class Row:
    """What is known of one key."""

    wish: Wish
    attempts: int
    dead: bool
    error: str
    since: float


@dataclass(frozen=True, slots=True)
class Agenda:
    """The table `work`."""

    database: Database
    clock: Clock
    longest_pause: float = 600.0
    """Seconds: the pause before another try doubles up to this."""

    def want(self, connection: sa.Connection, wish: Wish) -> None:
        """Wish for a look, in a transaction that is open for writing."""
        now = self.clock.now().timestamp()
        facts: dict[str, object] = {
            "repository": wish.repository,
            "pull": wish.pull,
            "job": wish.job,
            "hint": wish.hint,
            "correlation": wish.correlation,
            "traceparent": wish.traceparent,
        }
        fresh: dict[str, object] = {"wanted": 1, "taken": 0, "submitted": 0, "done": 0, "since": now, "not_before": 0.0}
        fresh |= {"attempts": 0, "dead": False, "error": ""}
        insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
        idle = work.c.wanted == work.c.done
        newer = {
            "wanted": work.c.wanted + 1,
            "since": sa.case((idle, now), else_=work.c.since),
            "not_before": sa.case((work.c.dead, 0.0), else_=work.c.not_before),
            "attempts": sa.case((work.c.dead, 0), else_=work.c.attempts),
            "dead": False,
            "correlation": wish.correlation,
            "traceparent": wish.traceparent,
        }
        if wish.hint:  # a wish without one does not take an earlier one away
            newer["hint"] = wish.hint
        statement = insert(work).values(key=wish.key, **facts, **fresh)
        connection.execute(statement.on_conflict_do_update(index_elements=["key"], set_=newer))

    def take(self, most: int = 100) -> tuple[Turn, ...]:
        """Return the looks to be started: those that are due, and those that were taken but not handed on.

        Law: of one key there is at most one look at a time, whoever takes.
        """
        now = self.clock.now().timestamp()
        with self.database.read() as connection:
            keys = list(connection.execute(_TO_TAKE, {"now": now, "most": most}).scalars())
        if keys:
            # Not lasting, here and below: what is lost is taken, handed on and worked on once more.
            with self.database.write(lasting=False) as connection:
                connection.execute(_TAKE, {"now": now, "keys": keys})
        with self.database.read() as connection:
            rows = connection.execute(_TAKEN, {"most": most})
            return tuple(Turn(row.key, row.taken, row.correlation, row.traceparent) for row in rows)

    def handed_on(self, *turns: Turn) -> None:
        """Note that the engine has them."""
        if not turns:
            return
        with self.database.write(lasting=False) as connection:
            connection.execute(_HANDED_ON, [{"of": turn.key, "turn": turn.generation} for turn in turns])

    def done(self, turn: Turn) -> None:
        """End a look that went well; a second time nothing happens."""
        with self.database.write(lasting=False) as connection:
            connection.execute(_DONE, {"of": turn.key, "turn": turn.generation})

    def again(self, turn: Turn, error: str, *, pause: float, most: int) -> bool:
        """End a look that went wrong and wish for another, later; False where it was tried often enough.

        Then it is put aside until the next wish, for a person to look at.
        """
        with self.database.write() as connection:
            this = {"of": turn.key, "turn": turn.generation}
            row = connection.execute(sa.select(work).where(_UNFINISHED).with_for_update(), this).one_or_none()
            if row is None:
                return True
            attempts = row.attempts + 1
            dead = attempts >= most
            wait = min(self.longest_pause, pause * 2 ** min(row.attempts, 20))
            connection.execute(
                sa.update(work)
                .where(work.c.key == turn.key)
                .values(
                    done=turn.generation,
                    wanted=max(row.wanted, turn.generation if dead else turn.generation + 1),
                    attempts=attempts,
                    dead=dead,
                    error=error[:2000],
                    not_before=self.clock.now().timestamp() + wait,
                )
            )
            return not dead

    def ended(self, turn: Turn) -> bool:
        """Tell whether a look has ended, whoever ended it."""
        with self.database.read() as connection:
            return connection.execute(_ENDED, {"of": turn.key, "turn": turn.generation}).first() is not None

    def row(self, key: str) -> Row | None:
        """Return what is known of a key."""
        with self.database.read() as connection:
            row = connection.execute(_ROW, {"of": key}).one_or_none()
        return _row(row) if row else None

    def unfinished(self) -> tuple[Turn, ...]:
        """Return the looks that the engine has and that have not ended."""
        running = (work.c.taken > work.c.done) & (work.c.submitted == work.c.taken)
        with self.database.read() as connection:
            rows = connection.execute(sa.select(work.c.key, work.c.taken).where(running).order_by(work.c.key))
            return tuple(Turn(row.key, row.taken) for row in rows)

    def dead(self) -> Sequence[Row]:
        """Return what was put aside, by key."""
        with self.database.read() as connection:
            return [_row(row) for row in connection.execute(sa.select(work).where(work.c.dead).order_by(work.c.key))]

    def open(self) -> tuple[int, float]:
        """Return how many keys wait or are worked on, and the age in seconds of the oldest wish among them."""
        with self.database.read() as connection:
            count, since = connection.execute(_OPEN).one()
        return count, self.clock.now().timestamp() - since if count else 0.0


def _row(row: sa.Row[tuple[object, ...]]) -> Row:
    facts = row._mapping
    wish = Wish(**{name: facts[name] for name in Wish.model_fields})
    return Row(wish, facts["attempts"], facts["dead"], facts["error"], facts["since"])
