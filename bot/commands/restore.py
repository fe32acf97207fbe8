"""`gains restore`: put a backup into an empty database."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.stopped import stopped
from pipeline.errors import GainsError


def restore(
    file: Annotated[Path, typer.Argument(help="A backup that gains backup wrote.")],
) -> None:
    """Put a backup into the empty database of the settings. Exit 0, 2 no whole backup, 3 the database is in use.

    Stop the bot first. A backup of an older version is brought to this one; SQLite and PostgreSQL may change places.

    Example: GAINS_DATABASE_URL=postgresql://… gains restore /var/backups/gains-2026-12-01.gz
    """
    from bot import backup as keeping
    from bot.jobs.database import connect
    from bot.settings import load

    try:
        database = connect(load().settings.url)
        try:
            found = keeping.restore(file, database)
        finally:
            database.close()
    except GainsError as error:
        raise stopped(error) from error
    rows = ", ".join(f"{count} {name}" for name, count in found.tables.items() if count)
    typer.echo(f"restored what was kept {found.made} by gains {found.version}: {rows or 'nothing'}")
    typer.echo("check the trail: gains audit verify; then start the bot: what was not done is done anew")


PLUGIN = restore
