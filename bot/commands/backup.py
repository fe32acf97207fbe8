"""`gains backup`: keep the bot's database in one file, and try it by restoring."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.stopped import stopped
from pipeline.errors import GainsError


def backup(
    file: Annotated[Path, typer.Argument(help="Where to write it, such as gains-backup.gz.")],
    *,
    check: Annotated[bool, typer.Option("--check", help="Write nothing: try the one that is there.")] = False,
) -> None:
    """Write a backup of one moment and try it by restoring it aside. Exit 0 whole, 1 not, 2 or 3 unusable.

    The bot may go on meanwhile. No secret is in it: keep the audit key and the other secret files apart.

    Example: gains backup /var/backups/gains-$(date +%F).gz
    """
    from bot import backup as keeping
    from bot.adapters.clock import SystemClock
    from bot.app import audit_signer
    from bot.jobs.database import connect
    from bot.settings import load

    try:
        settings = load().settings
        if not check:
            database = connect(settings.url)
            try:
                keeping.write(database, file, SystemClock())
            finally:
                database.close()
        found, wrong = keeping.tried(file, audit_signer(settings).public)
    except GainsError as error:
        raise stopped(error) from error
    for line in wrong:
        typer.echo(line)
    rows = ", ".join(f"{count} {name}" for name, count in found.tables.items() if count)
    typer.echo(f"{file}: made {found.made} by gains {found.version}, tables {found.revision}: {rows or 'nothing yet'}")
    typer.echo("NOT whole: see above" if wrong else "restored aside: every row is there, the audit trail is whole")
    raise typer.Exit(1 if wrong else 0)


PLUGIN = backup
