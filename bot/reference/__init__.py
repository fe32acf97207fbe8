"""Reference pages that are generated: a module of this folder exports `PLUGIN`, which returns pages by file name."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

GENERATED = "<!-- generated: make generate -->\n"
"""First line of every page."""


def pages() -> dict[str, str]:
    """Return every page by its path below `docs/reference`."""
    found: dict[str, str] = {}
    for info in iter_modules(__path__):
        made: dict[str, str] = import_module(f"{__name__}.{info.name}").PLUGIN()
        found |= {name: GENERATED + text for name, text in made.items()}
    return dict(sorted(found.items()))


def write(folder: Path) -> None:
    """Write the pages, and remove generated ones that nothing makes any more."""
    made = pages()
    for old in sorted(folder.rglob("*.md")):
        name = old.relative_to(folder).as_posix()
        if name not in made and old.read_text(encoding="utf-8").startswith(GENERATED):
            old.unlink()
    for name, text in made.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")


def differences(folder: Path) -> tuple[str, ...]:
    """Return the pages that are not what would be generated, by name."""
    made = pages()
    there = {
        file.relative_to(folder).as_posix(): text
        for file in folder.rglob("*.md")
        if (text := file.read_text(encoding="utf-8")).startswith(GENERATED)
    }
    return tuple(sorted(name for name in {*made, *there} if made.get(name) != there.get(name)))
