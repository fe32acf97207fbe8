"""`gains knowledge`: what configurations are generated from."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.files import Folder
from bot.knowledge import bundled
from bot.knowledge_reach import unreachable
from bot.own_knowledge import own, own_blueprints, together
from bot.stopped import stopped
from pipeline.engine import platforms
from pipeline.errors import GainsError

PLUGIN = typer.Typer(help="What configurations are generated from.", no_args_is_help=True)
Root = Annotated[Path, typer.Option(help="The network repository.")]


@PLUGIN.command()
def lint(root: Root = Path()) -> None:
    """Say what is wrong with the organisation's own knowledge; exit 1 where something is, 2 where there are none.

    Example: gains knowledge lint --root .
    """
    try:
        found, wrong = own(Folder(root))
        wrong = (*wrong, *unreachable(Folder(root), found))
    except GainsError as error:
        raise stopped(error) from error
    for finding in wrong:
        typer.echo(f"{finding.place}: {finding.message}")
    many = len(found.blueprints), len(found.snippets), len(found.guides)
    typer.echo(f"{many[0]} blueprints, {many[1]} snippets, {many[2]} guides are sound; {len(wrong)} findings")
    if wrong:
        raise typer.Exit(1)
    if not any(many):
        typer.echo("knowledge/ holds no blueprint, snippet or guide", err=True)
        raise typer.Exit(2)


@PLUGIN.command(name="list")
def listed(root: Root = Path()) -> None:
    """List every blueprint: id@version, platform, feature, versions that it is for, digest.

    Example: gains knowledge list
    """
    for item in sorted(together(bundled(platforms()), own_blueprints(Folder(root))[0]), key=lambda one: one.reference):
        header = item.header
        typer.echo(
            f"{item.reference:<40} {header.platform:<14} {header.feature:<20} {header.os_version} {item.digest[:19]}"
        )
