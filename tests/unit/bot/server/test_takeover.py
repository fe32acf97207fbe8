"""A worker that was taken for dead and lives all the same: its runs are taken over, and it writes nothing any more."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any, cast

import pytest

from bot.jobs.agenda import Turn, Wish
from bot.jobs.engine import Run, RunState
from bot.jobs.leases import Leases
from bot.jobs.pinned import Pin, PinnedDesk
from bot.jobs.worker import Pace, Worker
from bot.ports import HeadMovedError
from schemas.forge import Account, Check, NewPull
from tests.fakes.clock import FakeClock
from tests.fakes.forge import FakeForge
from tests.fakes.workspace import FakeRepository

if TYPE_CHECKING:
    from bot.app import Services

BURIED = "buried-alive"


@dataclass
class Engine:
    """An engine with one run, which some executor has."""

    executor: str
    resumed: list[str] = field(default_factory=list)

    def list(self, state: RunState | None = None) -> tuple[Run, ...]:
        return (Run("r@1", state or "running", self.executor),)

    def resume(self, run: str) -> None:
        self.resumed.append(run)

    def status(self, run: str) -> RunState:
        return "running" if run else "unknown"


@dataclass(frozen=True)
class Runner:
    """What a worker must know of the one that runs its steps."""

    executor: str = "alive"


def keeping(parts: Services, leases: Leases, engine: Engine) -> list[str]:
    """Let a worker look after the leases once, and return the runs that it took over."""
    worker = Worker(parts.work, cast("Any", engine), cast("Any", Runner()), leases, parts.sweep, parts.metrics, PACE)
    worker.keep_lease()
    return engine.resumed


PACE = Pace(poll_seconds=1.0, retry_seconds=1.0, attempts=3)


def test_a_worker_buried_alive_does_not_keep_a_run_for_ever(parts: Services) -> None:
    clock = FakeClock()
    leases = Leases(parts.database, clock, 15.0)
    leases.beat(BURIED)
    assert keeping(parts, leases, Engine(BURIED)) == []
    clock.time += timedelta(minutes=1)
    assert keeping(parts, leases, Engine(BURIED)) == ["r@1"], "it was not heard of for too long"
    clock.time += timedelta(days=1)
    leases.bury()
    assert keeping(parts, leases, Engine(BURIED)) == ["r@1"], "and nobody knows its name any more"
    leases.beat(BURIED)
    assert keeping(parts, leases, Engine(BURIED)) == []


def test_a_worker_buried_alive_writes_nothing_when_its_look_was_ended_by_another(parts: Services) -> None:
    repository = FakeRepository()
    repository.plant("main", {"a": ("file", b"1")})
    repository.branches["x"] = repository.branches["main"]
    repository.plant("x", {"b": ("file", b"2")})
    desk = FakeForge(repository, Account(login="gains-bot", bot=True))
    pull = desk.open_pull(NewPull(title="t", source_branch="x", target_branch="main"))
    with parts.database.write() as connection:
        parts.agenda.want(connection, Wish(repository="local:campus", pull=pull.number))
    (turn,) = parts.agenda.take()
    mine = Turn(turn.key, turn.generation)
    pin = Pin(pull.number, pull.base_sha, {pull.head_sha}, lambda: parts.agenda.ended(mine))
    pinned = PinnedDesk(desk, pin)
    pinned.publish(Check(name="gains", head_sha=pull.head_sha, status="pending", title="t"))
    parts.agenda.done(turn)  # by whoever took over
    with pytest.raises(HeadMovedError, match="ended by another worker"):
        pinned.publish(Check(name="gains", head_sha=pull.head_sha, status="success", title="late"))
    with pytest.raises(HeadMovedError, match="ended by another worker"):
        pinned.upsert_comment(pull.number, marker="gains", body="late")
    assert [one.title for one in desk.checks(pull.head_sha)] == ["t"]
    assert desk.comments(pull.number) == ()
