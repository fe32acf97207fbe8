"""GitLab as a forge: merge requests, approvals, statuses and notes by its REST API, commits by git."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from bot.adapters.git_remote import Remote, remote_workspace
from bot.forges import gitlab_read
from bot.forges.base import Connected
from bot.forges.gitlab_api import gitlab_api
from bot.forges.gitlab_deliveries import GitLabSender
from bot.forges.gitlab_forge import GitLabForge
from pipeline.errors import ForgeError

if TYPE_CHECKING:
    from bot.forges.base import Site


def connect(site: Site) -> Connected:
    """Log in, see that it is the project expected, and find out who acts."""
    api = gitlab_api(site)
    project = api.call("get", f"/projects/{api.project}")
    number = str(project["id"])
    if site.number and site.number != number:
        raise ForgeError(
            f"{site.repository} has number {number}; expected {site.number}",
            hint="it was moved or made anew; look at it, then correct the settings",
        )
    account = gitlab_read.account(api.call("get", "/user"))
    parts = urlsplit(site.api)
    git = site.git or f"{parts.scheme}://{parts.netloc}"
    remote = Remote(f"{git}/{site.repository}.git", lambda: ("oauth2", api.token), site.heard.secret)
    name = hashlib.sha256(f"{site.api}\n{number}".encode()).hexdigest()[:16]
    branch = project.get("default_branch") or "main"
    copy = remote_workspace(
        site.copies / f"{name}.git",
        remote,
        protected=frozenset({branch, site.main or branch, "main", "master"}),
        signing_key=site.signing_key,
    )
    api = replace(api, project=number)
    return Connected(GitLabForge(api, account), copy, branch, number, GitLabSender(api))


PLUGIN = connect
