"""Work out what a merge would give, without a work tree and without moving anything."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.ports import NotMergeableError
from pipeline.errors import ForgeError

if TYPE_CHECKING:
    from bot.adapters.git_command import GitCommand
    from schemas.forge import PullRequest

_USAGE = 129


def merged_tree(git: GitCommand, pull: PullRequest) -> str:
    """Return the tree of base and head merged; raise `NotMergeableError` naming the files in conflict."""
    common = git.ask("merge-base", pull.base_sha, pull.head_sha).out.decode().strip()
    if not common:
        raise NotMergeableError(f"pull request {pull.number} shares no history with {pull.target_branch}")
    if common == pull.head_sha:
        raise NotMergeableError(f"pull request {pull.number} has nothing that {pull.target_branch} has not")
    told = git.ask("merge-tree", "--write-tree", "-z", "--name-only", "--no-messages", pull.base_sha, pull.head_sha)
    if told.code == _USAGE:
        raise ForgeError("git is too old to merge without a work tree", hint="install git 2.38 or newer")
    tree, *conflicts = told.out.decode(errors="backslashreplace").split("\0")
    if told.code == 1:
        files = ", ".join(name for name in conflicts if name)
        raise NotMergeableError(
            f"pull request {pull.number} conflicts with {pull.target_branch} in {files}",
            hint=f"merge {pull.target_branch} into {pull.source_branch} first",
        )
    if told.code:
        raise ForgeError(f"git merge-tree failed: {told.err}", hint="run `git fsck` in the repository")
    return tree.strip()
