"""Read GitHub's JSON into our records: only what is needed, whatever else it holds."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from schemas.forge import (
    Account,
    Annotation,
    Check,
    Comment,
    Protection,
    PullRequest,
    PullState,
    RequiredCheck,
    Review,
    page_of,
)

GONE = "0" * 40
"""The commit of a review whose commit GitHub no longer knows."""
_STATES = {
    "APPROVED": "approved",
    "CHANGES_REQUESTED": "changes_requested",
    "COMMENTED": "commented",
    "DISMISSED": "dismissed",
}
_MARK = re.compile(r"\A<!-- gains:v1 ([^<>\r\n]{1,100}) -->\r?\n")


def marked(marker: str, body: str) -> str:
    """Return a comment's text with the marker that it is found by."""
    return f"<!-- gains:v1 {marker} -->\n{body}" if marker else body


def unmarked(text: str) -> tuple[str, str]:
    """Return the marker of a comment and the text without it."""
    found = _MARK.match(text)
    return (found[1], text[found.end() :]) if found else ("", text)


def account(data: Any) -> Account:
    """Return an account; one that was deleted is called ghost, as GitHub does."""
    if not data or not data.get("login"):
        return Account(login="ghost")
    return Account(login=data["login"], id=str(data.get("id") or ""), bot=data.get("type") == "Bot")


def moment(text: str) -> datetime:
    """Return a time."""
    return datetime.fromisoformat(text)


def pull(data: Any, base_sha: str | None) -> PullRequest:
    """Return a pull request; without a base it looks closed."""
    merged = bool(data.get("merged_at"))
    state: PullState = "merged" if merged else "open" if base_sha and data["state"] == "open" else "closed"
    head, base = data["head"], data["base"]
    return PullRequest(
        number=data["number"],
        title=data["title"],
        body=data.get("body") or "",
        author=account(data.get("user")),
        source_branch=head["ref"],
        target_branch=base["ref"],
        head_sha=head["sha"],
        base_sha=base_sha or base["sha"],
        state=state,
        draft=bool(data.get("draft")),
        created_at=moment(data["created_at"]),
        labels=tuple(sorted({one["name"] for one in data.get("labels") or ()})),
        fork=not head.get("repo") or head["repo"].get("id") != base["repo"].get("id"),
        merged_sha=data.get("merge_commit_sha") if merged else None,
    )


def review(data: Any, *, eligible: bool) -> Review | None:
    """Return a review; None for one that is not handed in yet."""
    state = _STATES.get(data["state"])
    if state is None or not data.get("submitted_at"):
        return None
    facts = {"state": state, "head_sha": data.get("commit_id") or GONE, "body": data.get("body") or ""}
    who = {"id": str(data["id"]), "author": account(data.get("user")), "eligible": eligible}
    return Review.model_validate({**facts, **who, "submitted_at": moment(data["submitted_at"])})


def comment(data: Any) -> Comment:
    """Return a comment."""
    marker, body = unmarked(data.get("body") or "")
    return Comment(
        id=str(data["id"]),
        author=account(data.get("user")),
        body=body,
        marker=marker,
        created_at=moment(data["created_at"]),
        edited_at=moment(data.get("updated_at") or data["created_at"]),
    )


def check_run(data: Any, annotations: Any) -> Check:
    """Return a check run."""
    output = data.get("output") or {}
    conclusion = data.get("conclusion")
    known = {"success": "success", "neutral": "neutral", "skipped": "neutral", "action_required": "action_required"}
    status = "pending" if data["status"] != "completed" else known.get(conclusion or "", "failure")
    return Check.model_validate(
        {
            "name": data["name"][:100],
            "head_sha": data["head_sha"],
            "status": status,
            "title": output.get("title") or "",
            "summary": output.get("summary") or "",
            "url": page_of(data.get("details_url")),
            "annotations": tuple(
                Annotation(
                    path=one["path"],
                    line=one["start_line"],
                    level=one["annotation_level"],
                    message=one["message"],
                )
                for one in annotations
            ),
        }
    )


def status(data: Any, head_sha: str) -> Check:
    """Return a commit status; it has a line of words, and knows only success, failure and pending."""
    state = {"success": "success", "pending": "pending"}.get(data["state"], "failure")
    facts = {"name": data["context"][:100], "head_sha": head_sha, "title": data.get("description") or ""}
    return Check.model_validate({**facts, "status": state, "url": page_of(data.get("target_url"))})


def protection(classic: Any, rules: Any, app: str) -> Protection:
    """Return how a branch is guarded, by classic protection and by rulesets together; what either asks for holds."""
    checks = [
        RequiredCheck(name=one["context"], app=str(one.get("app_id") or "").replace("-1", ""))
        for one in ((classic or {}).get("required_status_checks") or {}).get("checks") or ()
    ]
    reviews = (classic or {}).get("required_pull_request_reviews") or {}
    by_kind = {one["type"]: one.get("parameters") or {} for one in rules}
    checks += [
        RequiredCheck(name=one["context"], app=str(one.get("integration_id") or ""))
        for one in by_kind.get("required_status_checks", {}).get("required_status_checks") or ()
    ]
    ruled = by_kind.get("pull_request", {})
    told = classic is not None

    def either(classic_key: str, rule_key: str) -> bool:
        return bool(reviews.get(classic_key) or ruled.get(rule_key))

    forced = bool(((classic or {}).get("allow_force_pushes") or {}).get("enabled", not told))
    return Protection(
        checks=tuple(sorted(set(checks), key=lambda one: (one.name, one.app))),
        reviews=max(
            reviews.get("required_approving_review_count") or 0, ruled.get("required_approving_review_count", 0)
        ),
        dismisses_stale=either("dismiss_stale_reviews", "dismiss_stale_reviews_on_push"),
        last_push=either("require_last_push_approval", "require_last_push_approval"),
        code_owners=either("require_code_owner_reviews", "require_code_owner_review"),
        force_push=forced and "non_fast_forward" not in by_kind,
        admins=bool(((classic or {}).get("enforce_admins") or {}).get("enabled")) or bool(rules),
        app=app,
    )
