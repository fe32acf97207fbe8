"""A whole example for every schema: a module of this folder exports `PLUGIN`, which returns examples by schema name.

They are real records wherever the program makes such a record: the demo's packages, the campus, the bundled rules
and knowledge. `make generate` writes them to `docs/examples/json`; schemas and reference pages show what lies there.
"""

from __future__ import annotations

import json
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Any

import bot

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOT = Path(bot.__file__).parents[1]
FOLDER = ROOT / "docs" / "examples" / "json"
"""Where they lie, in a checkout."""


def made() -> dict[str, Any]:
    """Make every example now, by the name of its schema; it takes some seconds."""
    found: dict[str, Any] = {}
    for info in iter_modules(__path__):
        mine: dict[str, Any] = import_module(f"{__name__}.{info.name}").PLUGIN()
        twice = found.keys() & mine.keys()
        assert not twice, f"two examples of {sorted(twice)}"
        found |= mine
    return dict(sorted(found.items()))


def kept(folder: Path = FOLDER) -> dict[str, Any]:
    """Return the examples that lie in a folder, by the name of their schema."""
    return {file.stem: json.loads(file.read_text(encoding="utf-8")) for file in sorted(folder.glob("*.json"))}


def write(folder: Path, examples: Mapping[str, Any]) -> None:
    """Put examples into a folder; one that says the same as what lies there but for digests is left as it is."""
    folder.mkdir(parents=True, exist_ok=True)
    there = kept(folder)
    for old in folder.glob("*.json"):
        if old.stem not in examples:
            old.unlink()
    for name, example in examples.items():
        if name not in there or masked(there[name]) != masked(example):
            text = json.dumps(example, indent=2, ensure_ascii=False) + "\n"
            (folder / f"{name}.json").write_text(text, encoding="utf-8")


def masked(value: Any) -> Any:
    """Return a value with digests in it replaced: they change with every word of what they are taken of."""
    match value:
        case dict():
            return {key: masked(one) for key, one in value.items()}
        case list():
            return [masked(one) for one in value]
        case str() if len(value) >= 64 and not set(value.removeprefix("sha256:")) - set("0123456789abcdef"):
            return "<digest>"
        case _:
            return value


def form(value: Any, path: str = "") -> set[str]:
    """Return the form of a value: the path and type of all that is in it; places in lists are one place."""
    match value:
        case dict():
            return {f"{path}: mapping"}.union(*(form(one, f"{path}.{key}") for key, one in value.items()))
        case list():
            return {f"{path}: list"}.union(*(form(one, f"{path}[]") for one in value))
        case _:
            return {f"{path}: {type(value).__name__}"}
