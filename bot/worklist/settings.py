"""What the settings lack: webhook secrets, log-ins, keys, who can read them; what the profile prod would refuse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.refusals import refused
from bot.worklist.base import Asked, Item

if TYPE_CHECKING:
    from collections.abc import Iterator


def look(asked: Asked) -> tuple[Item, ...]:
    """Return every reason to refuse these settings, or that there is none."""
    return tuple(_look(asked))


def _look(asked: Asked) -> Iterator[Item]:
    settings = asked.settings
    if settings.profile != "prod":
        yield Item("profile", "to do", f"the profile is {settings.profile}", "set GAINS_PROFILE=prod")
    strict = settings.model_copy(update={"profile": "prod"})
    found = refused(strict)
    for reason in found:
        what, _, hint = reason.partition(": ")
        yield Item("settings", "to do", what, hint)
    if not found:
        yield Item("settings", "good", "webhook secrets, log-ins, audit key and metrics token are given, as files")
    for one in settings.repositories:
        if one.webhook_secrets or one.token:
            yield Item("secrets", "to do", f"repository {one.key} has a secret in the environment", "give it as a file")


PLUGIN = look
