"""Rows of the model pack that a network repository adds, in `knowledge/energy/*.yaml`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.energy.pack import FOLDER

if TYPE_CHECKING:
    from pathlib import Path


def own_rows(repo: Path) -> dict[str, bytes]:
    """Return the files by their path in the repository."""
    folder = repo / FOLDER
    return {f"{FOLDER}/{file.name}": file.read_bytes() for file in sorted(folder.glob("*.yaml"))}
