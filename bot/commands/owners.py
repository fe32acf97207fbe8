"""`gains owners`: which merged intent made which line of a running configuration."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.owners import owners as find
from bot.stopped import stopped
from pipeline.errors import GainsError, InvalidIntentError


def owners(
    line: Annotated[
        str, typer.Argument(metavar="DEVICE[:LINE]", help="A device, or a line of its running configuration.")
    ],
    root: Annotated[Path, typer.Option(help="The network repository.")] = Path(),
) -> None:
    """Say which merged intent made the lines of a device, or one of them; exit 1 where nobody did.

    Example: gains owners acc-b7-01

    Example: gains owners acc-b7-01:291
    """
    device, _, number = line.rpartition(":") if line.rpartition(":")[2].isdigit() else (line, "", "")
    try:
        found = find(root, device)
    except GainsError as error:
        raise stopped(error) from error
    if number and not 1 <= int(number) <= found.length:
        message = f"there is no line {number} of {device}; its configuration has {found.length}"
        raise stopped(InvalidIntentError(message, hint=f"gains owners {device} shows all that are owned"))
    wanted = [one for one in found.lines if not number or one.line == int(number)]
    for one in wanted:
        again = "" if one.made else " (was there before, and is asked for, too)"
        typer.echo(f"{device}:{one.line}: {one.text}  <- {one.intent}, {one.field}{again}")
    if not wanted:
        typer.echo(f"{line}: no merged intent made it", err=True)
        raise typer.Exit(1)


PLUGIN = owners
