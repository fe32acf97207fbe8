"""A pool of Batfish services: one change a service at a time, and one that overran is left alone until it is done."""

from __future__ import annotations

import fcntl
import tempfile
import threading
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from bot.adapters.batfish_service import OverranError, Service
from pipeline.errors import AnalyzerError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.adapters.batfish_service import Host, Patience

_POLL_SECONDS = 0.2


class Pool:
    """Services that answer alike. Safe for threads and for other processes on the same machine."""

    def __init__(self, hosts: tuple[Host, ...], patience: Patience) -> None:
        self._hosts = hosts
        self._patience = patience
        self._services: dict[Host, Service] = {}
        self._in_use = {host: threading.Lock() for host in hosts}

    @property
    def hosts(self) -> tuple[Host, ...]:
        """All of them, whatever their state."""
        return self._hosts

    @contextmanager
    def service(self, deadline: float, only: Host | None = None) -> Iterator[Service]:
        """Hold a service alone, any or one of them.

        Raise `AnalyzerError` where none can be had before a moment of the monotonic clock.
        """
        reasons: dict[Host, str] = {}
        while True:
            for host in (only,) if only else self._hosts:
                if not self._in_use[host].acquire(blocking=False):
                    reasons[host] = "it is busy with another change"
                    continue
                try:
                    with _alone(host) as mine:
                        service = self._ready(host, reasons) if mine else None
                        if service is not None:
                            yield service
                            return
                        if not mine:
                            reasons[host] = "it is busy with another change"
                finally:
                    self._in_use[host].release()
            if not any("busy" in reason for reason in reasons.values()):
                raise AnalyzerError("; ".join(sorted(set(reasons.values()))) or "no analyzer is named")
            if time.monotonic() > deadline:
                raise OverranError("no analyzer became free before the deadline")
            time.sleep(_POLL_SECONDS)

    def _ready(self, host: Host, reasons: dict[Host, str]) -> Service | None:
        try:
            service = self._services.get(host) or Service(host, self._patience)
            self._services[host] = service
            if service.busy():
                reasons[host] = "it is busy with work that overran"
                return None
        except AnalyzerError as error:
            self._services.pop(host, None)
            reasons[host] = str(error)
            return None
        return service


@contextmanager
def _alone(host: Host) -> Iterator[bool]:
    """Hold the lock of a host among processes; yields whether it was free."""
    path = Path(tempfile.gettempdir()) / f"gains-batfish-{host.name.replace('/', '_')}-{host.port}.lock"
    with path.open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            yield False
            return
        yield True
