"""A worker process of the chaos tests: the real worker, with faults at seeded points."""

from __future__ import annotations

import random
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

# Whatever a worker needs is imported here, in the process that all workers are forked from.
import bot.jobs.dbos_engine
from bot.adapters.clock import SystemClock
from bot.app import services, worker
from bot.jobs.connections import Connection
from bot.logs import configure
from bot.reach import reach
from bot.secrets import Scrubber, SecretFiles
from bot.settings import ServerSettings
from tests.chaos.faults import Deadline, Faulty, Weather

import bot.jobs.worker  # noqa: F401 isort: skip

if TYPE_CHECKING:
    from bot.repositories import RepositorySettings


@dataclass(frozen=True)
class Life:
    """How one worker process lives."""

    seed: int
    dies_at: int
    """Effect at which it is killed; 0: never."""
    steps: bool
    """Only effects of steps count."""
    calm: bool
    """No other faults."""
    settings: dict[str, Any]
    log: str
    stop: str
    """A file: when it is there, the worker stops."""
    points: str
    """A file that says where workers were killed."""


def live(life: Life) -> None:
    """Work until killed or told to stop."""
    deadline = Deadline(life.dies_at, life.steps, Path(life.points))
    chance = random.Random(life.seed)
    weather = Weather(chance, 0.0, 0.0, 0.0) if life.calm else Weather(chance, 0.04, 0.04, 0.1)
    clock = SystemClock()
    secrets = SecretFiles(Scrubber())

    def connecting(repository: RepositorySettings) -> Connection:
        there = reach(repository, clock=clock, secrets=secrets)
        desk: Any = Faulty(there.desk, weather, deadline)
        files: Any = Faulty(there.repository, weather, deadline)
        return Connection(desk, files)

    sa.event.listen(sa.Engine, "connect", _impatient)
    with Path(life.log).open("a") as log:
        configure(Scrubber(), "INFO", log)
        parts = services(ServerSettings(**life.settings), connecting=connecting)
        deadline.watch_databases()
        mine = worker(parts)
        mine.start()
        while not Path(life.stop).exists():
            time.sleep(0.02)
        mine.stop()
        parts.close()


def _impatient(connection: Any, _: object) -> None:
    """A database that is locked is soon an error, so that it is one in these tests at all."""
    if type(connection).__module__.startswith("sqlite3"):
        connection.execute("PRAGMA busy_timeout=300")
