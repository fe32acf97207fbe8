"""Load the knowledge of some platforms: the bundled items, from the platforms' folders and from those for all."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, TypeVar

from pipeline import front
from pipeline.errors import SettingsError
from pipeline.ground import INCLUDE
from schemas.finding import Finding
from schemas.knowledge import Blueprint, Defaults, Guide, Snippet

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from importlib.resources.abc import Traversable

I = TypeVar("I", Blueprint, Guide, Snippet)  # noqa: E741 - an item
DEFAULTS = "defaults.yaml"
"""What holds for every item of a folder that does not say otherwise."""


def bundled(platforms: Iterable[str]) -> tuple[Blueprint, ...]:
    """Return the blueprints of those platforms; raise `SettingsError` for one that is broken."""
    return tuple(item for platform in sorted(set(platforms)) for item in _blueprints(platform))


def guides(platforms: Iterable[str]) -> tuple[Guide, ...]:
    """Return the guides for those platforms, and those for all."""
    return tuple(item for folder in ("", *sorted(set(platforms))) for item in _guides(folder))


def snippets(platforms: Iterable[str]) -> tuple[Snippet, ...]:
    """Return the snippets for those platforms, and those for all."""
    return tuple(item for folder in ("", *sorted(set(platforms))) for item in _snippets(folder))


def including(items: Iterable[Blueprint], known: Iterable[Snippet]) -> tuple[Blueprint, ...]:
    """Return blueprints with all snippets that they might include; which ones they do, the device decides."""
    there = tuple(known)
    out = []
    for item in items:
        names = set(INCLUDE.findall(item.template)) if "include" in item.template else set()
        mine = tuple(one for one in there if one.header.fragment in names)
        out.append(item.model_copy(update={"snippets": mine}) if names else item)
    return tuple(out)


@cache
def _blueprints(platform: str) -> tuple[Blueprint, ...]:
    return including(_all(f"{platform}/blueprints", ".j2", front.blueprint), snippets([platform]))


@cache
def _guides(folder: str) -> tuple[Guide, ...]:
    return _all(f"{folder}/guides", ".md", front.guide)


@cache
def _snippets(folder: str) -> tuple[Snippet, ...]:
    return _all(f"{folder}/snippets", ".j2", front.snippet)


def _all(path: str, end: str, reader: Callable[..., I | Finding]) -> tuple[I, ...]:
    folder = files("renderers")
    for step in path.strip("/").split("/"):
        folder = folder / step
    if not folder.is_dir():
        return ()
    said = _defaults(folder, path)
    found: list[I] = []
    for entry in sorted(folder.iterdir(), key=lambda item: item.name):
        if not entry.name.endswith(end):
            continue
        item = reader(f"{path.strip('/')}/{entry.name}", entry.read_bytes(), bundled=True)
        if isinstance(item, Finding):
            raise SettingsError(f"{item.place}: {item.message}", hint="mend the bundled item")
        found.append(front.completed(item, said))
    return tuple(found)


def _defaults(folder: Traversable, path: str) -> Defaults:
    file = folder / DEFAULTS
    found = front.defaults(f"{path}/{DEFAULTS}", file.read_bytes()) if file.is_file() else Defaults()
    if isinstance(found, Finding):
        raise SettingsError(f"{found.place}: {found.message}", hint="mend the bundled file")
    return found
