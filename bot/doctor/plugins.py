"""Platforms and kinds that are there."""

from __future__ import annotations

from bot.doctor.base import Health
from pipeline.engine import platforms
from pipeline.registry import kinds


def look() -> tuple[Health, ...]:
    """Return what can be asked for, and where."""
    return (Health("platforms", "good", ", ".join(platforms())), Health("kinds", "good", ", ".join(kinds())))


PLUGIN = look
