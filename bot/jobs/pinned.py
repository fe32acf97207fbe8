"""A forge that is looked at before each write: what is said belongs to the head that was worked on, or is not said."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from bot.ports import HeadMovedError
from bot.tell import COMMENT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from bot.ports import Desk, Repository
    from schemas.forge import Check, Comment, PullRequest, Review
    from schemas.workspace import NewCommit


@dataclass(slots=True)
class Pin:
    """The heads and the base that a job is about; a head that the bot itself makes is added."""

    number: int
    base: str
    heads: set[str] = field(default_factory=set)
    overtaken: Callable[[], bool] = lambda: False
    """Somebody else has ended this look: this worker was taken for dead."""
    target: str = ""
    """The branch that it goes into; empty where that does not matter."""
    page: str = ""
    """Address of the job's page; empty where there is none."""

    def check(self, pull: PullRequest) -> PullRequest:
        """Return it where it is still what the job is about; raise `HeadMovedError` otherwise."""
        if self.overtaken():
            raise HeadMovedError(f"the look at pull request {pull.number} was ended by another worker")
        if pull.head_sha not in self.heads:
            raise HeadMovedError(
                f"pull request {pull.number} is at {pull.head_sha[:12]} now, which is no longer this job's"
            )
        if self.target and pull.target_branch != self.target:
            raise HeadMovedError(f"pull request {pull.number} goes into {pull.target_branch} now")
        if pull.base_sha != self.base:
            raise HeadMovedError(
                f"{pull.target_branch} is at {pull.base_sha[:12]} now, which is no longer this job's base"
            )
        return pull


@dataclass(frozen=True, slots=True)
class PinnedDesk:
    """A desk for one job: everything else is the desk beneath."""

    desk: Desk
    pin: Pin
    said: tuple[Review, ...] = ()
    """What people said elsewhere than on the forge."""

    def __getattr__(self, name: str) -> Any:
        return getattr(self.desk, name)

    def pull(self, number: int) -> PullRequest:
        """Return it as it is now, while it is still what the job is about."""
        found = self.desk.pull(number)
        return self.pin.check(found) if number == self.pin.number else found

    def reviews(self, number: int) -> tuple[Review, ...]:
        """Return those on the forge, and those that were given elsewhere."""
        found = (*self.desk.reviews(number), *self.said)
        return tuple(sorted(found, key=lambda each: each.submitted_at))

    def take_back(self, number: int, review: Review, why: str) -> bool:
        """Take an approval back after another look; one that was given elsewhere is not the forge's to take."""
        if review in self.said:
            return False
        self.pull(self.pin.number)
        return self.desk.take_back(number, review, why)

    def publish(self, check: Check) -> None:
        """Publish it after another look, with the way to the job's page."""
        self.pull(self.pin.number)
        self.desk.publish(check.model_copy(update={"url": self.pin.page}))

    def upsert_comment(self, number: int, *, marker: str, body: str) -> Comment:
        """Write it after another look; the one about the packages leads to the job's page."""
        self.pull(self.pin.number)
        if marker == COMMENT and self.pin.page:
            body = f"{body}\n[This job as a page]({self.pin.page}), with its life, its approvals and its audit trail.\n"
        return self.desk.upsert_comment(number, marker=marker, body=body)


@dataclass(frozen=True, slots=True)
class PinnedRepository:
    """A repository for one job: what is committed is one of the job's heads from then on."""

    repository: Repository
    pin: Pin
    before_commit: Callable[[], None] = lambda: None
    audit_head: Callable[[], str] = lambda: ""
    """What is published of the audit trail, as `<seq>:<hash>`."""

    def __getattr__(self, name: str) -> Any:
        return getattr(self.repository, name)

    def read(self, commit: str, path: str) -> bytes | None:
        """Return a file."""
        return self.repository.read(commit, path)

    def read_all(self, commit: str, paths: Iterable[str]) -> dict[str, bytes]:
        """Return files."""
        return self.repository.read_all(commit, paths)

    def commit(self, new: NewCommit) -> str:
        """Commit, and remember what came of it."""
        self.before_commit()
        if head := self.audit_head():
            new = new.model_copy(update={"message": with_trailer(new.message, f"Gains-Audit: {head}")})
        made = self.repository.commit(new)
        self.pin.heads.add(made)
        return made


def with_trailer(message: str, line: str) -> str:
    """Return a commit message with one trailer more, in the paragraph of those that are there."""
    body = message.rstrip("\n")
    last = body.rpartition("\n\n")[2].split("\n") if "\n\n" in body else []
    there = bool(last) and all(_TRAILER.match(each) for each in last)
    return f"{body}\n{line}\n" if there else f"{body}\n\n{line}\n"


_TRAILER = re.compile(r"[A-Za-z0-9-]+: ")
