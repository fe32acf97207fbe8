"""GitHub as a forge: pull requests, reviews, check runs and comments by its REST API, commits by git.

An App is the main way: its check runs can be pinned in branch protection, its tokens are short-lived and for one
repository. A token of a person or of a program is the second choice.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from bot.adapters.git_remote import Remote, remote_workspace
from bot.forges import github_read
from bot.forges.base import Connected
from bot.forges.github_api import github_api
from bot.forges.github_deliveries import GitHubSender
from bot.forges.github_forge import GitHubForge
from pipeline.errors import ForgeError

if TYPE_CHECKING:
    from bot.forges.base import Site


def connect(site: Site) -> Connected:
    """Log in, see that it is the repository expected, and find out who acts."""
    api = github_api(site)
    repository = api.call("GET", f"/repos/{site.repository}")
    number = str(repository["id"])
    if site.number and site.number != number:
        raise ForgeError(
            f"{site.repository} has number {number}; expected {site.number}",
            hint="it was renamed or made anew; look at it, then correct the settings",
        )
    login = f"{api.app['slug']}[bot]" if api.app else ""
    account = github_read.account(api.call("GET", f"/users/{quote(login)}" if login else "/user"))
    remote = Remote(
        f"{site.git or _git(site.api)}/{site.repository}.git",
        lambda: ("x-access-token", str(getattr(api.auth, "token", ""))),
        site.heard.secret,
    )
    name = hashlib.sha256(f"{site.api}\n{number}".encode()).hexdigest()[:16]
    branch = repository["default_branch"]
    copy = remote_workspace(
        site.copies / f"{name}.git",
        remote,
        protected=frozenset({branch, site.main or branch, "main", "master"}),
        signing_key=site.signing_key,
    )
    return Connected(GitHubForge(api, account), copy, branch, number, GitHubSender(api, number))


def _git(api: str) -> str:
    """Return where git is spoken: made from the settings, not taken from an answer."""
    host = urlsplit(api).netloc
    return f"https://{host.removeprefix('api.')}"


PLUGIN = connect
