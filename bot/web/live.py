"""Tell a browser that a job has moved: server-sent events, short-lived, so that a restart waits for nobody."""

from __future__ import annotations

import asyncio
import json
import time
from typing import TYPE_CHECKING

from anyio import to_thread

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from starlette.requests import Request

    from bot.app import Services

LASTS = 15.0
"""Seconds; the browser comes back by itself and says what it has seen."""
EVERY = 1.0
"""Seconds between looks at the database."""
MOST = 100
"""Streams of one process at a time."""


class Streams:
    """Counts the streams that are open."""

    def __init__(self) -> None:
        self.open = 0

    async def follow(self, parts: Services, request: Request, job: str, after: int) -> AsyncIterator[str]:
        """Say each time that a job's revision is another one than was seen; `after`: the last one that was."""
        self.open += 1
        try:
            yield "retry: 1000\n\n"
            end = time.monotonic() + LASTS
            while time.monotonic() < end and not await request.is_disconnected():
                found = await to_thread.run_sync(parts.jobs.get, job)
                if found and found.revision != after:
                    after = found.revision
                    said = json.dumps({"state": found.state, "revision": after})
                    yield f"id: {after}\nevent: moved\ndata: {said}\n\n"
                await asyncio.sleep(EVERY)
        finally:
            self.open -= 1
