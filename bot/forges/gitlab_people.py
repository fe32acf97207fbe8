"""Who is who on GitLab, and what each may do now."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from bot.forges import gitlab_read, local_people
from bot.ports import NotFoundError
from schemas.workspace import CommitFacts

if TYPE_CHECKING:
    from bot.forges.gitlab_api import GitLabApi
    from schemas.forge import Account


def hands(api: GitLabApi, number: int, branch: str) -> tuple[Account, ...]:
    """Return whoever pushed to the branch, and the names in the commits taken at their word."""
    named = [
        CommitFacts(
            sha=one["id"],
            parents=(),
            author=(one.get("author_name") or "", one.get("author_email") or ""),
            committer=(one.get("committer_name") or "", one.get("committer_email") or ""),
            message=one.get("message") or "",
            when=gitlab_read.moment(one["created_at"]),
        )
        for one in api.pages(api.path("merge_requests", number, "commits"))
    ]
    found = {one.login.casefold(): one for one in local_people.hands(named)}
    for event in api.pages(api.path("events"), action="pushed"):
        if (event.get("push_data") or {}).get("ref") == branch:
            who = gitlab_read.account(event.get("author"))
            found[who.login.casefold()] = who
    return tuple(found[name] for name in sorted(found))


def may_write(api: GitLabApi, account: Account) -> bool:
    """Tell whether an account may write to the project now: a developer at least."""
    number = account.id or next((one.id for one in _users(api, account.login)), "")
    if not number:
        return False
    try:
        member = api.call("get", api.path("members", "all", number))
    except NotFoundError:
        return False
    return bool(member.get("access_level", 0) >= gitlab_read.DEVELOPER and member.get("state", "active") == "active")


def _users(api: GitLabApi, login: str) -> list[Account]:
    return [gitlab_read.account(one) for one in api.call("get", "/users", username=login)]


def members(api: GitLabApi, owner: str) -> tuple[Account, ...]:
    """Open a name of CODEOWNERS into accounts: a person, otherwise a group; a mail address opens to nobody."""
    name = owner.removeprefix("@")
    if not owner.startswith("@"):
        return ()
    if "/" not in name and (found := _users(api, name)):
        return tuple(found)
    try:
        listed = list(api.pages(f"/groups/{quote(name, safe='')}/members/all"))
    except NotFoundError:
        return ()
    return tuple(gitlab_read.account(one) for one in listed)


def labelled(api: GitLabApi, number: int, label: str) -> Account | None:
    """Return who set a label last; None where nobody did, or it was taken away since."""
    events = api.pages(api.path("merge_requests", number, "resource_label_events"))
    mine = [one for one in events if (one.get("label") or {}).get("name") == label]
    last = max(mine, key=lambda one: int(one["id"]), default=None)
    return gitlab_read.account(last.get("user")) if last and last.get("action") == "add" else None
