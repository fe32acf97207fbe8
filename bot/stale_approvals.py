"""Take approvals of older heads back on the forge, so that its own mark does not say what the gate does not count."""

from __future__ import annotations

from typing import TYPE_CHECKING

import structlog

from bot.approval import newest

if TYPE_CHECKING:
    from bot.gate import Gate
    from bot.ports import Desk
    from schemas.forge import Review

_log = structlog.get_logger("gains.gate")


def stale(gate: Gate) -> tuple[Review, ...]:
    """Return each person's last approval where it is of another head and does not count. Pure."""
    counting = set(gate.decision.reviews)
    head = gate.pull.head_sha
    return tuple(
        one
        for one in newest(gate.reviews)
        if one.state == "approved" and one.head_sha != head and one.id not in counting and not one.author.bot
    )


def take_back(desk: Desk, gate: Gate) -> None:
    """Take them back with both heads named; what the forge does not let this account take back stays, uncounted."""
    if not gate.asked or not gate.done.packages or gate.pull.state != "open":
        return
    for review in stale(gate):
        why = (
            f"The head moved from {review.head_sha} to {gate.pull.head_sha}, and it does not decide the same: "
            "please look again. The comment of the bot says what changed."
        )
        if not desk.take_back(gate.pull.number, review, why):
            _log.info("approval not taken back", pull=gate.pull.number, reviewer=review.author.login)
