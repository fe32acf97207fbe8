"""The ports: what the bot asks of a forge, of a git repository and of a clock, and how they refuse."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from pipeline.errors import ForgeError, WorkspaceError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import datetime

    from pipeline.semantic.network import Networks
    from pipeline.semantic.query import Query, Reply
    from schemas.assistant import AssistantCall, AssistantRequest
    from schemas.forge import (
        Account,
        Check,
        Comment,
        NewPull,
        NewReview,
        Protection,
        PullEdit,
        PullRequest,
        PullState,
        Review,
    )
    from schemas.workspace import ChangedFile, CommitFacts, NewCommit, TreeEntry


class NotFoundError(ForgeError):
    """The forge has no such thing."""


class HeadMovedError(ForgeError):
    """A branch is no longer where the caller saw it: look again, then decide again."""


class NotMergeableError(ForgeError):
    """It cannot be merged as it is: a conflict, a draft, or no longer open."""


class ForgeBusyError(ForgeError):
    """The forge does not answer now: too much was asked of it, or it is out of order. Try again later."""

    def __init__(self, message: str, *, hint: str = "", retry_after: float = 30.0) -> None:
        super().__init__(message, hint=hint)
        self.retry_after = retry_after


class BranchMovedError(WorkspaceError):
    """A branch is no longer where the caller saw it: read again, then write again."""


class Forge(Protocol):
    """Pull requests, as one account sees and changes them."""

    @property
    def account(self) -> Account:
        """Who acts here."""

    def pulls(self, state: PullState | None = "open") -> tuple[PullRequest, ...]:
        """Return the pull requests in that state (None: all), by number."""

    def pull(self, number: int) -> PullRequest:
        """Return one as it is now; raise `NotFoundError`."""

    def open_pull(self, new: NewPull) -> PullRequest:
        """Open one; raise `NotFoundError` for a branch, `ForgeError` where one is open for both branches."""

    def edit_pull(self, number: int, edit: PullEdit) -> PullRequest:
        """Change what is said; raise `ForgeError` when the state does not allow it."""

    def merge(self, number: int, *, head_sha: str, message: str) -> PullRequest:
        """Merge exactly that head, or raise `HeadMovedError` or `NotMergeableError` and change nothing."""


class Reviews(Protocol):
    """What people say about a pull request; whether it counts is decided in `bot.approval`."""

    def reviews(self, number: int) -> tuple[Review, ...]:
        """Return all, oldest first."""

    def add_review(self, number: int, new: NewReview) -> Review:
        """Say something about a commit; raise `HeadMovedError` when it is not the head."""

    def take_back(self, number: int, review: Review, why: str) -> bool:
        """Take somebody's approval back and say why; False where the forge does not let this account do it."""


class Reports(Protocol):
    """What the bot says about a pull request."""

    def publish(self, check: Check) -> None:
        """Put the check in place of the one of the same commit and name."""

    def checks(self, head_sha: str) -> tuple[Check, ...]:
        """Return those of a commit, by name."""

    def comments(self, number: int) -> tuple[Comment, ...]:
        """Return all, oldest first."""

    def add_comment(self, number: int, body: str) -> Comment:
        """Write another comment."""

    def upsert_comment(self, number: int, *, marker: str, body: str) -> Comment:
        """Write the account's one comment with that marker, or edit it if the text differs."""


class Accounts(Protocol):
    """Who the forge knows, and what it lets them do now."""

    def hands(self, number: int) -> tuple[Account, ...]:
        """Return the accounts behind the commits of a pull request, by login; raise `ForgeError` for too many."""

    def may_write(self, account: Account) -> bool:
        """Tell whether an account may write to the repository now."""

    def labelled(self, number: int, label: str) -> Account | None:
        """Return who set a label that is there now; None where it is not there, or nobody can tell."""

    def members(self, owner: str) -> tuple[Account, ...]:
        """Open a name of CODEOWNERS (`@login`, `@group/team`, a mail address) into accounts; empty where it is none."""


