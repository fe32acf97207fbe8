"""What `gains pull` does: ask for a branch to be merged, on the local forge."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.adapters.clock import SystemClock
from bot.forges.base import Site, connect
from schemas.forge import Account, NewPull

if TYPE_CHECKING:
    from pathlib import Path


def asked(repo: Path, login: str, branch: str, into: str, title: str) -> str:
    """Open a pull request; raise `ForgeError` where one is open already or the branch has nothing new."""
    desk = connect("local", Site("", str(repo), Account(login=login), repo, SystemClock())).desk
    found = desk.open_pull(NewPull(title=title, source_branch=branch, target_branch=into))
    return (
        f"#{found.number} {found.title}: {found.source_branch} into {found.target_branch}, head {found.head_sha[:12]}"
    )
