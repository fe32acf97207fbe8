"""`gains energy`: what changes do to energy, and how far the estimator may be trusted."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from bot.stopped import stopped
from pipeline.errors import GainsError

app = typer.Typer(no_args_is_help=True, help="The energy of changes, of a network, and of the estimator's own record.")
Json = Annotated[bool, typer.Option("--json", help="Print data instead of text.")]


@app.callback()
def group() -> None:
    """The energy of changes, of a network, and of the estimator's own record."""


@app.command()
def backtest(
    samples: Annotated[Path, typer.Argument(help="Meter samples as CSV: device, port_type, trx, experiment, …")],
    *,
    as_json: Json = False,
) -> None:
    """Predict every port-count delta of a file of meter samples and compare. Exit 0, or 2 for an unusable file.

    Example: gains energy backtest lab_samples.csv
    """
    from bot.energy import backtest as report

    try:
        found = report.backtest(samples)
    except GainsError as error:
        raise stopped(error) from error
    typer.echo(json.dumps(found, indent=2) if as_json else report.text(found))


@app.command()
def models(
    pattern: Annotated[str, typer.Argument(help="Show rows that contain this, whatever the case.")] = "",
    *,
    repo: Annotated[Path | None, typer.Option(help="A network repository with rows of its own.")] = None,
    as_json: Json = False,
) -> None:
    """List what is known of the power of hardware, a fact a row. Exit 0, or 3 where own rows are wrong.

    Example: gains energy models ncs-55a1
    """
    from bot.energy import models as listing

    try:
        found = listing.rows(pattern, repo)
    except GainsError as error:
        raise stopped(error) from error
    typer.echo(json.dumps(found, indent=2) if as_json else listing.text(found))


PLUGIN = app
