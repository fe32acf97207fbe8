"""Say in a pull request that the look at it was put aside after many tries: silence would look like success."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.answer import CHECK
from schemas.forge import Check

if TYPE_CHECKING:
    from bot.jobs.work import Work


def gave_up(work: Work, key: str, run: str) -> None:
    """Say it under a name to look for; what went wrong stands in the log and in `gains jobs --put-aside`."""
    row = work.agenda.row(key)
    if row is None or row.wish.pull is None:
        return
    desk = work.connections.get(row.wish.repository).desk
    pull = desk.pull(row.wish.pull)
    title = f"internal error, put aside after many tries: {run}"
    desk.publish(Check(name=CHECK, head_sha=pull.head_sha, status="failure", title=title[:130]))
