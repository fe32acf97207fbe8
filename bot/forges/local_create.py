"""Make the bare repository of a local forge, with a first commit on `main`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.adapters.git_command import GitCommand
from bot.adapters.git_objects import commit, tree
from bot.adapters.git_refs import Move, move
from pipeline.errors import ForgeError
from schemas.workspace import Author

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from pathlib import Path

_SETTINGS = {
    # What people said is written by the forge alone: a push to these refs is refused, a clone does not see them.
    "transfer.hideRefs": "refs/gains",
    "receive.fsckObjects": "true",
}
_FOUNDER = Author(name="local forge", email="forge@example.net")


def create(path: Path, files: Mapping[str, bytes], *, when: datetime) -> GitCommand:
    """Make a bare repository with these files on `main`; raise `ForgeError` where something is there already."""
    if path.exists() and (not path.is_dir() or any(path.iterdir())):
        raise ForgeError(f"{path} is not empty; expected a new folder", hint="name another folder, or remove this one")
    path.mkdir(parents=True, exist_ok=True)
    git = GitCommand(path.resolve())
    git.run("init", "--quiet", "--bare", "--template=", "--initial-branch=main")
    for key, value in _SETTINGS.items():
        git.run("config", key, value)
    first = commit(git, tree(git, None, sorted(files.items())), [], message="Begin\n", signed=(_FOUNDER, when))
    if not move(git, Move("refs/heads/main", None, first)):
        raise ForgeError(f"{path} was made by somebody else at the same time", hint="look at it")
    return git
