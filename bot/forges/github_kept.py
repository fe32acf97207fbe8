"""Answers kept with their mark (`ETag`): GitHub is asked whether they still hold, and does not count that question.

Nothing old is ever given out: each time GitHub itself says that it is the same (RFC 9110, `If-None-Match`, 304).
"""

from __future__ import annotations

import json
import threading
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Any

MOST_BYTES = 16_000_000
"""Of all answers together; the ones that were used longest ago go first."""
Asked = tuple[str, tuple[tuple[str, Any], ...]]
"""Path and parameters."""


@dataclass(slots=True)
class KeptAnswers:
    """Answers by what was asked; for several threads."""

    most_bytes: int = MOST_BYTES
    _kept: OrderedDict[Asked, tuple[str, str]] = field(default_factory=OrderedDict)
    _bytes: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def headers(self, asked: Asked) -> dict[str, str]:
        """Return what to ask with."""
        with self._lock:
            known = self._kept.get(asked)
        return {"If-None-Match": known[0]} if known else {}

    def answer(self, asked: Asked, mark: str, data: Any) -> Any:
        """Return the answer: what came, or what was kept where nothing came because it is still so."""
        with self._lock:
            known = self._kept.get(asked)
            if data is None and known and known[0] == mark:
                self._kept.move_to_end(asked)
                return json.loads(known[1])
            if known:
                self._bytes -= len(self._kept.pop(asked)[1])
            if mark and data is not None:
                text = json.dumps(data)
                self._kept[asked] = (mark, text)
                self._bytes += len(text)
                while self._bytes > self.most_bytes:
                    self._bytes -= len(self._kept.popitem(last=False)[1][1])
        return data
