"""Read what git prints about trees and differences, and mark what must not be read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from bot.paths import refusal
from pipeline.errors import WorkspaceError
from schemas.workspace import ChangedFile, EntryKind, TreeEntry

if TYPE_CHECKING:
    from bot.adapters.git_command import GitCommand

_KINDS: dict[str, EntryKind] = {
    "100644": "file",
    "100664": "file",
    "100755": "executable",
    "120000": "symlink",
    "160000": "submodule",
}
_CHANGES: dict[str, Literal["added", "modified", "deleted"]] = {"A": "added", "D": "deleted"}
_NAME = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")


def known(sha: str) -> str:
    """Return a full object name unchanged; raise `WorkspaceError` for a branch, a revision or an option."""
    if not _NAME.fullmatch(sha):
        raise WorkspaceError(f"{sha!r} is no full object name", hint="resolve the branch first")
    return sha


def listing(git: GitCommand, commit: str, *paths: str, deep: bool = True) -> list[TreeEntry]:
    """Return the entries of a commit's tree; not `deep`: folders themselves, as kind refused."""
    options = ["-r"] if deep else []
    told = git.run("ls-tree", "-z", "-l", "--full-tree", *options, known(commit), "--", *paths)
    return [_entry(line) for line in told.split(b"\0") if line]


def _entry(line: bytes) -> TreeEntry:
    facts, _, name = line.partition(b"\t")
    mode, _, sha, size = facts.decode().split()
    path, kind = _judged(name, mode)
    return TreeEntry(path=path, kind=kind, sha=sha, size=0 if size == "-" else int(size))


def _judged(name: bytes, mode: str) -> tuple[str, EntryKind]:
    try:
        path = name.decode()
    except UnicodeDecodeError:
        return name.decode(errors="backslashreplace"), "refused"
    return path, "refused" if refusal(path) else _KINDS.get(mode, "refused")


def difference(git: GitCommand, base: str, head: str) -> tuple[ChangedFile, ...]:
    """Return what differs between the trees of two commits, by path."""
    options = ("-r", "-z", "--raw", "--no-renames", "--no-ext-diff", "--no-textconv", "--ignore-submodules=none")
    told = git.run("diff-tree", *options, known(base), known(head)).split(b"\0")
    found = [_changed(facts.decode(), name) for facts, name in zip(told[::2], told[1::2], strict=False)]
    return tuple(sorted(found, key=lambda each: each.path))


def _changed(facts: str, name: bytes) -> ChangedFile:
    before, after, _, _, letter = facts.removeprefix(":").split()
    path, kind = _judged(name, before if letter == "D" else after)
    return ChangedFile(path=path, change=_CHANGES.get(letter, "modified"), kind=kind)
