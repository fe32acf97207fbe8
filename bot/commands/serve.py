"""`gains serve`: webhooks, API and, unless told otherwise, a worker."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.stopped import stopped
from pipeline.errors import GainsError


def serve(
    *,
    host: Annotated[str, typer.Option(help="Address to listen on; default: GAINS_HOST.")] = "",
    port: Annotated[int, typer.Option(help="Port to listen on; default: GAINS_PORT.")] = -1,
    worker: Annotated[bool, typer.Option("--worker/--no-worker", help="Work on jobs in this process, too.")] = True,
) -> None:
    """Take webhooks and requests to the API, and work on jobs. Settings: `gains doctor --settings`. Stops on SIGTERM.

    Example: GAINS_REPOSITORIES='[{"forge": "local", "id": "campus", "location": "/srv/git/campus.git"}]' gains serve
    """
    from bot.serving import serve_until_stopped
    from bot.settings import load

    try:
        serve_until_stopped(load().settings, host=host, port=port, working=worker)
    except GainsError as error:
        raise stopped(error) from error


PLUGIN = serve
