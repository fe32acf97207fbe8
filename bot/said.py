"""What the bot wrote down of people's commands, in comments of its own: bound to a head, found again by its mark. Pure.

A forge's comments can be edited by their authors and do not say which head they are about. So a command is looked at
once, and what comes of it is written by the bot, whose comments nobody else can write.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from schemas.forge import Account, Comment

DEGRADED = "degraded"
REJECTED = "rejected"


def mark(what: str, head_sha: str, login: str) -> str:
    """Return the marker of what one account said about one head."""
    return f"{what} {head_sha} {login}"


def degradation(comments: Iterable[Comment], bot: Account, head_sha: str) -> str:
    """Return why a degraded package is accepted at this head; empty where nobody said so."""
    return "; ".join(f"{login}: {reason}" for login, reason in _kept(comments, bot, DEGRADED, head_sha))


def rejections(comments: Iterable[Comment], bot: Account, head_sha: str) -> tuple[str, ...]:
    """Return who rejected this head and why."""
    return tuple(f"{login} rejected it: {reason}" for login, reason in _kept(comments, bot, REJECTED, head_sha))


def _kept(comments: Iterable[Comment], bot: Account, what: str, head_sha: str) -> list[tuple[str, str]]:
    out = []
    for one in comments:
        word, _, rest = one.marker.partition(" ")
        sha, _, login = rest.partition(" ")
        if one.author.is_same(bot) and word == what and sha == head_sha:
            out.append((login, one.body.partition("\n")[0].strip()))
    return out
