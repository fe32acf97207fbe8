"""One project on GitLab as a desk: merge requests, approvals, commit statuses, notes and people by the REST API.

What GitLab does not have is made up for here: approvals carry no commit, so they are bound to the version of the merge
request that was there when they were given; there are no check runs, so remarks on lines stand in the note.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.forges import gitlab_people, gitlab_read, gitlab_reviews
from bot.forges.github_read import marked
from bot.forges.gitlab_api import RefusedError
from bot.forges.gitlab_statuses import publish, statuses
from bot.ports import ForgeBusyError, HeadMovedError, NotFoundError, NotMergeableError
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

if TYPE_CHECKING:
    from bot.forges.gitlab_api import GitLabApi

_NOT_YET = ("unchecked", "checking", "preparing", "approvals_syncing")


@dataclass(frozen=True, slots=True)
class GitLabForge:
    """A project on GitLab as `Desk`, acting for the account that logged in."""

    api: GitLabApi
    account: Account

    def pulls(self, state: PullState | None = "open") -> tuple[PullRequest, ...]:
        """Return the merge requests in that state (None: all), by number."""
        wanted = {"open": "opened", "merged": "merged", "closed": "closed", None: "all"}[state]
        tips: dict[str, str | None] = {}
        listed = self.api.pages(self.api.path("merge_requests"), state=wanted, order_by="created_at", sort="asc")
        found = [self._read(self._data(data["iid"]), tips) for data in listed]
        return tuple(sorted((one for one in found if state in (None, one.state)), key=lambda one: one.number))

    def pull(self, number: int) -> PullRequest:
        """Return one as it is now."""
        return self._read(self._data(number), {})

    def _data(self, number: int) -> Any:
        if number < 1:
            raise NotFoundError(f"merge request {number} does not exist")
        data = self.api.call("get", self._path(number))
        if not data.get("sha"):
            raise ForgeBusyError(f"GitLab does not know the head of merge request {number} yet", retry_after=2.0)
        return data

    def _path(self, number: int, *parts: str | int) -> str:
        return self.api.path("merge_requests", number, *parts)

    def _read(self, data: Any, tips: dict[str, str | None]) -> PullRequest:
        branch = data["target_branch"]
        if data["state"] != "opened":
            return gitlab_read.pull(data, (data.get("diff_refs") or {}).get("start_sha"))
        if branch not in tips:
            tips[branch] = self._tip(branch)
        return gitlab_read.pull(data, tips[branch])

    def _tip(self, branch: str) -> str | None:
        try:
            return str(self.api.call("get", self.api.path("repository", "branches", branch))["commit"]["id"])
        except NotFoundError:
            return None

    def open_pull(self, new: NewPull) -> PullRequest:
        """Open one, after a look at what GitLab would let pass: branches that are not there, or nothing to merge."""
        for branch in (new.source_branch, new.target_branch):
            if self._tip(branch) is None:
                raise NotFoundError(f"branch {branch} does not exist", hint="push it first")
        compare = self.api.path("repository", "compare")
        ends: dict[str, Any] = {"from": new.target_branch, "to": new.source_branch}
        told = self.api.call("get", compare, **ends)
        if not told["commits"]:
            raise ForgeError(f"{new.source_branch} has nothing that {new.target_branch} has not", hint="commit first")
        body = {"source_branch": new.source_branch, "target_branch": new.target_branch, "description": new.body}
        title = gitlab_read.titled(new.title, draft=new.draft)
        return self.pull(self.api.call("post", self.api.path("merge_requests"), {**body, "title": title})["iid"])

    def edit_pull(self, number: int, edit: PullEdit) -> PullRequest:
        """Change what is said about one; a draft is marked in its title."""
        now = self.pull(number)
        if now.state == "merged" and edit.state:
            raise ForgeError(f"merge request {number} is merged and stays so")
        body: dict[str, Any] = {}
        if edit.title is not None or edit.draft is not None:
            draft = now.draft if edit.draft is None else edit.draft
            body["title"] = gitlab_read.titled(edit.title if edit.title is not None else now.title, draft=draft)
        if edit.body is not None:
            body["description"] = edit.body
        if edit.labels is not None:
            body["labels"] = ",".join(sorted(set(edit.labels)))
        if edit.state and edit.state != now.state:
            body["state_event"] = {"open": "reopen", "closed": "close"}[edit.state]
        if body:
            self.api.call("put", self._path(number), body)
        return self.pull(number)

    def merge(self, number: int, *, head_sha: str, message: str) -> PullRequest:
        """Merge exactly that head by a merge commit."""
        data = self._data(number)
        pull = self._read(data, {})
        if pull.state != "open" or pull.draft:
            state = "a draft" if pull.state == "open" else pull.state
            raise NotMergeableError(f"merge request {number} is {state}; expected one open and up for review")
        if pull.head_sha != head_sha:
            raise HeadMovedError(f"merge request {number} is at {pull.head_sha}; expected {head_sha}")
        body = {"sha": head_sha, "merge_commit_message": message, "should_remove_source_branch": False}
        try:
            self.api.call("put", self._path(number, "merge"), body)
        except RefusedError as error:
            if error.status == 409:
                raise HeadMovedError(f"merge request {number} moved: {error}") from error
            if data.get("detailed_merge_status") in _NOT_YET:
                raise ForgeBusyError(f"GitLab still looks at merge request {number}", retry_after=5.0) from error
            raise NotMergeableError(f"merge request {number} cannot be merged: {error}", hint=error.hint) from error
        return self.pull(number)

    def reviews(self, number: int) -> tuple[Review, ...]:
        """Return approvals and objections that stand, oldest first, each bound to the version it was given for."""
        self._data(number)
        return gitlab_reviews.reviews(self.api, number)

    def add_review(self, number: int, new: NewReview) -> Review:
        """Say something about the head; words go into a note, because an approval has none."""
        pull = self.pull(number)
        if pull.head_sha != new.head_sha:
            raise HeadMovedError(f"merge request {number} is at {pull.head_sha}; expected {new.head_sha}")
        gitlab_reviews.add(self.api, number, new)
        mine = [one for one in self.reviews(number) if one.author.is_same(self.account) and one.state == new.state]
        if mine:
            return mine[-1].model_copy(update={"body": new.body})
        last = self.comments(number)[-1:] or ()
        when = last[0].created_at if last else pull.created_at
        return gitlab_read.review(new.state, self.account, when, new.head_sha)

    def take_back(self, number: int, review: Review, why: str) -> bool:
        """Take somebody's approval back, which GitLab does only to all at once."""
        return gitlab_reviews.take_back(self.api, number, self.pull(number).head_sha, review, why)

    def publish(self, check: Check) -> None:
        """Put the check in place of the one of the same commit and name."""
        publish(self.api, check)

    def checks(self, head_sha: str) -> tuple[Check, ...]:
        """Return those of a commit, by name."""
        return statuses(self.api, head_sha)

    def comments(self, number: int) -> tuple[Comment, ...]:
        """Return all, oldest first, without what GitLab itself notes."""
        self._data(number)
        found = self.api.pages(self._path(number, "notes"), sort="asc", order_by="created_at")
        kept = (gitlab_read.comment(one) for one in found if not one.get("system"))
        return tuple(sorted(kept, key=lambda one: int(one.id)))

    def add_comment(self, number: int, body: str) -> Comment:
        """Write another comment."""
        return self._comment(number, "", body)

    def _comment(self, number: int, marker: str, body: str) -> Comment:
        self._data(number)
        return gitlab_read.comment(self.api.call("post", self._path(number, "notes"), {"body": marked(marker, body)}))

    def upsert_comment(self, number: int, *, marker: str, body: str) -> Comment:
        """Write the account's one comment with that marker, or edit it if the text differs; others of ours go."""
        mine = self._mine(number, marker)
        if not mine:
            self._comment(number, marker, body)
            mine = self._mine(number, marker)
        for extra in mine[1:]:
            self.api.call("delete", self._path(number, "notes", extra.id))
        if mine[0].body == body:
            return mine[0]
        note = self._path(number, "notes", mine[0].id)
        return gitlab_read.comment(self.api.call("put", note, {"body": marked(marker, body)}))

    def _mine(self, number: int, marker: str) -> list[Comment]:
        found = self.comments(number)
        return [one for one in found if one.marker == marker and one.author.is_same(self.account)]

    def hands(self, number: int) -> tuple[Account, ...]:
        """Return whoever pushed to the branch, and the names in the commits taken at their word."""
        return gitlab_people.hands(self.api, number, self.pull(number).source_branch)

    def may_write(self, account: Account) -> bool:
        """Tell whether an account may write to the project now: a developer at least."""
        return gitlab_people.may_write(self.api, account)

    def labelled(self, number: int, label: str) -> Account | None:
        """Return who set a label that is there now."""
        return gitlab_people.labelled(self.api, number, label) if label in self.pull(number).labels else None

    def members(self, owner: str) -> tuple[Account, ...]:
        """Open a name of CODEOWNERS into accounts: a person, otherwise a group; a mail address opens to nobody."""
        return gitlab_people.members(self.api, owner)

    def protection(self, branch: str) -> Protection:
        """Return how GitLab guards a branch; approvals are told in paid editions only."""
        try:
            guarded = self.api.call("get", self.api.path("protected_branches", branch))
        except NotFoundError:
            guarded = None
        try:
            approvals = self.api.call("get", self.api.path("approvals"))
        except ForgeError:
            approvals = None
        return gitlab_read.protection(guarded, self.api.call("get", f"/projects/{self.api.project}"), approvals)
