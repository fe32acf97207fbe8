"""`gains worker`: one worker more, on the same database."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.stopped import stopped
from pipeline.errors import GainsError


def worker(
    *,
    host: Annotated[str, typer.Option(help="With --port: address to listen on; default: GAINS_HOST.")] = "",
    port: Annotated[
        int, typer.Option(help="Port for /healthz, /readyz and /metrics of this worker; default: listen nowhere.")
    ] = -1,
) -> None:
    """Work on jobs, beside other processes that share the database. Stops on SIGTERM when its steps have ended.

    What a worker counts (looks, steps, what forges still allow) stands in its own /metrics: give it a port for that.

    Example: GAINS_DATABASE_URL=postgresql://gains@db/gains GAINS_WORKERS=2 gains worker --port 8081
    """
    from bot.serving import work_until_stopped
    from bot.settings import load

    try:
        work_until_stopped(load().settings, host=host, port=port)
    except GainsError as error:
        raise stopped(error) from error
    raise typer.Exit(0)


PLUGIN = worker
