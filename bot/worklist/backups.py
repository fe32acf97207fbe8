"""Backups: how old the newest one is, and whether it is whole."""

from __future__ import annotations

from datetime import datetime

from bot.app import audit_signer
from bot.backup import tried
from bot.worklist.base import Asked, Item

_OLDEST_HOURS = 26


def look(asked: Asked) -> tuple[Item, ...]:
    """Return the age of the newest backup, restored aside to see that it is whole."""
    place = asked.backups
    if place is None:
        return (Item("backup", "unknown", "nobody said where backups are", "give --backups FOLDER"),)
    files = sorted((one for one in place.glob("*") if one.is_file()), key=lambda one: one.stat().st_mtime)
    newest = place if place.is_file() else files[-1] if files else None
    if newest is None:
        return (Item("backup", "to do", f"{place} holds none", "run gains backup each day"),)
    found, wrong = tried(newest, audit_signer(asked.settings).public)
    if wrong:
        return (Item("backup", "to do", f"{newest}: {wrong[0]}", "see gains backup --check"),)
    hours = (asked.clock.now() - datetime.fromisoformat(found.made)).total_seconds() / 3600
    text = f"{newest}: {hours:.0f} hours old, restored aside and whole"
    if hours > _OLDEST_HOURS:
        return (Item("backup", "to do", text, "run gains backup each day: deploy/gains-backup.timer"),)
    return (Item("backup", "good", text),)


PLUGIN = look
