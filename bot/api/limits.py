"""How many requests a caller may send: a bucket that fills again, one for each caller, in this process."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field

_MOST_CALLERS = 10_000


@dataclass(slots=True)
class Limits:
    """Buckets by caller."""

    per_minute: int
    _buckets: dict[str, tuple[float, float]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def wait(self, caller: str) -> float:
        """Take one request from a caller's bucket; return how many seconds to wait where it is empty, 0 otherwise."""
        now = time.monotonic()
        rate = self.per_minute / 60
        with self._lock:
            if len(self._buckets) > _MOST_CALLERS:
                self._buckets = {key: one for key, one in self._buckets.items() if now - one[1] < 60}
            left, then = self._buckets.get(caller, (float(self.per_minute), now))
            left = min(float(self.per_minute), left + (now - then) * rate)
            if left < 1:
                self._buckets[caller] = (left, now)
                return (1 - left) / rate
            self._buckets[caller] = (left - 1, now)
            return 0.0
