"""The forges that the program knows; whether a repository can be reached, its own settings say."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from bot import forges
from bot.doctor.base import Health


def look() -> tuple[Health, ...]:
    """Return the forges, by their modules that export `PLUGIN`."""
    names = [info.name for info in iter_modules(forges.__path__) if "_" not in info.name and info.name != "base"]
    known = [name for name in sorted(names) if hasattr(import_module(f"{forges.__name__}.{name}"), "PLUGIN")]
    return (Health("forges", "good", ", ".join(known)),)


PLUGIN = look
