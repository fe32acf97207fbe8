"""What a point of the worklist is: a module of `bot.worklist` that exports `PLUGIN`, found by its file name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Literal

from pipeline.errors import GainsError

if TYPE_CHECKING:
    from pathlib import Path

    from bot.ports import Clock
    from bot.settings import ServerSettings

State = Literal["good", "to do", "unknown"]
"""unknown: it could not be looked at, and counts as to do."""


@dataclass(frozen=True, slots=True)
class Item:
    """What was found of one point."""

    subject: str
    state: State
    text: str
    hint: str = ""
    """What to do."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is looked at."""

    settings: ServerSettings
    clock: Clock
    url: str = ""
    """Address that people and forges reach the bot by; empty: nobody said."""
    backups: Path | None = None
    """A backup, or a folder of them."""


Point = Callable[[Asked], tuple[Item, ...]]
"""Looks at one point; it may look at the world, for at most some seconds, and changes nothing."""


def names() -> tuple[str, ...]:
    """Return the names of all points, sorted."""
    import bot.worklist as home

    return tuple(sorted(info.name for info in iter_modules(home.__path__) if info.name != "base"))


def worklist(asked: Asked) -> tuple[Item, ...]:
    """Look at every point; one that cannot be looked at is unknown, and says why."""
    found: list[Item] = []
    for name in names():
        point: Point = import_module(f"bot.worklist.{name}").PLUGIN
        try:
            found += point(asked)
        except GainsError as error:
            found.append(Item(name.replace("_", " "), "unknown", str(error), error.hint))
    return tuple(found)
