"""Take deliveries together: all that wait at one moment are stored by one transaction, and answered after its commit.

A commit costs what the disk costs, for one delivery or for a hundred; so the more come at once, the less each costs.
"""

from __future__ import annotations

import queue
import threading
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.jobs.inbox import Delivery, Inbox, Outcome

_MOST = 500
"""So many at a time: those that come meanwhile are not kept waiting for long."""
_Waiting = tuple["Delivery", "Sequence[int | None]", "Future[Outcome]"]


@dataclass(slots=True)
class Intake:
    """One thread that writes for all requests; it begins with the first of them."""

    inbox: Inbox
    _waiting: queue.SimpleQueue[_Waiting | None] = field(default_factory=queue.SimpleQueue)
    _thread: threading.Thread | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def put(self, delivery: Delivery, about: Sequence[int | None] = ()) -> Future[Outcome]:
        """Hand a delivery over. Law: where the future has a result, the delivery is on the disk."""
        told: Future[Outcome] = Future()
        with self._lock:
            if self._thread is None:
                self._thread = threading.Thread(target=self._write, name="gains-intake", daemon=True)
                self._thread.start()
        self._waiting.put((delivery, about, told))
        return told

    def close(self) -> None:
        """Store what waits, and stop."""
        with self._lock:
            thread, self._thread = self._thread, None
        if thread is not None:
            self._waiting.put(None)
            thread.join(timeout=30)

    def _write(self) -> None:
        while batch := self._batch():
            self._store(batch)

    def _batch(self) -> list[_Waiting]:
        """Wait for one, and take those that wait with it; nothing where it is over."""
        batch: list[_Waiting] = []
        while len(batch) < _MOST and not (batch and self._waiting.empty()):
            one = self._waiting.get()
            if one is None:
                if batch:
                    self._waiting.put(None)
                break
            batch.append(one)
        return batch

    def _store(self, batch: list[_Waiting]) -> None:
        wanted = [one for one in batch if one[2].set_running_or_notify_cancel()]
        if not wanted:
            return
        try:
            outcomes = self.inbox.take_all([(delivery, about) for delivery, about, _ in wanted])
        except Exception as error:  # noqa: BLE001 - each sender is told; the thread must live on
            for _, _, told in wanted:
                told.set_exception(error)
            return
        for (_, _, told), outcome in zip(wanted, outcomes, strict=True):
            told.set_result(outcome)
