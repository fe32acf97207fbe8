"""Read GitLab's JSON into our records: only what is needed, whatever else it holds."""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING, Any

from bot.forges.github_read import GONE, unmarked
from schemas.forge import Account, Check, Comment, Protection, PullRequest, PullState, RequiredCheck, Review, page_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_PROGRAM = re.compile(r"(?:project|group)_\d+_bot(?:_|\d|$)|(?:ghost|alert-bot|support-bot|GitLab-?\w*-?[Bb]ot)$")
"""Names of the accounts that GitLab makes for access tokens: their `bot` mark is not told everywhere."""
_DRAFT = re.compile(r"\A(?:\[draft\]|\(draft\)|draft:)\s*", re.IGNORECASE)
_STATES: dict[str, PullState] = {"opened": "open", "merged": "merged", "locked": "open"}
DEVELOPER = 30
"""Access level from which on somebody may write."""


def account(data: Any) -> Account:
    """Return an account; one that was deleted is called ghost."""
    if not data or not data.get("username"):
        return Account(login="ghost")
    bot = bool(data.get("bot")) or bool(_PROGRAM.match(data["username"]))
    return Account(login=data["username"], id=str(data.get("id") or ""), bot=bot)


def moment(text: str) -> datetime:
    """Return a time."""
    return datetime.fromisoformat(text)


def titled(title: str, *, draft: bool) -> str:
    """Return a title with GitLab's mark of a draft, or without any."""
    plain = undrafted(title)
    return f"Draft: {plain}" if draft else plain


def undrafted(title: str) -> str:
    """Return a title without the mark."""
    while found := _DRAFT.match(title):
        title = title[found.end() :]
    return title


def pull(data: Any, base_sha: str | None) -> PullRequest:
    """Return a merge request; without a base it looks closed."""
    state = _STATES.get(data["state"], "closed")
    if state == "open" and not base_sha:
        state = "closed"
    before = (data.get("diff_refs") or {}).get("start_sha")
    merged = data.get("merge_commit_sha") or data.get("squash_commit_sha") or data["sha"]
    return PullRequest(
        number=data["iid"],
        title=undrafted(data["title"]),
        body=data.get("description") or "",
        author=account(data.get("author")),
        source_branch=data["source_branch"],
        target_branch=data["target_branch"],
        head_sha=data["sha"],
        base_sha=base_sha or before or GONE,
        state=state,
        draft=bool(data.get("draft", data.get("work_in_progress"))),
        created_at=moment(data["created_at"]),
        labels=tuple(sorted(set(data.get("labels") or ()))),
        fork=data["source_project_id"] != data["target_project_id"],
        merged_sha=merged if state == "merged" else None,
    )


def at_version(versions: Iterable[Any], when: datetime | None) -> str:
    """Return the head that was there at a moment; GitLab's approvals do not say what was looked at."""
    if when is None:
        return GONE
    known = sorted((moment(one["created_at"]), int(one["id"]), one["head_commit_sha"]) for one in versions)
    before = [sha for made, _, sha in known if made <= when]
    return str(before[-1]) if before else GONE


def spoken(notes: Sequence[Any], words: str) -> dict[str, datetime]:
    """Return when each account last did what GitLab notes in those words, by login."""
    return {
        note["author"]["username"]: moment(note["created_at"])
        for note in sorted(notes, key=lambda note: int(note["id"]))
        if note.get("system") and note["body"].strip() == words
    }


def review(state: str, who: Account, when: datetime, head_sha: str) -> Review:
    """Return an approval or an objection; who said it may count is filled in later."""
    facts = {"state": state, "head_sha": head_sha, "id": f"{who.id or who.login}:{state}:{when.timestamp():.3f}"}
    return Review.model_validate({**facts, "author": who, "submitted_at": when, "eligible": False})


def comment(data: Any) -> Comment:
    """Return a note."""
    marker, body = unmarked(data.get("body") or "")
    return Comment(
        id=str(data["id"]),
        author=account(data.get("author")),
        body=body,
        marker=marker,
        created_at=moment(data["created_at"]),
        edited_at=moment(data.get("updated_at") or data["created_at"]),
    )


def status(data: Any) -> Check:
    """Return a commit status."""
    state = {"success": "success", "pending": "pending", "running": "pending", "created": "pending"}
    facts = {"name": data["name"][:100], "head_sha": data["sha"], "title": data.get("description") or ""}
    said = {"status": state.get(data["status"], "failure"), "url": page_of(data.get("target_url"))}
    return Check.model_validate({**facts, **said})


def protection(branch: Any, project: Any, approvals: Any) -> Protection:
    """Return how a branch is guarded; GitLab asks for all statuses or for none, never for one by name."""
    whole = bool(project.get("only_allow_merge_if_pipeline_succeeds"))
    guarded = branch is not None
    pushers = [one.get("access_level") for one in (branch or {}).get("push_access_levels") or ()]
    told = approvals is not None
    return Protection(
        checks=(RequiredCheck(name="*"),) if whole else (),
        reviews=int((approvals or {}).get("approvals_before_merge") or 0) if told else None,
        dismisses_stale=bool(approvals.get("reset_approvals_on_push")) if told else None,
        last_push=bool(approvals.get("merge_requests_disable_committers_approval")) if told else None,
        code_owners=bool((branch or {}).get("code_owner_approval_required")) if told else None,
        force_push=bool((branch or {}).get("allow_force_push", not guarded)),
        admins=guarded and set(pushers) <= {0},
    )
