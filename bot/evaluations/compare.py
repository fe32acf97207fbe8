"""`gains eval compare`: what got better and what got worse between two releases."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from bot.stopped import stopped
from pipeline.errors import GainsError


def compare(
    before: Annotated[Path, typer.Argument(help="An evaluation of one release, written by gains eval --json.")],
    after: Annotated[Path, typer.Argument(help="One of the other.")],
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print data instead of text.")] = False,
) -> None:
    """Compare two evaluations. Exit 0 nothing got worse, 1 something did or is gone, 2 a file is no evaluation.

    Example: gains eval compare 0.1.0.json 0.2.0.json
    """
    from bot import evaluation_compare as both

    try:
        one, other = both.read(before), both.read(after)
    except GainsError as error:
        raise stopped(error) from error
    rows = both.compare(one, other)
    worse = [row for row in rows if row.state in ("worse", "gone")]
    if as_json:
        said = {
            "doubts": both.doubts(one, other),
            "made_with": both.made_with(one, other),
            "figures": {row.name: {"state": row.state, "words": row.words} for row in rows},
        }
        typer.echo(json.dumps(said, indent=2))
        raise typer.Exit(1 if worse else 0)
    for line in (*both.doubts(one, other), *both.made_with(one, other)):
        typer.echo(f"note   {line}")
    for row in rows:
        typer.echo(row.words)
    typer.echo(f"{len(rows)} figures, {len(worse)} worse or gone")
    raise typer.Exit(1 if worse else 0)


PLUGIN = compare
