"""Stop a bot that answers itself: too many commits of its own in a row, or on one pull request within an hour."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

from bot.trailers import by_bot
from pipeline.errors import ForgeError
from schemas.forge import PullEdit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.ports import Desk
    from schemas.forge import PullRequest
    from schemas.workspace import CommitFacts

MOST_IN_A_ROW = 12
"""No base can have moved as often."""
MOST_AN_HOUR = 30
"""Nobody pushes as often; the time of a commit does not count, because the bot's carry the time of their source."""
LABEL = "gains:stopped"


class LoopError(ForgeError):
    """The bot has written too often; somebody must look at why."""


def in_a_row(history: Sequence[CommitFacts]) -> int:
    """Return how many of the last commits are the bot's."""
    count = 0
    for commit in reversed(history):
        if not by_bot(commit):
            break
        count += 1
    return count


def stop_a_loop(desk: Desk, pull: PullRequest, history: Sequence[CommitFacts]) -> None:
    """Raise `LoopError` and label the pull request where the bot has written too often since anybody else did."""
    if in_a_row(history) >= MOST_IN_A_ROW:
        _stop(desk, pull, f"the last {MOST_IN_A_ROW} commits are the bot's own")


def stop_a_rush(desk: Desk, pull: PullRequest, written: int) -> None:
    """Raise `LoopError` and label the pull request where the bot has written to it so often within an hour."""
    if written >= MOST_AN_HOUR:
        _stop(desk, pull, f"the bot has written {written} commits within an hour")


def _stop(desk: Desk, pull: PullRequest, why: str) -> NoReturn:
    if LABEL not in pull.labels:
        desk.edit_pull(pull.number, PullEdit(labels=(*pull.labels, LABEL)))
    raise LoopError(
        f"pull request {pull.number}: {why}",
        hint="push a commit of your own, or close it; then remove the label",
    )
