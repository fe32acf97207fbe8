"""Stop a bot that answers itself: so many commits of its own in a row that no base can have moved as often."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.trailers import by_bot
from pipeline.errors import ForgeError
from schemas.forge import PullEdit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.ports import Desk
    from schemas.forge import PullRequest
    from schemas.workspace import CommitFacts

MOST_IN_A_ROW = 12
LABEL = "gains:stopped"


def in_a_row(history: Sequence[CommitFacts]) -> int:
    """Return how many of the last commits are the bot's."""
    count = 0
    for commit in reversed(history):
        if not by_bot(commit):
            break
        count += 1
    return count


def stop_a_loop(desk: Desk, pull: PullRequest, history: Sequence[CommitFacts]) -> None:
    """Raise `ForgeError` and label the pull request where the bot has written too often since anybody else did."""
    if in_a_row(history) < MOST_IN_A_ROW:
        return
    if LABEL not in pull.labels:
        desk.edit_pull(pull.number, PullEdit(labels=(*pull.labels, LABEL)))
    raise ForgeError(
        f"pull request {pull.number}: the last {MOST_IN_A_ROW} commits are the bot's own",
        hint="push a commit of your own, or close it; then remove the label",
    )
