"""Checks of the local forge: one record per commit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.forges.local_store import RefStore
from bot.ports import NotFoundError
from schemas.base import Record
from schemas.forge import Check

if TYPE_CHECKING:
    from bot.adapters.git_command import GitCommand
    from bot.ports import Clock


class KeptChecks(Record):
    """The checks of one commit."""

    checks: tuple[Check, ...]
    """By name."""


def publish(git: GitCommand, clock: Clock, check: Check) -> None:
    """Put the check in place of the one of the same commit and name."""
    if git.ask("cat-file", "-e", f"{check.head_sha}^{{commit}}").code:
        raise NotFoundError(f"commit {check.head_sha} does not exist")

    def published(kept: KeptChecks | None) -> KeptChecks:
        others = [each for each in kept.checks if each.name != check.name] if kept else []
        return KeptChecks(checks=tuple(sorted([*others, check], key=lambda each: each.name)))

    RefStore(git, clock, KeptChecks).update(_ref(check.head_sha), published, "checked")


def checks(git: GitCommand, clock: Clock, head_sha: str) -> tuple[Check, ...]:
    """Return those of a commit, by name."""
    kept = RefStore(git, clock, KeptChecks).load(_ref(head_sha))
    return kept.record.checks if kept else ()


def _ref(head_sha: str) -> str:
    return f"refs/gains/checks/{head_sha}"
