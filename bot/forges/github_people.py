"""Who is who on GitHub, and what each may do now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.forges import github_read
from bot.ports import NotFoundError
from pipeline.errors import ForgeError

if TYPE_CHECKING:
    from bot.forges.github_api import GitHubApi
    from schemas.forge import Account

_WRITERS = ("admin", "maintain", "write")
_MOST_COMMITS = 250
"""GitHub lists no more of a pull request."""
_WEB = "web-flow"
"""GitHub itself, as the committer of what was done in a browser."""


def hands(api: GitHubApi, number: int) -> tuple[Account, ...]:
    """Return the accounts behind the commits, by login."""
    found: dict[str, Account] = {}
    listed = list(api.pages(api.path("pulls", number, "commits")))
    if len(listed) >= _MOST_COMMITS:
        raise ForgeError(f"pull request {number} has {_MOST_COMMITS} commits or more", hint="split it")
    for data in listed:
        for who in (data.get("author"), data.get("committer")):
            if who and who.get("login") and who["login"] != _WEB:
                found[who["login"].casefold()] = github_read.account(who)
    return tuple(found[name] for name in sorted(found))


def may_write(api: GitHubApi, account: Account) -> bool:
    """Tell whether an account may write to the repository now."""
    try:
        told = api.call("GET", api.path("collaborators", account.login, "permission"))
    except NotFoundError:
        return False
    return told.get("permission") in _WRITERS


def members(api: GitHubApi, owner: str) -> tuple[Account, ...]:
    """Open a name of CODEOWNERS into accounts; a mail address opens to nobody, because it proves nothing."""
    group, slash, team = owner.removeprefix("@").partition("/")
    try:
        if slash:
            listed = api.pages(f"/orgs/{group}/teams/{team}/members")
            return tuple(github_read.account(one) for one in listed)
        return (github_read.account(api.call("GET", f"/users/{group}")),) if owner.startswith("@") else ()
    except NotFoundError:
        return ()


def labelled(api: GitHubApi, number: int, label: str) -> Account | None:
    """Return who set a label last; None where nobody did, or it was taken away since."""
    who: Account | None = None
    for event in api.pages(api.path("issues", number, "events")):
        if (event.get("label") or {}).get("name") != label:
            continue
        if event.get("event") == "labeled":
            who = github_read.account(event.get("actor"))
        elif event.get("event") == "unlabeled":
            who = None
    return who
