"""Connect to the repositories that are served: each when it is first needed, and again after it failed."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.ports import NotFoundError

if TYPE_CHECKING:
    from bot.ports import DeliverySender, Desk, Repository
    from bot.repositories import RepositorySettings


@dataclass(frozen=True, slots=True)
class Connection:
    """A repository on its forge."""

    desk: Desk
    repository: Repository
    sender: DeliverySender | None = None


Connect = Callable[["RepositorySettings"], Connection]
"""Logs in to a forge; raises `ForgeError` where that is refused."""


@dataclass(slots=True)
class Connections:
    """The repositories that are served, by their keys."""

    settings: dict[str, RepositorySettings]
    connect: Connect
    stamp: Callable[[RepositorySettings], object] = lambda _: None
    """What the files of a log-in look like now: where it is another, the log-in is made anew with what they hold."""
    _open: dict[str, tuple[object, Connection]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def get(self, key: str) -> Connection:
        """Return a repository; raise `NotFoundError` where it is not served."""
        known = self.settings.get(key)
        if known is None:
            raise NotFoundError(f"repository {key} is not served here", hint="see GAINS_REPOSITORIES")
        with self._lock:
            now = self.stamp(known)
            there = self._open.get(key)
            if there is None or there[0] != now:
                there = self._open[key] = (now, self.connect(known))
            return there[1]
