"""Keep records in refs of a git repository: one commit per change, so that history is kept, and no change is lost.

A writer reads, changes, and moves the ref only from where he read it; otherwise he begins again.
"""

from __future__ import annotations

import random
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic, TypeVar

from pydantic import ValidationError

from bot.adapters.git_objects import blobs, commit
from bot.adapters.git_refs import Move, move, tips
from pipeline.errors import ForgeError
from schemas.base import Record
from schemas.canonical import pretty
from schemas.workspace import Author

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bot.adapters.git_command import GitCommand
    from bot.ports import Clock

R = TypeVar("R", bound=Record)
_FILE = "record.json"
_KEEPER = Author(name="local forge", email="forge@example.net")
# One of any number of writers gets through each time, so only a steady crowd of this size can starve one.
TRIES = 100
_LONGEST_PAUSE = 0.05
_MOST = 1000
"""Records that are kept in memory."""


@dataclass(frozen=True, slots=True)
class Kept(Generic[R]):
    """A record, and the commit that it was read from."""

    sha: str
    record: R


@dataclass(frozen=True, slots=True)
class RefStore(Generic[R]):
    """Records of one kind, each under a ref of its own."""

    git: GitCommand
    clock: Clock
    kind: type[R]
    most_tries: int = TRIES
    known: dict[str, R] = field(default_factory=dict, repr=False, compare=False)
    """Records by the commits that they were read from, which never change."""

    def load(self, ref: str) -> Kept[R] | None:
        """Return the record under a ref, None where there is none."""
        return self.read(tips(self.git, ref)).get(ref)

    def read(self, refs: dict[str, str]) -> dict[str, Kept[R]]:
        """Return the records in commits, by ref."""
        known = self.known
        kept = {ref: Kept(sha, known[sha]) for ref, sha in refs.items() if sha in known}
        unread = {ref: sha for ref, sha in refs.items() if ref not in kept}
        if not unread:
            return kept
        asked = "".join(f"{sha}:{_FILE}\n" for sha in unread.values())
        told = self.git.run("cat-file", "--batch", stdin=asked.encode())
        for ref, sha in unread.items():
            facts, _, told = told.partition(b"\n")
            size = int(facts.split()[-1]) if facts.split()[1:2] == [b"blob"] else 0
            try:
                kept[ref] = Kept(sha, self.kind.model_validate_json(told[:size]))
            except ValidationError as error:
                raise ForgeError(
                    f"{ref} holds no record of this forge: {error}", hint="was it written by hand?"
                ) from error
            self._remember(sha, kept[ref].record)
            told = told[size + 1 :] if size else told
        return {ref: kept[ref] for ref in refs}

    def _remember(self, sha: str, record: R) -> None:
        if len(self.known) >= _MOST:
            self.known.clear()
        self.known[sha] = record

    def stored(self, record: R, parent: str | None, why: str) -> str:
        """Store a record as a commit that no ref names yet, and return its name."""
        (blob,) = blobs(self.git, [pretty(record)])
        tree = self.git.run("mktree", stdin=f"100644 blob {blob}\t{_FILE}\n".encode()).decode().strip()
        parents = [parent] if parent else []
        return commit(self.git, tree, parents, message=f"{why}\n", signed=(_KEEPER, self.clock.now()))

    def update(self, ref: str, change: Callable[[R | None], R], why: str) -> R:
        """Change the record under a ref, as often as it takes until nobody was in between; return what it is now."""
        for _ in tries(ref, self.most_tries):
            kept = self.load(ref)
            before = kept.record if kept else None
            after = change(before)
            if after == before:
                return after
            old = kept.sha if kept else None
            new = self.stored(after, old, why)
            if move(self.git, Move(ref, old, new)):
                self._remember(new, after)
                return after
        raise AssertionError("tries() raises before it ends")


def tries(what: str, most: int = TRIES) -> Iterator[int]:
    """Count the tries, wait a little longer before each, and raise `ForgeError` after the last."""
    for attempt in range(most):
        yield attempt
        time.sleep(random.uniform(0, min(_LONGEST_PAUSE, 0.001 * 2**attempt)))  # noqa: S311
    raise ForgeError(f"{what} is written by too many at once; gave up after {most} tries", hint="try again later")
