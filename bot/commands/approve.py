"""`gains approve`: approve, or ask for changes to, a pull request of the local forge."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.stopped import stopped
from pipeline.errors import GainsError


def approve(
    number: Annotated[int, typer.Argument(min=1, help="Number of the pull request.")],
    *,
    repo: Annotated[Path, typer.Option(help="The bare repository that is the local forge.")],
    account: Annotated[str, typer.Option("--as", help="Login of whoever approves.")],
    head: Annotated[str, typer.Option(help="The head that you looked at, twelve signs at least; asked for.")] = "",
    reason: Annotated[str, typer.Option(help="Why; needed where nobody looked at a part of the package.")] = "",
    reject: Annotated[bool, typer.Option("--reject", help="Ask for changes instead.")] = False,
) -> None:
    """Say a reviewer's word about one head. Whether it counts is for the gate. Exit 0 said, 1 not, 3 no such head.

    Without --head nothing is approved: the heads and what they hold are printed. The local forge takes everybody's
    word for who they are; GitHub and GitLab have reviews of their own.

    Example: gains approve 7 --repo /srv/git/campus.git --as reviewer-campus --head 3f2a91c07d55 --reason "lab only"
    """
    from bot.reviewing import looked_at, said

    try:
        if not head:
            for line in looked_at(repo, number):
                typer.echo(line)
            raise typer.Exit(1)
        word = said(repo, number, account, head, reason, reject=reject)
    except GainsError as error:
        raise stopped(error) from error
    typer.echo(word)


PLUGIN = approve
