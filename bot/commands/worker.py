"""`gains worker`: one worker more, on the same database."""

from __future__ import annotations

import typer

from bot.stopped import stopped
from pipeline.errors import GainsError


def worker() -> None:
    """Work on jobs, beside other processes that share the database. Stops on SIGTERM when its steps have ended.

    Example: GAINS_DATABASE_URL=postgresql://gains@db/gains GAINS_WORKERS=2 gains worker
    """
    from bot.serving import work_until_stopped
    from bot.settings import load

    try:
        work_until_stopped(load().settings)
    except GainsError as error:
        raise stopped(error) from error
    raise typer.Exit(0)


PLUGIN = worker
