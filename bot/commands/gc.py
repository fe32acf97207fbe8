"""`gains gc`: take away what is over and old."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.stopped import stopped
from pipeline.errors import GainsError


def gc(
    *,
    days: Annotated[int, typer.Option(min=1, help="What was over for so many days is old.")] = 365,
    do_write: Annotated[bool, typer.Option("--write", help="Take it away; without it, only say what is old.")] = False,
) -> None:
    """Take away package files of jobs that are over, and what webhooks and requests left. Exit 0, or 3 unusable.

    Lives of jobs, approvals and the audit trail stay for ever; packages stay in git.

    Example: gains gc --days 365 --write
    """
    from bot.adapters.clock import SystemClock
    from bot.app import services
    from bot.retention import collect
    from bot.settings import load

    try:
        parts = services(load().settings)
        found = collect(parts.database, parts.trail, SystemClock().now(), days, act=do_write)
        parts.close()
    except GainsError as error:
        raise stopped(error) from error
    typer.echo(
        f"older than {days} days: {found.files} files of {found.packages} jobs ({found.octets} bytes of their own), "
        f"{found.deliveries} webhooks, {found.requests} requests"
    )
    if not found.nothing:
        typer.echo("taken away, and recorded in the audit trail" if do_write else "nothing was taken away: --write")


PLUGIN = gc
