"""State of the forges: whether each takes our log-in, and whether the branch that is merged into is guarded there.

Asked when a worker begins and now and then for `/readyz`, in a thread: a forge that is slow must not make that slow.
"""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

import structlog

from bot.gate import APPROVAL
from bot.protection import guarded
from pipeline.errors import GainsError

if TYPE_CHECKING:
    from bot.jobs.connections import Connections

_log = structlog.get_logger("gains.forges")
_FRESH = 60.0

State = Literal["off", "unknown", "answers", "partly", "away"]
"""off: no repository is served; unknown: nobody has asked yet."""


@dataclass(slots=True)
class ForgeState:
    """What the forges said when they were last asked."""

    connections: Connections
    _answers: dict[str, bool] = field(default_factory=dict)
    _missing: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _asked: float | None = None
    _asking: threading.Lock = field(default_factory=threading.Lock)

    def state(self) -> State:
        """Say what is known, without waiting; begin to ask again where that is old."""
        if not self.connections.settings:
            return "off"
        if self._asked is None or time.monotonic() - self._asked > _FRESH:
            threading.Thread(target=self.ask, name="gains-forges", daemon=True).start()
        said = tuple(self._answers.values())
        if not said:
            return "unknown"
        return "answers" if all(said) else "partly" if any(said) else "away"

    def ask(self) -> None:
        """Log in to every forge and ask how it guards the branch; what is missing is logged when that changes."""
        if not self._asking.acquire(blocking=False):
            return
        try:
            self._asked = time.monotonic()
            self._answers = {key: self._one(key) for key in self.connections.settings}
        finally:
            self._asking.release()

    def _one(self, key: str) -> bool:
        main = self.connections.settings[key].main
        try:
            found = guarded(self.connections.get(key).desk.protection(main), main, APPROVAL)
        except (GainsError, OSError) as error:
            _log.warning("the forge does not answer", repository=key, error=str(error))
            return False
        if found.missing != self._missing.get(key, ()):
            say = _log.warning if found.missing else _log.info
            say("how the branch is guarded", repository=key, branch=main, missing=list(found.missing))
        self._missing[key] = found.missing
        return True
