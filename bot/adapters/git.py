"""The network repository in git: read at commits, written by compare and swap, never checked out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.adapters.git_command import GitCommand, Limits
from bot.adapters.git_history import history, touching
from bot.adapters.git_memory import GitMemory
from bot.adapters.git_objects import NOTHING, commit, tree, tree_of
from bot.adapters.git_refs import Move, branch_ref, move, tip
from bot.adapters.git_tree import difference, known, listing
from bot.paths import refusal
from bot.ports import BranchMovedError
from pipeline.errors import WorkspaceError
from schemas.workspace import TreeEntry

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from schemas.workspace import ChangedFile, CommitFacts, NewCommit

# As many paths as fit any system's argument list.
_PATHS_PER_CALL = 200


@dataclass(frozen=True, slots=True)
class GitWorkspace:
    """A bare repository as `Workspace` and `Branches`."""

    git: GitCommand
    protected: frozenset[str] = frozenset({"main", "master"})
    """Branches that are never written here, only merged into by the forge."""
    memory: GitMemory = field(default_factory=GitMemory, repr=False, compare=False)

    def head(self, branch: str) -> str | None:
        """Return the tip of a branch, None where there is no such branch."""
        return tip(self.git, branch_ref(self.git, branch))

    def read(self, commit: str, path: str) -> bytes | None:
        """Return a file, None where there is none."""
        return self.read_all(commit, (path,)).get(path)

    def read_all(self, commit: str, paths: Iterable[str]) -> dict[str, bytes]:
        """Return those of the files that are there, in one go."""
        wanted = [_usable(path) for path in sorted(set(paths))]
        if not wanted:
            return {}
        found = self._entries(commit, wanted)
        for entry in found:
            self._readable(entry)
        if (total := sum(entry.size for entry in found)) > self.git.limits.answer_bytes // 2:
            raise WorkspaceError(f"{len(found)} files have {total} bytes together", hint="read fewer at a time")
        return self._contents(commit, found)

    def _entries(self, commit: str, wanted: Sequence[str]) -> list[TreeEntry]:
        """Return what lies under those paths; a folder as what must not be read."""
        whole = self.memory.tree(commit, lambda: listing(self.git, commit))
        if whole is not None:
            there = [whole.by_path[path] for path in wanted if path in whole.by_path]
            folders = (path for path in wanted if path in whole.folders)
            return there + [TreeEntry(path=path, kind="refused", sha=NOTHING, size=0) for path in folders]
        found: list[TreeEntry] = []
        for start in range(0, len(wanted), _PATHS_PER_CALL):
            found += listing(self.git, commit, *wanted[start : start + _PATHS_PER_CALL], deep=False)
        return found

    def _readable(self, entry: TreeEntry) -> None:
        if entry.kind not in ("file", "executable"):
            said = "folder or special file" if entry.kind == "refused" else entry.kind
            raise WorkspaceError(f"{entry.path} is a {said}; expected a plain file", hint="commit the content itself")
        if entry.size > (most := self.git.limits.file_bytes):
            raise WorkspaceError(f"{entry.path} has {entry.size} bytes; at most {most} are read", hint="split it")

    def _contents(self, commit: str, wanted: list[TreeEntry]) -> dict[str, bytes]:
        kept = {entry.path: self.memory.content(entry.sha) for entry in wanted}
        contents = {path: content for path, content in kept.items() if content is not None}
        found = [entry for entry in wanted if entry.path not in contents]
        if not found:
            return contents
        near = self.memory.beside(commit, found)
        if sum(entry.size for entry in (*found, *near)) > self.git.limits.answer_bytes // 2:
            near = []
        try:
            contents |= self._batch([*found, *near])
        except WorkspaceError:
            if not near:
                raise
            contents |= self._batch(found)  # what nobody asked for must not be in the way
        return {entry.path: contents[entry.path] for entry in wanted}

    def _batch(self, found: list[TreeEntry]) -> dict[str, bytes]:
        told = self.git.run("cat-file", "--batch", stdin="".join(f"{entry.sha}\n" for entry in found).encode())
        contents: dict[str, bytes] = {}
        at = 0
        for entry in found:
            start = told.index(b"\n", at) + 1
            if told[at:start].split()[1:] != [b"blob", str(entry.size).encode()]:
                raise WorkspaceError(f"{entry.path} cannot be read: object {entry.sha} is damaged", hint="run git fsck")
            contents[entry.path] = told[start : start + entry.size]
            self.memory.keep(entry.sha, contents[entry.path])
            at = start + entry.size + 1
        return contents

    def entries(self, commit: str, prefix: str = "") -> tuple[TreeEntry, ...]:
        """Return what lies below a folder, by path."""
        below = f"{_usable(prefix)}/" if prefix else ""
        whole = self.memory.tree(commit, lambda: listing(self.git, commit))
        if whole is not None:
            return tuple(entry for entry in whole.entries if entry.path.startswith(below)) if below else whole.entries
        found = listing(self.git, commit, *([below] if below else []))
        return tuple(sorted(found, key=lambda entry: entry.path))

    def changed(self, base: str, head: str) -> tuple[ChangedFile, ...]:
        """Return what differs between two commits, by path."""
        return difference(self.git, base, head)

    def merge_base(self, one: str, other: str) -> str | None:
        """Return the best common ancestor, None where the histories are unrelated."""
        answer = self.git.ask("merge-base", known(one), known(other))
        if answer.code > 1:
            raise WorkspaceError(f"git merge-base failed: {answer.err}", hint="fetch both commits first")
        return answer.out.decode().strip() or None

    def commit(self, new: NewCommit) -> str:
        """Commit files onto a branch and return its tip; nothing is written where nothing would change."""
        ref = self.writable(new.branch)
        if tip(self.git, ref) != new.expected_head:  # the swap decides; this saves the work
            raise moved(new)
        made = self.prepared(new)
        if made != new.expected_head and not move(self.git, Move(ref, new.expected_head, made)):
            raise moved(new)
        return made

    def delete(self, branch: str, *, expected_head: str) -> None:
        """Delete a branch that is where it is expected; nothing where it is gone already."""
        ref = self.writable(branch)
        there = tip(self.git, ref)
        if there is not None and not move(self.git, Move(ref, expected_head, None)):
            raise elsewhere(branch, expected_head)

    def writable(self, branch: str) -> str:
        """Return the full name of a branch that may be written here; raise `WorkspaceError` for a protected one."""
        ref = branch_ref(self.git, branch)
        if branch in self.protected:
            raise WorkspaceError(f"branch {branch} is protected; expected another", hint="open a pull request")
        return ref

    def prepared(self, new: NewCommit) -> str:
        """Store the commit without moving any branch and return it, or its parent where nothing would change."""
        self._check(new)
        return self._made(new)

    def commits(self, base: str, head: str) -> tuple[CommitFacts, ...]:
        """Return the commits of head that base has not, oldest first."""
        return history(self.git, base, head)

    def touching(self, commit: str, path: str) -> tuple[CommitFacts, ...]:
        """Return the last commits that changed a file, newest first."""
        return touching(self.git, commit, _usable(path))

    def _check(self, new: NewCommit) -> None:
        paths = [_usable(path) for path, _ in new.files]
        if len(set(paths)) != len(paths):
            raise WorkspaceError("a path is named twice in one commit", hint="name each path once")
        most = self.git.limits.file_bytes
        if large := [path for path, content in new.files if len(content or b"") > most]:
            raise WorkspaceError(f"{large[0]} is larger than {most} bytes", hint="split it")

    def _made(self, new: NewCommit) -> str:
        before = tree_of(self.git, known(new.parent))
        after = tree(self.git, before, new.files)
        if before == after:
            return new.parent
        # git replaces a file by a folder of the same name, and the other way round, without a word.
        others = {each.path for each in difference(self.git, before, after)} - {path for path, _ in new.files}
        if others:
            raise WorkspaceError(
                f"{min(others)} is in the way of a path to be written", hint="delete or rename it first"
            )
        return commit(self.git, after, [new.parent], message=new.message, signed=(new.author, new.when))


def workspace(
    directory: Path,
    *,
    limits: Limits | None = None,
    protected: frozenset[str] | None = None,
    signing_key: Path | None = None,
) -> GitWorkspace:
    """Return the workspace of a bare repository, its main branches protected unless told otherwise."""
    git = GitCommand(directory, limits or Limits(), signing_key)
    return GitWorkspace(git) if protected is None else GitWorkspace(git, protected)


def _usable(path: str) -> str:
    if reason := refusal(path):
        raise WorkspaceError(f"path {path!r} cannot be used: {reason}", hint="rename it")
    return path


def moved(new: NewCommit) -> BranchMovedError:
    """Say that a branch is elsewhere."""
    return elsewhere(new.branch, new.expected_head or "not there")


def elsewhere(branch: str, seen: str) -> BranchMovedError:
    """Say that a branch is not where it was seen."""
    return BranchMovedError(f"branch {branch} has moved; expected {seen}", hint="read it again")
