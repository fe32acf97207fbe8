"""Run the server or a worker until the process is told to stop."""

from __future__ import annotations

import signal
import threading
from typing import TYPE_CHECKING

import uvicorn

from bot.api.application import application, operations
from bot.app import services, worker
from bot.logs import configure
from bot.tracing import flush

if TYPE_CHECKING:
    from fastapi import FastAPI

    from bot.app import Services
    from bot.settings import ServerSettings


def serve_until_stopped(settings: ServerSettings, *, host: str, port: int, working: bool) -> None:
    """Serve; with a worker in the same process where wanted."""
    parts = _parts(settings)
    _run(parts, application(parts), (host or settings.host, settings.port if port < 0 else port), working=working)


def work_until_stopped(settings: ServerSettings, *, host: str = "", port: int = -1) -> None:
    """Work; where a port is given, say there whether the process is alive and what it has counted."""
    parts = _parts(settings)
    if port >= 0:
        _run(parts, operations(parts), (host or settings.host, port), working=True)
        return
    stop = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stop.set())
    mine = worker(parts)
    mine.start()
    stop.wait()
    mine.stop()
    parts.close()
    flush(settings.traces_endpoint)


def _run(parts: Services, app: FastAPI, listening: tuple[str, int], *, working: bool) -> None:
    place = uvicorn.Config(
        app,
        host=listening[0],
        port=listening[1],
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_keep_alive=75,  # longer than proxies keep theirs, or they send into a connection that just closed
        timeout_graceful_shutdown=20,
    )
    mine = worker(parts) if working else None
    if mine:
        mine.start()
    try:
        uvicorn.Server(place).run()
    finally:
        if mine:
            mine.stop()
        parts.close()
        flush(parts.settings.traces_endpoint)


def _parts(settings: ServerSettings) -> Services:
    parts = services(settings)
    configure(parts.scrubber, settings.log_level)
    return parts
