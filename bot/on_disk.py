"""An intent file on disk, in the network repository around it, and its package."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from bot.answering import nobody
from bot.files import Folder
from bot.formats import text

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from bot.answering import Answering
    from bot.propose import Proposed


def located(intent: Path, repo: Path | None) -> tuple[Path, str]:
    """Return the repository of an intent file and its path inside, or stop."""
    if not intent.is_file():
        typer.echo(f"{intent}: no such file; name an intent file", err=True)
        raise typer.Exit(2)
    root = repo or intent.resolve().parent.parent
    if not intent.resolve().is_relative_to(root.resolve()):
        typer.echo(f"{intent} is not inside {root}; name the network repository with --repo", err=True)
        raise typer.Exit(2)
    return root, intent.resolve().relative_to(root.resolve()).as_posix()


def proposed(
    root: Path,
    path: str,
    answering: Answering = nobody,
    *,
    requester: str = "",
    early: Callable[[Proposed], None] | None = None,
) -> Proposed:
    """Make the packages of one intent file, or stop where none can be made."""
    from bot.propose import propose_intents

    files = Folder(root)
    done = propose_intents(files, files, [path], answering, requester=requester, early=early)
    if not done.packages:
        shown = text.write(done.findings, [path])
        typer.echo(shown or f"{path}: there is no such intent in {root}", err=not shown)
        raise typer.Exit(2)
    return done