class Guard(Protocol):
    """How the forge itself guards a branch."""

    def protection(self, branch: str) -> Protection | None:
        """Return it, with None for what this account is not told; None for a forge that guards nothing."""


@dataclass(frozen=True, slots=True)
class SentDelivery:
    """A webhook that a forge says it sent."""

    number: str
    """The forge's number for it, by which it is asked for again."""
    delivery: str
    """The name that it came with."""
    event: str
    """What happened, by the forge's word."""
    at: str
    """When, ISO 8601."""
    status: int
    """What it was answered with; 0: nothing."""


class DeliverySender(Protocol):
    """The forge as a sender of webhooks."""

    def sent(self) -> tuple[SentDelivery, ...]:
        """Return the newest of those that it still knows, oldest first."""

    def send_again(self, number: str) -> None:
        """Send one again, by its number."""


class Workspace(Protocol):
    """A git repository, read at commits: nothing is ever checked out. Commits are full object names."""

    def head(self, branch: str) -> str | None:
        """Return the tip of a branch, None where there is no such branch."""

    def read(self, commit: str, path: str) -> bytes | None:
        """Return a file, None where there is none; raise `WorkspaceError` for anything but a plain file."""

    def read_all(self, commit: str, paths: Iterable[str]) -> dict[str, bytes]:
        """Return those of the files that are there, under the same rules as `read`, in one go."""

    def entries(self, commit: str, prefix: str = "") -> tuple[TreeEntry, ...]:
        """Return what lies below a folder, by path, with what must not be read marked as such."""

    def changed(self, base: str, head: str) -> tuple[ChangedFile, ...]:
        """Return what differs between two commits, by path; a renamed file is one deleted and one added."""

    def merge_base(self, one: str, other: str) -> str | None:
        """Return the best common ancestor, None where the histories are unrelated."""


class History(Protocol):
    """What happened between two commits."""

    def commits(self, base: str, head: str) -> tuple[CommitFacts, ...]:
        """Return the commits of head that base has not, oldest first."""

    def touching(self, commit: str, path: str) -> tuple[CommitFacts, ...]:
        """Return the last commits that changed a file, newest first; a few are enough."""


class Branches(Protocol):
    """The only way to write to a git repository."""

    def commit(self, new: NewCommit) -> str:
        """Commit files onto a branch and return its tip; nothing is written where nothing would change.

        Raise `BranchMovedError` when the branch is not where it was expected, `WorkspaceError` when a path or
        a branch must not be written.
        """

    def delete(self, branch: str, *, expected_head: str) -> None:
        """Delete a branch; nothing where it is gone. Raise as `commit` does where it is elsewhere or protected."""


class Analyzer(Protocol):
    """A model of networks that answers questions about two of them."""

    @property
    def source(self) -> tuple[tuple[str, str], ...]:
        """Who answered last: (name, version), sorted."""

    def answer(
        self, networks: Networks, queries: Sequence[Query], heard: Callable[[Query, Reply], None]
    ) -> dict[Query, Reply]:
        """Return one reply a query; a failed one says why. Raise `AnalyzerError` where nobody answers at all.

        `heard` is told each reply as it comes: those that need no routes before the routes are computed.
        """


class Desk(Forge, Reviews, Reports, Accounts, Guard, Protocol):
    """Everything that the bot does on a forge."""


class Repository(Workspace, History, Branches, Protocol):
    """A git repository that can be read and committed to."""


class Clock(Protocol):
    """What time it is."""

    def now(self) -> datetime:
        """Return the time with its zone."""


@dataclass(frozen=True, slots=True)
class AssistantAnswer:
    """What a language model said."""

    value: Any
    """A JSON value; whether it has the form that was asked for is for whoever asked to see."""
    call: AssistantCall
    """The call, as evidence."""


class Assistant(Protocol):
    """A language model behind one request."""

    def ask(self, request: AssistantRequest, *, within: float | None = None) -> AssistantAnswer:
        """Return its answer; raise `AssistantError` where there is none within the budget, or `within` seconds."""
