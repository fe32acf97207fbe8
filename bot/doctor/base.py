"""What a health check is: a module of `bot.doctor` that exports `PLUGIN`, found by its file name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Health:
    """What one check found."""

    subject: str
    """What was looked at, such as `git`."""
    state: Literal["good", "off", "missing"]
    """missing: the main job cannot run without it; off: it is not there, and packages say what is lost."""
    text: str
    """What was found, and what to do."""


Check = Callable[[], tuple[Health, ...]]
"""A health check; it may look at the world, for at most a few seconds."""
