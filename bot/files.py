"""The files of a network repository: in a folder, in memory, or at a commit."""

from __future__ import annotations

from dataclasses import dataclass
from os import sep, walk
from typing import TYPE_CHECKING, Protocol

from pipeline.errors import WorkspaceError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from bot.ports import Workspace

_MOST_BYTES = 64_000_000


class Files(Protocol):
    """What is read of a network repository."""

    def read(self, path: str) -> bytes | None:
        """Return a file, None where there is none."""

    def names(self, folder: str) -> tuple[str, ...]:
        """Return the paths of the files that lie in a folder itself, sorted; none where there is no such folder."""

    def below(self, folder: str) -> tuple[str, ...]:
        """Return the paths of the files that lie in a folder and in those inside of it, sorted."""


@dataclass(frozen=True, slots=True)
class Folder:
    """A network repository as it lies on the disk."""

    root: Path

    def read(self, path: str) -> bytes | None:
        """Return a file; raise `WorkspaceError` for one outside, or of more than 64 MB."""
        file = self.root / path
        if not file.is_file():
            return None
        if not file.resolve().is_relative_to(self.root.resolve()):
            raise WorkspaceError(f"{path} leads out of the network repository", hint="put a plain file there")
        if file.stat().st_size > _MOST_BYTES:
            raise WorkspaceError(f"{path} has more than {_MOST_BYTES} bytes", hint="split it")
        return file.read_bytes()

    def names(self, folder: str) -> tuple[str, ...]:
        """Return the paths of the files of a folder."""
        there = self.root / folder
        if not there.is_dir():
            return ()
        return tuple(sorted(f"{folder}/{file.name}" for file in there.iterdir() if file.is_file()))

    def below(self, folder: str) -> tuple[str, ...]:
        """Return the paths of the files below a folder; folders that are links are not followed."""
        top = str(self.root / folder)
        found = (f"{folder}{at[len(top) :]}/{name}" for at, _, names in walk(top) for name in names)
        return tuple(sorted(path.replace(sep, "/") for path in found))


@dataclass(frozen=True, slots=True)
class InMemory:
    """A network repository that was never written down."""

    files: Mapping[str, bytes]
    """By path."""

    def read(self, path: str) -> bytes | None:
        """Return a file."""
        return self.files.get(path)

    def names(self, folder: str) -> tuple[str, ...]:
        """Return the paths of the files of a folder."""
        return tuple(sorted(path for path in self.files if path.rpartition("/")[0] == folder))

    def below(self, folder: str) -> tuple[str, ...]:
        """Return the paths of the files below a folder."""
        return tuple(sorted(path for path in self.files if path.startswith(f"{folder}/")))


@dataclass(frozen=True, slots=True)
class Commit:
    """A network repository at a commit."""

    workspace: Workspace
    commit: str

    def read(self, path: str) -> bytes | None:
        """Return a file."""
        return self.workspace.read(self.commit, path)

    def names(self, folder: str) -> tuple[str, ...]:
        """Return the paths of the files of a folder."""
        entries = self.workspace.entries(self.commit, folder)
        return tuple(sorted(one.path for one in entries if one.path.rpartition("/")[0] == folder))

    def below(self, folder: str) -> tuple[str, ...]:
        """Return the paths of the files below a folder."""
        return tuple(sorted(one.path for one in self.workspace.entries(self.commit, folder)))
