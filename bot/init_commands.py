"""`gains init` and `gains doctor`: begin a network repository, and say what is installed and what is missing."""

from __future__ import annotations

import platform
import shutil
import sys
from importlib.metadata import version
from pathlib import Path
from typing import Annotated

import typer

from bot.stopped import stopped
from pipeline.engine import platforms
from pipeline.errors import GainsError
from pipeline.registry import kinds


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
    for line in report.missing:
        typer.echo(f"not recognised: {line}")
    typer.echo("next: put an intent into intents/ and run gains plan on it")


def doctor() -> None:
    """Say what is installed, reachable and missing. Exit 0 when the main job can run, 3 when it cannot.

    Example: gains doctor
    """
    git = shutil.which("git")
    typer.echo(f"gains      {version('gains-network-orchestrator')}")
    typer.echo(f"python     {platform.python_version()} ({'good' if sys.version_info >= (3, 11) else 'too old'})")
    typer.echo(f"git        {git or 'MISSING: install git; without it there is no local forge and no demo'}")
    typer.echo(f"platforms  {', '.join(platforms())}")
    typer.echo(f"kinds      {', '.join(kinds())}")
    typer.echo("analyzer   not connected in this version: no semantic verdicts")
    typer.echo("telemetry  not connected in this version: no energy estimate")
    typer.echo("assistant  not connected in this version: no wording by a language model")
    typer.echo("forges     local only in this version: no GitHub, no GitLab")
    raise typer.Exit(0 if git else 3)
