"""Files of a network repository, each read once; and the files as they would be with some paths of another state."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.files import Files


@dataclass(frozen=True, slots=True)
class Remembered:
    """Files that are read once, however often they are asked for."""

    files: Files
    _read: dict[str, bytes | None] = field(default_factory=dict)
    _names: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _below: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def read(self, path: str) -> bytes | None:
        """Return a file."""
        if path not in self._read:
            self._read[path] = self.files.read(path)
        return self._read[path]

    def names(self, folder: str) -> tuple[str, ...]:
        """Return the paths of the files of a folder."""
        if folder not in self._names:
            self._names[folder] = self.files.names(folder)
        return self._names[folder]

    def below(self, folder: str) -> tuple[str, ...]:
        """Return the paths of the files below a folder."""
        if folder not in self._below:
            self._below[folder] = self.files.below(folder)
        return self._below[folder]


@dataclass(frozen=True, slots=True)
class Overlaid:
    """A network repository with some paths as they are in another state of it, everything else as it is."""

    base: Files
    head: Files
    paths: frozenset[str]
    """Taken from the head, where they may be missing."""

    def read(self, path: str) -> bytes | None:
        """Return a file."""
        return (self.head if path in self.paths else self.base).read(path)

    def names(self, folder: str) -> tuple[str, ...]:
        """Return the paths of the files of a folder."""
        return self._listed(self.base.names(folder), self.head.names(folder))

    def below(self, folder: str) -> tuple[str, ...]:
        """Return the paths of the files below a folder."""
        return self._listed(self.base.below(folder), self.head.below(folder))

    def _listed(self, base: tuple[str, ...], head: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(sorted({*(set(base) - self.paths), *(set(head) & self.paths)}))
