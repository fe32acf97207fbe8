"""`gains doctor`: what is installed, reachable and missing."""

from __future__ import annotations

from importlib import import_module
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
) -> None:
    """Say what is installed, reachable and missing. Exit 0 when the main job can run, 3 when it cannot.

    Example: gains doctor --settings
    """
    if settings:
        _settings()
    found = []
    for name in sorted(info.name for info in iter_modules(checks.__path__) if info.name != "base"):
        found += import_module(f"{checks.__name__}.{name}").PLUGIN()
    width = max(len(one.subject) for one in found)
    for one in found:
        typer.echo(f"{one.state:<8} {one.subject:<{width}}  {one.text}")
    raise typer.Exit(3 if any(one.state == "missing" for one in found) else 0)


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
