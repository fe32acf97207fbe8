"""A network repository in memory: `Workspace` and `Branches` under the same contract as git.

It merges whole files: two sides that touched one file are in conflict, where git would look at the lines.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache
from typing import TYPE_CHECKING

from bot.paths import refusal
from bot.ports import BranchMovedError
from pipeline.errors import WorkspaceError
from schemas.workspace import Author, ChangedFile, CommitFacts, EntryKind, NewCommit, TreeEntry

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Files = dict[str, tuple[EntryKind, bytes]]
READABLE = ("file", "executable")
_PLANTED = (Author(name="nobody", email="nobody@example.net"), "planted\n", datetime(2026, 12, 1, tzinfo=UTC))


@dataclass(frozen=True)
class FakeCommit:
    """A commit: all its files, and what it comes from."""

    files: Files
    parents: tuple[str, ...]
    author: Author
    message: str
    when: datetime


@dataclass
class FakeRepository:
    """Commits by name, branches by name."""

    file_bytes: int = 10 * 1024 * 1024
    protected: frozenset[str] = frozenset({"main", "master"})
    objects: dict[str, FakeCommit] = field(default_factory=dict)
    branches: dict[str, str] = field(default_factory=dict)

    def plant(self, branch: str, files: Mapping[str, tuple[EntryKind, bytes]]) -> str:
        """Put files onto a branch past every guard, as a hostile push would."""
        parent = self.branches.get(branch)
        before = self.objects[parent].files if parent else {}
        self.branches[branch] = self.add({**before, **files}, (parent,) if parent else (), "planted")
        return self.branches[branch]

    def add(
        self, files: Files, parents: tuple[str, ...], signed: str, said: tuple[Author, str, datetime] = _PLANTED
    ) -> str:
        """Add a commit that no branch names yet."""
        content = sorted((path, kind, _blob(data)) for path, (kind, data) in files.items())
        sha = hashlib.sha1(repr((content, parents, signed)).encode()).hexdigest()
        self.objects[sha] = FakeCommit(dict(files), parents, *said)
        return sha

    def head(self, branch: str) -> str | None:
        """Return the tip of a branch, None where there is no such branch."""
        return self.branches.get(branch)

    def read(self, commit: str, path: str) -> bytes | None:
        """Return a file, None where there is none."""
        return self.read_all(commit, (path,)).get(path)

    def read_all(self, commit: str, paths: Iterable[str]) -> dict[str, bytes]:
        """Return those of the files that are there."""
        files = self._at(commit)
        wanted = [_usable(path) for path in sorted(set(paths))]
        if folders := [path for path in wanted if any(name.startswith(f"{path}/") for name in files)]:
            raise WorkspaceError(f"{folders[0]} is a folder")
        return {path: self._readable(path, *files[path]) for path in wanted if path in files}

    def _readable(self, path: str, kind: EntryKind, content: bytes) -> bytes:
        if kind not in READABLE or len(content) > self.file_bytes:
            raise WorkspaceError(f"{path} is a {kind} of {len(content)} bytes")
        return content

    def entries(self, commit: str, prefix: str = "") -> tuple[TreeEntry, ...]:
        """Return what lies below a folder, by path."""
        below = f"{_usable(prefix)}/" if prefix else ""
        return tuple(
            TreeEntry(path=path, kind=_kind(path, kind), sha=_blob(content), size=len(content))
            for path, (kind, content) in sorted(self._at(commit).items())
            if path.startswith(below)
        )

    def changed(self, base: str, head: str) -> tuple[ChangedFile, ...]:
        """Return what differs between two commits, by path."""
        before, after = self._at(base), self._at(head)
        different = sorted(path for path in {*before, *after} if before.get(path) != after.get(path))
        found = []
        for path in different:
            kind = _kind(path, (after.get(path) or before[path])[0])
            change = ChangedFile(path=path, change="modified", kind=kind)
            if path not in before or path not in after:
                change = change.model_copy(update={"change": "added" if path in after else "deleted"})
            found.append(change)
        return tuple(found)

    def merge_base(self, one: str, other: str) -> str | None:
        """Return a common ancestor that is no ancestor of another, None where the histories are unrelated."""
        common = self._ancestors(one) & self._ancestors(other)
        passed = {older for each in common for older in self._ancestors(each) - {each}}
        return min(common - passed, default=None)

    def _ancestors(self, sha: str) -> set[str]:
        self._at(sha)
        found: set[str] = set()
        queue = [sha]
        while queue:
            found.add(each := queue.pop())
            queue += set(self.objects[each].parents) - found
        return found

    def _at(self, sha: str) -> Files:
        if sha not in self.objects:
            raise WorkspaceError(f"{sha!r} is no commit here")
        return self.objects[sha].files

    def commit(self, new: NewCommit) -> str:
        """Commit files onto a branch and return its tip; nothing is written where nothing would change."""
        if new.branch in self.protected or new.branch.startswith("-") or ".." in new.branch:
            raise WorkspaceError(f"branch {new.branch} must not be written")
        if self.branches.get(new.branch) != new.expected_head:
            raise BranchMovedError(f"branch {new.branch} has moved")
        before = self._at(new.parent)
        files = dict(before)
        if len({_usable(path) for path, _ in new.files}) != len(new.files):
            raise WorkspaceError("a path is named twice")
        for path, content in new.files:
            files.pop(path, None)
            if content is not None:
                files[path] = ("file", content)
        if clash(files) or any(len(content or b"") > self.file_bytes for _, content in new.files):
            raise WorkspaceError("a path is in the way, or a file too large")
        signed = f"{new.message} {new.author} {new.when.timestamp()}"
        self.branches[new.branch] = new.parent if files == before else self._added(new, files, signed)
        return self.branches[new.branch]

    def delete(self, branch: str, *, expected_head: str) -> None:
        """Delete a branch; nothing where it is gone."""
        if branch in self.protected or branch.startswith("-") or ".." in branch:
            raise WorkspaceError(f"branch {branch} must not be written")
        if self.branches.get(branch, expected_head) != expected_head:
            raise BranchMovedError(f"branch {branch} has moved")
        self.branches.pop(branch, None)

    def _added(self, new: NewCommit, files: Files, signed: str) -> str:
        return self.add(files, (new.parent,), signed, (new.author, new.message, new.when))

    def commits(self, base: str, head: str) -> tuple[CommitFacts, ...]:
        """Return the commits of head that base has not, parents before children."""
        found: list[CommitFacts] = []
        fresh = self._ancestors(head) - self._ancestors(base)
        while fresh:
            for sha in sorted(each for each in fresh if not fresh & set(self.objects[each].parents)):
                one = self.objects[sha]
                who = (one.author.name, one.author.email)
                facts = {"sha": sha, "parents": one.parents, "author": who, "committer": who, "message": one.message}
                found.append(CommitFacts.model_validate({**facts, "when": one.when}))
                fresh = fresh - {sha}
        return tuple(found)

    def touching(self, commit: str, path: str) -> tuple[CommitFacts, ...]:
        """Return the commits that changed a file, newest first; it follows first parents only."""
        found = []
        sha: str | None = commit
        while sha:
            one = self.objects[sha]
            parent = one.parents[0] if one.parents else None
            before = self.objects[parent].files if parent else {}
            if one.files.get(path) != before.get(path):
                who = (one.author.name, one.author.email)
                facts = {"sha": sha, "parents": one.parents, "author": who, "committer": who, "message": one.message}
                found.append(CommitFacts.model_validate({**facts, "when": one.when}))
            sha = parent
        return tuple(found)

    def merged(self, base: str, head: str) -> tuple[Files, tuple[str, ...]]:
        """Return the files of both sides together, and the paths in conflict."""
        common = self.merge_base(base, head)
        origin = self._at(common) if common else {}
        ours, theirs = self._at(base), self._at(head)
        files: Files = {}
        conflicts = []
        for path in sorted({*ours, *theirs}):
            was, our, their = origin.get(path), ours.get(path), theirs.get(path)
            if our != their and was not in (our, their):
                conflicts.append(path)
            kept = their if our == was else our
            if kept:
                files[path] = kept
        return files, (*conflicts, *clash(files))


def clash(files: Iterable[str]) -> list[str]:
    """Return the paths that are a file and a folder at once."""
    names = set(files)
    folders = {
        "/".join(parts[:depth]) for parts in (name.split("/") for name in names) for depth in range(1, len(parts))
    }
    return sorted(names & folders)


@lru_cache(maxsize=4096)
def _blob(content: bytes) -> str:
    return hashlib.sha1(b"blob %d\0%b" % (len(content), content)).hexdigest()


def _kind(path: str, kind: EntryKind) -> EntryKind:
    return "refused" if refusal(path) else kind


def _usable(path: str) -> str:
    if reason := refusal(path):
        raise WorkspaceError(f"path {path!r} cannot be used: {reason}")
    return path
