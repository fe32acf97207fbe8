"""`gains jobs`: what the bot works on, one job's life, and what was put aside."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from bot.stopped import stopped
from pipeline.errors import GainsError


def jobs(
    job: Annotated[str, typer.Argument(help="A job's name; without it, the newest jobs.")] = "",
    *,
    state: Annotated[str, typer.Option(help="Only those in this state.")] = "",
    wait: Annotated[float, typer.Option(min=0, help="Look again for so many seconds until there is one.")] = 0,
    limit: Annotated[int, typer.Option(min=1, max=1000, help="How many at most.")] = 20,
    aside: Annotated[bool, typer.Option("--put-aside", help="What failed too often, with its error.")] = False,
    retry: Annotated[bool, typer.Option("--retry", help="With --put-aside: try all of it once more.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object a line.")] = False,
) -> None:
    """List jobs, newest first, or tell one job's life. Exit 0, or 2 where there is no such job or state.

    Example: gains jobs --state awaiting_approval --wait 60
    """
    from bot.job_list import NoSuchJobError, life, listed, put_aside

    try:
        found = put_aside(retry=retry) if aside else life(job) if job else listed(state, limit, wait)
    except NoSuchJobError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from error
    except GainsError as error:
        raise stopped(error) from error
    for line in found:
        typer.echo(json.dumps(line, sort_keys=True) if as_json else "  ".join(str(one) for one in line.values()))


PLUGIN = jobs
