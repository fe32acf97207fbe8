"""Attacks with checks: they belong to a commit, so that a good word meant for one request would open another."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.adapters.git import workspace
from bot.adapters.git_command import GitCommand
from bot.adapters.git_refs import Move, move
from bot.gate import APPROVAL
from bot.jobs.facts import reviews
from bot.jobs.pinned import Pin
from bot.jobs.records import Word
from bot.ports import HeadMovedError
from schemas.forge import Account, NewPull, PullEdit
from tests.contracts.rigs import order
from tests.fakes.forge import FakeForge
from tests.fakes.workspace import FakeRepository
from tests.unit.bot.server.network import ENGINEER, REVIEWERS, asked, forge
from tests.unit.bot.server.test_release import approve, bare, job, looks, parts, want

if TYPE_CHECKING:
    from pathlib import Path

    from bot.app import Services

__all__ = ["bare", "parts"]


def branch(bare: Path, name: str, sha: str) -> None:
    """Point a branch somewhere, as anybody who may push can."""
    git = GitCommand(bare)
    assert move(git, Move(f"refs/heads/{name}", workspace(bare).head(name), sha))


def verdict(bare: Path, sha: str) -> str:
    """What the forge would go by."""
    return next((one.status for one in forge(bare).checks(sha) if one.name == APPROVAL), "")


@pytest.fixture
def waiting(parts: Services, bare: Path) -> Services:
    """A server that has answered pull request 1, which nobody has approved."""
    asked(bare)
    want(parts)
    looks(parts)
    assert verdict(bare, forge(bare).pull(1).head_sha) == "action_required"
    return replace(parts, work=replace(parts.work, release_by_bot=False))


def test_a_commit_is_not_passed_by_a_request_into_another_branch(waiting: Services, bare: Path) -> None:
    """There is nothing left to ask about where the base has it all: neutral, and neutral passes a required check."""
    head = forge(bare).pull(1).head_sha
    branch(bare, "elsewhere", head)
    branch(bare, "more", head)
    more = workspace(bare).commit(order(head, head, {"README.md": b"x\n"}, branch="more"))
    branch(bare, "ask/transit-peer-north", more)
    forge(bare, ENGINEER).open_pull(NewPull(title="t", source_branch="more", target_branch="elsewhere"))
    for pull in (1, 2, None):
        want(waiting, pull)
        looks(waiting)
    assert verdict(bare, more) == "action_required"
    assert forge(bare).comments(2) == ()
    assert waiting.jobs.listed(before=None, most=9, pull=2) == []
    assert waiting.sweep.once() == 0, "nor does the sweep ask for it again and again"


def test_a_request_that_was_turned_to_another_branch_is_left(waiting: Services, bare: Path) -> None:
    branch(bare, "elsewhere", workspace(bare).head("main") or "")
    before = job(waiting)
    git = forge(bare)
    kept = git._store.load("refs/gains/pulls/1")
    assert kept
    turned = kept.record.model_copy(update={"pull": kept.record.pull.model_copy(update={"target_branch": "elsewhere"})})
    git._store.update("refs/gains/pulls/1", lambda _: turned, "turned")
    approve(bare)
    want(waiting)
    assert looks(waiting) == ["look"]
    assert job(waiting).state == "superseded"
    pin = Pin(1, before.base_sha, {before.head_sha}, target="main")
    with pytest.raises(HeadMovedError):
        pin.check(git.pull(1))
    git._store.update("refs/gains/pulls/1", lambda _: kept.record, "turned back")
    want(waiting)
    assert looks(waiting) == ["look", "answer"]
    assert job(waiting).state == "awaiting_approval"


def test_two_requests_with_one_commit_are_both_blocked_until_one_is_closed(waiting: Services, bare: Path) -> None:
    """Whoever is excluded from the one, or was told no there, would open another one for the same commit."""
    head = approve(bare)
    branch(bare, "twin", head)
    forge(bare, REVIEWERS[0]).open_pull(NewPull(title="t", source_branch="twin", target_branch="main"))
    for pull in (2, 1):
        want(waiting, pull)
        looks(waiting)
        assert verdict(bare, head) == "failure"
    assert "brings the same commit" in job(waiting).reason
    forge(bare).edit_pull(2, PullEdit(state="closed"))
    want(waiting, 2)
    looks(waiting)
    assert verdict(bare, head) == "success"
    assert job(waiting).state == "approved"


@pytest.mark.parametrize(("login", "counts"), [("kept", True), ("left", False)])
def test_a_word_through_the_api_counts_while_its_account_may_write(login: str, counts: bool) -> None:
    desk = FakeForge(FakeRepository(), Account(login="bot"), outsiders=frozenset({"left"}))
    facts = {"id": 1, "job": "j", "head_sha": "a" * 40, "digest": "d", "account": login, "data": {}}
    approved, rejected = (
        Word.model_validate({**facts, "what": what, "at": "2026-12-01T00:00:00+00:00"})
        for what in ("approved", "rejected")
    )
    assert [one.eligible for one in reviews((approved, rejected), desk)] == [counts, True]
