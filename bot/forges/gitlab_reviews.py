"""Approvals on GitLab: bound to the version that was there when they were given, because they carry no commit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.forges import gitlab_read
from bot.forges.gitlab_api import RefusedError
from bot.forges.gitlab_people import may_write
from bot.ports import HeadMovedError, NotFoundError

if TYPE_CHECKING:
    from bot.forges.gitlab_api import GitLabApi
    from schemas.forge import NewReview, Review

_APPROVED = "approved this merge request"
_OBJECTED = "requested changes"


def reviews(api: GitLabApi, number: int) -> tuple[Review, ...]:
    """Return approvals and objections that stand, oldest first, each bound to the version it was given for.

    GitLab says itself whether it is approved; that is never asked: without rules it says yes to nobody's approval.
    """
    versions = list(api.pages(api.path("merge_requests", number, "versions")))
    notes = list(api.pages(api.path("merge_requests", number, "notes"), sort="asc", order_by="created_at"))
    said = gitlab_read.spoken(notes, _APPROVED)
    found = []
    for one in api.call("get", api.path("merge_requests", number, "approvals"))["approved_by"]:
        who = gitlab_read.account(one["user"])
        told = one.get("approved_at")
        when = gitlab_read.moment(told) if told else said.get(who.login)
        if when is not None:
            found.append(gitlab_read.review("approved", who, when, gitlab_read.at_version(versions, when)))
    standing = {one.author.login for one in found}
    people = {note["author"]["username"]: gitlab_read.account(note["author"]) for note in notes if note.get("author")}
    for login, when in said.items():  # approved once, and taken back since: the version that was looked at is known
        if login not in standing:
            sha = gitlab_read.at_version(versions, when)
            found.append(gitlab_read.review("dismissed", people[login], when, sha))
    objected = gitlab_read.spoken(notes, _OBJECTED)
    for one in api.call("get", api.path("merge_requests", number, "reviewers")):
        if one.get("state") == "requested_changes":
            who = gitlab_read.account(one["user"])
            when = objected.get(who.login) or gitlab_read.moment(one["created_at"])
            found.append(gitlab_read.review("changes_requested", who, when, gitlab_read.at_version(versions, when)))
    seen = {one.author.login: may_write(api, one.author) for one in found}
    ready = (one.model_copy(update={"eligible": seen[one.author.login]}) for one in found)
    return tuple(sorted(ready, key=lambda one: (one.submitted_at, one.id)))


def add(api: GitLabApi, number: int, new: NewReview) -> None:
    """Say something; words go into a note, because an approval has none."""
    words = new.body
    if new.state == "approved":
        try:
            api.call("post", api.path("merge_requests", number, "approve"), {"sha": new.head_sha})
        except RefusedError as error:
            if error.status == 409:
                raise HeadMovedError(f"merge request {number} moved: {error}") from error
            raise
    elif new.state == "dismissed":
        api.call("post", api.path("merge_requests", number, "unapprove"))
    elif new.state == "changes_requested":
        words = f"{new.body}\n\n/request_changes".strip()
    if words:
        api.call("post", api.path("merge_requests", number, "notes"), {"body": words})


def take_back(api: GitLabApi, number: int, head: str, review: Review, why: str) -> bool:
    """Take approvals back and say why; False where this account may not, or where one of them is for the head.

    GitLab lets only the programs of a project or a group do so, and only for all approvals at once.
    """
    approved = [one for one in reviews(api, number) if one.state == "approved"]
    if review.id not in {one.id for one in approved} or any(one.head_sha == head for one in approved):
        return False
    try:
        api.call("put", api.path("merge_requests", number, "reset_approvals"))
    except (RefusedError, NotFoundError):
        return False
    api.call("post", api.path("merge_requests", number, "notes"), {"body": why})
    return True
