"""`gains pull`: open a pull request of the local forge, which has no page to do it on."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.stopped import stopped
from pipeline.errors import GainsError


def pull(
    branch: Annotated[str, typer.Argument(help="A branch that was pushed.")],
    *,
    repo: Annotated[Path, typer.Option(help="The bare repository that is the local forge.")],
    account: Annotated[str, typer.Option("--as", help="Login of whoever asks.")],
    into: Annotated[str, typer.Option(help="The branch that it is meant for.")] = "main",
    title: Annotated[str, typer.Option(help="Default: the branch's name.")] = "",
) -> None:
    """Open a pull request and print its number. Exit 0, or 3 where the branch is not there or has nothing new.

    GitHub and GitLab have pages for it.

    Example: gains pull intent/cctv --repo /srv/git/campus.git --as network-engineer
    """
    from bot.asking import asked

    try:
        typer.echo(asked(repo, account, branch, into, title or branch))
    except GainsError as error:
        raise stopped(error) from error


PLUGIN = pull
