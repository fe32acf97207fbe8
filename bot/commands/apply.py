"""`gains apply`: what the independent model of a device makes of commands."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.diff import apply
from bot.two_files import PlatformOption, known, read, unreadable


def apply_commands(
    running: Annotated[Path, typer.Argument(help="Running configuration.")],
    commands: Annotated[Path, typer.Argument(help="Commands, one a line.")],
    *,
    platform: PlatformOption,
) -> None:
    """Print what an independent model of the device makes of the commands. Exit 1 where it refuses one.

    Example: gains apply --platform juniper_junos running.cfg commands.txt
    """
    known(platform)
    try:
        played = apply(platform, read(running), read(commands))
    except ValueError as error:
        unreadable(error)
    typer.echo(played.text, nl=not played.text.endswith("\n"))
    for refused in played.refused:
        typer.echo(f"command {refused.step} refused: {refused.command}: {refused.reason}", err=True)
    raise typer.Exit(1 if played.refused else 0)


PLUGIN = apply_commands
