"""A forge in memory: `Forge`, `Reviews` and `Reports` under the same contract as the real ones."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, TypeVar

from bot.forges.local_people import hands
from bot.ports import HeadMovedError, NotFoundError, NotMergeableError
from pipeline.errors import ForgeError
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
from tests.fakes.clock import FakeClock

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.fakes.workspace import FakeRepository

T = TypeVar("T")


@dataclass
class FakeHistory:
    """What all accounts see."""

    pulls: dict[int, PullRequest] = field(default_factory=dict)
    reviews: dict[int, list[Review]] = field(default_factory=dict)
    comments: dict[int, list[Comment]] = field(default_factory=dict)
    checks: dict[tuple[str, str], Check] = field(default_factory=dict)
    labelled: dict[tuple[int, str], Account] = field(default_factory=dict)


@dataclass(frozen=True)
class FakeForge:
    """One account's way into it."""

    repository: FakeRepository
    account: Account
    clock: FakeClock = field(default_factory=FakeClock)
    history: FakeHistory = field(default_factory=FakeHistory)
    outsiders: frozenset[str] = frozenset()
    """Logins that may not write: their reviews are not eligible."""
    teams: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Logins behind names such as `@example/core`."""
    guarded: Protection | None = None
    """How the forge guards its branches; None: not at all, by its nature."""

    def acting_as(self, account: Account) -> FakeForge:
        """Return the same forge for another account."""
        return replace(self, account=account)

    def pulls(self, state: PullState | None = "open") -> tuple[PullRequest, ...]:
        """Return the pull requests in that state (None: all), by number."""
        found = (self.pull(number) for number in sorted(self.history.pulls))
        return tuple(pull for pull in found if state in (None, pull.state))

    def pull(self, number: int) -> PullRequest:
        """Return one as it is now."""
        pull = self._of(self.history.pulls, number)
        if pull.state != "open":
            return pull
        head, base = self.repository.head(pull.source_branch), self.repository.head(pull.target_branch)
        return pull.model_copy(update={"head_sha": head, "base_sha": base} if head and base else {"state": "closed"})

    def open_pull(self, new: NewPull) -> PullRequest:
        """Open one under the next number."""
        head, base = self._tip(new.source_branch), self._tip(new.target_branch)
        self._refuse_second(new.source_branch, new.target_branch)
        if self.repository.merge_base(base, head) == head:
            raise ForgeError(f"{new.source_branch} has nothing new")
        number = len(self.history.pulls) + 1
        facts = {"number": number, "author": self.account, "head_sha": head, "base_sha": base, "state": "open"}
        pull = PullRequest.model_validate({**dict(new), **facts, "created_at": self.clock.now()})
        self.history.pulls[number] = pull
        self.history.reviews[number] = []
        self.history.comments[number] = []
        return pull

    def _tip(self, branch: str) -> str:
        if head := self.repository.head(branch):
            return head
        raise NotFoundError(f"branch {branch} does not exist")

    def _refuse_second(self, source: str, target: str) -> None:
        if any((pull.source_branch, pull.target_branch) == (source, target) for pull in self.pulls()):
            raise ForgeError(f"a pull request from {source} into {target} is open already")

    def edit_pull(self, number: int, edit: PullEdit) -> PullRequest:
        """Change what is said about one; closing keeps its head as it is then."""
        now = self.pull(number)
        if now.state == "merged" and edit.state:
            raise ForgeError(f"pull request {number} is merged")
        if edit.state == "open" and now.state != "open":
            self._tip(now.source_branch)
            self._refuse_second(now.source_branch, now.target_branch)
        wanted = {key: value for key, value in edit if value is not None}
        if edit.labels is not None:
            wanted["labels"] = tuple(sorted(set(edit.labels)))
        self.history.pulls[number] = PullRequest.model_validate({**dict(now), **wanted})
        for label in set(edit.labels or ()) - set(now.labels):
            self.history.labelled[number, label] = self.account
        return self.pull(number)

    def merge(self, number: int, *, head_sha: str, message: str) -> PullRequest:
        """Merge exactly that head by a merge commit."""
        pull = self.pull(number)
        if pull.state != "open" or pull.draft:
            raise NotMergeableError(f"pull request {number} is {pull.state}, draft {pull.draft}")
        if pull.head_sha != head_sha:
            raise HeadMovedError(f"pull request {number} is at {pull.head_sha}")
        if self.repository.merge_base(pull.base_sha, head_sha) in (None, head_sha):
            raise NotMergeableError(f"pull request {number} has nothing to merge, or nothing in common")
        files, conflicts = self.repository.merged(pull.base_sha, head_sha)
        if conflicts:
            raise NotMergeableError(f"pull request {number} conflicts in {', '.join(conflicts)}")
        signed = f"{message} {self.account.login} {self.clock.now()}"
        made = self.repository.add(files, (pull.base_sha, head_sha), signed)
        self.repository.branches[pull.target_branch] = made
        self.history.pulls[number] = pull.model_copy(update={"state": "merged", "merged_sha": made})
        return self.history.pulls[number]

    def reviews(self, number: int) -> tuple[Review, ...]:
        """Return all, oldest first."""
        return tuple(self._of(self.history.reviews, number))

    def add_review(self, number: int, new: NewReview) -> Review:
        """Say something about the head."""
        if self.pull(number).head_sha != new.head_sha:
            raise HeadMovedError(f"pull request {number} is not at {new.head_sha}")
        kept = self.history.reviews[number]
        may = self.may_write(self.account)
        facts = {"id": str(len(kept) + 1), "author": self.account, "submitted_at": self.clock.now(), "eligible": may}
        kept.append(Review.model_validate({**dict(new), **facts}))
        return kept[-1]

    def take_back(self, number: int, review: Review, why: str) -> bool:
        """Take somebody's approval back, where this account may write."""
        kept = self._of(self.history.reviews, number)
        if review not in kept or not self.may_write(self.account):
            return False
        kept[kept.index(review)] = review.model_copy(update={"state": "dismissed", "body": why})
        return True

    def publish(self, check: Check) -> None:
        """Put the check in place of the one of the same commit and name."""
        if check.head_sha not in self.repository.objects:
            raise NotFoundError(f"commit {check.head_sha} does not exist")
        self.history.checks[check.head_sha, check.name] = check

    def checks(self, head_sha: str) -> tuple[Check, ...]:
        """Return those of a commit, by name."""
        return tuple(check for (sha, _), check in sorted(self.history.checks.items()) if sha == head_sha)

    def comments(self, number: int) -> tuple[Comment, ...]:
        """Return all, oldest first."""
        return tuple(self._of(self.history.comments, number))

    def add_comment(self, number: int, body: str) -> Comment:
        """Write another comment."""
        return self._commented(number, body, "")

    def _commented(self, number: int, body: str, marker: str) -> Comment:
        kept = self._of(self.history.comments, number)
        now, name = self.clock.now(), str(len(kept) + 1)
        kept.append(Comment(id=name, author=self.account, body=body, marker=marker, created_at=now, edited_at=now))
        return kept[-1]

    def upsert_comment(self, number: int, *, marker: str, body: str) -> Comment:
        """Write the account's one comment with that marker, or edit it if the text differs."""
        kept = self._of(self.history.comments, number)
        for place, comment in enumerate(kept):
            if comment.marker == marker and comment.author.is_same(self.account):
                if comment.body != body:
                    kept[place] = comment.model_copy(update={"body": body, "edited_at": self.clock.now()})
                return kept[place]
        return self._commented(number, body, marker)

    def hands(self, number: int) -> tuple[Account, ...]:
        """Return the accounts behind the commits, by login: here, everybody's login is the name in the commit."""
        pull = self.pull(number)
        return hands(self.repository.commits(pull.base_sha, pull.head_sha))

    def may_write(self, account: Account) -> bool:
        """Tell whether an account may write to the repository now."""
        return account.login not in self.outsiders

    def labelled(self, number: int, label: str) -> Account | None:
        """Return who set a label that is there now."""
        return self.history.labelled.get((number, label)) if label in self.pull(number).labels else None

    def members(self, owner: str) -> tuple[Account, ...]:
        """Open a name of CODEOWNERS into accounts."""
        if owner in self.teams:
            return tuple(Account(login=login) for login in self.teams[owner])
        plain = owner.startswith("@") and "/" not in owner
        return (Account(login=owner.removeprefix("@")),) if plain else ()

    def protection(self, branch: str) -> Protection | None:
        """Return how the forge guards a branch."""
        return self.guarded

    def _of(self, kept: Mapping[int, T], number: int) -> T:
        if number not in kept:
            raise NotFoundError(f"pull request {number} does not exist")
        return kept[number]
