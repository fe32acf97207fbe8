"""What a git repository holds at a commit, and what may be asked of it."""

from __future__ import annotations

from typing import Literal

from pydantic import AwareDatetime, Field

from schemas.base import Record
from schemas.forge import Sha

EntryKind = Literal["file", "executable", "symlink", "submodule", "refused"]
"""Only file and executable may be read; refused is a name that no repository of ours may hold."""


class Author(Record):
    """Who a commit is by."""

    name: str = Field(pattern=r"^[^<>\x00-\x1f\x7f]*[^<>\x00-\x20\x7f.,:;\"'][^<>\x00-\x1f\x7f]*$", max_length=200)
    """As shown."""
    email: str = Field(pattern=r"^[^<>\x00-\x20\x7f]+$", max_length=254)
    """Need not exist."""


class TreeEntry(Record):
    """One entry of a commit's tree, folders opened."""

    path: str
    """From the root; bytes that are no UTF-8 written as escapes, then the kind is refused."""
    kind: EntryKind
    """What it is."""
    sha: Sha
    """Object name of its content."""
    size: int
    """Bytes; 0 for a submodule."""


class ChangedFile(Record):
    """One difference between two commits."""

    path: str
    """From the root; bytes that are no UTF-8 written as escapes, then the kind is refused."""
    change: Literal["added", "modified", "deleted"]
    """What happened to it; a changed mode counts as modified."""
    kind: EntryKind
    """What it is now; where deleted, what it was."""


class NewCommit(Record):
    """What it takes to commit onto a branch."""

    branch: str
    """Its short name."""
    parent: Sha
    """The commit to build on."""
    expected_head: Sha | None
    """Where the branch must be now; None: there must be no such branch."""
    files: tuple[tuple[str, bytes | None], ...]
    """Path and content; None deletes."""
    message: str = Field(min_length=1)
    """With trailers, if any."""
    author: Author
    """Committer, too."""
    when: AwareDatetime
    """Author's and committer's date, so that the same input is the same commit."""


class CommitFacts(Record):
    """A commit that is there; names are as its writer typed them, and prove nothing."""

    sha: Sha
    """Its name."""
    parents: tuple[Sha, ...]
    """What it builds on; two and more make a merge."""
    author: tuple[str, str]
    """Name and mail address."""
    committer: tuple[str, str]
    """Name and mail address."""
    message: str
    """With trailers, if any."""
    when: AwareDatetime
    """Committer's date."""

    def trailer(self, key: str) -> tuple[str, ...]:
        """Return the values of a trailer in the last paragraph, in order; the key is compared without case."""
        last = self.message.rstrip().rpartition("\n\n")[2].split("\n")
        found = (line.partition(":") for line in last)
        return tuple(value.strip() for name, colon, value in found if colon and name.casefold() == key.casefold())
