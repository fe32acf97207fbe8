"""`gains status`: whether the network runs what was released."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from bot.stopped import stopped
from pipeline.errors import GainsError


def status(
    intent: Annotated[str, typer.Argument(help="One released change; without it, all.")] = "",
    *,
    repo: Annotated[Path, typer.Option(help="The network repository, a git checkout or a bare repository.")] = Path(),
    branch: Annotated[str, typer.Option(help="The branch that running configurations are written to.")] = "main",
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Compare running configurations with what was released. Exit 0 all verified, 1 something is not, 2 nothing there.

    Example: gains status --repo /srv/git/campus.git
    """
    from bot.adapters.git import workspace
    from bot.status import statuses

    place = repo / ".git" if (repo / ".git").is_dir() else repo
    try:
        files = workspace(place.resolve())
        head = files.head(branch)
        if head is None:
            typer.echo(f"{repo} has no branch {branch}; name it with --branch", err=True)
            raise typer.Exit(2)
        found = [one for one in statuses(files, head) if intent in ("", one.intent)]
    except GainsError as error:
        raise stopped(error) from error
    if not found:
        typer.echo(f"no released change{f' {intent}' if intent else ''} on {branch}", err=True)
        raise typer.Exit(2)
    if as_json:
        typer.echo(json.dumps({"commit": head, "changes": [asdict(one) for one in found]}, indent=2, default=str))
    for one in found if not as_json else ():
        typer.echo(f"{one.outcome:<18} {one.intent}")
        for line in one.lines():
            typer.echo(f"    {line}")
    raise typer.Exit(0 if all(one.outcome == "verified" for one in found) else 1)


PLUGIN = status
