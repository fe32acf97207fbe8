"""Publish checks on GitLab as commit statuses: one line of words, set again and again without a fuss.

GitLab moves a status from state to state and refuses to move it to where it is ("Cannot transition status"): exactly
that refusal is taken for success. While a pipeline of the merge request is there, the status joins it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.forges.gitlab_api import RefusedError
from bot.forges.gitlab_read import status
from bot.ports import NotFoundError

if TYPE_CHECKING:
    from bot.forges.gitlab_api import GitLabApi
    from schemas.forge import Check

_STATES = {"pending": "running", "success": "success", "neutral": "success"}
MOST_DESCRIPTION = 255


def statuses(api: GitLabApi, head_sha: str) -> tuple[Check, ...]:
    """Return those of a commit, by name."""
    try:
        found = list(api.pages(api.path("repository", "commits", head_sha, "statuses")))
    except NotFoundError:
        return ()
    newest = {one["name"]: one for one in sorted(found, key=lambda one: int(one["id"]))}
    return tuple(sorted((status(one) for one in newest.values()), key=lambda each: each.name))


def publish(api: GitLabApi, check: Check) -> None:
    """Put the check in place of the one of the same commit and name."""
    title = check.title if len(check.title) <= MOST_DESCRIPTION else check.title[: MOST_DESCRIPTION - 1] + "…"
    state = _STATES.get(check.status, "failed")
    body: dict[str, Any] = {"state": state, "name": check.name, "description": title}
    before = next((one for one in statuses(api, check.head_sha) if one.name == check.name), None)
    if before and (before.title, _STATES.get(before.status, "failed")) == (title, state):
        return
    if check.url:
        body["target_url"] = check.url
    pipelines = api.call("get", api.path("pipelines"), sha=check.head_sha, source="merge_request_event", per_page=1)
    if pipelines:
        body["pipeline_id"] = pipelines[0]["id"]
    try:
        api.call("post", api.path("statuses", check.head_sha), body)
    except RefusedError as error:
        if error.status != 400 or "Cannot transition status" not in str(error):
            raise
