"""Make commits of a git repository out of bytes, without a work tree and without moving any ref."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from bot.adapters.git_command import GitCommand
    from schemas.workspace import Author

NOTHING = "0" * 40
"""The object name that git writes where there is none."""


def blobs(git: GitCommand, contents: Sequence[bytes]) -> list[str]:
    """Store contents, all in one process, and return their object names in order."""
    if not contents:
        return []
    orders = [b"feature done\n"]
    for mark, content in enumerate(contents, start=1):
        orders.append(b"blob\nmark :%d\ndata %d\n%b\nget-mark :%d\n" % (mark, len(content), content, mark))
    orders.append(b"done\n")
    return git.run("fast-import", "--quiet", stdin=b"".join(orders)).decode().split()


def tree(git: GitCommand, parent: str | None, files: Sequence[tuple[str, bytes | None]]) -> str:
    """Return the tree of `parent` with files put in place, or deleted where there is no content."""
    kept = [(path, content) for path, content in files if content is not None]
    names = blobs(git, [content for _, content in kept])
    lines = [f"100644 {sha}\t{path}" for (path, _), sha in zip(kept, names, strict=True)]
    lines += [f"0 {NOTHING}\t{path}" for path, content in files if content is None]
    with tempfile.TemporaryDirectory() as folder:
        index = {"GIT_INDEX_FILE": str(Path(folder, "index"))}
        git.run("read-tree", *([parent] if parent else ["--empty"]), extra=index)
        git.run(
            "update-index", "-z", "--index-info", stdin="".join(f"{line}\0" for line in lines).encode(), extra=index
        )
        return git.run("write-tree", extra=index).decode().strip()


def tree_of(git: GitCommand, commit: str) -> str:
    """Return the tree of a commit."""
    return git.run("rev-parse", "--verify", "--end-of-options", f"{commit}^{{tree}}").decode().strip()


def commit(
    git: GitCommand, tree_sha: str, parents: Sequence[str], *, message: str, signed: tuple[Author, datetime]
) -> str:
    """Store a commit, signed where the repository has a key, and return its name.

    Law: the same arguments give the same name, with an ed25519 key, too: its signatures hold no chance.
    """
    author, when = signed
    date = f"@{int(when.timestamp())} +0000"
    names = {f"GIT_{role}_NAME": author.name for role in ("AUTHOR", "COMMITTER")}
    mails = {f"GIT_{role}_EMAIL": author.email for role in ("AUTHOR", "COMMITTER")}
    dates = {f"GIT_{role}_DATE": date for role in ("AUTHOR", "COMMITTER")}
    options = [option for parent in parents for option in ("-p", parent)]
    signing = _signing(git)
    told = git.run(
        "commit-tree",
        *options,
        *(("-S",) if signing else ()),
        "-F",
        "-",
        tree_sha,
        stdin=message.encode(),
        extra={**names, **mails, **dates, **signing},
    )
    return told.decode().strip()


def _signing(git: GitCommand) -> dict[str, str]:
    """Return what git must know to sign by SSH; nothing where there is no key."""
    if git.signing_key is None:
        return {}
    settings = {"gpg.format": "ssh", "user.signingKey": str(git.signing_key)}
    out = {"GIT_CONFIG_COUNT": str(len(settings))}
    for at, (key, value) in enumerate(settings.items()):
        out |= {f"GIT_CONFIG_KEY_{at}": key, f"GIT_CONFIG_VALUE_{at}": value}
    return out
