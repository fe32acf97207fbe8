"""A merge queue asks at a head of its own: it gets an answer, and a good one only for exactly what was approved."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.adapters.git import workspace
from bot.jobs.agenda import Wish
from bot.jobs.inbox import Delivery
from bot.webhooks.base import hook
from tests.unit.bot.server.network import asked, forge, pushed
from tests.unit.bot.server.test_release import KEY, approve, bare, looks, parts, want

if TYPE_CHECKING:
    from pathlib import Path

    from bot.app import Services

__all__ = ["bare", "parts"]


def queued(bare: Path, tree: str, *heads: str) -> str:
    """Make the commit that a queue would make: the tree of one commit on top of main and of the heads in it."""
    repository = workspace(bare)
    main = repository.head("main") or ""
    parents = [word for parent in (main, *heads) for word in ("-p", parent)]
    named = ("-c", "user.name=queue", "-c", "user.email=queue@example.net")
    return repository.git.run(*named, "commit-tree", f"{tree}^{{tree}}", *parents, "-m", "group").decode().strip()


def said(parts: Services, bare: Path, group: str) -> dict[str, tuple[str, str]]:
    """Let the worker look at a group, and return what it says there."""
    quiet = replace(parts, work=replace(parts.work, release_by_bot=False))
    looks(quiet)
    with quiet.database.write() as connection:
        quiet.agenda.want(connection, Wish.of_group(group, repository=KEY))
    assert looks(quiet) == ["look"]
    return {one.name: (one.status, one.title) for one in forge(bare).checks(group)}


def test_a_group_is_answered_and_only_what_was_approved_may_pass(parts: Services, bare: Path) -> None:
    parts = replace(parts, work=replace(parts.work, release_by_bot=False))
    source = asked(bare).head_sha
    want(parts)
    looks(parts)
    head = forge(bare).pull(1).head_sha
    waiting = said(parts, bare, queued(bare, head, head))
    assert set(waiting) == {"gains", "gains/approval"}
    assert {status for status, _ in waiting.values()} == {"failure"}
    assert waiting["gains"][1].startswith("#1: ")

    approve(bare)
    want(parts)
    good = queued(bare, head, head)
    assert {status for status, _ in said(parts, bare, good).values()} == {"success"}
    main = workspace(bare).head("main") or ""
    for tree, parents in ((source, (head,)), (main, (head,)), (head, ())):  # no package, nothing at all, squashed
        found = said(parts, bare, queued(bare, tree, *parents))
        assert {status for status, _ in found.values()} == {"failure"}, found

    plain = pushed(bare, "words", "README.md", b"words\n")
    assert {status for status, _ in said(parts, bare, queued(bare, plain, plain)).values()} == {"neutral"}


def test_a_webhook_of_a_merge_group_is_a_wish_of_its_own(parts: Services) -> None:
    payload = {"action": "checks_requested", "merge_group": {"head_sha": "c" * 40}, "repository": {"id": 1}}
    event = hook("github").read({"x-github-event": "merge_group"}, payload)
    assert (event.group, event.pulls, event.everything) == ("c" * 40, (), False)
    assert hook("github").read({"x-github-event": "merge_group"}, {**payload, "action": "destroyed"}).group == ""
    delivery = Delivery(forge="github", delivery="d", repository=KEY, event=event.name, group=event.group)
    assert parts.inbox.take(delivery) == "queued"
    (turn,) = parts.agenda.take()
    row = parts.agenda.row(turn.key)
    assert row
    assert (row.wish.group, row.wish.hint, row.wish.pull) == (True, "c" * 40, None)
