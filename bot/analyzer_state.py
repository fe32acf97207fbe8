"""State of the analyzers, for `/readyz`: whether something listens where they should; looked at now and then."""

from __future__ import annotations

import socket
import time
from functools import lru_cache
from typing import Literal

from bot.adapters.batfish_service import Host
from bot.analyzer_settings import AnalyzerSettings
from pipeline.errors import GainsError

_SECONDS = 1.0
_FRESH = 15.0

State = Literal["off", "answers", "partly", "away"]


def state() -> State:
    """Say whether hosts are named, and whether all, some or none of them take connections."""
    return _state(AnalyzerSettings().batfish_host, int(time.monotonic() / _FRESH))


@lru_cache(maxsize=1)
def _state(named: str, when: int) -> State:  # noqa: ARG001 - another moment is another look
    """Look once in a while: `/readyz` is open to anybody, and must not make us knock at others as often."""
    hosts = tuple(one.strip() for one in named.split(",") if one.strip())
    if not hosts:
        return "off"
    answering = [one for one in hosts if _listens(one)]
    if len(answering) == len(hosts):
        return "answers"
    return "partly" if answering else "away"


def _listens(written: str) -> bool:
    try:
        host = Host.of(written)
        with socket.create_connection((host.name, host.port), timeout=_SECONDS):
            return True
    except (OSError, GainsError):
        return False
