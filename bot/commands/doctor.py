"""`gains doctor`: what is installed, reachable and missing."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Annotated

import typer

from bot import doctor as checks
from bot.stopped import stopped
from pipeline.errors import GainsError


def doctor(
    *,
    settings: Annotated[
        bool, typer.Option("--settings", help="Print the server's settings and their sources.")
    ] = False,
    prod: Annotated[bool, typer.Option("--prod", help="Go through the worklist before production.")] = False,
    url: Annotated[str, typer.Option(help="With --prod: the address that the bot is reached by, https://….")] = "",
    backups: Annotated[Path | None, typer.Option(help="With --prod: a backup, or a folder of them.")] = None,
) -> None:
    """Say what is installed, reachable and missing. Exit 0 when the main job can run, 3 when it cannot.

    With --prod: 0 when nothing is to do, 1 when something is, or could not be looked at.

    Example: gains doctor --prod --url https://gains.example.net --backups /var/backups/gains
    """
    if settings:
        _settings()
    if prod:
        _worklist(url.rstrip("/"), backups)
    found = []
    for name in sorted(info.name for info in iter_modules(checks.__path__) if info.name != "base"):
        found += import_module(f"{checks.__name__}.{name}").PLUGIN()
    width = max(len(one.subject) for one in found)
    for one in found:
        typer.echo(f"{one.state:<8} {one.subject:<{width}}  {one.text}")
    raise typer.Exit(3 if any(one.state == "missing" for one in found) else 0)


def _worklist(url: str, backups: Path | None) -> None:
    from bot.adapters.clock import SystemClock
    from bot.settings import load
    from bot.worklist.base import Asked, worklist

    try:
        found = worklist(Asked(load().settings, SystemClock(), url, backups))
    except GainsError as error:
        raise stopped(error) from error
    width = max(len(one.subject) for one in found)
    for one in found:
        hint = f" ({one.hint})" if one.hint else ""
        typer.echo(f"{one.state:<8} {one.subject:<{width}}  {one.text}{hint}")
    open_ones = [one for one in found if one.state != "good"]
    typer.echo(f"{len(found)} points, {len(open_ones)} to do or not looked at")
    raise typer.Exit(1 if open_ones else 0)


def _settings() -> None:
    from bot.settings import load
    from bot.settings_report import lines

    try:
        found = list(lines(load()))
    except GainsError as error:
        raise stopped(error) from error
    for line in found:
        typer.echo(line)
    raise typer.Exit(3 if any(line.startswith("refused: ") for line in found) else 0)


PLUGIN = doctor
