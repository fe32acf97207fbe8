"""What a forge holds about a change request: pull requests, reviews, checks, comments, and the people behind them."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AwareDatetime, Field, ValidationError

from schemas.base import Record

Sha = Annotated[str, Field(pattern=r"^(?:[0-9a-f]{40}|[0-9a-f]{64})$", examples=["0" * 39 + "1"])]
"""Full object name of a commit, a tree or a blob; never a branch, never shortened."""
PullState = Literal["open", "merged", "closed"]
"""Where a pull request stands."""


class Account(Record):
    """One account on the forge, a person's or a program's."""

    login: str = Field(max_length=255, pattern=r"^[^\x00-\x20<>\x7f]*\w[^\x00-\x20<>\x7f]*$")
    """The name shown; compared without case."""
    id: str = ""
    """The forge's own number for it, which survives renaming; empty where the forge has none."""
    bot: bool = False
    """The forge says that a program stands behind it."""

    def is_same(self, other: Account) -> bool:
        """Tell whether both may be one account; in doubt they are, because this decides who is left out."""
        return bool(self.id and self.id == other.id) or self.login.casefold() == other.login.casefold()


def is_login(name: str) -> bool:
    """Tell whether a name can be an account's login."""
    try:
        Account(login=name)
    except ValidationError:
        return False
    return True


class NewPull(Record):
    """What it takes to open a pull request."""

    title: str = Field(min_length=1, max_length=255)
    """One line."""
    source_branch: str
    """Branch with the change."""
    target_branch: str
    """Branch it is to be merged into."""
    body: str = ""
    """Markdown."""
    draft: bool = False
    """Not yet up for review."""


class PullEdit(Record):
    """What to change about a pull request; what is None stays."""

    title: str | None = Field(default=None, min_length=1, max_length=255)
    """One line."""
    body: str | None = None
    """Markdown."""
    draft: bool | None = None
    """Not yet up for review."""
    labels: tuple[str, ...] | None = None
    """All labels from now on."""
    state: Literal["open", "closed"] | None = None
    """Close or reopen; a merged one stays merged."""


class PullRequest(Record):
    """A pull request (a merge request, too) as the forge tells it now."""

    number: int = Field(ge=1)
    """Its number in the repository."""
    title: str
    """One line."""
    body: str
    """Markdown."""
    author: Account
    """Who opened it."""
    source_branch: str
    """Branch with the change."""
    target_branch: str
    """Branch it is to be merged into."""
    head_sha: Sha
    """Tip of the source branch; where merged or closed, as it was then."""
    base_sha: Sha
    """Tip of the target branch; where merged or closed, as it was before."""
    state: PullState
    """Where it stands."""
    draft: bool
    """Not yet up for review."""
    created_at: AwareDatetime
    """When it was opened."""
    labels: tuple[str, ...] = ()
    """Sorted."""
    fork: bool = False
    """The source branch lies in another repository: nobody of this one need have seen its commits."""
    merged_sha: Sha | None = None
    """The commit on the target branch that brought it in."""


class NewReview(Record):
    """What a reviewer says about a pull request at one commit."""

    state: Literal["approved", "changes_requested", "commented", "dismissed"]
    """dismissed takes the reviewer's earlier word back."""
    head_sha: Sha
    """The commit that was looked at."""
    body: str = ""
    """Markdown."""


class Review(NewReview):
    """A review as the forge keeps it."""

    id: str
    """The forge's name for it."""
    author: Account
    """Who wrote it."""
    submitted_at: AwareDatetime
    """When."""
    eligible: bool
    """The author may write to the repository now, so that his word can count."""


class Annotation(Record):
    """A remark on a line of a file."""

    path: str
    """Path inside the network repository."""
    line: int = Field(ge=1)
    """Line, counted from 1."""
    level: Literal["notice", "warning", "failure"]
    """How much it weighs."""
    message: str
    """Plain text."""


def page_of(address: str | None) -> str:
    """Return an address of a job's page, empty for any other: a forge fills in some of its own."""
    return address if address and "/jobs/job-" in address else ""


class Check(Record):
    """A verdict on one commit; there is one per commit and name, the newest."""

    name: str = Field(min_length=1, max_length=100)
    """The name that branch protection asks for."""
    head_sha: Sha
    """The commit it is about."""
    status: Literal["pending", "success", "failure", "neutral", "action_required"]
    """Only success and neutral let a merge pass."""
    title: str
    """One line."""
    summary: str = ""
    """Markdown."""
    annotations: tuple[Annotation, ...] = ()
    """On lines of files of that commit."""
    url: str = ""
    """Where there is more about it; empty: nowhere."""


class Comment(Record):
    """A comment on a pull request."""

    id: str
    """The forge's name for it."""
    author: Account
    """Who wrote it."""
    body: str
    """Markdown, without the marker."""
    marker: str = ""
    """By which the bot finds its own again; empty in those of people."""
    created_at: AwareDatetime
    """When it was first written."""
    edited_at: AwareDatetime
    """When its text last changed."""


class RequiredCheck(Record):
    """A check without which nothing is merged."""

    name: str
    """Its name."""
    app: str = ""
    """Number of the program that alone may set it; empty: everybody who may write can."""


class Protection(Record):
    """How the forge itself guards a branch; None where it would not say."""

    checks: tuple[RequiredCheck, ...] | None = None
    """By name."""
    reviews: int | None = None
    """Approvals that it asks for."""
    dismisses_stale: bool | None = None
    """A push takes approvals back."""
    last_push: bool | None = None
    """Whoever pushed last cannot give the approval that counts."""
    code_owners: bool | None = None
    """Owners of what is changed must approve."""
    force_push: bool | None = None
    """History may be rewritten."""
    admins: bool | None = None
    """Administrators are held to it, too."""
    app: str = ""
    """Number of the program that asks; empty where it is a person or a token."""
