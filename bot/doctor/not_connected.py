"""Dependencies that this version does not have yet."""

from __future__ import annotations

from bot.doctor.base import Health


def look() -> tuple[Health, ...]:
    """Return what no package can contain yet."""
    return (Health("forges", "off", "local only in this version: no GitHub, no GitLab"),)


PLUGIN = look
