"""Pull requests of the local forge: what is kept of each, and how it looks now that branches have moved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.adapters.git_refs import branch_ref, tips
from bot.ports import NotFoundError
from pipeline.errors import WorkspaceError
from schemas.base import Record
from schemas.forge import Account, Comment, PullRequest, Review

if TYPE_CHECKING:
    from bot.adapters.git_command import GitCommand
    from bot.forges.local_store import Kept, RefStore

PULLS = "refs/gains/pulls/"


class KeptPull(Record):
    """A pull request with all that was said about it."""

    pull: PullRequest
    """While open, the branches tell where its head and base are."""
    reviews: tuple[Review, ...] = ()
    """Oldest first."""
    comments: tuple[Comment, ...] = ()
    """Oldest first."""
    labelled: tuple[tuple[str, Account], ...] = ()
    """Who set each label."""


def pull_ref(number: int) -> str:
    """Return the ref that a pull request is kept under."""
    return f"{PULLS}{number}"


def existing_ref(git: GitCommand, branch: str) -> str:
    """Return the full name of a branch; raise `NotFoundError` where the name is none."""
    try:
        return branch_ref(git, branch)
    except WorkspaceError as error:
        raise NotFoundError(str(error), hint=error.hint) from error


def current(store: RefStore[KeptPull], number: int | None = None) -> dict[int, Kept[KeptPull]]:
    """Return one or all, each as it looks at one moment; one that lost its branch looks closed."""
    seen = tips(store.git, PULLS if number is None else pull_ref(number), "refs/heads/")
    kept = store.read({ref: sha for ref, sha in seen.items() if ref.startswith(PULLS)})
    by_number = sorted(kept.values(), key=lambda each: each.record.pull.number)
    return {each.record.pull.number: _now(each, seen) for each in by_number}


def _now(kept: Kept[KeptPull], seen: dict[str, str]) -> Kept[KeptPull]:
    pull = kept.record.pull
    if pull.state != "open":
        return kept
    head, base = seen.get(f"refs/heads/{pull.source_branch}"), seen.get(f"refs/heads/{pull.target_branch}")
    update = {"head_sha": head, "base_sha": base} if head and base else {"state": "closed"}
    record = kept.record.model_copy(update={"pull": pull.model_copy(update=update)})
    return type(kept)(kept.sha, record)
