"""Take a merged pull request back: an intent of the kind `revert` for each of its packages, brought in as any is."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from bot.companion import Wish, bring

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.ports import Clock, Desk, Repository
    from schemas.forge import Account, PullRequest

_LONGEST = 63
"""Signs in the name of an intent."""


def take_back(
    desk: Desk, repository: Repository, pull: PullRequest, intents: Iterable[str], who: Account, clock: Clock
) -> tuple[int, ...]:
    """Open a pull request for each, or find the one that is open; whoever asks is its requester and cannot approve."""
    numbers = []
    for intent in sorted(intents):
        name = revert_name(intent)
        why = f"asked for in #{pull.number}, which brought {intent}"
        wish = Wish(
            intent=name,
            content=intent_text(name, intent, pull.number),
            requesters=(who.login,),
            target=pull.target_branch,
            why=why,
        )
        numbers.append(bring(desk, repository, wish, clock).number)
    return tuple(numbers)


def revert_name(intent: str) -> str:
    """Return how the intent is called that takes another back; no two of them share a name."""
    name = f"revert-{intent}"
    if len(name) <= _LONGEST:
        return name
    return f"{name[:52].rstrip('-')}-{hashlib.sha256(intent.encode()).hexdigest()[:10]}"


def intent_text(name: str, intent: str, number: int) -> bytes:
    """Return the intent file; every value is quoted, so that none becomes something else."""
    reason = json.dumps(f"Take back what pull request {number} brought")
    return (
        "apiVersion: gains/v1\nkind: revert\nmetadata:\n"
        f"  name: {json.dumps(name)}\n  reason: {reason}\nspec:\n  intent: {json.dumps(intent)}\n"
    ).encode()
