"""The bot's own branch is deleted when its pull request is closed, and nothing that is anybody else's."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from bot.adapters.git import workspace
from bot.companion import Wish, bring
from schemas.forge import NewPull, PullEdit
from tests.fakes.clock import FakeClock
from tests.unit.bot.campus import CAMPUS
from tests.unit.bot.server.network import BOT, ENGINEER, INTENT, asked, forge, pushed
from tests.unit.bot.server.test_release import bare, job, looks, parts, want

if TYPE_CHECKING:
    from pathlib import Path

    from bot.app import Services
    from schemas.forge import PullRequest

__all__ = ["bare", "parts"]
BRANCH = f"gains/{INTENT}"


def brought(bare: Path) -> PullRequest:
    content = (CAMPUS / "intents" / f"{INTENT}.yaml").read_bytes()
    wish = Wish(intent=INTENT, content=content, requesters=(ENGINEER.login,), target="main", why="in a test")
    return bring(forge(bare), workspace(bare), wish, FakeClock(datetime(2026, 12, 1, tzinfo=UTC)))


def closed(parts: Services, bare: Path) -> str | None:
    """Close the first pull request, let the worker look, and return where its branch is."""
    branch = forge(bare).pull(1).source_branch
    forge(bare, ENGINEER).edit_pull(1, PullEdit(state="closed"))
    want(parts)
    looks(parts)
    return workspace(bare).head(branch)


def test_the_bots_branch_goes_with_its_closed_pull_request(parts: Services, bare: Path) -> None:
    brought(bare)
    want(parts)
    looks(parts)
    assert workspace(bare).head(BRANCH)
    assert closed(parts, bare) is None
    assert job(parts).state == "rejected"
    want(parts)
    assert looks(parts) == ["look"], "once more there is nothing to delete"
    assert brought(bare).number == 2, "it can be asked for again"


@pytest.mark.parametrize("whose", ["a person's commit on it", "another request's too", "a person's branch"])
def test_a_branch_of_anybody_else_stays(parts: Services, bare: Path, whose: str) -> None:
    if whose == "a person's branch":
        asked(bare)
    else:
        brought(bare)
    if whose == "a person's commit on it":
        pushed(bare, BRANCH, "notes.md", b"mine\n")
    if whose == "another request's too":
        pushed(bare, "side", "notes.md", b"a branch to merge into\n")
        forge(bare, BOT).open_pull(NewPull(title="t", source_branch=BRANCH, target_branch="side"))
    want(parts)
    looks(parts)
    assert closed(parts, bare) is not None


def test_a_branch_that_moved_after_the_close_stays(parts: Services, bare: Path) -> None:
    brought(bare)
    forge(bare).edit_pull(1, PullEdit(state="closed"))
    moved = pushed(bare, BRANCH, "notes.md", b"mine\n")
    want(parts)
    looks(parts)
    assert workspace(bare).head(BRANCH) == moved
