"""What `gains approve` does: a reviewer's word about one head of a pull request of the local forge."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.adapters.clock import SystemClock
from bot.forges.base import Site, connect
from bot.gate import APPROVAL
from bot.ports import HeadMovedError
from schemas.forge import Account, NewReview

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bot.ports import Desk

_SHORTEST = 12


def looked_at(repo: Path, number: int) -> Iterator[str]:
    """Tell what there is to look at, before anybody approves it."""
    desk = _desk(repo, "nobody")
    pull = desk.pull(number)
    yield f"#{pull.number} {pull.title}: {pull.state}, {pull.source_branch} into {pull.target_branch}"
    yield f"head {pull.head_sha}"
    for one in desk.checks(pull.head_sha):
        yield f"{one.name}: {one.status}, {one.title}"
    if not any(one.name == APPROVAL for one in desk.checks(pull.head_sha)):
        yield "the bot has not said anything about this head yet"
    yield f"to approve it: --head {pull.head_sha[:_SHORTEST]}"


def said(repo: Path, number: int, login: str, head: str, reason: str, *, reject: bool) -> str:
    """Say it; raise `HeadMovedError` where the head is another than the one looked at."""
    desk = _desk(repo, login)
    pull = desk.pull(number)
    if len(head) < _SHORTEST or not pull.head_sha.startswith(head):
        raise HeadMovedError(
            f"the head of #{number} is {pull.head_sha[:_SHORTEST]}, not {head}",
            hint="look at it again; name twelve signs of it at least",
        )
    desk.add_review(
        number, NewReview(state="changes_requested" if reject else "approved", head_sha=pull.head_sha, body=reason)
    )
    return f"{login} {'asks for changes to' if reject else 'approves'} {pull.head_sha[:_SHORTEST]} of #{number}"


def _desk(repo: Path, login: str) -> Desk:
    site = Site("", str(repo), Account(login=login), repo, SystemClock())
    return connect("local", site).desk
