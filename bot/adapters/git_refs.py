"""Move refs of a git repository, several at once or none, and each only from where it was seen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.adapters.git_objects import NOTHING
from pipeline.errors import WorkspaceError

if TYPE_CHECKING:
    from bot.adapters.git_command import GitCommand


@dataclass(frozen=True, slots=True)
class Move:
    """A ref, where it is now and where it shall be; None means that there is no such ref."""

    ref: str
    old: str | None
    new: str | None


def branch_ref(git: GitCommand, branch: str) -> str:
    """Return the full name of a branch; raise `WorkspaceError` for what git takes for no name, or for an option."""
    ref = f"refs/heads/{branch}"
    if branch.startswith("-") or branch == "HEAD" or "\0" in branch or git.ask("check-ref-format", ref).code:
        raise WorkspaceError(f"branch {branch!r} is no name that git accepts", hint="see `git help check-ref-format`")
    return ref


def tips(git: GitCommand, *patterns: str) -> dict[str, str]:
    """Return refs and the objects that they name, by name; a pattern is a whole name or ends in a slash."""
    told = git.run("for-each-ref", "--format=%(objectname) %(refname)", *patterns).decode()
    return {name: sha for sha, _, name in (line.partition(" ") for line in told.splitlines())}


def tip(git: GitCommand, ref: str) -> str | None:
    """Return the object that a ref names, None where there is no such ref."""
    return tips(git, ref).get(ref)


def move(git: GitCommand, *moves: Move) -> bool:
    """Do all moves and return True, or none and return False when a ref was elsewhere."""
    lines = [f"{_verb(each)} {each.ref}{_new(each)} {each.old or NOTHING}" for each in moves]
    orders = "\n".join(["start", *lines, "prepare", "commit", ""])
    answer = git.ask("update-ref", "--no-deref", "--stdin", stdin=orders.encode())
    if not answer.code:
        return True
    now = tips(git, *(each.ref for each in moves))
    if any(now.get(each.ref) != each.old for each in moves) or "reference already exists" in answer.err:
        return False
    raise WorkspaceError(f"git update-ref failed: {answer.err}", hint="another ref may be in the way of this name")


def _verb(each: Move) -> str:
    return "verify" if each.new == each.old else "delete" if each.new is None else "update"


def _new(each: Move) -> str:
    return "" if each.new is None or each.new == each.old else f" {each.new}"
