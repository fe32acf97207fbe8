"""Read the commits between two commits, with whoever is named in them."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from bot.adapters.git_tree import known
from schemas.workspace import CommitFacts

if TYPE_CHECKING:
    from bot.adapters.git_command import GitCommand

_FORMAT = "%H%x00%P%x00%an%x00%ae%x00%cn%x00%ce%x00%cI%x00%B%x00"
_FIELDS = 8
_LAST = 20


def history(git: GitCommand, base: str, head: str) -> tuple[CommitFacts, ...]:
    """Return the commits of head that base has not, oldest first; no mail map is applied, no replaced object read."""
    return _log(git, "--reverse", "--topo-order", known(head), f"^{known(base)}", "--")


def touching(git: GitCommand, commit: str, path: str) -> tuple[CommitFacts, ...]:
    """Return the last commits that changed a file, newest first."""
    return _log(git, f"--max-count={_LAST}", known(commit), "--", path)


def _log(git: GitCommand, *arguments: str) -> tuple[CommitFacts, ...]:
    options = ("--no-mailmap", "--no-show-signature", "--encoding=UTF-8")
    told = git.run("log", f"--format=tformat:{_FORMAT}", *options, *arguments)
    fields = told.decode(errors="backslashreplace").split("\0")
    rows = [fields[at : at + _FIELDS] for at in range(0, len(fields) - _FIELDS, _FIELDS)]
    return tuple(
        CommitFacts(
            sha=sha.strip(),
            parents=tuple(parents.split()),
            author=(author, mail),
            committer=(committer, its_mail),
            message=message,
            when=datetime.fromisoformat(date),
        )
        for sha, parents, author, mail, committer, its_mail, date, message in rows
    )
