"""One repository on GitHub as a desk: pull requests, reviews, checks, comments and people by the REST API."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from github.GithubException import GithubException

from bot.forges import github_checks, github_people, github_read, github_reviews
from bot.forges.github_api import RefusedError
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

if TYPE_CHECKING:
    from bot.forges.github_api import GitHubApi


@dataclass(frozen=True, slots=True)
class GitHubForge:
    """A repository on GitHub as `Desk`, acting for the account that logged in."""

    api: GitHubApi
    account: Account

    def pulls(self, state: PullState | None = "open") -> tuple[PullRequest, ...]:
        """Return the pull requests in that state (None: all), by number."""
        wanted = {"open": "open", None: "all"}.get(state, "closed")
        tips: dict[str, str | None] = {}
        found = []
        for data in self.api.pages(self.api.path("pulls"), state=wanted, sort="created", direction="asc"):
            branch = data["base"]["ref"]
            if data["state"] == "open" and branch not in tips:
                tips[branch] = self._tip(branch)
            found.append(github_read.pull(data, tips.get(branch) if data["state"] == "open" else data["base"]["sha"]))
        return tuple(sorted((one for one in found if state in (None, one.state)), key=lambda one: one.number))

    def pull(self, number: int) -> PullRequest:
        """Return one as it is now; its base is where the branch is now, which GitHub itself does not tell."""
        data = self._data(number)
        return github_read.pull(
            data, self._tip(data["base"]["ref"]) if data["state"] == "open" else data["base"]["sha"]
        )

    def _data(self, number: int) -> Any:
        if number < 1:
            raise NotFoundError(f"pull request {number} does not exist")
        return self.api.call("GET", self.api.path("pulls", number))

    def _tip(self, branch: str) -> str | None:
        try:
            return str(self.api.call("GET", self.api.path("git/ref/heads", branch))["object"]["sha"])
        except NotFoundError:
            return None

    def open_pull(self, new: NewPull) -> PullRequest:
        """Open one."""
        body = {"title": new.title, "head": new.source_branch, "base": new.target_branch, "body": new.body}
        try:
            made = self.api.call("POST", self.api.path("pulls"), {**body, "draft": new.draft})
        except RefusedError as error:
            if error.status == 422 and {"head", "base"} & set(error.fields):
                raise NotFoundError(f"{new.source_branch} or {new.target_branch} does not exist: {error}") from error
            raise
        return self.pull(made["number"])

    def edit_pull(self, number: int, edit: PullEdit) -> PullRequest:
        """Change what is said about one."""
        now = self.pull(number)
        if now.state == "merged" and edit.state:
            raise ForgeError(f"pull request {number} is merged and stays so")
        plain = {key: getattr(edit, key) for key in ("title", "body", "state") if getattr(edit, key) is not None}
        if plain:
            self.api.call("PATCH", self.api.path("pulls", number), plain)
        if edit.labels is not None:
            labels = self.api.path("issues", number, "labels")
            body = {"labels": sorted(set(edit.labels))}
            self.api.call("PUT", labels, body) if edit.labels else self.api.call("DELETE", labels)
        if edit.draft is not None and edit.draft != now.draft:
            self._set_draft(number, "convertPullRequestToDraft" if edit.draft else "markPullRequestReadyForReview")
        return self.pull(number)

    def _set_draft(self, number: int, mutation: str) -> None:
        """Say so in GraphQL: GitHub's REST API cannot."""
        node = self._data(number)["node_id"]
        try:
            self.api.client.requester.graphql_named_mutation(mutation, {"pullRequestId": node}, "clientMutationId")
        except GithubException as error:
            raise ForgeError(f"{mutation} of pull request {number}: {error.status}") from None

    def merge(self, number: int, *, head_sha: str, message: str) -> PullRequest:
        """Merge exactly that head by a merge commit."""
        pull = self.pull(number)
        if pull.state != "open" or pull.draft:
            state = "a draft" if pull.state == "open" else pull.state
            raise NotMergeableError(f"pull request {number} is {state}; expected one open and up for review")
        if pull.head_sha != head_sha:
            raise HeadMovedError(f"pull request {number} is at {pull.head_sha}; expected {head_sha}")
        title, _, text = message.strip().partition("\n")
        body = {"sha": head_sha, "merge_method": "merge", "commit_title": title, "commit_message": text.strip()}
        try:
            self.api.call("PUT", self.api.path("pulls", number, "merge"), body)
        except RefusedError as error:
            if error.status == 409:
                raise HeadMovedError(f"pull request {number} moved: {error}") from error
            if error.status in (405, 422):
                raise NotMergeableError(f"pull request {number} cannot be merged: {error}", hint=error.hint) from error
            raise
        return self.pull(number)

    def reviews(self, number: int) -> tuple[Review, ...]:
        """Return all, oldest first."""
        self._data(number)
        return github_reviews.reviews(self.api, number)

    def add_review(self, number: int, new: NewReview) -> Review:
        """Say something about the head; taking back is for one's own last word."""
        if (head := self.pull(number).head_sha) != new.head_sha:
            raise HeadMovedError(f"pull request {number} is at {head}; expected {new.head_sha}")
        return github_reviews.add(self.api, self.account, number, new)

    def take_back(self, number: int, review: Review, why: str) -> bool:
        """Take somebody's approval back."""
        self._data(number)
        return github_reviews.take_back(self.api, number, review, why)

    def publish(self, check: Check) -> None:
        """Put the check in place of the one of the same commit and name."""
        github_checks.publish(self.api, check)

    def checks(self, head_sha: str) -> tuple[Check, ...]:
        """Return those of a commit, by name."""
        return github_checks.checks(self.api, head_sha)

    def comments(self, number: int) -> tuple[Comment, ...]:
        """Return all, oldest first."""
        self._data(number)
        found = (github_read.comment(one) for one in self.api.pages(self.api.path("issues", number, "comments")))
        return tuple(sorted(found, key=lambda one: int(one.id)))

    def add_comment(self, number: int, body: str) -> Comment:
        """Write another comment."""
        return self._comment(number, "", body)

    def _comment(self, number: int, marker: str, body: str) -> Comment:
        self._data(number)
        text = {"body": github_read.marked(marker, body)}
        return github_read.comment(self.api.call("POST", self.api.path("issues", number, "comments"), text))

    def upsert_comment(self, number: int, *, marker: str, body: str) -> Comment:
        """Write the account's one comment with that marker, or edit it if the text differs.

        Two writers at once may each write one: afterwards the oldest is kept and the others of ours are deleted.
        """
        mine = self._mine(number, marker)
        if not mine:
            self._comment(number, marker, body)
            mine = self._mine(number, marker)
        for extra in mine[1:]:
            self.api.call("DELETE", self.api.path("issues/comments", extra.id))
        if mine[0].body == body:
            return mine[0]
        text = {"body": github_read.marked(marker, body)}
        return github_read.comment(self.api.call("PATCH", self.api.path("issues/comments", mine[0].id), text))

    def _mine(self, number: int, marker: str) -> list[Comment]:
        found = self.comments(number)
        return [one for one in found if one.marker == marker and one.author.is_same(self.account)]

    def hands(self, number: int) -> tuple[Account, ...]:
        """Return the accounts behind the commits, by login."""
        return github_people.hands(self.api, number)

    def may_write(self, account: Account) -> bool:
        """Tell whether an account may write to the repository now."""
        return github_people.may_write(self.api, account)

    def labelled(self, number: int, label: str) -> Account | None:
        """Return who set a label that is there now."""
        return github_people.labelled(self.api, number, label) if label in self.pull(number).labels else None

    def members(self, owner: str) -> tuple[Account, ...]:
        """Open a name of CODEOWNERS into accounts; a mail address opens to nobody, because it proves nothing."""
        return github_people.members(self.api, owner)

    def protection(self, branch: str) -> Protection:
        """Return how GitHub guards a branch; what is not told counts as missing."""
        app = str(self.api.app.get("id") or "")
        try:
            classic = self.api.call("GET", self.api.path("branches", branch, "protection"))
        except NotFoundError:
            classic = None
        except RefusedError:
            return Protection(app=app)
        try:
            rules = list(self.api.pages(self.api.path("rules/branches", branch)))
        except NotFoundError:
            rules = []
        return github_read.protection(classic, rules, app)
