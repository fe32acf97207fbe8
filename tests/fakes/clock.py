"""A clock that goes one second further each time it is read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta


@dataclass
class FakeClock:
    """The time of a story that is told in seconds."""

    time: datetime = datetime(2026, 12, 1, 8, 0, tzinfo=UTC)

    def now(self) -> datetime:
        """Return the time, and let a second pass."""
        self.time += timedelta(seconds=1)
        return self.time
