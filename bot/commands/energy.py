"""`gains energy`: what changes do to energy, and how far the estimator may be trusted."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from bot.assisted import Option
from bot.stopped import stopped
from pipeline.errors import GainsError

app = typer.Typer(no_args_is_help=True, help="The energy of changes, of a network, and of the estimator's own record.")
Repo = Annotated[Path | None, typer.Option(help="The network repository; default: the folder above.")]
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
    """Predict every port-count delta of a file of meter samples and compare.

    Exit 0, 1 where the file holds no delta that could be predicted, 2 for an unusable file.

    Example: gains energy backtest lab_samples.csv
    """
    from bot.energy import backtest as report

    try:
        found = report.backtest(samples)
    except GainsError as error:
        raise stopped(error) from error
    typer.echo(json.dumps(found, indent=2) if as_json else report.text(found))
    if not found["all"]["deltas"]:
        raise typer.Exit(1)


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


@app.command()
def estimate(
    intent: Annotated[Path, typer.Argument(help="An intent file of the network repository.")],
    *,
    repo: Repo = None,
    offline: Annotated[bool, typer.Option("--offline", help="Ask no telemetry.")] = False,
    as_json: Json = False,
    assistant: Option = None,
) -> None:
    """Say what an intent's change does to energy; nothing is written. Exit 0, 1 not estimated, 2 unusable input.

    Example: gains energy estimate docs/examples/campus/intents/cctv-vlan-building-7.yaml
    """
    from bot.energy import estimate as report

    try:
        found = report.estimate(intent, repo, asked=not offline, assistant=assistant)
    except GainsError as error:
        raise stopped(error) from error
    typer.echo(json.dumps(found, indent=2) if as_json else report.text(found))
    raise typer.Exit(1 if found.get("verdict", "not_assessed") == "not_assessed" else 0)


@app.command()
def fleet(
    *,
    repo: Annotated[Path, typer.Option(help="The network repository.")] = Path(),
    most: Annotated[int, typer.Option(help="How many savings to list.")] = 10,
    svg: Annotated[Path | None, typer.Option(help="Write a chart there.")] = None,
    offline: Annotated[bool, typer.Option("--offline", help="Ask no telemetry server; files are read.")] = False,
    as_json: Json = False,
) -> None:
    """Say what all devices draw, by site and role, and where idle ports might save most.

    Exit 0, 3 where there is no inventory, or no telemetry although gains.yaml requires it.

    Example: gains energy fleet --repo docs/examples/campus
    """
    from bot.energy import fleet as report
    from bot.energy.fleet_chart import svg as drawn

    try:
        found = report.fleet(repo, most, asked=not offline)
    except GainsError as error:
        raise stopped(error) from error
    if svg is not None:
        svg.write_text(drawn(found))
    typer.echo(json.dumps(found, indent=2) if as_json else report.text(found))


@app.command()
def verify(
    change: Annotated[Path, typer.Argument(help="A change package, changes/<intent>.")],
    *,
    repo: Repo = None,
    until: Annotated[str, typer.Option(help="End of the window after the change, RFC 3339; default: now.")] = "",
    as_json: Json = False,
) -> None:
    """Put measured beside predicted after a change, and note it in the residual log.

    Exit 0 confirmed or not verifiable, 1 contradicted, 2 unusable input.

    Example: gains energy verify changes/cctv-vlan-building-7
    """
    from bot.adapters.clock import SystemClock
    from bot.energy import verify as report

    try:
        end = datetime.fromisoformat(until) if until else SystemClock().now()
        found = report.verify(
            change, repo or change.resolve().parent.parent, end if end.tzinfo else end.replace(tzinfo=UTC)
        )
    except ValueError as error:
        typer.echo(f"--until {until!r}: {error}; expected such as 2026-12-09T00:00:00Z", err=True)
        raise typer.Exit(2) from error
    except GainsError as error:
        raise stopped(error) from error
    typer.echo(json.dumps(found, indent=2) if as_json else report.text(found))
    raise typer.Exit(1 if any(one["outcome"] == "contradicted" for one in found["devices"]) else 0)


@app.command()
def recalibrate(
    *,
    repo: Annotated[Path, typer.Option(help="The network repository.")] = Path(),
    write: Annotated[
        bool, typer.Option("--write", help="Write it to knowledge/energy, for the next estimates.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Derive the discrepancy term from the residual log. Exit 0, 1 too few residuals, 2 no log.

    Example: gains energy recalibrate --repo .
    """
    from bot.energy import verify as report

    try:
        found = report.recalibrated(repo)
    except GainsError as error:
        raise stopped(error) from error
    typer.echo(json.dumps(found, indent=2) if as_json else report.recalibrated_text(found))
    if found["classes"][-1]["discrepancy_percent"] is None:
        raise typer.Exit(1)
    if write:
        typer.echo(f"written to {report.write_discrepancy(repo, found)}", err=as_json)


PLUGIN = app
