"""A local forge with one pull request, which an engineer opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.adapters.git import workspace
from bot.demo import BOT, ENGINEER
from bot.forges.local_create import create
from bot.forges.local_forge import LocalForge
from schemas.forge import NewPull
from schemas.workspace import Author, NewCommit

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from bot.adapters.git import GitWorkspace
    from tests.fakes.clock import FakeClock

BRANCH = "ask"


def requested(
    folder: Path, there: Mapping[str, bytes], wanted: Mapping[str, bytes], clock: FakeClock
) -> tuple[LocalForge, GitWorkspace]:
    """Make `net.git` of what is there, and ask for other files on top of it: pull request 1."""
    git = create(folder / "net.git", there, when=clock.now())
    repository = workspace(folder / "net.git")
    base = repository.head("main")
    assert base is not None
    repository.commit(
        NewCommit(
            branch=BRANCH,
            parent=base,
            expected_head=None,
            files=tuple(wanted.items()),
            message="m\n",
            author=Author(name="network engineer", email="engineer@example.net"),
            when=clock.now(),
        )
    )
    forge = LocalForge(git, BOT, clock)
    forge.acting_as(ENGINEER).open_pull(NewPull(title="t", source_branch=BRANCH, target_branch="main"))
    return forge, repository
