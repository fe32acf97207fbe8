"""Whether a language model is asked, not asked, or replayed."""

from __future__ import annotations

from enum import StrEnum


class Mode(StrEnum):
    """Who is asked for words."""

    OFF = "off"
    """Nobody."""
    ON = "on"
    """The endpoint, where one is set and the repository's gains.yaml allows it."""
    REPLAY = "replay"
    """Nobody: only what was answered before is taken."""
