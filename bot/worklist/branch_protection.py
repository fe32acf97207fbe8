"""How each forge guards the branch that changes are merged into: without it, people can go around the gate."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.gate import APPROVAL
from bot.protection import guarded
from bot.reach import reach
from bot.secrets import Scrubber, SecretFiles
from bot.worklist.base import Asked, Item
from pipeline.errors import GainsError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.repositories import RepositorySettings


def look(asked: Asked) -> tuple[Item, ...]:
    """Return what is missing on every repository that is served."""
    return tuple(item for one in asked.settings.repositories for item in _one(asked, one))


def _one(asked: Asked, one: RepositorySettings) -> Iterator[Item]:
    subject = f"protection of {one.key}"
    try:
        desk = reach(one, clock=asked.clock, secrets=SecretFiles(Scrubber())).desk
        protection = desk.protection(one.main)
    except GainsError as error:
        yield Item(subject, "unknown", str(error), error.hint)
        return
    if protection is None:
        yield Item(subject, "good", f"the forge {one.forge} has nothing to guard {one.main} with")
        return
    found = guarded(protection, one.main, APPROVAL)
    for missing in found.missing:
        what, _, hint = missing.partition(": ")
        yield Item(subject, "to do", what, hint)
    if not found.missing:
        weak = f"; better: {'; '.join(found.weak)}" if found.weak else ""
        yield Item(subject, "good", f"{one.main} cannot be merged into around the gate{weak}")


PLUGIN = look
