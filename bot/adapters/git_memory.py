"""What was read of a repository: objects never change, so that what a commit holds is asked of git once."""

from __future__ import annotations

import threading
from collections import Counter, OrderedDict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from schemas.workspace import TreeEntry

_ENTRIES = 30_000
"""Kept of all trees together; a tree with more is not kept."""
_BYTES = 32 * 1024 * 1024
"""Kept of all contents together."""
_LARGE = 512 * 1024
"""A content with more bytes is not kept."""
_FEW, _SMALL = 64, 64 * 1024
"""Files of a folder, and bytes of a file, up to which a file is read along with one beside it."""


@dataclass(frozen=True, slots=True)
class Tree:
    """All that lies in a commit."""

    entries: tuple[TreeEntry, ...]
    """By path."""
    by_path: dict[str, TreeEntry]
    """Of two entries that are spelt alike the one that must not be read."""
    folders: frozenset[str]
    few: frozenset[str]
    """Folders with few files of their own."""


def planted(entries: Sequence[TreeEntry]) -> Tree:
    """Return a tree."""
    ordered = tuple(sorted(entries, key=lambda one: one.path))
    by_path = {one.path: one for one in sorted(ordered, key=lambda one: one.kind == "refused")}
    count = Counter(_folder(one) for one in ordered)
    above = {folder.rsplit("/", depth)[0] for folder in count for depth in range(folder.count("/") + 1)}
    few = (folder for folder, files in count.items() if files <= _FEW)
    return Tree(ordered, by_path, frozenset(above - {""}), frozenset(few))


def _folder(one: TreeEntry) -> str:
    return one.path.rpartition("/")[0]


@dataclass(slots=True)
class GitMemory:
    """The trees and contents that were asked for last. Law: it holds no more than is said above."""

    most_entries: int = _ENTRIES
    most_bytes: int = _BYTES
    _trees: OrderedDict[str, Tree | None] = field(default_factory=OrderedDict)
    _contents: OrderedDict[str, bytes] = field(default_factory=OrderedDict)
    _kept: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def tree(self, commit: str, read: Callable[[], Sequence[TreeEntry]]) -> Tree | None:
        """Return a commit's tree; None where it is too large to be kept, and is read path by path."""
        with self._lock:
            if commit in self._trees:
                self._trees.move_to_end(commit)
                return self._trees[commit]
        entries = read()
        found = planted(entries) if len(entries) <= self.most_entries else None
        with self._lock:
            self._trees[commit] = found
            while len(self._trees) > 1 and self._weight() > self.most_entries:
                self._trees.popitem(last=False)
        return found

    def _weight(self) -> int:
        return sum(100 + (len(one.entries) if one else 0) for one in self._trees.values())

    def beside(self, commit: str, wanted: Sequence[TreeEntry]) -> list[TreeEntry]:
        """Return small files beside those, in folders with few of them: they are likely to be asked for next."""
        with self._lock:
            whole = self._trees.get(commit)
        folders = {_folder(one) for one in wanted} & (whole.few if whole else frozenset())
        if whole is None or not folders:
            return []
        asked = {one.path for one in wanted}
        near = (one for one in whole.entries if _folder(one) in folders and one.path not in asked)
        return [one for one in near if one.kind in ("file", "executable") and one.size <= _SMALL and not self._has(one)]

    def _has(self, one: TreeEntry) -> bool:
        return one.sha in self._contents

    def content(self, sha: str) -> bytes | None:
        """Return a content that is kept."""
        with self._lock:
            if sha in self._contents:
                self._contents.move_to_end(sha)
            return self._contents.get(sha)

    def keep(self, sha: str, content: bytes) -> None:
        """Keep a content, in place of those that were asked for longest ago."""
        with self._lock:
            if len(content) > _LARGE or sha in self._contents:
                return
            self._contents[sha] = content
            self._kept += len(content)
            while self._kept > self.most_bytes:
                self._kept -= len(self._contents.popitem(last=False)[1])
