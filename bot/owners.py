"""Owners: which merged intent made which line of a running configuration, by the packages in `changes/`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.files import Folder
from bot.ledger import claims
from pipeline.errors import WorkspaceError
from pipeline.ownership import items
from pipeline.reader import reader

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Owned:
    """A line that an intent made, or asks for, too."""

    line: int
    """Of the running configuration, counted from 1."""
    text: str
    intent: str
    field: str
    """Field of the intent that asked for it."""
    made: bool
    """False where it was there already."""


@dataclass(frozen=True, slots=True)
class Owners:
    """Who made what of a device."""

    lines: tuple[Owned, ...]
    """By line and intent; a line is there once for each intent that asks for it."""
    length: int
    """Lines of the running configuration."""


def owners(root: Path, device: str) -> Owners:
    """Return the lines of a device that merged intents own and that are still there; raise `WorkspaceError`.

    What was taken back by `retire` or `revert` is nobody's any more.
    """
    raw = Folder(root).read(f"configs/{device}.cfg")
    if raw is None:
        raise WorkspaceError(
            f"there is no {root / 'configs' / device}.cfg", hint="name a device of the network repository"
        )
    today = raw.decode(errors="replace")
    there: dict[str, dict[tuple[str, ...], int]] = {}
    found = set()
    for one in claims(Folder(root), [device]):
        read = reader(one.platform)
        if read is not None and one.platform not in there:
            there[one.platform] = {}
            for path, number in items(today, read.paths):
                there[one.platform].setdefault(path, number)
        number = there.get(one.platform, {}).get(one.path, 0)
        if number:
            found.add(Owned(number, " / ".join(one.path), one.intent, one.field, one.made))
    lines = sorted(found, key=lambda one: (one.line, one.intent, one.text))
    return Owners(tuple(lines), len(today.splitlines()))
