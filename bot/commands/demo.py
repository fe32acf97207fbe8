"""`gains demo`: run the main job on the example campus."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Annotated

import typer

from bot.stopped import stopped
from pipeline.errors import GainsError


def demo(
    directory: Annotated[Path | None, typer.Argument(help="An empty or new folder; default: a temporary one.")] = None,
    *,
    intent: Annotated[str, typer.Option(help="Which of the campus' intents.")] = "cctv-vlan-building-7",
) -> None:
    """Run the main job on an example campus. Exit 0 when the change was merged, 1 when it was blocked.

    Example: gains demo --intent wrong-guest-print
    """
    from rich.console import Console

    from bot.demo import run

    console = Console(highlight=False)
    try:
        merged = run(console, directory or Path(tempfile.mkdtemp(prefix="gains-demo-")), intent)
    except GainsError as error:
        raise stopped(error) from error
    raise typer.Exit(0 if merged else 1)


PLUGIN = demo
