"""Dependencies that this version does not have yet."""

from __future__ import annotations

from bot.doctor.base import Health


def look() -> tuple[Health, ...]:
    """Return what no package can contain yet."""
    return (
        Health("assistant", "off", "not connected in this version: no wording by a language model"),
        Health("forges", "off", "local only in this version: no GitHub, no GitLab"),
    )


PLUGIN = look
