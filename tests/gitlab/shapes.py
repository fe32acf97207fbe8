"""The shapes of GitLab's answers: no field that the recordings of the real one do not have, unless it is newer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.gitlab.state import MergeRequest, Project, State, Version

NEWER = {
    "project": set[str](),
    "merge_request": {"draft", "detailed_merge_status"},
    "user": {"bot"},
    "note": set[str](),
}
"""Fields that came after the recordings (GitLab's REST API reference)."""
_WEB = "https://gitlab.example.net"


def brief(state: State, login: str) -> dict[str, Any]:
    """Return an account as it stands inside other things: whether it is a program is not told there."""
    number = state.people[login]
    return {
        "id": number,
        "username": login,
        "name": login,
        "state": "active",
        "avatar_url": None,
        "web_url": f"{_WEB}/{login}",
    }


def user(state: State, login: str) -> dict[str, Any]:
    """Return an account."""
    return {**brief(state, login), "bot": login in state.bots}


def member(state: State, login: str, level: int) -> dict[str, Any]:
    """Return a member."""
    return {**brief(state, login), "access_level": level, "expires_at": None}


def project(one: Project) -> dict[str, Any]:
    """Return a project."""
    return {
        "id": one.id,
        "path_with_namespace": one.path,
        "name": one.path.rpartition("/")[2],
        "default_branch": "main",
        "visibility": "private",
        "web_url": f"{_WEB}/{one.path}",
        "http_url_to_repo": f"{_WEB}/{one.path}.git",
        "only_allow_merge_if_pipeline_succeeds": one.needs_pipeline,
    }


def request(state: State, where: Project, one: MergeRequest) -> dict[str, Any]:
    """Return a merge request."""
    base = where.tried("merge-base", one.start_sha, one.sha).stdout.strip() if one.sha and one.start_sha else ""
    return {
        "id": 5000 + one.iid,
        "iid": one.iid,
        "project_id": where.id,
        "title": one.title,
        "description": one.description,
        "state": one.state,
        "created_at": one.created_at,
        "updated_at": one.created_at,
        "source_branch": one.source_branch,
        "target_branch": one.target_branch,
        "source_project_id": one.source,
        "target_project_id": where.id,
        "author": brief(state, one.author),
        "labels": list(one.labels),
        "work_in_progress": one.draft,
        "draft": one.draft,
        "sha": one.sha,
        "merge_commit_sha": one.merge_commit_sha,
        "squash_commit_sha": None,
        "merge_status": "can_be_merged",
        "detailed_merge_status": "mergeable",
        "diff_refs": {"base_sha": base, "head_sha": one.sha, "start_sha": one.start_sha},
        "web_url": f"{_WEB}/{where.path}/-/merge_requests/{one.iid}",
    }


def version(where: MergeRequest, one: Version) -> dict[str, Any]:
    """Return a version of a merge request's changes."""
    return {
        "id": one.id,
        "head_commit_sha": one.sha,
        "base_commit_sha": where.start_sha,
        "start_commit_sha": where.start_sha,
        "created_at": one.created_at,
        "merge_request_id": 5000 + where.iid,
        "state": "collected",
    }


def note(state: State, where: Project, one: dict[str, Any]) -> dict[str, Any]:
    """Return a note."""
    kept = {key: one[key] for key in ("id", "type", "body", "system", "created_at", "updated_at")}
    return {**kept, "author": brief(state, one["login"]), "noteable_type": "MergeRequest", "resolvable": False}


def status(state: State, one: dict[str, Any]) -> dict[str, Any]:
    """Return a commit status."""
    names = ("id", "sha", "name", "status", "ref", "description", "target_url", "created_at")
    kept = {key: one[key] for key in names}
    return {**kept, "author": brief(state, one["login"]), "allow_failure": False}


def newest(statuses: list[dict[str, Any]], sha: str) -> list[dict[str, Any]]:
    """Return the last status of each name at a commit."""
    found = {one["name"]: one for one in statuses if one["sha"] == sha}
    return [found[name] for name in sorted(found)]
