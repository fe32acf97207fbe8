"""Reviews on GitHub: read with the right of their authors to write now, given, and taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.forges import github_read
from bot.forges.github_api import RefusedError
from bot.forges.github_people import may_write
from bot.ports import NotFoundError
from pipeline.errors import ForgeError

if TYPE_CHECKING:
    from bot.forges.github_api import GitHubApi
    from schemas.forge import Account, NewReview, Review

_EVENTS = {"approved": "APPROVE", "changes_requested": "REQUEST_CHANGES", "commented": "COMMENT"}


def reviews(api: GitHubApi, number: int) -> tuple[Review, ...]:
    """Return all of a pull request, oldest first."""
    may: dict[str, bool] = {}
    found = []
    for data in api.pages(api.path("pulls", number, "reviews")):
        who = github_read.account(data.get("user"))
        if who.login not in may:
            may[who.login] = may_write(api, who)
        one = github_read.review(data, eligible=may[who.login])
        if one:
            found.append(one)
    return tuple(sorted(found, key=lambda one: (one.submitted_at, int(one.id))))


def add(api: GitHubApi, account: Account, number: int, new: NewReview) -> Review:
    """Say something; `dismissed` takes the account's own last word back."""
    path = api.path("pulls", number, "reviews")
    if new.state == "dismissed":
        mine = [one for one in reviews(api, number) if one.author.is_same(account) and one.state in _EVENTS]
        if not mine:
            raise ForgeError(f"{account.login} has said nothing that could be taken back")
        said = api.call("PUT", f"{path}/{mine[-1].id}/dismissals", {"message": new.body or "taken back"})
    else:
        said = api.call("POST", path, {"commit_id": new.head_sha, "body": new.body, "event": _EVENTS[new.state]})
    made = github_read.review(said, eligible=may_write(api, account))
    assert made
    return made


def take_back(api: GitHubApi, number: int, review: Review, why: str) -> bool:
    """Take somebody's approval back; False where GitHub does not let this account do it."""
    try:
        api.call("PUT", api.path("pulls", number, "reviews", review.id, "dismissals"), {"message": why})
    except (RefusedError, NotFoundError):
        return False
    return True
