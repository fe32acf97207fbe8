"""Rows of the model pack that a network repository adds, in `knowledge/energy/*.yaml`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.energy.pack import FOLDER

if TYPE_CHECKING:
    from bot.files import Files


def own_rows(files: Files) -> dict[str, bytes]:
    """Return the files by their path in the repository."""
    found = {}
    for path in files.names(FOLDER):
        content = files.read(path) if path.endswith(".yaml") else None
        if content is not None:
            found[path] = content
    return found
