"""Load the blueprints of some platforms: the bundled ones of the platforms' folders."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from pipeline.errors import SettingsError
from pipeline.ground import blueprint
from schemas.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterable

    from schemas.knowledge import Blueprint


def bundled(platforms: Iterable[str]) -> tuple[Blueprint, ...]:
    """Return the blueprints of those platforms; raise `SettingsError` for one that is broken."""
    return tuple(item for platform in sorted(set(platforms)) for item in _of(platform))


@cache
def _of(platform: str) -> tuple[Blueprint, ...]:
    folder = files("renderers") / platform / "blueprints"
    if not folder.is_dir():
        return ()
    found = []
    for entry in sorted(folder.iterdir(), key=lambda item: item.name):
        if not entry.name.endswith(".j2"):
            continue
        item = blueprint(f"{platform}/blueprints/{entry.name}", entry.read_bytes())
        if isinstance(item, Finding):
            raise SettingsError(f"{item.place}: {item.message}", hint="mend the blueprint")
        found.append(item)
    return tuple(found)
