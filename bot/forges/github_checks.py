"""Publish checks on GitHub: check runs with annotations for an App, commit statuses for a token.

A status may be set by everybody who may write, a check run only by its App: with a token, branch protection can ask for
the check but cannot know who set it, and `bot.protection` says so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.forges.github_api import RefusedError
from bot.forges.github_read import check_run, status
from bot.ports import NotFoundError

if TYPE_CHECKING:
    from bot.forges.github_api import GitHubApi
    from schemas.forge import Check

MOST_ANNOTATIONS = 50
"""In one request (GitHub's OpenAPI description, checks/create)."""
MOST_SUMMARY = 65_535
MOST_DESCRIPTION = 140
_STATES = {"pending": "pending", "success": "success", "neutral": "success"}


def publish(api: GitHubApi, check: Check) -> None:
    """Put the check in place of the one of the same commit and name."""
    try:
        if api.app:
            _publish_run(api, check)
        else:
            _publish_status(api, check)
    except RefusedError as error:
        if error.status == 422 and "sha" in str(error).lower():
            raise NotFoundError(f"commit {check.head_sha} does not exist", hint="push it first") from error
        raise


def checks(api: GitHubApi, head_sha: str) -> tuple[Check, ...]:
    """Return those of a commit, by name."""
    try:
        if api.app:
            found = [_read_run(api, run) for run in _runs(api, head_sha)]
        else:
            told = api.call("GET", api.path("commits", head_sha, "status"), per_page=100)
            found = [status(one, head_sha) for one in told["statuses"]]
    except NotFoundError:
        return ()
    except RefusedError as error:
        if error.status == 422:
            return ()
        raise
    return tuple(sorted(found, key=lambda each: each.name))


def _runs(api: GitHubApi, head_sha: str, name: str = "") -> list[Any]:
    named = {"check_name": name} if name else {}
    told = api.call("GET", api.path("commits", head_sha, "check-runs"), filter="latest", per_page=100, **named)
    own = [run for run in told["check_runs"] if not run.get("app") or run["app"].get("id") == api.app.get("id")]
    newest: dict[str, Any] = {}
    for run in sorted(own, key=lambda run: int(run["id"])):
        newest[run["name"]] = run
    return list(newest.values())


def _read_run(api: GitHubApi, run: Any) -> Check:
    count = (run.get("output") or {}).get("annotations_count") or 0
    return check_run(run, list(api.pages(api.path("check-runs", run["id"], "annotations"))) if count else ())


def _publish_run(api: GitHubApi, check: Check) -> None:
    summary = check.summary[:MOST_SUMMARY]
    before = next(iter(_runs(api, check.head_sha, check.name)), None)
    wanted = check.model_copy(update={"summary": summary})
    if before and _read_run(api, before) == wanted:
        return
    state: dict[str, Any] = {"status": "in_progress"}
    if check.status != "pending":
        state = {"status": "completed", "conclusion": check.status}
    notes = [
        {
            "path": one.path,
            "start_line": one.line,
            "end_line": one.line,
            "annotation_level": one.level,
            "message": one.message[:64_000],
        }
        for one in check.annotations
    ]
    output: dict[str, Any] = {"title": check.title, "summary": summary}
    first = {"name": check.name, **state, "output": {**output, "annotations": notes[:MOST_ANNOTATIONS]}}
    if check.url:
        first["details_url"] = check.url
    if before and before["status"] != "completed":
        run = api.call("PATCH", api.path("check-runs", before["id"]), first)
    else:  # one that has ended stays as the record of what was said then
        named = {"head_sha": check.head_sha, "external_id": f"gains:{check.head_sha}:{check.name}"}
        run = api.call("POST", api.path("check-runs"), {**first, **named})
    for start in range(MOST_ANNOTATIONS, len(notes), MOST_ANNOTATIONS):
        more = {**output, "annotations": notes[start : start + MOST_ANNOTATIONS]}
        api.call("PATCH", api.path("check-runs", run["id"]), {"output": more})


def _publish_status(api: GitHubApi, check: Check) -> None:
    title = check.title if len(check.title) <= MOST_DESCRIPTION else check.title[: MOST_DESCRIPTION - 1] + "…"
    body = {"state": _STATES.get(check.status, "failure"), "context": check.name, "description": title}
    before = next((one for one in checks(api, check.head_sha) if one.name == check.name), None)
    if before and (before.title, _STATES.get(before.status, "failure")) == (title, body["state"]):
        return
    if check.url:
        body["target_url"] = check.url
    api.call("POST", api.path("statuses", check.head_sha), body)
