"""Read a checkout of a network repository as it is at a branch or commit, beside what lies in the folder now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.adapters.git import workspace
from bot.files import Commit
from pipeline.errors import WorkspaceError

if TYPE_CHECKING:
    from pathlib import Path


def committed(root: Path, name: str) -> Commit:
    """Return the repository at a branch, tag or commit; raise `WorkspaceError` where there is none."""
    directory = root.resolve() / ".git"
    if not directory.exists():
        hint = "stand at the top of a checkout, or name a folder to compare with: --before FOLDER"
        raise WorkspaceError(f"{root} is no checkout of a git repository", hint=hint)
    there = workspace(directory)
    answer = there.git.ask("rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
    if answer.code or "\0" in name:
        hint = "name another with --base, such as origin/main, or a folder with --before"
        raise WorkspaceError(f"there is no branch or commit {name!r} in {root}", hint=hint)
    return Commit(there, answer.out.decode().strip())
