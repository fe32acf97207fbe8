"""`gains explain`: what a package does, and where a line of a candidate comes from."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot import package_files
from bot.explaining import NoSuchLineError, explained
from bot.stopped import stopped
from pipeline.errors import GainsError


def explain(
    change: Annotated[Path, typer.Argument(help="A change package, changes/<intent>.")],
    line: Annotated[str, typer.Argument(help="DEVICE:LINE of a candidate; without it, the explain pack.")] = "",
) -> None:
    """Say in words what a package does, or where one line of a candidate comes from.

    Example: gains explain changes/cctv-vlan-building-7 acc-b7-01:291
    """
    try:
        files = package_files.read(change)
    except GainsError as error:
        raise stopped(error) from error
    if not line:
        typer.echo(files["explain.md"].decode(), nl=False)
        return
    try:
        told = explained(files, line)
    except NoSuchLineError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from error
    for each in told:
        typer.echo(each)


PLUGIN = explain
