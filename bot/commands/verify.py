"""`gains verify`: make a change package again and compare."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from bot import package_files
from bot.answering import recorded
from bot.evidence import answers
from bot.on_disk import proposed
from bot.stopped import stopped
from pipeline.errors import GainsError


def verify(
    change: Annotated[Path, typer.Argument(help="A change package, changes/<intent>.")],
    *,
    repo: Annotated[
        Path | None, typer.Option(help="The network repository; default: the folder above changes/.")
    ] = None,
) -> None:
    """Make a change package again and compare. Exit 0 equal, 1 with the names of what differs.

    Evidence that lies in the package is taken as it is; nobody outside is asked again.

    Example: gains verify changes/cctv-vlan-building-7
    """
    try:
        there = package_files.read(change)
        root = repo or change.resolve().parent.parent
        asked_by = json.loads(there.get("job.json", b"{}")).get("requester", "")
        evidence = recorded(answers(there))
        done = proposed(root, f"intents/{change.resolve().name}.yaml", evidence, requester=asked_by)
    except GainsError as error:
        raise stopped(error) from error
    package = done.packages[0]
    wrong = package_files.differences(there, dict(package.files))
    for line in wrong:
        typer.echo(f"{change / line}")
    if wrong:
        typer.echo(f"{len(wrong)} of {len(package.files)} files differ: this is not what the intent gives today")
        raise typer.Exit(1)
    typer.echo(f"equal: {len(package.files)} files, made again byte for byte; manifest digest {package.digest}")


PLUGIN = verify
