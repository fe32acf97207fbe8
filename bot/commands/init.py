"""`gains init`: begin a network repository."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.stopped import stopped
from pipeline.errors import GainsError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


def init_command(
    directory: Annotated[Path, typer.Argument(help="A new or empty folder.")],
    *,
    configs: Annotated[Path | None, typer.Option("--from-configs", help="A folder of running configurations.")] = None,
) -> None:
    """Begin a network repository; what is not recognised in configurations is listed, not guessed.

    Example: gains init network --from-configs /srv/oxidized
    """
    from bot.init import init

    try:
        report = init(directory, configs)
    except GainsError as error:
        raise stopped(error) from error
    typer.echo(f"{directory}: {len(report.devices)} devices, {report.links} links")
    for line in _grouped(report.missing):
        typer.echo(f"not recognised: {line}")
    typer.echo("next: put an intent into intents/ and run gains plan on it")


def _grouped(missing: Iterable[str]) -> Iterator[str]:
    """Yield what is missing; what is missing on several devices alike is one line, with all of them."""
    where: dict[str, list[str]] = {}
    for line in missing:
        name, _, what = line.partition(": ")
        where.setdefault(what, []).append(name)
    for what, names in where.items():
        yield f"{names[0]}: {what}" if len(names) == 1 else f"{what} ({len(names)}: {', '.join(names)})"


PLUGIN = init_command
