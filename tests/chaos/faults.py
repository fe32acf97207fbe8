"""Faults at seeded points: a process that dies between any two effects, and a forge that refuses, forgets and lags."""

from __future__ import annotations

import os
import signal
import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from bot.ports import ForgeBusyError

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

    from bot.ports import Desk, Repository
    from schemas.forge import PullRequest

WRITES = ("publish", "upsert_comment", "add_comment", "open_pull", "edit_pull", "merge", "commit", "delete")


_IDLE = 15
"""So many effects beside the steps count as one of theirs: a worker without work dies, too, in the end."""


@dataclass
class Deadline:
    """Kills this process at the n-th effect; 0: never."""

    at: int
    steps: bool = False
    """Of the steps alone; otherwise of everything that the process does, which mostly is to look for work."""
    log: Path | None = None
    """Where the point is noted at which it dies."""
    passed: int = 0
    _beside: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def pass_one(self, what: str) -> None:
        """Count an effect, before it or after it."""
        inside = threading.current_thread().name.startswith("dbos-executor")
        with self._lock:
            if self.steps and not inside:
                self._beside += 1
                if self._beside % _IDLE:
                    return
            self.passed += 1
            if self.passed == self.at:
                if self.log:
                    with self.log.open("a") as log:
                        log.write(f"{'in a step' if inside else 'beside the steps'}: {what}\n")
                os.kill(os.getpid(), signal.SIGKILL)

    def watch_databases(self) -> None:
        """Count every begin and every commit of every transaction, the engine's own among them."""
        sa.event.listen(sa.Engine, "begin", lambda connection: self.pass_one(f"begin, {_whose(connection)}"))
        sa.event.listen(sa.Engine, "commit", lambda connection: self.pass_one(f"commit, {_whose(connection)}"))


@dataclass
class Weather:
    """How bad the forge is."""

    chance: random.Random
    refuse: float
    """Part of the calls that are refused: 403, 429 and 5xx are all `ForgeBusyError` here."""
    forget: float
    """Part of the writes that are carried out and then not answered."""
    lag: float
    """Part of the looks at a pull request that show it as it was the last time."""


def _whose(connection: sa.Connection) -> str:
    place = connection.engine.url
    engines = (place.database or "").endswith("-engine") or "options" in place.query
    return "the engine's tables" if engines else "our tables"


class Faulty:
    """A desk or a repository behind bad weather; every call is an effect to die before or after."""

    def __init__(self, beneath: Desk | Repository, weather: Weather, deadline: Deadline) -> None:
        self._beneath = beneath
        self._weather = weather
        self._deadline = deadline
        self._seen: dict[int, PullRequest] = {}

    @property
    def account(self) -> Any:
        """Who acts here."""
        return getattr(self._beneath, "account")  # noqa: B009 - a repository has none

    def __getattr__(self, name: str) -> Callable[..., Any]:
        act = getattr(self._beneath, name)

        def call(*arguments: Any, **named: Any) -> Any:
            chance, weather = self._weather.chance, self._weather
            self._deadline.pass_one(f"before {name}")
            if chance.random() < weather.refuse:
                status = chance.choice((403, 429, 500, 502, 503))
                raise ForgeBusyError(f"{name}: {status}", retry_after=0.05)
            if name == "pull" and arguments[0] in self._seen and chance.random() < weather.lag:
                return self._seen[arguments[0]]
            done = act(*arguments, **named)
            if name == "pull":
                self._seen[arguments[0]] = done
            self._deadline.pass_one(f"after {name}")
            if name in WRITES and chance.random() < weather.forget:
                raise ForgeBusyError(f"{name}: no answer", retry_after=0.05)
            return done

        return call
