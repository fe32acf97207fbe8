"""The local forge: a bare git repository is all it needs; what people say is kept in its refs `refs/gains/`.

It acts for whatever account it is told, as everybody who can write to the repository's files could; it keeps records
and order, it does not keep secrets. Who may approve is decided in `bot.approval`, as for every other forge.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from bot.adapters.git_command import GitCommand
from bot.adapters.git_history import history
from bot.adapters.git_objects import commit
from bot.adapters.git_refs import Move, move, tip, tips
from bot.forges import local_checks, local_people
from bot.forges.local_merge import merged_tree
from bot.forges.local_pulls import PULLS, KeptPull, current, existing_ref, pull_ref
from bot.forges.local_store import RefStore, tries
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
from schemas.workspace import Author

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.ports import Clock


@dataclass(frozen=True, slots=True)
class LocalForge:
    """A bare repository as `Forge`, `Reviews` and `Reports`, acting for one account."""

    git: GitCommand
    account: Account
    clock: Clock
    _known: dict[str, KeptPull] = field(default_factory=dict, repr=False, compare=False)
    """Pull requests by the commits that they were read from."""

    def acting_as(self, account: Account) -> LocalForge:
        """Return the same forge for another account."""
        return replace(self, account=account)

    @property
    def _store(self) -> RefStore[KeptPull]:
        return RefStore(self.git, self.clock, KeptPull, known=self._known)

    def pulls(self, state: PullState | None = "open") -> tuple[PullRequest, ...]:
        """Return the pull requests in that state (None: all), by number."""
        found = (kept.record.pull for kept in current(self._store).values())
        return tuple(pull for pull in found if state in (None, pull.state))

    def pull(self, number: int) -> PullRequest:
        """Return one as it is now."""
        return self._kept(number).pull

    def open_pull(self, new: NewPull) -> PullRequest:
        """Open one under the next number."""
        for _ in tries("the list of pull requests"):
            number = max((int(ref.removeprefix(PULLS)) for ref in tips(self.git, PULLS)), default=0) + 1
            pull = self._opened(number, new)
            stored = self._store.stored(KeptPull(pull=pull), None, "opened")
            if move(self.git, Move(pull_ref(number), None, stored)):
                return pull
        raise AssertionError("tries() raises before it ends")

    def _opened(self, number: int, new: NewPull) -> PullRequest:
        head, base = (self._tip(branch) for branch in (new.source_branch, new.target_branch))
        self._refuse_second(new.source_branch, new.target_branch)
        if not self.git.ask("merge-base", "--is-ancestor", head, base).code:
            raise ForgeError(f"{new.source_branch} has nothing that {new.target_branch} has not", hint="commit first")
        facts = {"number": number, "author": self.account, "head_sha": head, "base_sha": base, "state": "open"}
        return PullRequest.model_validate({**dict(new), **facts, "created_at": self.clock.now()})

    def _refuse_second(self, source: str, target: str) -> None:
        if any((pull.source_branch, pull.target_branch) == (source, target) for pull in self.pulls()):
            raise ForgeError(f"a pull request from {source} into {target} is open already", hint="push to its branch")

    def _tip(self, branch: str) -> str:
        ref = existing_ref(self.git, branch)
        if sha := tip(self.git, ref):
            return sha
        raise NotFoundError(f"branch {branch} does not exist", hint="push it first")

    def edit_pull(self, number: int, edit: PullEdit) -> PullRequest:
        """Change what is said about one; closing keeps its head as it is then."""
        wanted = {key: value for key, value in edit if value is not None}
        if edit.labels is not None:
            wanted["labels"] = tuple(sorted(set(edit.labels)))

        def changed(kept: KeptPull) -> KeptPull:
            now = self._kept(number).pull
            if now.state == "merged" and edit.state:
                raise ForgeError(f"pull request {number} is merged and stays so")
            if edit.state == "open" and now.state != "open":
                self._tip(now.source_branch)
                self._refuse_second(now.source_branch, now.target_branch)
            before = now if edit.state == "closed" else kept.pull
            after = PullRequest.model_validate({**dict(before), **wanted})
            known = dict(kept.labelled)
            labelled = tuple((label, known.get(label, self.account)) for label in after.labels)
            return kept.model_copy(update={"pull": after, "labelled": labelled})

        self._update(number, changed, "edited")
        return self.pull(number)

    def merge(self, number: int, *, head_sha: str, message: str) -> PullRequest:
        """Merge exactly that head by a merge commit; branch and record move together or not at all."""
        store = self._store
        for _ in tries(f"pull request {number}"):
            kept = current(store, number).get(number)
            pull = self._mergeable(number, kept.record.pull if kept else None, head_sha)
            assert kept
            tree = merged_tree(self.git, pull)
            author = Author(name=self.account.login, email="forge@example.net")
            signed = (author, self.clock.now())
            made = commit(self.git, tree, (pull.base_sha, head_sha), message=message, signed=signed)
            merged = pull.model_copy(update={"state": "merged", "merged_sha": made})
            stored = store.stored(kept.record.model_copy(update={"pull": merged}), kept.sha, "merged")
            moves = (
                Move(f"refs/heads/{pull.target_branch}", pull.base_sha, made),
                Move(f"refs/heads/{pull.source_branch}", head_sha, head_sha),
                Move(pull_ref(number), kept.sha, stored),
            )
            if move(self.git, *moves):
                return merged
        raise AssertionError("tries() raises before it ends")

    def _mergeable(self, number: int, pull: PullRequest | None, head_sha: str) -> PullRequest:
        if pull is None:
            raise _unknown(number)
        if pull.state != "open" or pull.draft:
            state = "a draft" if pull.state == "open" else pull.state
            raise NotMergeableError(f"pull request {number} is {state}; expected one open and up for review")
        if pull.head_sha != head_sha:
            raise HeadMovedError(f"pull request {number} is at {pull.head_sha}; expected {head_sha}")
        return pull

    def reviews(self, number: int) -> tuple[Review, ...]:
        """Return all, oldest first."""
        return self._kept(number).reviews

    def add_review(self, number: int, new: NewReview) -> Review:
        """Say something about the head; here everybody may write, so every review is eligible."""
        if (head := self.pull(number).head_sha) != new.head_sha:
            raise HeadMovedError(f"pull request {number} is at {head}; expected {new.head_sha}")
        facts = {**dict(new), "author": self.account, "submitted_at": self.clock.now(), "eligible": True}

        def added(kept: KeptPull) -> KeptPull:
            review = Review.model_validate({**facts, "id": str(len(kept.reviews) + 1)})
            return kept.model_copy(update={"reviews": (*kept.reviews, review)})

        return self._update(number, added, "reviewed").reviews[-1]

    def take_back(self, number: int, review: Review, why: str) -> bool:
        """Take somebody's approval back, and say why in its place."""

        def taken(kept: KeptPull) -> KeptPull:
            gone = review.model_copy(update={"state": "dismissed", "body": why})
            return kept.model_copy(update={"reviews": tuple(gone if one == review else one for one in kept.reviews)})

        return any(
            one.id == review.id and one.state == "dismissed"
            for one in self._update(number, taken, "taken back").reviews
        )

    def publish(self, check: Check) -> None:
        """Put the check in place of the one of the same commit and name."""
        local_checks.publish(self.git, self.clock, check)

    def checks(self, head_sha: str) -> tuple[Check, ...]:
        """Return those of a commit, by name."""
        return local_checks.checks(self.git, self.clock, head_sha)

    def comments(self, number: int) -> tuple[Comment, ...]:
        """Return all, oldest first."""
        return self._kept(number).comments

    def add_comment(self, number: int, body: str) -> Comment:
        """Write another comment."""
        return self._update(number, lambda kept: self._commented(kept, body, ""), "commented").comments[-1]

    def _commented(self, kept: KeptPull, body: str, marker: str) -> KeptPull:
        now, number = self.clock.now(), str(len(kept.comments) + 1)
        comment = Comment(id=number, author=self.account, body=body, marker=marker, created_at=now, edited_at=now)
        return kept.model_copy(update={"comments": (*kept.comments, comment)})

    def upsert_comment(self, number: int, *, marker: str, body: str) -> Comment:
        """Write the account's one comment with that marker, or edit it if the text differs."""

        def upserted(kept: KeptPull) -> KeptPull:
            mine = self._mine(kept, marker)
            if mine is None:
                return self._commented(kept, body, marker)
            if mine.body == body:
                return kept
            edited = mine.model_copy(update={"body": body, "edited_at": self.clock.now()})
            comments = tuple(edited if each.id == mine.id else each for each in kept.comments)
            return kept.model_copy(update={"comments": comments})

        comment = self._mine(self._update(number, upserted, "reported"), marker)
        assert comment
        return comment

    def hands(self, number: int) -> tuple[Account, ...]:
        """Return the accounts behind the commits: the names in them."""
        pull = self.pull(number)
        return local_people.hands(history(self.git, pull.base_sha, pull.head_sha))

    def may_write(self, account: Account) -> bool:  # noqa: ARG002 - whoever reaches the files may write
        """Say that everybody may: whoever reaches the repository's files can write them."""
        return True

    def labelled(self, number: int, label: str) -> Account | None:
        """Return who set a label that is there now."""
        return dict(self._kept(number).labelled).get(label)

    def members(self, owner: str) -> tuple[Account, ...]:
        """Open a name of CODEOWNERS into accounts."""
        return local_people.members(owner)

    def protection(self, branch: str) -> Protection | None:  # noqa: ARG002 - no branch is guarded
        """Say that no branch is guarded here."""
        return None

    def _mine(self, kept: KeptPull, marker: str) -> Comment | None:
        mine = (each for each in kept.comments if each.marker == marker and each.author.is_same(self.account))
        return next(mine, None)

    def _kept(self, number: int) -> KeptPull:
        if kept := current(self._store, number).get(number):
            return kept.record
        raise _unknown(number)

    def _update(self, number: int, change: Callable[[KeptPull], KeptPull], why: str) -> KeptPull:
        def known(kept: KeptPull | None) -> KeptPull:
            if kept is None:
                raise _unknown(number)
            return change(kept)

        return self._store.update(pull_ref(number), known, why)


def _unknown(number: int) -> NotFoundError:
    return NotFoundError(f"pull request {number} does not exist", hint="list the open ones")
